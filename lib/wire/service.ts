import type { Service } from '../rollouts/model.ts'
import { readMeta } from './meta.ts'
import { childOf, type Node, textMapOf } from './read.ts'

/** Reads a Service of v1. */
export const readService = (object: Node): Service => ({
  kind: 'Service',
  meta: readMeta(object),
  selector: textMapOf(childOf(object, 'spec'), 'selector'),
})
