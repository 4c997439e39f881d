import { useClusters } from '@/components/shell/use-clusters.ts'

/** By which way the answers came, and so what they prove. */
export function HowSampled() {
  const demo = useClusters()?.demo === true
  return (
    <p className="mt-3.5 max-w-[75ch] text-pretty text-muted text-sm">
      {demo
        ? 'Requests go through the API server, which in this demo takes the ready pods in turn (round-robin): the shares come out more even than by chance.'
        : 'Requests go through the API server, which picks a ready pod for each by itself.'}{' '}
      So a sample shows the share of replicas, not what a service mesh or an ingress sends where. It goes on
      at some ten requests per second for all who look at this cluster.
    </p>
  )
}
