import type { JsonObject } from '../../objects/json.ts'
import { at, type Json, numberAt, objectAt, sameJson, textAt } from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import {
  annotationOf,
  controllerReference,
  countOf,
  instantOf,
  momentOf,
  sizeOf,
  withAnnotations,
  withSpec,
} from '../facts.ts'
import { HASH, SCALE_DOWN_DEADLINE } from '../rollout/names.ts'
import { templateHash } from '../template-hash.ts'
import {
  endOf,
  finished,
  type Look,
  listOf,
  readTemplateStates,
  secondsIn,
  type TemplateState,
  textsAt,
} from './look.ts'

const TEMPLATE = 'experiment.argoproj.io/template-name'
const NAME = 'experiment.argoproj.io/name'

const emptyState = (name: string): TemplateState => ({
  name,
  status: '',
  message: '',
  replicas: 0,
  updatedReplicas: 0,
  readyReplicas: 0,
  availableReplicas: 0,
  lastTransitionTime: '',
})

/** Runs the templates' pods and says how each is. Mirrors argo-rollouts@v1.10.1 experiments/experiment.go#L116 */
export const reconcileTemplates = (look: Look): readonly TemplateState[] =>
  listOf(look.parts.experiment, 'templates').map((template) => {
    const name = textAt(template, 'name')
    const before =
      readTemplateStates(look.parts.experiment).find((state) => state.name === name) ?? emptyState(name)
    const set = look.parts.replicaSets.find((one) => annotationOf(one, TEMPLATE) === name) ?? null
    const desired = look.terminating || finished.includes(before.status) ? 0 : replicasOf(template)
    const moved = set === null ? createSet(look, template) : resize(look, set, template, desired)
    const after = judged(look, counted(look, before, set, moved), desired)
    tell(look, before, after)
    return after
  })

const replicasOf = (template: Json): number => {
  const replicas = at(template, 'replicas')
  return typeof replicas === 'number' ? replicas : 1
}

/** The new ReplicaSet has no pods yet. Mirrors argo-rollouts@v1.10.1 experiments/replicaset.go#L164 */
function createSet(look: Look, template: JsonObject): boolean {
  const { experiment } = look.parts
  const { name, namespace } = experiment.metadata
  const pods = objectAt(template, 'template')
  const { [HASH]: _, ...own } = textsAt(pods, 'metadata', 'labels')
  const bare = { ...pods, metadata: { ...objectAt(pods, 'metadata'), labels: own } }
  // Of the template as the API server keeps it, with its defaults: another hash than the Rollout's own.
  const labels = { ...own, [HASH]: templateHash({ defaulted: bare }) }
  const selector = objectAt(template, 'selector')
  const seconds = numberAt(template, 'minReadySeconds')
  look.journal.create('replicasets', {
    metadata: {
      name: `${name}-${textAt(template, 'name')}`,
      ...(namespace === undefined ? {} : { namespace }),
      labels,
      annotations: { [NAME]: name, [TEMPLATE]: textAt(template, 'name') },
      ownerReferences: [controllerReference(experiment)],
    },
    spec: {
      replicas: 0,
      ...(seconds === 0 ? {} : { minReadySeconds: seconds }),
      selector: {
        ...selector,
        matchLabels: { ...objectAt(selector, 'matchLabels'), [HASH]: labels[HASH] ?? '' },
      },
      template: { ...bare, metadata: { ...bare.metadata, labels } },
    },
  })
  return true
}

/** Grows at once; shrinks when the delay is over. True when the size changes. */
function resize(look: Look, set: KubeObject, template: Json, desired: number): boolean {
  const size = desired === 0 ? sizeAfterDelay(look, set, replicasOf(template)) : desired
  const from = sizeOf(set)
  if (from === size) return false
  look.journal.change('replicasets', set, 'spec', (latest) => withSpec(latest, { replicas: size }))
  const how = from < size ? 'up' : 'down'
  const message = `Scaled ${how} ReplicaSet ${set.metadata.name} from ${from} to ${size}`
  look.journal.tell(look.parts.experiment, 'ScalingReplicaSet', message)
  return true
}

/** Mirrors argo-rollouts@v1.10.1 experiments/replicaset.go#L223 */
function sizeAfterDelay(look: Look, set: KubeObject, replicas: number): number {
  const seconds = secondsIn(look.parts.experiment, 'scaleDownDelaySeconds', 30)
  const deadline = annotationOf(set, SCALE_DOWN_DEADLINE)
  if (seconds === 0 || sizeOf(set) === 0) return 0
  if (deadline === null) {
    look.journal.change('replicasets', set, 'spec', (latest) =>
      withAnnotations(latest, { [SCALE_DOWN_DEADLINE]: instantOf(look.now + seconds * 1000) }),
    )
    look.journal.lookAgain(seconds * 1000)
    return replicas
  }
  const left = momentOf(deadline) - look.now
  if (left <= 0) return 0
  look.journal.lookAgain(left)
  return replicas
}

function counted(look: Look, before: TemplateState, set: KubeObject | null, moved: boolean): TemplateState {
  const counts = {
    replicas: set ? countOf(set, 'replicas') : 0,
    updatedReplicas: set ? countOf(set, 'replicas') : 0,
    readyReplicas: set ? countOf(set, 'readyReplicas') : 0,
    availableReplicas: set ? countOf(set, 'availableReplicas') : 0,
  }
  const after = { ...before, ...counts }
  return moved || !sameJson(after, before) ? { ...after, lastTransitionTime: instantOf(look.now) } : after
}

function judged(look: Look, state: TemplateState, desired: number): TemplateState {
  const { experiment } = look.parts
  if (finished.includes(state.status)) return state
  const end = endOf(experiment)
  if (desired === state.availableReplicas) {
    if (look.terminating || (end !== null && look.now > end)) return { ...state, status: 'Successful' }
    if (end !== null) look.journal.lookAgain(end - look.now + 1)
    return { ...state, status: 'Running' }
  }
  const seconds = secondsIn(experiment, 'progressDeadlineSeconds', 600)
  const left = momentOf(state.lastTransitionTime) + seconds * 1000 - look.now
  if (left < 0) {
    const message = `Template '${state.name}' exceeded its progressDeadlineSeconds (${seconds})`
    return { ...state, status: 'Failed', message }
  }
  if (look.terminating) return { ...state, status: 'Successful' }
  look.journal.lookAgain(left + 1)
  return { ...state, status: 'Progressing' }
}

function tell(look: Look, before: TemplateState, { name, status, message }: TemplateState): void {
  if (before.status === status) return
  const text = `Template '${name}' transitioned from ${before.status} -> ${status}`
  const bad = status === 'Failed' || status === 'Error'
  const words = message === '' ? text : `${text}: ${message}`
  look.journal.tell(look.parts.experiment, `Template${status}`, words, bad ? 'Warning' : 'Normal')
}
