'use client'

import { type ReactNode, useCallback } from 'react'
import { waitsForYou } from '@/lib/rollouts/sort.ts'
import { type FleetRow, keyOfRow } from '@/lib/stream/page.ts'
import { useMedia } from '../ui/use-media.ts'
import { type Behind, isBehind, workloadAbove } from './behind.ts'
import { BehindRow } from './behind-row.tsx'
import type { Sort, View } from './fleet-params.ts'
import type { Pins } from './pins.ts'
import { RowCard } from './row-card.tsx'
import { TableHeading } from './table-heading.tsx'
import { TableRow } from './table-row.tsx'
import { type ScrollTo, useRowCursor } from './use-row-cursor.ts'
import { type Measure, VirtualLines, virtualFrom } from './virtual-lines.tsx'

interface RowListProps {
  readonly cluster: string
  /** As they are shown, what stands behind a workload under it. */
  readonly rows: readonly FleetRow[]
  readonly behind: Behind
  readonly pins: Pins
  readonly view: View
  readonly sort: Sort | null
  readonly onSort: (sort: Sort | null) => void
}

/** The fleet as a table or as cards; a screen too narrow for the table always has cards. */
export function RowList({ view, ...of }: RowListProps) {
  const wide = useMedia('(min-width: 1024px)')
  return wide && view === 'table' ? <Table {...of} /> : <Cards {...of} />
}

function Table({ cluster, rows, behind, pins, sort, onSort }: Omit<RowListProps, 'view'>) {
  const row = (index: number, measure?: Measure) => {
    const of = rows[index]
    if (of === undefined) return
    if (isBehind(of, behind)) {
      const waiting = waitsForYou(workloadAbove(rows, index, behind) ?? of)
      return (
        <BehindRow
          key={of.uid}
          cluster={cluster}
          row={of}
          waiting={waiting}
          index={index}
          measure={measure}
        />
      )
    }
    const pinned = pins.has(keyOfRow(of))
    return (
      <TableRow key={of.uid} cluster={cluster} row={of} pinned={pinned} index={index} measure={measure} />
    )
  }
  const isLow = (index: number) => rows[index] !== undefined && isBehind(rows[index], behind)
  return (
    <table aria-label="Fleet" aria-rowcount={rows.length + 1} className="panel block">
      <TableHeading sort={sort} onSort={onSort} />
      <Lines
        as="tbody"
        rows={rows.length}
        perLine={1}
        virtual={isLong(rows, behind)}
        estimate={(index) => (isLow(index) ? 36 : 64)}
        keyOf={(index) => rows[index]?.uid ?? ''}
        line={row}
      />
    </table>
  )
}

/** What is behind a workload comes and goes with each release: it alone must not put every line into the page anew. */
const isLong = (lines: readonly FleetRow[], behind: Behind) =>
  lines.length > 4 * virtualFrom || lines.filter((line) => !isBehind(line, behind)).length > virtualFrom

function Cards({
  cluster,
  rows: lines,
  behind,
  pins,
}: Pick<RowListProps, 'cluster' | 'rows' | 'behind' | 'pins'>) {
  const rows = lines.filter((line) => !isBehind(line, behind))
  const two = useMedia('(min-width: 640px)')
  const three = useMedia('(min-width: 1024px)')
  const four = useMedia('(min-width: 1400px)')
  const perLine = four ? 4 : three ? 3 : two ? 2 : 1
  const keyOf = (index: number) => rows[index * perLine]?.uid ?? ''
  const line = (index: number, measure?: Measure) => (
    <div
      key={keyOf(index)}
      ref={measure}
      data-index={index}
      className="grid gap-3 pb-3 sm:gap-4 sm:pb-4"
      style={{ gridTemplateColumns: `repeat(${perLine}, minmax(0, 1fr))` }}
    >
      {rows.slice(index * perLine, (index + 1) * perLine).map((row, i) => (
        <RowCard
          key={row.uid}
          cluster={cluster}
          row={row}
          behind={behind.get(row.uid)}
          pinned={pins.has(keyOfRow(row))}
          index={index * perLine + i}
        />
      ))}
    </div>
  )
  return (
    <Lines
      as="div"
      rows={rows.length}
      perLine={perLine}
      virtual={rows.length > virtualFrom}
      estimate={() => 248}
      keyOf={keyOf}
      line={line}
    />
  )
}

interface LinesProps {
  readonly as: 'tbody' | 'div'
  readonly rows: number
  readonly perLine: number
  /** Whether only what is near the screen is in the page. */
  readonly virtual: boolean
  readonly estimate: (index: number) => number
  readonly keyOf: (index: number) => string
  readonly line: (index: number, measure?: Measure) => ReactNode
}

function Lines({ as: As, rows, perLine, virtual, estimate, keyOf, line }: LinesProps) {
  const scroller = useRowCursor({ count: rows, perLine })
  const keep = useCallback(
    (scrollTo: ScrollTo | null) => {
      scroller.current = scrollTo && ((row) => scrollTo(Math.floor(row / perLine)))
    },
    [scroller, perLine],
  )
  const count = Math.ceil(rows / perLine)
  if (!virtual) {
    return <As className="block">{Array.from({ length: count }, (_, index) => line(index))}</As>
  }
  return (
    <VirtualLines as={As} count={count} estimate={estimate} keyOf={keyOf} line={line} onScroller={keep} />
  )
}
