import { type ClusterSource, type Resource, type SourceEvent, watchedResources } from '../cluster/source.ts'
import { createCalls } from './calls.ts'
import type { KubeContext } from './config.ts'
import { type Counts, type ReflectorOptions, reflect } from './reflector.ts'
import { realTiming, type Timing } from './timing.ts'
import { createTransport } from './transport.ts'

export interface KubeSourceOptions {
  /** The namespaces to watch; null for all, or where that is forbidden for the context's own. */
  readonly namespaces: readonly string[] | null
  readonly timing?: Timing
}

export interface KubeSource extends ClusterSource {
  /** What all runs of this source have counted. */
  counts(): Readonly<Counts>
}

/** The source of one context of a kubeconfig; opens no connection before it is asked for something. */
export function createKubeSource(context: KubeContext, options: KubeSourceOptions): KubeSource {
  const transport = createTransport(context, options.timing ?? realTiming)
  const counts: Counts = { lists: 0, skippedLines: 0, handlerFailures: 0 }
  const { namespaces } = options
  return {
    cluster: context.name,
    counts: () => ({ ...counts }),
    async run(emit, signal) {
      const reach: Reach = { transport, counts, signal, emit: isolated(emit, counts) }
      const own = context.namespace ?? 'default'
      await Promise.all(
        watchedResources.map((resource) =>
          namespaces === null
            ? reflectEverywhere(reach, resource, own)
            : reflectNamespaces(reach, resource, namespaces),
        ),
      )
      await transport.close()
    },
    ...createCalls(transport),
  }
}

type Reach = Pick<ReflectorOptions, 'transport' | 'counts' | 'signal' | 'emit'>

// A listener that throws must not end the road of everybody else.
function isolated(emit: (event: SourceEvent) => void, counts: Counts) {
  return (event: SourceEvent) => {
    try {
      emit(event)
    } catch {
      counts.handlerFailures += 1
    }
  }
}

async function reflectNamespaces(reach: Reach, resource: Resource, namespaces: readonly string[]) {
  await Promise.all(namespaces.map((namespace) => reflect({ ...reach, resource, namespace })))
}

/**
 * Watches in all namespaces. While listing there is forbidden, watches in the context's own beside the slow retries of
 * the wide road, and gives that up when the wide list succeeds.
 */
async function reflectEverywhere(reach: Reach, resource: Resource, own: string) {
  const narrowRuns = new Set<Promise<void>>()
  let stopNarrow: (() => void) | null = null

  const goNarrow = () => {
    if (stopNarrow !== null) return
    const controller = new AbortController()
    stopNarrow = () => controller.abort()
    const run = reflectNamespaces({ ...reach, signal: controller.signal }, resource, [own])
    narrowRuns.add(run)
    void run.finally(() => narrowRuns.delete(run))
  }
  const goWide = () => {
    stopNarrow?.()
    stopNarrow = null
  }
  const emit = (event: SourceEvent) => {
    if (event.type === 'listed') goWide()
    reach.emit(event)
  }
  reach.signal.addEventListener('abort', () => stopNarrow?.(), { once: true })
  await reflect({ ...reach, resource, namespace: null, emit, onListForbidden: goNarrow })
  await Promise.all(narrowRuns)
}
