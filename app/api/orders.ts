import { type DeploymentOrder, deploymentActions } from '@/lib/deployments/view.ts'
import { CockpitError } from '@/lib/errors.ts'
import { type Body, parseName } from './params.ts'

function textIn(body: Body, key: string): string {
  const value = body[key]
  if (typeof value === 'string') return value
  throw new CockpitError('invalid', `The body must hold "${key}" as text.`)
}

function wholeIn(body: Body, key: string): number {
  const value = body[key]
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  throw new CockpitError('invalid', `The body must hold "${key}" as a whole number.`)
}

/** What an action's path and body ask of a Deployment; throws `not-found` for an action there is not, `invalid` for what it lacks. */
export function parseOrder(word: string, body: Body): DeploymentOrder {
  const action = deploymentActions.find((one) => one === word)
  switch (action) {
    case undefined:
      throw new CockpitError(
        'not-found',
        `There is no such action; there are ${deploymentActions.join(', ')}.`,
      )
    case 'pause':
    case 'resume':
    case 'restart':
      return { action }
    case 'undo':
      return {
        action,
        revision: wholeIn(body, 'revision'),
        replicaSet: parseName(textIn(body, 'replicaSet')),
      }
    case 'set-image':
      return { action, container: textIn(body, 'container'), image: textIn(body, 'image') }
    case 'scale':
      return { action, replicas: wholeIn(body, 'replicas') }
  }
}
