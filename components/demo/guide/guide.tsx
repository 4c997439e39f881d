import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import type { GuideShown } from './use-guide.ts'

const parts = [1, 2, 3, 4]

interface GuideProps {
  readonly shown: GuideShown
  readonly onNext: () => void
  readonly onDismiss: () => void
}

/** One thing to look at, or to do, at a time. */
export function Guide({ shown, onNext, onDismiss }: GuideProps) {
  const { step, part, title, text } = shown
  return (
    <aside aria-label="Guide" className="mx-auto max-w-[77.5rem] px-4 pt-4 sm:px-6 print:hidden">
      <div className="flex items-start gap-x-4 gap-y-2 rounded-panel border border-line-strong bg-surface py-3 pr-2 pl-4 max-sm:flex-wrap sm:items-center sm:pl-6">
        <p className="num flex shrink-0 items-center gap-1.5 text-muted text-sm max-sm:order-first">
          <span className="sr-only">
            Part {part} of {parts.length}
          </span>
          {parts.map((one) => (
            <span
              key={one}
              aria-hidden
              className={clsx(
                'h-1.5 rounded-full',
                one === part ? 'w-5 bg-ink' : 'w-1.5',
                one < part && 'bg-muted',
                one > part && 'bg-line-strong',
              )}
            />
          ))}
        </p>
        <p aria-live="polite" className="min-w-0 flex-1 text-pretty max-sm:order-last max-sm:basis-full">
          <b className="font-semibold">{title}</b> <span className="text-muted">{text}</span>
        </p>
        {step === 'see' && (
          <Button size="sm" variant="secondary" className="max-sm:ml-auto" onClick={onNext}>
            Next
          </Button>
        )}
        <Button
          size="icon"
          variant="ghost"
          className={clsx(step !== 'see' && 'max-sm:ml-auto')}
          aria-label="Close the guide"
          onClick={onDismiss}
        >
          <X aria-hidden size={17} />
        </Button>
      </div>
    </aside>
  )
}
