import { toHistory } from '../../deployments/history.ts'
import { planOrder, planUndo, withoutHash } from '../../deployments/plans.ts'
import { revisionOf } from '../../deployments/revision.ts'
import { stateKey } from '../../deployments/state-key.ts'
import { type TemplateChange, templateChanges } from '../../deployments/template-diff.ts'
import { verdictOf } from '../../deployments/verdicts.ts'
import type { DeploymentOrder } from '../../deployments/view.ts'
import { CockpitError } from '../../errors.ts'
import type { Instant, ReplicaSet } from '../../rollouts/model.ts'
import type { Patch } from '../../rollouts/patch.ts'
import type { Deployment } from '../../rollouts/workload-model.ts'
import { parseDeployment, parseReplicaSet } from '../../wire/parse.ts'
import { childOf, isFields, rootOf } from '../../wire/read.ts'
import type { ClusterSource } from '../source.ts'
import { type Prepared, requireUnmoved } from './deed.ts'
import type { At } from './subject.ts'

/** One order to a Deployment in the state that was confirmed. */
export interface DeploymentDeed {
  readonly resource: 'deployments'
  readonly order: DeploymentOrder
  readonly state: string
}

type Source = Pick<ClusterSource, 'get'>

/** Judges and plans an order to a Deployment; `at` is what a restart writes (see deed.ts for what is thrown). */
export async function prepareDeployment(
  source: Source,
  { namespace, name }: At,
  { order, state }: DeploymentDeed,
  at: Instant,
): Promise<Prepared> {
  const raw = await source.get('deployments', namespace, name)
  const deployment = parseDeployment(raw)
  requireUnmoved('Deployment', stateKey(deployment), state)
  if (order.action === 'undo')
    return { meta: deployment.meta, patches: [await prepareUndo(source, raw, deployment, order)] }
  requireAllowed(deployment, [], order)
  return { meta: deployment.meta, patches: [planOrder(order, deployment, at)] }
}

function requireAllowed(deployment: Deployment, replicaSets: readonly ReplicaSet[], order: DeploymentOrder) {
  const verdict = verdictOf(deployment, toHistory(replicaSets, null), order)
  if (!verdict.allowed) throw new CockpitError('refused', verdict.because)
}

async function prepareUndo(
  source: Source,
  raw: unknown,
  deployment: Deployment,
  order: Extract<DeploymentOrder, { readonly action: 'undo' }>,
): Promise<Patch> {
  const { replicaSet, template } = await readRevision(source, deployment, order.replicaSet)
  if (revisionOf(replicaSet.meta) !== order.revision)
    throw new CockpitError(
      'conflict',
      `ReplicaSet ${order.replicaSet} no longer holds revision ${order.revision}.`,
    )
  requireAllowed(deployment, [replicaSet], order)
  if (templateChanges(templateIn(raw), template).length === 0)
    throw new CockpitError('refused', `Revision ${order.revision} is the present template already.`)
  return planUndo({
    annotations: deployment.meta.annotations,
    replicaSet: { annotations: replicaSet.meta.annotations, template },
  })
}

/** In what the template of a revision differs from the present one; throws `not-found` where this Deployment has no such ReplicaSet. */
export async function revisionChanges(
  source: Source,
  { namespace, name }: At,
  replicaSet: string,
): Promise<readonly TemplateChange[]> {
  const raw = await source.get('deployments', namespace, name)
  const { template } = await readRevision(source, parseDeployment(raw), replicaSet)
  return templateChanges(templateIn(raw), template)
}

async function readRevision(source: Source, { meta }: Deployment, name: string) {
  const raw = await source.get('replicasets', meta.namespace, name)
  const replicaSet = parseReplicaSet(raw)
  // Whoever may name a ReplicaSet could else bring in the template of another workload.
  if (!replicaSet.meta.owners.some(({ uid, controller }) => controller && uid === meta.uid))
    throw new CockpitError('not-found', `ReplicaSet ${name} is none of Deployment ${meta.name}.`)
  return { replicaSet, template: withoutHash(templateIn(raw)) }
}

function templateIn(raw: unknown): Readonly<Record<string, unknown>> {
  const { value } = childOf(childOf(rootOf(raw), 'spec'), 'template')
  if (!isFields(value))
    throw new CockpitError('unexpected', 'The API server sent an object without a pod template.')
  return value
}
