import type { ContainerState, Pod } from './model.ts'

export interface PodStatus {
  /** `Running`, `CrashLoopBackOff`, `Init:0/1`, `Terminating`. */
  readonly status: string
  /** `readyContainers/containers`; native sidecars count in neither. */
  readonly ready: string
  readonly restarts: number
}

interface Walk {
  readonly reason: string | null
  readonly ready: number
  readonly restarts: number
  readonly running: boolean
}

/** What the CLI prints of a pod. Mirrors argo-rollouts@v1.10.1 pkg/kubectl-argo-rollouts/info/pod_info.go#L47 */
export function podStatus(pod: Pod): PodStatus {
  const { reason, phase, containerStatuses } = pod.status
  const own = reason || phase
  const initialization = walkInit(pod)
  const walk = initialization ?? walkContainers(containerStatuses)
  const found = walk.reason ?? own
  const settled = !initialization && found === 'Completed' && walk.running ? 'Running' : found
  const deleting = reason === 'NodeLost' ? 'Unknown' : 'Terminating'
  return {
    status: pod.meta.deletedAt === null ? settled : deleting,
    ready: `${walk.ready}/${pod.containers.length}`,
    restarts: walk.restarts,
  }
}

/** The walk over the init containers, or null when none of them holds the pod up. */
function walkInit(pod: Pod): Walk | null {
  let restarts = 0
  for (const [index, container] of pod.status.initContainerStatuses.entries()) {
    restarts += container.restartCount
    const step = initStep(pod, container, index)
    if (step === 'next') continue
    return step === 'stop' ? null : { reason: `Init:${step.reason}`, ready: 0, restarts, running: false }
  }
  return null
}

type InitStep = 'next' | 'stop' | { readonly reason: string }

function initStep(pod: Pod, container: ContainerState, index: number): InitStep {
  const { terminated, waiting } = container
  if (terminated) return terminated.exitCode === 0 ? 'next' : { reason: terminationText(terminated) }
  const sidecar =
    pod.initContainers.findLast(({ name }) => name === container.name)?.restartPolicy === 'Always'
  // A started sidecar that is not ready ends the walk, though the pod is not initializing any more.
  if (sidecar && container.started === true) return container.ready ? 'next' : 'stop'
  if (waiting && waiting.reason !== '' && waiting.reason !== 'PodInitializing')
    return { reason: waiting.reason }
  return { reason: `${index}/${pod.initContainers.length}` }
}

const terminationText = ({ reason, signal, exitCode }: NonNullable<ContainerState['terminated']>): string =>
  reason || (signal === 0 ? `ExitCode:${exitCode}` : `Signal:${signal}`)

function walkContainers(containers: readonly ContainerState[]): Walk {
  const reasons = containers.map(({ waiting, terminated }) =>
    waiting && waiting.reason !== '' ? waiting.reason : terminated ? terminationText(terminated) : null,
  )
  const ready = containers.filter(
    (container, index) => reasons[index] === null && container.ready && container.running,
  )
  return {
    // Go walks from the last to the first and lets each overwrite the one before.
    reason: reasons.find((reason) => reason !== null) ?? null,
    ready: ready.length,
    restarts: containers.reduce((sum, { restartCount }) => sum + restartCount, 0),
    running: ready.length > 0,
  }
}

const icons: Readonly<Record<string, string>> = {
  Pending: '◌',
  Terminating: '◌',
  ContainerCreating: '◌',
  Running: '✔',
  Completed: '✔',
  Failed: '✖',
  InvalidImageName: '✖',
  CrashLoopBackOff: '✖',
  ImagePullBackOff: '⚠',
  RegistryUnavailable: '⚠',
  Unknown: '?',
}

/** The CLI's sign for a pod's status, which does not look at readiness. Mirrors argo-rollouts@v1.10.1 pkg/kubectl-argo-rollouts/info/pod_info.go#L143 */
export function podIcon(status: string): string {
  if (status.startsWith('Init:')) return '◌'
  if (status.startsWith('Signal:') || status.startsWith('ExitCode:')) return '✖'
  if (status.endsWith('Error') || status.startsWith('Err')) return '⚠'
  return Object.hasOwn(icons, status) ? (icons[status] ?? ' ') : ' '
}
