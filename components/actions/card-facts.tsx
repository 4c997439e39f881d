import { ArrowRight } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'

/** One line of a card: a name and what it is. */
export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words font-medium">{children}</dd>
    </>
  )
}

/** What goes from what to what; the same is said once. */
export function Change({ from, to }: { readonly from: string | null; readonly to: string | null }) {
  if (from === to) return from ?? 'unknown'
  return (
    <span className="wrap-anywhere">
      {from ?? 'unknown'}
      <ArrowRight aria-label="to" size={14} className="mx-1.5 inline-block align-[-2px] text-muted" />
      {to ?? 'unknown'}
    </span>
  )
}

/** Images before and after. References are long and alike: under each other the eye finds what differs. */
export function Images({ from, to }: { readonly from: readonly string[]; readonly to: readonly string[] }) {
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
