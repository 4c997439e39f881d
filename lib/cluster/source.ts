import type { Patch } from '../rollouts/patch.ts'

/** The kinds the cockpit watches; the names are the Kubernetes resources' plurals. */
export const watchedResources = [
  'rollouts',
  'replicasets',
  'pods',
  'services',
  'analysisruns',
  'experiments',
  'deployments',
  'endpointslices',
] as const

export type Resource = (typeof watchedResources)[number]

/** The kinds that stand in the fleet by themselves: who may read one of them has something to look at. */
export const rootResources = ['rollouts', 'deployments'] as const satisfies readonly Resource[]

/** What is known of the road to one resource, in one namespace or (`null`) in all. */
export interface RoadState {
  readonly resource: Resource
  readonly namespace: string | null
  readonly state: RoadPhase
  /** When bytes last came from the API server, as an instant; null before the first. */
  readonly lastContact: string | null
  /** Why the road is not live, in a person's words, with verb and resource where access is refused. */
  readonly problem: string | null
}

/**
 * listing: the first list is under way; live: listed and watching; retrying: the road broke and is being rebuilt;
 * forbidden: the API server refuses list or watch; absent: the API server does not know the resource (no CRD).
 */
export type RoadPhase = 'listing' | 'live' | 'retrying' | 'forbidden' | 'absent' | 'stopped'

/** What a source says: raw objects as the API server sent them, less managedFields and last-applied. */
export type SourceEvent =
  | {
      readonly type: 'listed'
      readonly resource: Resource
      readonly namespace: string | null
      readonly objects: readonly unknown[]
    }
  | {
      readonly type: 'upserted'
      readonly resource: Resource
      readonly namespace: string | null
      readonly object: unknown
    }
  | {
      readonly type: 'deleted'
      readonly resource: Resource
      readonly namespace: string | null
      readonly object: unknown
    }
  | { readonly type: 'road'; readonly road: RoadState }

export interface Access {
  readonly verb: string
  readonly group: string
  readonly resource: string
  readonly subresource: string | null
  readonly namespace: string
}

/** What an app behind a Service has answered: its status and the beginning of its body, and nothing else of it. */
export interface ProxiedAnswer {
  readonly status: number
  readonly body: string
}

/** The port to one cluster: everything the rest of the program may ask of a Kubernetes API. */
export interface ClusterSource {
  readonly cluster: string
  /** The namespaces that are watched where all of them may not be: those configured, or the context's own. */
  readonly home: readonly string[]
  /** Whether no other namespace is ever watched, because `home` was configured. */
  readonly closed: boolean
  /** Lists and watches until the signal aborts; never rejects; tells every change and every state of its roads through `emit`. */
  run(emit: (event: SourceEvent) => void, signal: AbortSignal): Promise<void>
  /**
   * Watches a further namespace wherever all namespaces may not be watched: its roots first, the rest once one of them was listed. The answer
   * ends that and takes back what was told of it. Does nothing while the source does not run.
   */
  look(namespace: string): () => void
  /** The object as the API server has it now (raw). Throws CockpitError `not-found`, `forbidden`, `unreachable`. */
  get(resource: Resource, namespace: string, name: string): Promise<unknown>
  /**
   * Patches an object, or a subresource of it, and answers what resulted (raw). With `resourceVersion` the API server refuses (`conflict`)
   * when the object has moved. Throws CockpitError with the API server's own words.
   */
  patch(
    resource: Resource,
    namespace: string,
    name: string,
    patch: Patch,
    resourceVersion: string | null,
  ): Promise<unknown>
  /**
   * GETs a path of a Service (`name:port` or `https:name:port`) through the API server's proxy. Throws CockpitError where the API server
   * refuses or nobody answers in time.
   */
  getThroughService(
    namespace: string,
    service: string,
    path: string,
    signal: AbortSignal,
  ): Promise<ProxiedAnswer>
  /** Whether the identity in use may do this (SelfSubjectAccessReview); null when that cannot be asked. */
  canI(access: Access): Promise<boolean | null>
}
