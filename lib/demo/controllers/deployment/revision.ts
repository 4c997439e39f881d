import { grownSize } from '../../../rollouts/rolling.ts'
import type { JsonObject } from '../../objects/json.ts'
import { numberAt, objectAt } from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import { condition, findCondition, withCondition } from '../conditions.ts'
import { annotationOf, controllerReference, sizesOf, withAnnotations, withSpec } from '../facts.ts'
import {
  conditionsOf,
  DESIRED_REPLICAS,
  HASH,
  type Look,
  MAX_REPLICAS,
  newSet,
  oldSets,
  REVISION,
  REVISION_HISTORY,
  replaceSet,
  revisionOf,
  writeDeployment,
} from './look.ts'
import { sizeAnnotations } from './scale.ts'

const notCopied = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  REVISION_HISTORY,
  DESIRED_REPLICAS,
  MAX_REPLICAS,
  'deprecated.deployment.rollback.to',
])

const copied = (look: Look): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(look.deployment.metadata.annotations ?? {}).filter(([key]) => !notCopied.has(key)),
  )

const nextRevision = (look: Look): number => Math.max(0, ...oldSets(look).map(revisionOf)) + 1

/** Mirrors k8s.io/kubernetes@v1.36.3 pkg/controller/deployment/util/deployment_util.go#L232 */
function annotated(look: Look, set: KubeObject): KubeObject {
  const had = annotationOf(set, REVISION)
  const revision = nextRevision(look)
  if (revisionOf(set) >= revision) return withAnnotations(set, copied(look))
  const history = annotationOf(set, REVISION_HISTORY) ?? ''
  const past = had === null ? {} : { [REVISION_HISTORY]: history === '' ? had : `${history},${had}` }
  return withAnnotations(set, { ...copied(look), [REVISION]: String(revision), ...past })
}

/**
 * Gives the new ReplicaSet the highest revision and the Deployment the same; creates it where `create` says so.
 * Mirrors k8s.io/kubernetes@v1.36.3 pkg/controller/deployment/sync.go#L146
 */
export function syncRevision(look: Look, create: boolean): void {
  const set = newSet(look)
  if (set === null) {
    if (create) createSet(look)
    return
  }
  const seconds = numberAt(look.deployment, 'spec', 'minReadySeconds')
  const next = annotated(look, set)
  if (next !== set || numberAt(set, 'spec', 'minReadySeconds') !== seconds) {
    const spec: JsonObject = seconds === 0 ? {} : { minReadySeconds: seconds }
    replaceSet(
      look,
      look.journal.change('replicasets', set, 'spec', () => withSpec(next, spec)),
    )
    return
  }
  const message = `Found new replica set "${set.metadata.name}"`
  const missing = findCondition(conditionsOf(look), 'Progressing') === null
  if (!missing && revisionOf(look.deployment) === revisionOf(set)) return
  noteRevision(look, revisionOf(set), missing ? ['FoundNewReplicaSet', message] : null)
}

function noteRevision(look: Look, revision: number, why: readonly [string, string] | null): void {
  const before = conditionsOf(look)
  const conditions = why ? withCondition(before, condition(look.now, 'Progressing', 'True', ...why)) : before
  writeDeployment(
    look,
    { ...objectAt(look.deployment, 'status'), conditions },
    { [REVISION]: String(revision) },
  )
}

function createSet(look: Look): void {
  const { deployment, wanted } = look
  const name = `${deployment.metadata.name}-${wanted}`
  const template = objectAt(deployment, 'spec', 'template')
  const given = Object.entries(objectAt(template, 'metadata', 'labels'))
  const labels = { ...Object.fromEntries(given.map(([key, value]) => [key, String(value)])), [HASH]: wanted }
  const selector = objectAt(deployment, 'spec', 'selector')
  const seconds = numberAt(deployment, 'spec', 'minReadySeconds')
  const { namespace } = deployment.metadata
  const revision = nextRevision(look)
  const replicas = grownSize(look, 0, sizesOf(look.sets))
  look.journal.create('replicasets', {
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      labels,
      annotations: { ...copied(look), [REVISION]: String(revision), ...sizeAnnotations(look) },
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas,
      ...(seconds === 0 ? {} : { minReadySeconds: seconds }),
      selector: { ...selector, matchLabels: { ...objectAt(selector, 'matchLabels'), [HASH]: wanted } },
      template: { ...template, metadata: { ...objectAt(template, 'metadata'), labels } },
    },
  })
  if (replicas > 0) {
    const message = `Scaled up replica set ${name} from 0 to ${replicas}`
    look.journal.tell(deployment, 'ScalingReplicaSet', message)
  }
  noteRevision(look, revision, ['NewReplicaSetCreated', `Created new replica set "${name}"`])
}
