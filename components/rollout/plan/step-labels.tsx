import { clsx } from 'clsx'
import { phaseLooks } from '@/components/rollouts/phase-look.ts'
import { Countdown } from '@/components/ui/time.tsx'
import type { RolloutRow } from '@/lib/rollouts/view.ts'
import type { Stair, Stairs } from './stairs-geometry.ts'
import { stepWords } from './step-words.ts'
import { rem } from './use-room.ts'

interface StepLabelsProps {
  readonly stairs: Stairs
  readonly row: RolloutRow
}

/** The words under the staircase, one column a step. */
export function StepLabels({ stairs, row }: StepLabelsProps) {
  const first = stairs.stairs[0]
  if (!first) return null
  return (
    <ol
      className={clsx('flex text-center', stairs.roomy ? 'text-sm' : 'text-xs')}
      style={{ width: rem(stairs.width), paddingLeft: rem(first.x) }}
    >
      {stairs.stairs.map((stair) => (
        <StepLabel key={stair.step.index} stair={stair} row={row} roomy={stairs.roomy} />
      ))}
    </ol>
  )
}

interface StepLabelProps {
  readonly stair: Stair
  readonly row: RolloutRow
  readonly roomy: boolean
}

function StepLabel({ stair, row, roomy }: StepLabelProps) {
  const { step, width } = stair
  const words = stepWords(step)
  const here = step.state === 'current' && !row.aborted
  const done = step.state === 'done' && !row.aborted
  const until = here && row.pause?.waitsFor === 'clock' ? row.pause.until : null
  return (
    <li
      aria-current={here ? 'step' : undefined}
      title={step.text}
      className={clsx(
        'num shrink-0 px-1',
        here ? phaseLooks[row.phase].text : done ? 'text-ink' : 'text-faint',
      )}
      style={{ width: rem(width) }}
    >
      <span
        className={clsx('block', roomy ? 'text-base' : 'text-sm', here ? 'font-semibold' : 'font-medium')}
      >
        {words.title}
        {done && <span className="sr-only"> (passed)</span>}
      </span>
      <span className={clsx('line-clamp-2 break-words', !here && 'text-faint')}>
        {until === null ? (
          words.note
        ) : (
          <>
            <Countdown until={until} /> left
          </>
        )}
      </span>
    </li>
  )
}
