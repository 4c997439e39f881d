import { ArrowRight } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import type { RolloutRef } from '@/lib/paths.ts'
import type { Consequence } from '@/lib/rollouts/consequence.ts'
import type { Action, RolloutDetail } from '@/lib/rollouts/view.ts'
import { spokenShare } from '@/lib/rollouts/words.ts'

interface ActionFactsProps {
  readonly action: Action
  readonly rollout: RolloutRef
  readonly detail: RolloutDetail
  readonly consequence: Consequence
}

/** Which Rollout, and what goes from what to what. */
export function ActionFacts({ action, rollout, detail, consequence: told }: ActionFactsProps) {
  const max = detail.traffic?.max ?? 100
  const share = (weight: number | null) => (weight === null ? null : spokenShare(weight, max))
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5">
      <Fact name="Cluster">{rollout.cluster}</Fact>
      <Fact name="Namespace">{rollout.namespace}</Fact>
      <Fact name="Rollout">{rollout.name}</Fact>
      <Fact name="Image">
        <Images from={told.fromImages} to={told.toImages} />
      </Fact>
      {(told.fromStep ?? told.toStep) !== null && (
        <Fact name="Step">
          <Change
            from={told.fromStep ?? 'none'}
            to={told.toStep ?? (action === 'abort' ? 'none' : 'all done')}
          />
        </Fact>
      )}
      {told.weightFrom !== null && told.weightTo !== null && (
        <Fact name="Weight">
          <Change from={share(told.weightFrom)} to={share(told.weightTo)} />
        </Fact>
      )}
    </dl>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words font-medium">{children}</dd>
    </>
  )
}

function Change({ from, to }: { readonly from: string | null; readonly to: string | null }) {
  if (from === to) return from ?? 'unknown'
  return (
    <span className="wrap-anywhere">
      {from ?? 'unknown'}
      <ArrowRight aria-label="to" size={14} className="mx-1.5 inline-block align-[-2px] text-muted" />
      {to ?? 'unknown'}
    </span>
  )
}

// References are long and alike: under each other the eye finds what differs.
function Images({ from, to }: { readonly from: readonly string[]; readonly to: readonly string[] }) {
  const words = (images: readonly string[]) => images.join(', ') || 'unknown'
  if (words(from) === words(to)) return <Reference words={words(from)} />
  return (
    <span className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 wrap-anywhere">
      <span className="text-muted">from</span>
      <span>
        <Reference words={words(from)} />
      </span>
      <span className="text-muted">to</span>
      <span>
        <Reference words={words(to)} />
      </span>
    </span>
  )
}

/** Breaks between the parts of a reference, before it breaks within one. */
function Reference({ words }: { readonly words: string }) {
  const parts = words.split(/(?<=[/:@])/)
  return parts.map((part, at) => (
    <Fragment key={parts.slice(0, at + 1).join('')}>
      {part}
      <wbr />
    </Fragment>
  ))
}
