import { hueLooks } from '@/components/rollouts/hue.ts'
import { AppColor } from '@/components/rollouts/swatch.tsx'
import { spokenList, spokenPercent } from '@/lib/rollouts/words.ts'
import { answersMissing, fewestAnswers } from '@/lib/services/statistics.ts'
import { type Sampled, sampledOf, type Tally, told } from '@/lib/services/tally.ts'
import type { ServiceDetail, VariantView } from '@/lib/services/view.ts'
import { Mark } from '../mark.tsx'
import type { Square } from './sampler-state.ts'

interface SampleLinesProps {
  readonly detail: ServiceDetail
  readonly tally: Tally
  readonly squares: readonly Square[]
}

/** An interval that is wider than this says little. */
const wantedWidth = 0.2

/** What the answers say, variant by variant, beside what is counted. */
export function SampleLines({ detail, tally, squares }: SampleLinesProps) {
  const ready = detail.variants.reduce((sum, one) => sum + one.ready, 0)
  const shown = detail.variants.filter(({ key, ready: own }) => own > 0 || tally.byVariant.has(key))
  const samples = shown.map((variant) => ({
    variant,
    sampled: sampledOf(tally, variant.key, ready === 0 ? null : variant.ready / ready),
  }))
  return (
    <>
      <ul className="mt-3 divide-y divide-line">
        {samples.map(({ variant, sampled }) => (
          <Line key={variant.key} variant={variant} sampled={sampled} ready={ready} squares={squares} />
        ))}
      </ul>
      <p className="num mt-2 font-medium">
        {verdict(
          samples.map(({ sampled }) => sampled),
          told(tally),
        )}
      </p>
      <p className="num text-muted text-sm">{rest(tally)}</p>
    </>
  )
}

interface LineProps {
  readonly variant: VariantView
  readonly sampled: Sampled
  readonly ready: number
  readonly squares: readonly Square[]
}

function Line({ variant, sampled, ready, squares }: LineProps) {
  const { hits, all, share, interval } = sampled
  const counted = ready === 0 ? null : variant.ready / ready
  return (
    <li className="grid items-center gap-x-5 gap-y-1.5 py-2.5 md:grid-cols-[minmax(0,13rem)_minmax(0,1fr)_minmax(14rem,auto)]">
      <p className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
        <Mark hue={variant.hue} letter={variant.letter} />
        <Said squares={squares} variant={variant} />
      </p>
      <div aria-hidden className="relative h-5">
        <span className="absolute inset-x-0 top-2 h-1 rounded-full bg-sunken ring-1 ring-line" />
        {interval !== null && (
          <span
            className={`absolute top-1 h-3 rounded-full opacity-45 transition-all duration-300 ${hueLooks[variant.hue].solid}`}
            style={{ left: `${interval.low * 100}%`, width: `${(interval.high - interval.low) * 100}%` }}
          />
        )}
        {share !== null && (
          <span
            className={`absolute top-0.5 -ml-2 size-4 rounded-full border-2 border-surface transition-[left] duration-300 ${hueLooks[variant.hue].solid}`}
            style={{ left: `${share * 100}%` }}
          />
        )}
        {counted !== null && (
          <span
            className="absolute -inset-y-0.5 -ml-[1.5px] w-[3px] rounded-full bg-ink ring-2 ring-surface transition-[left] duration-300"
            style={{ left: `${counted * 100}%` }}
          />
        )}
      </div>
      <p className="num text-sm md:text-right">
        <b className="font-semibold text-base">{share === null ? '–' : spokenPercent(share)}</b>{' '}
        <span className="text-muted">
          {hits} of {all}
          {interval !== null && `, ${whole(interval.low)} to ${whole(interval.high)} % at 95 %`}
          {counted !== null && `; counted ${spokenPercent(counted)}`}
        </span>
      </p>
    </li>
  )
}

const whole = (share: number) => Math.round(share * 100)

/** The versions and colours that a variant's answers gave last. */
function Said({ squares, variant }: Pick<LineProps, 'squares' | 'variant'>) {
  const own = squares.filter((square) => square.variant === variant.key)
  const versions = [...new Set(own.map(({ version }) => version).filter(Boolean))].slice(-2)
  const colors = [...new Set(own.map(({ color }) => color).filter(Boolean))].slice(-2)
  return (
    <>
      <span className="wrap-anywhere min-w-0 font-semibold">{versions.join(', ')}</span>
      {colors.map((color) => (
        <AppColor key={color} color={color} />
      ))}
    </>
  )
}

function verdict(samples: readonly Sampled[], all: number): string {
  const worst = (['differs', 'unsure', 'few'] as const).find((one) =>
    samples.some(({ agreement }) => agreement === one),
  )
  switch (worst) {
    case 'differs':
      return 'The sample differs from the counted shares: beside the 99.9 % interval.'
    case 'unsure':
      return 'The sample lies beside its 95 % interval, as one in twenty does. More answers tell.'
    case 'few':
      return `Too few answers to tell: ${Math.max(fewestAnswers - all, 0)} more at least.`
    case undefined: {
      const missing = Math.max(
        ...samples.map(({ hits, all: of }) => answersMissing(hits, of, wantedWidth)),
        0,
      )
      return missing > 0
        ? `The sample agrees with the counted shares. About ${missing} more answers bring it within 10 points.`
        : 'The sample agrees with the counted shares.'
    }
  }
}

function rest({ unknown, failed }: Tally): string {
  const parts = [
    ...(unknown > 0
      ? [
          `${unknown} ${unknown === 1 ? 'answer does' : 'answers do'} not tell who gave ${unknown === 1 ? 'it' : 'them'}`,
        ]
      : []),
    ...(failed > 0 ? [`${failed} ${failed === 1 ? 'request' : 'requests'} failed`] : []),
  ]
  return parts.length === 0 ? '' : `${spokenList(parts)}.`
}
