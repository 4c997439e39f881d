import { ServicePage } from '@/components/service/service-page.tsx'
import { fromSegment } from '@/lib/paths.ts'

interface PageProps {
  readonly params: Promise<{ readonly cluster: string; readonly namespace: string; readonly name: string }>
}

/** One Service: who is behind it, in which share, as counted and as sampled. */
export default async function Page({ params }: PageProps) {
  const { cluster, namespace, name } = await params
  return (
    <ServicePage
      service={{
        cluster: fromSegment(cluster),
        namespace: fromSegment(namespace),
        name: fromSegment(name),
      }}
    />
  )
}
