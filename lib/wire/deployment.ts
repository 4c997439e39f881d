import type { Deployment } from '../rollouts/model.ts'
import { readMeta } from './meta.ts'
import { childOf, type Node } from './read.ts'
import { readTemplate } from './template.ts'

/** Reads a Deployment of apps/v1, as far as a workloadRef needs it. */
export const readDeployment = (object: Node): Deployment => ({
  kind: 'Deployment',
  meta: readMeta(object),
  template: readTemplate(childOf(childOf(object, 'spec'), 'template')),
})
