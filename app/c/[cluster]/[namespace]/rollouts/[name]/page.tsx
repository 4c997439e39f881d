import { RolloutPage } from '@/components/rollout/rollout-page.tsx'
import { fromSegment } from '@/lib/paths.ts'

interface PageProps {
  readonly params: Promise<{ readonly cluster: string; readonly namespace: string; readonly name: string }>
}

/** One Rollout: what it is doing, what comes next, who gets which version, what runs, what may be done. */
export default async function Page({ params }: PageProps) {
  const { cluster, namespace, name } = await params
  return (
    <RolloutPage
      rollout={{
        cluster: fromSegment(cluster),
        namespace: fromSegment(namespace),
        name: fromSegment(name),
      }}
    />
  )
}
