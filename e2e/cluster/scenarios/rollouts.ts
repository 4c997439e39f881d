import type { JsonObject, JsonValue } from '../json.ts'
import type { Named } from './objects.ts'

export interface RolloutOptions extends Named {
  readonly replicas?: number
  readonly image?: string
  /** Annotations of the pod template: `cockpit.test/…` rule what its pods do. */
  readonly podAnnotations?: Readonly<Record<string, string>>
  readonly podLabels?: Readonly<Record<string, string>>
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  /** The value of the selector's label `app`; the name where left out. */
  readonly app?: string
  /** Further fields of the one container. */
  readonly container?: JsonObject
  /** Further fields of the pod's `spec`. */
  readonly podSpec?: JsonObject
  /** Further fields of `spec`, such as `progressDeadlineSeconds`. */
  readonly spec?: JsonObject
}

export interface CanaryOptions extends RolloutOptions {
  readonly steps?: readonly JsonObject[]
  readonly maxSurge?: number | string
  readonly maxUnavailable?: number | string
  /** Further fields of `spec.strategy.canary`, such as `analysis` or `trafficRouting`. */
  readonly canary?: JsonObject
}

export interface BlueGreenOptions extends RolloutOptions {
  readonly activeService?: string
  /** `null` for a Rollout without a preview Service. */
  readonly previewService?: string | null
  readonly autoPromotionEnabled?: boolean
  /** Further fields of `spec.strategy.blueGreen`. */
  readonly blueGreen?: JsonObject
}

/** A canary Rollout; without steps it replaces its pods as a Deployment does. */
export function canaryRollout(options: CanaryOptions): JsonObject {
  const { steps, maxSurge, maxUnavailable, canary } = options
  return rollout(options, { canary: { ...present({ steps, maxSurge, maxUnavailable }), ...canary } })
}

/** A blue-green Rollout; the two Services are the caller's to apply. */
export function blueGreenRollout(options: BlueGreenOptions): JsonObject {
  const { name, activeService = name, previewService = `${name}-preview` } = options
  const { autoPromotionEnabled = false, blueGreen } = options
  const preview = previewService === null ? {} : { previewService }
  return rollout(options, { blueGreen: { activeService, ...preview, autoPromotionEnabled, ...blueGreen } })
}

function rollout(options: RolloutOptions, strategy: JsonObject): JsonObject {
  const { name, namespace, replicas = 1, image = 'example.test/web:1.0', app = name } = options
  const { podAnnotations = {}, podLabels = {}, container = {}, podSpec = {}, spec = {} } = options
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name, namespace, ...present({ labels: options.labels, annotations: options.annotations }) },
    spec: {
      replicas,
      selector: { matchLabels: { app } },
      template: {
        metadata: { labels: { app, ...podLabels }, annotations: podAnnotations },
        spec: { containers: [{ name, image, ...container }], ...podSpec },
      },
      strategy,
      ...spec,
    },
  }
}

function present(fields: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  const entries = Object.entries(fields).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  )
  return Object.fromEntries(entries)
}
