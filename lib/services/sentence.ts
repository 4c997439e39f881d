import { imageTag } from '../rollouts/image.ts'
import { spokenList, spokenPercent } from '../rollouts/words.ts'
import { noPods, revisionWords } from './row-words.ts'
import type { ServiceDetail, ServiceRow, VariantShare } from './view.ts'

export interface ServiceSentence {
  readonly headline: string
  /** What follows from it, or what can be done; empty where there is nothing to add. */
  readonly next: string
}

/** `revision 2 of Rollout frontend`. */
function fullName(variant: VariantShare): string {
  const { maker, revision } = variant
  if (maker === null) return noPods
  const workload = `${maker.kind} ${maker.name}`
  return revision === null ? workload : `${revisionWords(variant)} of ${workload}`
}

/** As much of a workload's name as tells it from the others: `frontend-a`, `Rollout frontend`, `revision 2 of frontend-a`. */
function shortName(variant: VariantShare, all: readonly VariantShare[]): string {
  const { maker } = variant
  if (maker === null) return noPods
  const alike = all.every((one) => one.maker === null || one.maker.kind === maker.kind)
  const workload = alike ? maker.name : `${maker.kind} ${maker.name}`
  const several = all.filter((one) => one.maker?.uid === maker.uid).length > 1
  return several ? `${revisionWords(variant)} of ${workload}` : workload
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
        headline:
          ready.length === 1
            ? `Not an A/B: all answers come from ${ready.map(fullName).join()}.`
            : shares(ready, row.split),
        next: `${pods(sum(ready))} with ${imagesText(ready)}.`,
      }
    case 'revisions':
    case 'workloads':
      return { headline: shares(ready, row.split), next: meaning(detail) }
  }
}

const pods = (count: number) => `${count} ready ${count === 1 ? 'endpoint' : 'endpoints'}`

const imagesText = (variants: readonly VariantShare[]) =>
  spokenList([...new Set(variants.flatMap(({ images }) => images.map(imageTag)))]) ||
  'an image that is not known'

function shares(ready: readonly VariantShare[], split: ServiceRow['split']): string {
  const all = sum(ready)
  const most = 4
  // Revisions of one workload have that one in common: it is named once, where there is nothing else.
  const alike = split === 'revisions' && ready.every(({ maker }) => maker !== null)
  const workload = alike ? (ready[0]?.maker ?? null) : null
  const nameOf = (one: VariantShare) => (workload ? revisionWords(one) : shortName(one, ready))
  const parts = ready.slice(0, most).map((one) => `${spokenPercent(one.ready / all)} from ${nameOf(one)}`)
  const more = ready.length - most
  const told = spokenList(more > 0 ? [...parts, `the rest from ${more} more`] : parts)
  return `Answers come ${told}${workload ? ` of ${workload.kind} ${workload.name}` : ''}.`
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
