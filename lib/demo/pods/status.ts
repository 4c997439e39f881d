import type { Json, JsonObject } from '../objects/json.ts'
import { isJsonObject, listAt, objectAt, textAt } from '../objects/json.ts'
import type { KubeObject } from '../objects/object.ts'

/** What all containers of a pod do. */
export type Stage =
  | { readonly is: 'waiting'; readonly reason: string; readonly message?: string; readonly restarts?: number }
  | { readonly is: 'running'; readonly ready: boolean; readonly restarts?: number }

/** The pod's status when all its containers do this, as its kubelet writes it. */
export function podStatus(pod: KubeObject, stage: Stage, at: string, podIp: string): JsonObject {
  const before = objectAt(pod, 'status')
  const ready = stage.is === 'running' && stage.ready
  const placed = stage.is === 'running' || (stage.restarts ?? 0) > 0
  const containers = listAt(pod, 'spec', 'containers').filter(isJsonObject)
  const names = containers.map((container) => textAt(container, 'name')).join(' ')
  // kubernetes@v1.36.3 pkg/kubelet/status/generate.go#L103
  const unready = { reason: 'ContainersNotReady', message: `containers with unready status: [${names}]` }
  return {
    phase: placed ? 'Running' : 'Pending',
    conditions: [
      condition(before, 'PodReadyToStartContainers', placed, at),
      condition(before, 'Initialized', true, at),
      condition(before, 'Ready', ready, at, unready),
      condition(before, 'ContainersReady', ready, at, unready),
      condition(before, 'PodScheduled', true, at),
    ],
    hostIP: '172.18.0.2',
    hostIPs: [{ ip: '172.18.0.2' }],
    ...(placed ? { podIP: podIp, podIPs: [{ ip: podIp }] } : {}),
    startTime: textAt(before, 'startTime') || at,
    containerStatuses: containers.map((container) => containerStatus(container, before, stage, at)),
    qosClass: containers.some((container) => Object.keys(objectAt(container, 'resources')).length > 0)
      ? 'Burstable'
      : 'BestEffort',
  }
}

function condition(
  before: Json,
  type: string,
  holds: boolean,
  at: string,
  otherwise: JsonObject = {},
): JsonObject {
  const status = holds ? 'True' : 'False'
  const had = listAt(before, 'conditions').find((one) => textAt(one, 'type') === type)
  const since = textAt(had ?? null, 'status') === status ? textAt(had ?? null, 'lastTransitionTime') : ''
  return {
    type,
    status,
    lastProbeTime: null,
    lastTransitionTime: since || at,
    ...(holds ? {} : otherwise),
  }
}

function containerStatus(container: Json, before: Json, stage: Stage, at: string): JsonObject {
  const name = textAt(container, 'name')
  const image = textAt(container, 'image')
  const had = listAt(before, 'containerStatuses').find((one) => textAt(one, 'name') === name) ?? null
  const startedAt = textAt(had, 'state', 'running', 'startedAt')
  const restartCount = stage.restarts ?? 0
  const state: JsonObject =
    stage.is === 'running'
      ? { running: { startedAt: startedAt || at } }
      : { waiting: { reason: stage.reason, ...(stage.message ? { message: stage.message } : {}) } }
  const failed = { exitCode: 1, reason: 'Error', startedAt: startedAt || at, finishedAt: at }
  const last = objectAt(had, 'lastState')
  return {
    name,
    image,
    imageID: stage.is === 'running' ? `${image.replace(/:[^/]*$/, '')}@sha256:demo` : '',
    ready: stage.is === 'running' && stage.ready,
    started: stage.is === 'running',
    restartCount,
    lastState: restartCount > 0 && startedAt !== '' && stage.is === 'waiting' ? { terminated: failed } : last,
    state,
  }
}
