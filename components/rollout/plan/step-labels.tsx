import { clsx } from 'clsx'
import { phaseLooks } from '@/components/rollouts/phase-look.ts'
import { remainingText } from '@/components/ui/duration.ts'
import type { RolloutRow } from '@/lib/rollouts/view.ts'
import type { Stair, Stairs } from './stairs-geometry.ts'
import { stepWords } from './step-words.ts'

interface StepLabelsProps {
  readonly stairs: Stairs
  readonly row: RolloutRow
  readonly now: number
}

/** The words under the staircase, one column a step. */
export function StepLabels({ stairs, row, now }: StepLabelsProps) {
  const first = stairs.stairs[0]
  if (!first) return null
  return (
    <ol className="flex text-center text-xs" style={{ width: stairs.width, paddingLeft: first.x }}>
      {stairs.stairs.map((stair) => (
        <StepLabel key={stair.step.index} stair={stair} row={row} now={now} />
      ))}
    </ol>
  )
}

interface StepLabelProps {
  readonly stair: Stair
  readonly row: RolloutRow
  readonly now: number
}

function StepLabel({ stair, row, now }: StepLabelProps) {
  const { step, width } = stair
  const words = stepWords(step)
  const here = step.state === 'current' && !row.aborted
  const done = step.state === 'done' && !row.aborted
  const left = here ? remaining(row, now) : null
  return (
    <li
      aria-current={here ? 'step' : undefined}
      title={step.text}
      className={clsx(
        'num shrink-0 px-1',
        here ? phaseLooks[row.phase].text : done ? 'text-ink' : 'text-faint',
      )}
      style={{ width }}
    >
      <span className={clsx('block text-sm', here ? 'font-semibold' : 'font-medium')}>
        {words.title}
        {done && <span className="sr-only"> (passed)</span>}
      </span>
      <span className={clsx('line-clamp-2 break-words', !here && 'text-faint')}>{left ?? words.note}</span>
    </li>
  )
}

function remaining({ pause }: RolloutRow, now: number): string | null {
  if (pause?.waitsFor !== 'clock' || pause.until === null) return null
  return `${remainingText((Date.parse(pause.until) - now) / 1_000)} left`
}
