import { imageTag } from '../rollouts/image.ts'
import type { Answer, MatchedAnswer } from './answer.ts'
import type { VariantView } from './view.ts'

const hostnameLetters = 63

/** The hostname that a pod's containers see. Mirrors kubernetes@v1.36.3 pkg/kubelet/kubelet_pods.go#L556 */
export const hostnameOf = (pod: string): string => pod.slice(0, hostnameLetters).replace(/[-.]+$/, '')

/**
 * Who has answered: the variant whose pod bears the hostname, else the only one that runs the version. What two could have said stays
 * unknown.
 */
export function matchAnswer(answer: Answer, variants: readonly VariantView[]): MatchedAnswer {
  const byHost = only(variants, ({ pods }) => pods.some(({ name }) => hostnameOf(name) === answer.hostname))
  if (answer.hostname !== '' && byHost !== null) return { ...answer, variant: byHost.key, by: 'hostname' }
  const byVersion = only(
    variants,
    ({ images, endpoints }) =>
      endpoints > 0 && images.some((image) => sameVersion(imageTag(image), answer.version)),
  )
  if (answer.version !== '' && byVersion !== null) return { ...answer, variant: byVersion.key, by: 'version' }
  return { ...answer, variant: null, by: null }
}

const sameVersion = (tag: string, version: string) => tag.replace(/^v/, '') === version.replace(/^v/, '')

function only(
  variants: readonly VariantView[],
  holds: (variant: VariantView) => boolean,
): VariantView | null {
  const [first, ...more] = variants.filter(holds)
  return first !== undefined && more.length === 0 ? first : null
}
