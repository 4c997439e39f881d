import type { ContainerState, Pod } from '../rollouts/model.ts'
import { readConditions, readMeta } from './meta.ts'
import {
  childOf,
  childrenOf,
  flagOf,
  instantOf,
  type Node,
  optionalChildOf,
  optionalFlagOf,
  optionalTextOf,
  textOf,
  wholeOf,
} from './read.ts'
import { readContainer } from './template.ts'

/** Reads a Pod of v1. */
export function readPod(object: Node): Pod {
  const spec = childOf(object, 'spec')
  const status = childOf(object, 'status')
  return {
    kind: 'Pod',
    meta: readMeta(object),
    nodeName: optionalTextOf(spec, 'nodeName'),
    containers: childrenOf(spec, 'containers').map(readContainer),
    initContainers: childrenOf(spec, 'initContainers').map((container) => ({
      ...readContainer(container),
      restartPolicy: optionalTextOf(container, 'restartPolicy'),
    })),
    status: {
      phase: textOf(status, 'phase'),
      reason: textOf(status, 'reason'),
      message: textOf(status, 'message'),
      conditions: readConditions(status),
      initContainerStatuses: childrenOf(status, 'initContainerStatuses').map(readContainerState),
      containerStatuses: childrenOf(status, 'containerStatuses').map(readContainerState),
    },
  }
}

function readContainerState(container: Node): ContainerState {
  const state = childOf(container, 'state')
  const waiting = optionalChildOf(state, 'waiting')
  const running = optionalChildOf(state, 'running')
  const terminated = optionalChildOf(state, 'terminated')
  return {
    name: textOf(container, 'name'),
    ready: flagOf(container, 'ready'),
    started: optionalFlagOf(container, 'started'),
    restartCount: wholeOf(container, 'restartCount'),
    waiting: waiting && { reason: textOf(waiting, 'reason'), message: textOf(waiting, 'message') },
    running: running && { startedAt: instantOf(running, 'startedAt') },
    terminated: terminated && {
      reason: textOf(terminated, 'reason'),
      message: textOf(terminated, 'message'),
      exitCode: wholeOf(terminated, 'exitCode'),
      signal: wholeOf(terminated, 'signal'),
      finishedAt: instantOf(terminated, 'finishedAt'),
    },
  }
}
