import { numberAt, objectAt } from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import { condition, findCondition, withCondition } from '../conditions.ts'
import { annotationOf, controllerReference, withAnnotations, withSpec, withStatus } from '../facts.ts'
import { DESIRED_REPLICAS, HASH, REVISION, REVISION_HISTORY } from './names.ts'
import { readStatus, writeStatus } from './status.ts'
import { newSet, olderSets, replaceSet, revisionOf, type Turn } from './turn.ts'
import { writeWhole } from './write-whole.ts'

const notCopied = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  REVISION_HISTORY,
  DESIRED_REPLICAS,
  'notified.notifications.argoproj.io',
])

const nextRevision = (turn: Turn): number => Math.max(0, ...olderSets(turn).map(revisionOf)) + 1

/** What the Rollout hands down to its ReplicaSet. Mirrors argo-rollouts@v1.10.1 utils/annotations/annotations.go#L166 */
function annotated(turn: Turn, set: KubeObject): KubeObject {
  const copied = Object.entries(turn.object.metadata.annotations ?? {}).filter(([key]) => !notCopied.has(key))
  const had = annotationOf(set, REVISION)
  const revision = nextRevision(turn)
  const grown = revisionOf(set) < revision ? { [REVISION]: String(revision) } : {}
  const next = withAnnotations(set, { ...Object.fromEntries(copied), ...grown })
  if (next === set || had === null) return next
  const history = annotationOf(set, REVISION_HISTORY) ?? ''
  return withAnnotations(next, { [REVISION_HISTORY]: history === '' ? had : `${history},${had}` })
}

/**
 * Gives the new ReplicaSet the highest revision, then the Rollout the same. Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L58
 */
export function syncRevision(turn: Turn): void {
  const set = newSet(turn)
  if (set === null) return
  const { minReadySeconds } = turn.rollout.spec
  const next = annotated(turn, set)
  if (next !== set || numberAt(set.spec, 'minReadySeconds') !== minReadySeconds) {
    const seconds = minReadySeconds === 0 ? {} : { minReadySeconds }
    replaceSet(
      turn,
      turn.journal.change('replicasets', set, 'spec', () => withSpec(next, seconds)),
    )
    return
  }
  setRolloutRevision(turn, String(revisionOf(set)))
  if (findCondition(turn.status.conditions, 'Progressing') !== null) return
  const message = `Found new replica set "${set.metadata.name}"`
  writeCondition(turn, 'FoundNewReplicaSet', message)
}

function setRolloutRevision(turn: Turn, revision: string): void {
  if (annotationOf(turn.object, REVISION) === revision) return
  writeWhole(turn, (latest) => withAnnotations(latest, { [REVISION]: revision }))
  turn.journal.tell(turn.object, 'RolloutUpdated', `Rollout updated to revision ${revision}`)
}

function writeCondition(turn: Turn, reason: string, message: string): void {
  const next = condition(turn.now, 'Progressing', 'True', reason, message)
  turn.status = { ...turn.status, conditions: withCondition(turn.status.conditions, next) }
  turn.object = turn.journal.change('rollouts', turn.object, 'status', (latest) =>
    withStatus(latest, writeStatus(turn.status)),
  )
  turn.status = readStatus(turn.object.status)
}

/** Creates the ReplicaSet of the Rollout's template with no pods, and ends the look. Mirrors argo-rollouts@v1.10.1 rollout/sync.go#L134 */
export function createNewSet(turn: Turn): void {
  const { object, replicas, wanted: hash } = turn
  const name = `${object.metadata.name}-${hash}`
  const revision = String(nextRevision(turn))
  const template = objectAt(object, 'spec', 'template')
  const labels = { ...texts(template, 'metadata', 'labels'), [HASH]: hash }
  const selector = objectAt(object, 'spec', 'selector')
  const { minReadySeconds } = turn.rollout.spec
  const copied = Object.entries(object.metadata.annotations ?? {}).filter(([key]) => !notCopied.has(key))
  turn.journal.create('replicasets', {
    metadata: {
      name,
      namespace: turn.rollout.meta.namespace,
      labels,
      annotations: {
        ...Object.fromEntries(copied),
        [REVISION]: revision,
        [DESIRED_REPLICAS]: String(replicas),
      },
      ownerReferences: [controllerReference(object)],
    },
    spec: {
      replicas: 0,
      ...(minReadySeconds === 0 ? {} : { minReadySeconds }),
      selector: { ...selector, matchLabels: { ...objectAt(selector, 'matchLabels'), [HASH]: hash } },
      template: { ...template, metadata: { ...objectAt(template, 'metadata'), labels } },
    },
  })
  setRolloutRevision(turn, revision)
  turn.journal.tell(object, 'NewReplicaSetCreated', `Created ReplicaSet ${name} (revision ${revision})`)
  writeCondition(turn, 'NewReplicaSetCreated', `Created new replica set "${name}"`)
  turn.ended = true
}

const texts = (value: Parameters<typeof objectAt>[0], ...keys: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(objectAt(value, ...keys)).map(([key, text]) => [key, String(text)]))
