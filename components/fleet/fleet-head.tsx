'use client'

import { clsx } from 'clsx'
import { LayoutGrid, List } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { spokenList } from '@/lib/rollouts/words.ts'
import type { FleetRow } from '@/lib/stream/page.ts'
import { useConnection, useHealth } from '../shell/use-connection.ts'
import { clockText } from '../ui/duration.ts'
import { type FleetParams, type SetFleetParams, type Sort, type View, whileTyping } from './fleet-params.ts'
import { NamespacePicker } from './namespace-picker.tsx'
import { SearchBox } from './search-box.tsx'
import { namespacesOf } from './select-rows.ts'
import { SortMenu } from './sort-menu.tsx'
import { noteTyped } from './typed-address.ts'
import { Undrawn } from './undrawn.tsx'

interface FleetHeadProps {
  readonly rows: readonly FleetRow[]
  readonly params: FleetParams
  readonly onParams: SetFleetParams
  readonly onSort: (sort: Sort | null) => void
}

/** The fleet's heading: how much there is, how fresh it is, and what narrows it; alone where there is nothing to narrow. */
export function FleetHead({ rows, params, onParams, onSort }: FleetHeadProps) {
  const namespaces = useMemo(() => namespacesOf(rows), [rows])
  const setText = useCallback(
    (q: string) => noteTyped(q === '' ? onParams({ q: null }) : onParams({ q }, whileTyping)),
    [onParams],
  )
  return (
    <header className="mb-4 flex flex-wrap items-end gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-60">
        <h1 className="font-semibold text-2xl tracking-tight">Fleet</h1>
        {rows.length > 0 && <Summary rows={rows} namespaces={namespaces.length} />}
        <Undrawn />
      </div>
      {rows.length > 0 && (
        <div className="flex w-full gap-2 sm:w-auto">
          <SearchBox text={params.q} onText={setText} />
          <NamespacePicker
            namespaces={namespaces}
            chosen={params.ns}
            onChoose={(names) => void onParams({ ns: names.length === 0 ? null : [...names] })}
          />
          <SortMenu sort={params.sort} onSort={onSort} />
          <ViewSwitch view={params.view} onView={(view) => void onParams({ view })} />
        </div>
      )}
    </header>
  )
}

const plural = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`

/** `3 Rollouts, 12 Deployments, and 1 A/B Service`; a kind of which there is none is not named. */
function countWords(rows: readonly FleetRow[]): string {
  const told = (kind: FleetRow['kind'], word: string) => {
    const count = rows.filter((row) => row.kind === kind).length
    return count > 0 ? [plural(count, word)] : []
  }
  return spokenList([
    ...told('Rollout', 'Rollout'),
    ...told('Deployment', 'Deployment'),
    ...told('Service', 'A/B Service'),
  ])
}

function Summary({ rows, namespaces }: { readonly rows: readonly FleetRow[]; readonly namespaces: number }) {
  const { state, since } = useConnection()
  const watched = useHealth()?.namespaces?.length ?? namespaces
  const stale = (state === 'stale' || state === 'reconnecting') && since !== null
  return (
    <p className="num text-muted">
      {countWords(rows)} in {watched > namespaces && `${namespaces} of `}
      {plural(Math.max(watched, namespaces), 'namespace')}
      {stale && <strong className="font-semibold text-degraded"> as of {clockText(since)}</strong>}
    </p>
  )
}

const viewLooks = [
  { view: 'table', word: 'Table', icon: List },
  { view: 'cards', word: 'Cards', icon: LayoutGrid },
] as const

interface ViewSwitchProps {
  readonly view: View
  readonly onView: (view: View) => void
}

function ViewSwitch({ view, onView }: ViewSwitchProps) {
  return (
    <fieldset className="hidden rounded-control bg-surface p-1 shadow-panel lg:flex">
      <legend className="sr-only">View</legend>
      {viewLooks.map(({ view: value, word, icon: Icon }) => (
        <label
          key={value}
          title={word}
          className={clsx(
            'grid size-7 cursor-pointer place-items-center rounded-[6px] has-focus-visible:outline-2 has-focus-visible:outline-stable',
            value === view ? 'bg-sunken text-ink' : 'text-muted hover:text-ink',
          )}
        >
          <input
            type="radio"
            name="view"
            value={value}
            checked={value === view}
            onChange={() => onView(value)}
            className="sr-only"
          />
          <span className="sr-only">{word}</span>
          <Icon aria-hidden size={16} />
        </label>
      ))}
    </fieldset>
  )
}
