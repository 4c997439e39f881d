import { imageTag } from '../rollouts/image.ts'
import { spokenList, spokenPercent } from '../rollouts/words.ts'
import type { ServiceDetail, ServiceRow, VariantShare } from './view.ts'

export interface ServiceSentence {
  readonly headline: string
  /** What follows from it, or what can be done; empty where there is nothing to add. */
  readonly next: string
}

/** `Deployment frontend-a`, `revision 2 of Rollout frontend`. */
export function variantName({ maker, revision }: VariantShare, revisions: boolean): string {
  if (maker === null) return 'addresses that are no pods in view'
  const workload = `${maker.kind} ${maker.name}`
  return revisions && revision !== null ? `revision ${revision} of ${workload}` : workload
}

const sum = (variants: readonly VariantShare[]) => variants.reduce((all, { ready }) => all + ready, 0)

/** Who answers here, in a sentence, and what that means. */
export function serviceSentence(detail: ServiceDetail): ServiceSentence {
  const { row, type, externalName } = detail
  if (type === 'ExternalName')
    return {
      headline: `It leads to ${externalName}.`,
      next: 'An ExternalName Service is a name in DNS: it has no endpoints, and nothing here is counted or sampled.',
    }
  const ready = row.variants.filter((variant) => variant.ready > 0)
  switch (row.split) {
    case 'none':
      return nobody(detail)
    case 'one':
      return {
        headline: `Not an A/B: all answers come from ${ready.map((one) => variantName(one, true)).join()}.`,
        next: `${pods(sum(ready))} with ${imagesText(ready)}.`,
      }
    case 'revisions':
    case 'workloads':
      return { headline: shares(ready, row.split === 'revisions'), next: meaning(detail) }
  }
}

const pods = (count: number) => `${count} ready ${count === 1 ? 'endpoint' : 'endpoints'}`

const imagesText = (variants: readonly VariantShare[]) =>
  spokenList([...new Set(variants.flatMap(({ images }) => images.map(imageTag)))]) ||
  'an image that is not known'

function shares(ready: readonly VariantShare[], revisions: boolean): string {
  const all = sum(ready)
  const most = 4
  const parts = ready
    .slice(0, most)
    .map((one) => `${spokenPercent(one.ready / all)} from ${variantName(one, revisions)}`)
  const more = ready.length - most
  return `Answers come ${spokenList(more > 0 ? [...parts, `the rest from ${more} more`] : parts)}.`
}

function meaning({ row, affinitySeconds, headless }: ServiceDetail): string {
  const counted =
    row.countedBy === 'endpoints'
      ? 'Counted by ready endpoints: each gets the same part of new connections.'
      : 'Counted by ready pods, because endpointslices may not be read: needs list on endpointslices in group discovery.k8s.io.'
  if (headless) return `${counted} The Service is headless: whoever asks chooses among its pods.`
  if (affinitySeconds === null) return counted
  return `${counted} With sessionAffinity ClientIP a client stays with one pod for ${affinitySeconds} s.`
}

function nobody({ selector, row, variants }: ServiceDetail): ServiceSentence {
  const draining = variants.reduce((all, one) => all + one.draining, 0)
  if (draining > 0)
    return {
      headline: 'No endpoint is ready.',
      next: `${draining === 1 ? 'One that is' : `${draining} that are`} shutting down still ${draining === 1 ? 'answers' : 'answer'}.`,
    }
  if (Object.keys(selector).length === 0 && variants.length === 0)
    return {
      headline: 'Nobody answers here: it has no selector and no endpoints.',
      next: 'A Service without a selector answers once somebody writes EndpointSlices for it.',
    }
  const waiting = variants.reduce((all, one) => all + one.pods.length, 0)
  return {
    headline: 'Nobody answers here: no endpoint is ready.',
    next:
      waiting === 0
        ? `No pod has the labels that it selects: ${Object.entries(selector)
            .map(([key, value]) => `${key}=${value}`)
            .join(', ')}.`
        : `${waiting} ${waiting === 1 ? 'pod has' : 'pods have'} its labels and ${waiting === 1 ? 'is' : 'are'} not ready${row.trouble.length > 0 ? `: ${row.trouble.join(', ')}` : ''}.`,
  }
}

/** Who answers, in a line: `50 % frontend-a, 50 % frontend-b`. */
export function plainServiceMessage({ variants, counts, countedBy }: ServiceRow): string {
  if (counts.ready === 0) return 'Nobody answers: no endpoint is ready.'
  const parts = variants
    .filter(({ ready }) => ready > 0)
    .map(({ ready, letter, maker }) =>
      `${spokenPercent(ready / counts.ready)} ${[letter, maker?.name].filter(Boolean).join(' ')}`.trim(),
    )
  return `${parts.join(', ')}${countedBy === 'pods' ? ' (by ready pods)' : ''}`
}
