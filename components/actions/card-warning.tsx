import { CircleAlert, RefreshCw } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import type { CockpitError } from '@/lib/errors.ts'

interface CardWarningProps {
  /** What is acted on, e.g. `Rollout`. */
  readonly kind: string
  /** It is not in the state that the card was opened in. */
  readonly moved: boolean
  readonly onReread: () => void
  readonly lock: string | null
  readonly failure: CockpitError | null
}

/** What stands between the reader and the confirmation: it moved, it cannot be done, or it was refused. */
export function CardWarning({ kind, moved, onReread, lock, failure }: CardWarningProps) {
  return (
    <div role="alert" className="space-y-2 not-empty:mb-4">
      {moved && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-control bg-warn-soft px-3 py-2.5 text-warn">
          <RefreshCw aria-hidden size={18} className="shrink-0" />
          <p className="min-w-0 flex-1 basis-60">
            <b className="font-semibold">The {kind} has moved while this card was open.</b> Below is how it
            stands now.
          </p>
          <Button size="sm" onClick={onReread}>
            I have read it
          </Button>
        </div>
      )}
      {/* The right that lacks was just told in the API server's own words. */}
      {lock !== null && failure?.kind !== 'forbidden' && <Refusal words={lock} />}
      {failure !== null && <Refusal words={failure.message} refused={refusalWords(failure, kind)} />}
    </div>
  )
}

function Refusal({ words, refused }: { readonly words: string; readonly refused?: string }) {
  return (
    <p className="flex gap-3 rounded-control bg-degraded-soft px-3 py-2.5 text-degraded">
      <CircleAlert aria-hidden size={18} className="mt-px shrink-0" />
      <span className="min-w-0 break-words">
        {refused !== undefined && <b className="font-semibold">{refused} </b>}
        {words}
      </span>
    </p>
  )
}

function refusalWords(failure: CockpitError, kind: string): string {
  switch (failure.kind) {
    case 'conflict':
      return `Nothing was done: the ${kind} changed in the same moment.`
    case 'forbidden':
      return 'Nothing was done: the API server does not allow it.'
    case 'unreachable':
      return 'It is not known whether it was done.'
    case 'refused':
    case 'invalid':
    case 'not-found':
    case 'unauthenticated':
      return 'Nothing was done.'
    case 'unexpected':
      return `Look at the ${kind} before you try again.`
  }
}
