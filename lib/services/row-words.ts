import { spokenPercent } from '../rollouts/words.ts'
import type { ServiceRow, VariantShare } from './view.ts'

/** What is behind a Service of which no pod is known. */
export const noPods = 'addresses that are no pods in view'

const answers = ({ ready }: VariantShare) => ready > 0
const isKnown = ({ maker }: VariantShare) => maker !== null

/** `revision 2`; of a kind that does not number them the letter that the variant bears. */
export function revisionWords({ maker, revision, letter }: VariantShare): string {
  if (maker === null) return noPods
  return revision === null ? `variant ${letter}` : `revision ${revision}`
}

/** `2 revisions`: what of one workload answers; `A/B` where workloads stand side by side. */
export function splitWords({ split, variants }: ServiceRow): string {
  return split === 'revisions' ? `${variants.filter(answers).filter(isKnown).length} revisions` : 'A/B'
}

/** The one workload whose revisions answer, `Rollout frontend`; empty where there are several. */
export function workloadWords({ split, variants }: ServiceRow): string {
  const maker = split === 'revisions' ? variants.filter(answers).find(isKnown)?.maker : null
  return maker ? `${maker.kind} ${maker.name}` : ''
}

/** Who answers and how often, in a line: `75 % revision 1, 25 % revision 2`, `50 % A frontend-a, 50 % B frontend-b`. */
export function sharesWords({ split, variants, counts, countedBy }: ServiceRow): string {
  const nameOf = (one: VariantShare) =>
    split === 'revisions' ? revisionWords(one) : [one.letter, one.maker?.name].filter(Boolean).join(' ')
  const parts = variants
    .filter(answers)
    .map((one) => `${spokenPercent(one.ready / counts.ready)} ${nameOf(one)}`.trim())
  return `${parts.join(', ')}${countedBy === 'pods' ? ' (by ready pods)' : ''}`
}

/** Who answers, in a line that names the workload as well. */
export function plainServiceMessage(row: ServiceRow): string {
  if (row.counts.ready === 0) return 'Nobody answers: no endpoint is ready.'
  const workload = workloadWords(row)
  const allKnown = row.variants.filter(answers).every(isKnown)
  return workload !== '' && allKnown ? `${sharesWords(row)} of ${workload}` : sharesWords(row)
}
