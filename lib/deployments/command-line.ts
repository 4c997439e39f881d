import { kubectlLine } from '../rollouts/command-line.ts'
import type { DeploymentOrder } from './view.ts'

interface Ref {
  readonly cluster: string
  readonly namespace: string
  readonly name: string
}

function wordsOf(order: DeploymentOrder, name: string): readonly string[] {
  const target = `deployment/${name}`
  switch (order.action) {
    case 'pause':
    case 'resume':
    case 'restart':
      return ['rollout', order.action, target]
    case 'undo':
      return ['rollout', 'undo', target, `--to-revision=${order.revision}`]
    case 'set-image':
      return ['set', 'image', target, `${order.container}=${order.image}`]
    case 'scale':
      return ['scale', target, `--replicas=${order.replicas}`]
  }
}

/** The line that does the same in a terminal. */
export const orderLine = (
  order: DeploymentOrder,
  { cluster, namespace, name }: Ref,
  files: readonly string[],
): string => kubectlLine(cluster, files, [...wordsOf(order, name), '-n', namespace])
