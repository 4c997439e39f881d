import { type ClusterSource, type Resource, type SourceEvent, watchedResources } from '../cluster/source.ts'
import { createCalls } from './calls.ts'
import { createComeback } from './comeback.ts'
import type { KubeContext } from './config.ts'
import { createNarrow, type Narrow } from './narrow.ts'
import { createPulse } from './pulse.ts'
import { type Counts, type ReflectorOptions, reflect } from './reflector.ts'
import { getThroughService } from './service-proxy.ts'
import { realTiming, type Timing } from './timing.ts'
import { createTransport } from './transport.ts'

export interface KubeSourceOptions {
  /** The namespaces to watch; null for all, or where that is forbidden for the context's own and those looked at. */
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
  const home = namespaces ?? [context.namespace ?? 'default']
  let narrow: Narrow | null = null
  return {
    cluster: context.name,
    home,
    closed: namespaces !== null,
    counts: () => ({ ...counts }),
    async run(emit, signal) {
      const reach: Reach = {
        transport,
        counts,
        signal,
        pulse: createPulse(transport),
        comeback: createComeback(transport),
        emit: isolated(emit, counts),
      }
      if (namespaces === null) {
        narrow = narrowOf(reach, home)
        await reflectEverywhere(reach, narrow)
        narrow = null
      } else await reflectNamespaces(reach, namespaces)
      await transport.close()
    },
    look: (namespace) => narrow?.look(namespace) ?? (() => {}),
    getThroughService: (namespace, service, path, signal) =>
      getThroughService(transport, { namespace, service, path }, signal),
    ...createCalls(transport),
  }
}

type Reach = Omit<ReflectorOptions, 'resource' | 'namespace' | 'onListForbidden'>

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

async function reflectNamespaces(reach: Reach, namespaces: readonly string[]) {
  const reflectAll = (namespace: string) =>
    watchedResources.map((resource) => reflect({ ...reach, resource, namespace }))
  await Promise.all(namespaces.flatMap(reflectAll))
}

const narrowOf = (reach: Reach, home: readonly string[]) =>
  createNarrow({
    home,
    emit: reach.emit,
    run: (resource, namespace, emit, signal) => reflect({ ...reach, resource, namespace, emit, signal }),
  })

/**
 * Watches in all namespaces. While listing there is forbidden, narrow roads run beside the slow retries of the wide one, and are given up
 * when the wide list succeeds.
 */
async function reflectEverywhere(reach: Reach, narrow: Narrow) {
  const reflectWide = (resource: Resource) => {
    const emit = (event: SourceEvent) => {
      if (event.type === 'listed') narrow.allow(resource)
      reach.emit(event)
    }
    const onListForbidden = () => narrow.refuse(resource)
    return reflect({ ...reach, resource, namespace: null, emit, onListForbidden })
  }
  await Promise.all(watchedResources.map(reflectWide))
  await narrow.stop()
}
