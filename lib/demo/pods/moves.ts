import { instantOf, withSpec, withStatus } from '../controllers/facts.ts'
import { isPodReady, restartsOf } from '../controllers/pod-facts.ts'
import { createJournal, type Journal, type Write } from '../controllers/writes.ts'
import { listAt, objectAt, textAt } from '../objects/json.ts'
import type { KubeObject } from '../objects/object.ts'
import { faultOf, type PodTimes, timesOf } from './behaviour.ts'
import { podStatus, type Stage } from './status.ts'

/** What a pod does next by itself. */
export interface Move {
  readonly name: string
  /** Milliseconds from the move before. */
  readonly after: number
  /** What the kubelet, or the scheduler, writes then. */
  writes(now: number, podIp: string): readonly Write[]
}

const BACK_OFF_START_MS = 10_000
const BACK_OFF_MOST_MS = 300_000
const PULL_RETRY_MS = 1_000
const CRASH_AFTER_MS = 1_000

/** What the pod does next; null when it stays as it is. */
export function nextMove(pod: KubeObject, defaults: PodTimes): Move | null {
  const times = timesOf(pod, defaults)
  if (pod.metadata.deletionTimestamp !== undefined) return goneMove(pod, times.terminate)
  if (textAt(pod, 'spec', 'nodeName') === '') return scheduleMove(pod)
  const phase = textAt(pod, 'status', 'phase')
  if (phase === 'Succeeded' || phase === 'Failed') return null
  const waiting = textAt(pod, 'status', 'containerStatuses', 0, 'state', 'waiting', 'reason')
  const running = objectAt(pod, 'status', 'containerStatuses', 0, 'state').running !== undefined
  const fault = faultOf(pod)
  if (fault === 'image-pull-error' && !running) return pullMove(pod, waiting, times)
  if (fault === 'crash-loop') return crashMove(pod, waiting, running, times)
  if (running) return readyMove(pod, fault === 'never-ready', times.ready)
  if (waiting === '' && times.start > 0) return createMove(pod)
  return startMove(pod, fault === null && times.ready === 0, times.start)
}

const stageMove = (
  pod: KubeObject,
  name: string,
  after: number,
  stage: Stage,
  tell: (journal: Journal) => void = () => undefined,
): Move => ({
  name,
  after,
  writes: (now, podIp) => {
    const journal = createJournal()
    tell(journal)
    journal.change('pods', pod, 'status', (latest) =>
      withStatus(latest, podStatus(latest, stage, instantOf(now), podIp)),
    )
    return journal
      .outcome()
      .writes.map((write) => (write.do === 'tell' ? { ...write, by: 'kubelet' } : write))
  },
})

function scheduleMove(pod: KubeObject): Move {
  const node = 'demo-node-1'
  const { namespace, name } = pod.metadata
  return {
    name: 'schedule',
    after: 0,
    writes: () => [
      { do: 'update', resource: 'pods', object: withSpec(pod, { nodeName: node }), part: 'spec' },
      {
        do: 'tell',
        by: 'default-scheduler',
        about: pod,
        type: 'Normal',
        reason: 'Scheduled',
        message: `Successfully assigned ${namespace}/${name} to ${node}`,
      },
    ],
  }
}

const goneMove = (pod: KubeObject, after: number): Move => ({
  name: 'gone',
  after,
  writes: () => [{ do: 'delete', resource: 'pods', object: pod, gracePeriodSeconds: 0 }],
})

const createMove = (pod: KubeObject): Move =>
  stageMove(pod, 'create', 0, { is: 'waiting', reason: 'ContainerCreating' })

const imageOf = (pod: KubeObject): string => textAt(pod, 'spec', 'containers', 0, 'image')
const containersOf = (pod: KubeObject): readonly string[] =>
  listAt(pod, 'spec', 'containers').map((container) => textAt(container, 'name'))

function startMove(pod: KubeObject, ready: boolean, after: number): Move {
  return stageMove(pod, 'start', after, { is: 'running', ready }, (journal) => {
    const image = imageOf(pod)
    journal.tell(pod, 'Pulled', `Container image "${image}" already present on machine`)
    for (const container of containersOf(pod)) {
      journal.tell(pod, 'Created', `Container created: ${container}`)
      journal.tell(pod, 'Started', `Container started: ${container}`)
    }
  })
}

function readyMove(pod: KubeObject, never: boolean, after: number): Move | null {
  const ready = isPodReady(pod)
  const restarts = restartsOf(pod)
  if (never) return ready ? stageMove(pod, 'unready', 0, { is: 'running', ready: false, restarts }) : null
  return ready ? null : stageMove(pod, 'ready', after, { is: 'running', ready: true, restarts })
}

function pullMove(pod: KubeObject, waiting: string, times: PodTimes): Move | null {
  const image = imageOf(pod)
  if (waiting === 'ImagePullBackOff') return null
  if (waiting === 'ErrImagePull') {
    const message = `Back-off pulling image "${image}"`
    const stage: Stage = { is: 'waiting', reason: 'ImagePullBackOff', message }
    return stageMove(pod, 'pull-back-off', PULL_RETRY_MS, stage, (journal) =>
      journal.tell(pod, 'BackOff', message),
    )
  }
  const message = `failed to pull and unpack image "${image}": not found`
  return stageMove(
    pod,
    'pull-error',
    times.start,
    { is: 'waiting', reason: 'ErrImagePull', message },
    (journal) => {
      journal.tell(pod, 'Pulling', `Pulling image "${image}"`)
      journal.tell(pod, 'Failed', `Failed to pull image "${image}": ${message}`, 'Warning')
    },
  )
}

function crashMove(pod: KubeObject, waiting: string, running: boolean, times: PodTimes): Move {
  const restarts = restartsOf(pod)
  const container = containersOf(pod)[0] ?? ''
  const backOff = Math.min(BACK_OFF_MOST_MS, BACK_OFF_START_MS * 2 ** Math.max(0, restarts - 1))
  if (running) {
    const seconds = Math.min(BACK_OFF_MOST_MS, BACK_OFF_START_MS * 2 ** restarts) / 1000
    const message = `back-off ${seconds}s restarting failed container=${container} pod=${pod.metadata.name}`
    const stage: Stage = { is: 'waiting', reason: 'CrashLoopBackOff', message, restarts: restarts + 1 }
    return stageMove(pod, `crash-${restarts}`, CRASH_AFTER_MS, stage, (journal) =>
      journal.tell(pod, 'BackOff', `Back-off restarting failed container ${container}`, 'Warning'),
    )
  }
  const after = waiting === 'CrashLoopBackOff' ? backOff : times.start
  return stageMove(pod, `run-${restarts}`, after, { is: 'running', ready: false, restarts })
}
