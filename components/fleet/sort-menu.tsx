'use client'

import { clsx } from 'clsx'
import { ArrowDownWideNarrow } from 'lucide-react'
import { isSort, type Sort, sorts } from './fleet-params.ts'

const words: Readonly<Record<Sort, string>> = {
  waiting: 'Waiting longest first',
  phase: 'State, worst first',
  '-phase': 'State, best first',
  name: 'Name, A to Z',
  '-name': 'Name, Z to A',
  '-changed': 'Changed last first',
  changed: 'Changed longest ago first',
}
const unsorted = 'Waiting for you first'

interface SortMenuProps {
  readonly sort: Sort | null
  readonly onSort: (sort: Sort | null) => void
}

/** The order of the list, for cards, which have no headings, and for what no heading stands for. */
export function SortMenu({ sort, onSort }: SortMenuProps) {
  return (
    <label
      title={`Order: ${sort === null ? unsorted : words[sort]}`}
      className="relative grid size-9 shrink-0 place-items-center rounded-control border border-line-strong bg-surface hover:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-stable"
    >
      <ArrowDownWideNarrow
        aria-hidden
        size={16}
        className={clsx(sort === null ? 'text-muted' : 'text-stable-ink')}
      />
      <select
        aria-label="Order"
        className="absolute inset-0 cursor-pointer appearance-none opacity-0"
        value={sort ?? ''}
        onChange={({ currentTarget: { value } }) => onSort(isSort(value) ? value : null)}
      >
        <option value="">{unsorted}</option>
        {sorts.map((value) => (
          <option key={value} value={value}>
            {words[value]}
          </option>
        ))}
      </select>
    </label>
  )
}
