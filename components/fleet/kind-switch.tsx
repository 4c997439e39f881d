'use client'

import { clsx } from 'clsx'
import type { FleetRow } from '@/lib/stream/page.ts'
import { type Kind, kinds as kindValues } from './fleet-params.ts'
import { kindLooks } from './row-kind.ts'
import type { Selection } from './select-rows.ts'

interface KindSwitchProps {
  readonly kinds: Selection['kinds']
  /** Whether there is more than one kind to choose among. */
  readonly mixed: Selection['mixed']
  readonly chosen: Kind | null
  readonly onChoose: (kind: Kind | null) => void
}

const kindOf: Readonly<Record<Kind, FleetRow['kind']>> = {
  rollout: 'Rollout',
  deployment: 'Deployment',
  service: 'Service',
}

/** Narrows the fleet to one kind; not there where all rows are of the same. */
export function KindSwitch({ kinds, mixed, chosen, onChoose }: KindSwitchProps) {
  if (!mixed && chosen === null) return null
  // Services come and go with every release: a button that did so would push the others about.
  const present = kindValues.filter((kind) => kinds[kind] > 0 || kind === chosen || kind === 'service')
  return (
    <fieldset className="flex shrink-0 gap-1 rounded-control bg-surface p-1 shadow-panel">
      <legend className="sr-only">Narrow to a kind</legend>
      {present.map((kind) => {
        const { many, icon: Icon } = kindLooks[kindOf[kind]]
        const on = chosen === kind
        return (
          <button
            key={kind}
            type="button"
            aria-pressed={on}
            onClick={() => onChoose(on ? null : kind)}
            className={clsx(
              'flex h-6 items-center gap-1.5 whitespace-nowrap rounded-[6px] px-2 font-medium text-sm',
              on ? 'bg-ink text-surface' : 'text-muted hover:text-ink',
            )}
          >
            <Icon aria-hidden size={13} strokeWidth={2.2} className="max-sm:hidden" />
            {many} <span className="num font-bold">{kinds[kind]}</span>
          </button>
        )
      })}
    </fieldset>
  )
}
