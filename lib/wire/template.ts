import { colorVariable, inertColor } from '../rollouts/color.ts'
import type { Container, PodTemplate } from '../rollouts/model.ts'
import { childOf, childrenOf, type Node, textMapOf, textOf } from './read.ts'

/** Reads one container's name and image. */
export const readContainer = (container: Node): Container => ({
  name: textOf(container, 'name'),
  image: textOf(container, 'image'),
})

/** The first that one of the containers is told. */
function readColor(spec: Node): string {
  const variables = childrenOf(spec, 'containers').flatMap((container) => childrenOf(container, 'env'))
  const color = variables.find((variable) => textOf(variable, 'name') === colorVariable)
  return color === undefined ? '' : inertColor(textOf(color, 'value'))
}

/** Reads the labels, annotations, containers and colour of a pod template; a missing template has none. */
export function readTemplate(template: Node): PodTemplate {
  const spec = childOf(template, 'spec')
  const meta = childOf(template, 'metadata')
  return {
    labels: textMapOf(meta, 'labels'),
    annotations: textMapOf(meta, 'annotations'),
    containers: childrenOf(spec, 'containers').map(readContainer),
    initContainers: childrenOf(spec, 'initContainers').map(readContainer),
    color: readColor(spec),
  }
}
