import type { Container, PodTemplate } from '../rollouts/model.ts'
import { childOf, childrenOf, type Node, textOf } from './read.ts'

/** Reads one container's name and image. */
export const readContainer = (container: Node): Container => ({
  name: textOf(container, 'name'),
  image: textOf(container, 'image'),
})

/** Reads the containers of a pod template; a missing template has none. */
export function readTemplate(template: Node): PodTemplate {
  const spec = childOf(template, 'spec')
  return {
    containers: childrenOf(spec, 'containers').map(readContainer),
    initContainers: childrenOf(spec, 'initContainers').map(readContainer),
  }
}
