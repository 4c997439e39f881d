import type { Endpoint, EndpointSlice } from '../rollouts/workload-model.ts'

/** One backend of a Service, however many slices and address families name it. */
export interface Backend {
  /** The pod behind it; null for an address that is nothing of the cluster. */
  readonly pod: { readonly name: string; readonly uid: string } | null
  /** Its first address, which is the one that is used; empty when it has none. */
  readonly address: string
  /** Gets new connections. */
  readonly ready: boolean
  /** Answers, though it may be on its way out. */
  readonly serving: boolean
  readonly terminating: boolean
}

/**
 * The backends of a Service, each once. Missing conditions are read as the API has them: ready and serving true, terminating false.
 * Slices may repeat an endpoint while it moves between them, and a dual-stack Service has every pod once per address family: those that
 * name a pod are one by its uid; of those that name none only the larger family counts. Mirrors kubernetes@v1.36.3
 * pkg/proxy/endpointslicecache.go#L197, staging/src/k8s.io/api/discovery/v1/types.go#L145
 */
export function backendsOf(slices: readonly EndpointSlice[]): readonly Backend[] {
  const byWord = new Map<string, Backend>()
  for (const { addressType, endpoints } of slices) {
    for (const endpoint of endpoints) {
      const backend = backendOf(endpoint)
      if (backend === null) continue
      const word = backend.pod === null ? `${addressType} ${backend.address}` : `pod ${backend.pod.uid}`
      byWord.set(word, merged(byWord.get(word), backend))
    }
  }
  const backends = [...byWord]
  const foreign = Map.groupBy(
    backends.filter(([, { pod }]) => pod === null),
    ([word]) => word.slice(0, word.indexOf(' ')),
  )
  const families = [...foreign].toSorted(([a, as], [b, bs]) => bs.length - as.length || (a < b ? -1 : 1))
  const counted = families[0]?.[0]
  return backends
    .filter(([word, { pod }]) => pod !== null || word.startsWith(`${counted} `))
    .map(([, backend]) => backend)
}

function backendOf({ addresses, target, ready, serving, terminating }: Endpoint): Backend | null {
  const address = addresses[0] ?? ''
  // kube-proxy ignores one without an address.
  if (address === '') return null
  const pod = target?.kind === 'Pod' ? { name: target.name, uid: target.uid || target.name } : null
  return { pod, address, ready: ready ?? true, serving: serving ?? true, terminating: terminating ?? false }
}

const merged = (known: Backend | undefined, next: Backend): Backend =>
  known === undefined
    ? next
    : {
        ...known,
        ready: known.ready || next.ready,
        serving: known.serving || next.serving,
        terminating: known.terminating && next.terminating,
      }
