import { DeploymentPage } from '@/components/deployment/deployment-page.tsx'
import { fromSegment } from '@/lib/paths.ts'

interface PageProps {
  readonly params: Promise<{ readonly cluster: string; readonly namespace: string; readonly name: string }>
}

/** One Deployment: what it is doing, within which window, what runs, what may be done. */
export default async function Page({ params }: PageProps) {
  const { cluster, namespace, name } = await params
  return (
    <DeploymentPage
      at={{
        cluster: fromSegment(cluster),
        namespace: fromSegment(namespace),
        name: fromSegment(name),
      }}
    />
  )
}
