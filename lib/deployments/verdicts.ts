import type { Verdict } from '../rollouts/view.ts'
import type { Deployment } from '../rollouts/workload-model.ts'
import { desiredReplicas } from './revision.ts'
import type { DeploymentAction, DeploymentOrder, RevisionEntry } from './view.ts'

const allowed: Verdict = { allowed: true }
const refused = (because: string): Verdict => ({ allowed: false, because })

const paused = 'It is paused; resume it first.'

function undo({ spec }: Deployment, history: readonly RevisionEntry[]): Verdict {
  if (spec.paused) return refused(paused)
  return history.some(({ current }) => !current)
    ? allowed
    : refused('No other revision is kept to go back to.')
}

/**
 * For each action whether kubectl would carry it out on this object, or why not. Mirrors kubectl@v0.36.3
 * pkg/polymorphichelpers/objectpauser.go#L33, objectresumer.go#L33, objectrestarter.go#L34 and rollback.go#L98
 */
export function verdictsOf(
  deployment: Deployment,
  history: readonly RevisionEntry[],
): Readonly<Record<DeploymentAction, Verdict>> {
  const { meta, spec, template } = deployment
  if (meta.deletedAt !== null) {
    const none = refused('The Deployment is being deleted.')
    return { pause: none, resume: none, restart: none, undo: none, 'set-image': none, scale: none }
  }
  return {
    pause: spec.paused ? refused('It is already paused.') : allowed,
    resume: spec.paused ? allowed : refused('It is not paused.'),
    restart: spec.paused ? refused(paused) : allowed,
    undo: undo(deployment, history),
    'set-image': template.containers.length > 0 ? allowed : refused('Its template has no container.'),
    scale: allowed,
  }
}

/** The most replicas that the API can hold. */
export const mostReplicas = 2_147_483_647

/** Why a number of replicas cannot be asked for; null when it can. */
export function replicasProblem(replicas: number, desired: number): string | null {
  if (!Number.isInteger(replicas) || replicas < 0 || replicas > mostReplicas)
    return 'The number of replicas is a whole number, 0 or more.'
  return replicas === desired ? `It is scaled to ${replicas} already.` : null
}

// distribution/reference's grammar: an optional registry, a path in lower case, then a tag, a digest, or both.
const host = String.raw`(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?`
const part = String.raw`[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*`
const reference = new RegExp(
  String.raw`^(?:${host}/)?${part}(?:/${part})*(?::[\w][\w.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$`,
)
const mostLetters = 1_000

/** Why a text is no image that a node could pull; null when it is one. */
export function imageProblem(image: string): string | null {
  if (image === '') return 'Name an image.'
  if (/\s/.test(image)) return 'An image has no spaces.'
  return image.length <= mostLetters && reference.test(image)
    ? null
    : 'This is not the name of an image, as in registry/name:tag.'
}

/** Whether this very order would have an effect, or why not. What `undo` changes is not known here, so that one is judged by its revision alone. */
export function verdictOf(
  deployment: Deployment,
  history: readonly RevisionEntry[],
  order: DeploymentOrder,
): Verdict {
  const general = verdictsOf(deployment, history)[order.action]
  if (!general.allowed) return general
  const because = objection(deployment, history, order)
  return because === null ? allowed : refused(because)
}

function objection(
  deployment: Deployment,
  history: readonly RevisionEntry[],
  order: DeploymentOrder,
): string | null {
  switch (order.action) {
    case 'pause':
    case 'resume':
    case 'restart':
      return null
    case 'scale':
      return replicasProblem(order.replicas, desiredReplicas(deployment))
    case 'set-image': {
      const { containers, initContainers } = deployment.template
      const container = [...containers, ...initContainers].find(({ name }) => name === order.container)
      if (container === undefined) return `There is no container ${order.container}.`
      if (container.image === order.image) return `${order.container} has this image already.`
      return imageProblem(order.image)
    }
    case 'undo': {
      const entry = history.find(({ number }) => number === order.revision)
      if (entry === undefined) return `Revision ${order.revision} is not kept any more.`
      return entry.current ? `It is at revision ${order.revision} already.` : null
    }
  }
}
