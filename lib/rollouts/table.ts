const padding = 2

// A column is as wide as Go counts it: by code point.
const width = (cell: string): number => [...cell].length

/** Rows of cells as Go's tabwriter aligns them with two blanks between columns; the last cell is never padded, an empty one leaves blanks behind. */
export function alignRows(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows) {
    row.slice(0, -1).forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, width(cell) + padding)
    })
  }
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === row.length - 1 ? cell : padded(cell, widths[column] ?? 0))).join('')
  return rows.map((row) => `${line(row)}\n`).join('')
}

const padded = (cell: string, to: number): string => cell + ' '.repeat(to - width(cell))
