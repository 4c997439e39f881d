import type { Container, PodTemplate } from '../rollouts/model.ts'
import { childOf, childrenOf, type Node, textMapOf, textOf } from './read.ts'

/** Reads one container's name and image. */
export const readContainer = (container: Node): Container => ({
  name: textOf(container, 'name'),
  image: textOf(container, 'image'),
})

/** Reads the labels, annotations and containers of a pod template; a missing template has none. */
export function readTemplate(template: Node): PodTemplate {
  const spec = childOf(template, 'spec')
  const meta = childOf(template, 'metadata')
  return {
    labels: textMapOf(meta, 'labels'),
    annotations: textMapOf(meta, 'annotations'),
    containers: childrenOf(spec, 'containers').map(readContainer),
    initContainers: childrenOf(spec, 'initContainers').map(readContainer),
  }
}
