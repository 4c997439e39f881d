import { clsx } from 'clsx'
import { Button } from '../ui/button.tsx'
import { remainingText } from '../ui/duration.ts'
import type { Demo } from './use-demo.ts'

const speeds = [1, 10, 60]
const MINUTE_MS = 60_000

/** How fast the cluster's time passes, and two ways to let some of it pass at once. */
export function TimeControls({ demo }: { readonly demo: Demo }) {
  const { target, busy, run } = demo
  const left = target?.pauseLeftMs ?? null
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Speeds demo={demo} />
      <Button
        size="sm"
        loading={busy === 'jump'}
        hint="A minute passes at once, everywhere in the cluster."
        onClick={() => run({ do: 'jump', ms: MINUTE_MS })}
      >
        Skip 1 min
      </Button>
      <Button
        size="sm"
        loading={busy === 'skip'}
        disabledReason={left === null ? 'Nothing here waits for time to pass.' : null}
        hint={left === null ? null : `${remainingText(left / 1000)} pass at once, and the pause is over.`}
        onClick={() => target && run({ do: 'skip', namespace: target.namespace })}
      >
        Skip the pause
      </Button>
    </div>
  )
}

function Speeds({ demo: { state, run } }: { readonly demo: Demo }) {
  const all = speeds.includes(state.speed) ? speeds : [...speeds, state.speed]
  return (
    <fieldset className="flex h-8 rounded-control border border-line-strong bg-surface p-0.5">
      <legend className="sr-only">Speed of the cluster's time</legend>
      {all.map((factor) => (
        <label
          key={factor}
          className={clsx(
            'num grid min-w-9 cursor-pointer place-items-center rounded-[6px] px-1.5 font-semibold text-sm has-focus-visible:outline-2 has-focus-visible:outline-stable',
            factor === state.speed ? 'bg-ink text-surface' : 'text-muted hover:text-ink',
          )}
        >
          <input
            type="radio"
            name="demo-speed"
            className="sr-only"
            checked={factor === state.speed}
            onChange={() => run({ do: 'speed', factor })}
          />
          {factor}×
        </label>
      ))}
    </fieldset>
  )
}
