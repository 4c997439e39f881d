import {
  type Condition,
  condition,
  findCondition,
  readConditions,
  withCondition,
  withoutCondition,
} from '../conditions.ts'
import { endOf, type Look, readTemplateStates, type TemplateState } from './look.ts'

const counts = ['replicas', 'updatedReplicas', 'readyReplicas', 'availableReplicas'] as const

/** Whether pods of a template came or went. Mirrors argo-rollouts@v1.10.1 utils/conditions/experiments.go#L89 */
function hasProgressed(before: readonly TemplateState[], after: readonly TemplateState[]): boolean {
  if (before.length < after.length) return true
  return before.some((old) => {
    const next = after.find(({ name }) => name === old.name)
    return next !== undefined && counts.some((count) => old[count] !== next[count])
  })
}

/** Whether it is available and its time is not over. Mirrors argo-rollouts@v1.10.1 utils/conditions/experiments.go#L120 */
function isRunning({ parts, now }: Look, availableAt: string): boolean {
  const end = endOf(parts.experiment)
  return availableAt !== '' && (end === null || now <= end)
}

/** The conditions that go with an Experiment's next status. Mirrors argo-rollouts@v1.10.1 experiments/conditions.go#L12 */
export function nextConditions(
  look: Look,
  phase: string,
  availableBefore: string,
  templates: readonly TemplateState[],
): readonly Condition[] {
  const { experiment } = look.parts
  const before = readConditions(experiment.status)
  const { name } = experiment.metadata
  const progressing = (status: 'True' | 'False', reason: string, how: string) =>
    condition(look.now, 'Progressing', status, reason, `Experiment "${name}" ${how}.`)
  if (phase === 'Successful')
    return withCondition(
      before,
      progressing('False', 'ExperimentCompleted', 'has successfully ran and completed'),
    )
  if (hasProgressed(readTemplateStates(experiment), templates)) {
    const next = progressing('True', 'ReplicaSetUpdated', 'is progressing')
    const current = findCondition(before, 'Progressing')
    const { lastTransitionTime } = current?.status === 'True' ? current : next
    return [...withoutCondition(before, 'Progressing'), { ...next, lastTransitionTime }]
  }
  if (isRunning(look, availableBefore))
    return withCondition(before, progressing('True', 'NewReplicaSetAvailable', 'is running'))
  return before
}
