'use client'

import { clsx } from 'clsx'
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import { memo } from 'react'
import type { Sort } from './fleet-params.ts'
import { columns, wideOnly } from './table-row.tsx'

interface Heading {
  readonly word: string
  readonly className?: string
  /** Stands at the right end of its column. */
  readonly end?: boolean
  /** What a click chooses, one after the other, and then the fleet's own order again. */
  readonly turns?: readonly [Sort, Sort]
  /** Sorts by what stands in this column, but not by all of it. */
  readonly other?: Sort
}

const headings: readonly Heading[] = [
  { word: 'State', turns: ['phase', '-phase'], other: 'waiting' },
  { word: 'Name', turns: ['name', '-name'] },
  { word: 'Plan' },
  { word: 'New version gets', className: wideOnly },
  { word: 'Image' },
  { word: 'Ready' },
  { word: 'What it is doing' },
  { word: 'Changed', end: true, turns: ['-changed', 'changed'] },
]

interface TableHeadingProps {
  readonly sort: Sort | null
  readonly onSort: (sort: Sort | null) => void
}

/** The columns' names, some of which sort; it stays while the rows scroll below. */
export const TableHeading = memo(function TableHeading(props: TableHeadingProps) {
  return (
    <thead className="sticky top-12 z-20 block rounded-t-panel bg-surface shadow-[0_1px_0_var(--line)]">
      <tr aria-rowindex={1} className={clsx(columns, 'h-10 text-left text-faint text-xs')}>
        {headings.map((heading) => (
          <HeadingCell key={heading.word} {...heading} {...props} />
        ))}
      </tr>
    </thead>
  )
})

const icons = { ascending: ArrowUp, descending: ArrowDown, other: ArrowDown } as const

function HeadingCell({
  word,
  className,
  end = false,
  turns,
  other,
  sort,
  onSort,
}: Heading & TableHeadingProps) {
  const direction = directionOf(sort, turns, other)
  const Icon = direction === undefined ? ChevronsUpDown : icons[direction]
  return (
    <th
      scope="col"
      aria-sort={direction}
      className={clsx('font-medium', end && 'justify-self-end', className)}
    >
      {turns === undefined ? (
        word
      ) : (
        <button
          type="button"
          onClick={() => onSort(nextTurn(sort, turns))}
          className={clsx(
            'group -mx-1 flex h-7 items-center gap-0.5 rounded-control px-1 hover:text-ink',
            end && 'flex-row-reverse',
            direction !== undefined && 'font-semibold text-ink',
          )}
        >
          {word}
          <Icon
            aria-hidden
            size={11}
            className={clsx(direction === undefined && 'opacity-0 group-hover:opacity-100')}
          />
        </button>
      )}
    </th>
  )
}

function directionOf(sort: Sort | null, turns: Heading['turns'], other: Sort | undefined) {
  if (sort === null || turns === undefined) return undefined
  if (sort === other) return 'other'
  if (!turns.includes(sort)) return undefined
  return sort.startsWith('-') ? 'descending' : 'ascending'
}

function nextTurn(sort: Sort | null, [first, second]: readonly [Sort, Sort]): Sort | null {
  if (sort === first) return second
  return sort === second ? null : first
}
