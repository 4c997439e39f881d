import type { DemoPage, DemoScenario } from '../../support/demo.ts'

/** The table of docs/page-states.md: each state that the pages can be in, and how it is reached in the demo. */
export function statesTable(scenarios: readonly DemoScenario[], pages: readonly DemoPage[]): string {
  const told = scenarios.map(({ name, about, path }) => [about, code(path), code(`--scenario ${name}`)])
  const brought = pages.map(({ about, path, flag, commands }) => [
    about,
    code(path),
    [...(flag === '' ? [] : [flag]), ...commands.map((command) => JSON.stringify(command))]
      .map(code)
      .join(', '),
  ])
  return aligned([['What is to be seen', 'Page', 'Flag or command'], ...told, ...brought])
}

const code = (text: string) => `\`${text}\``

function aligned([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = widths.map((width) => '-'.repeat(width))
  return [head, rule, ...rows].map(line).join('\n')
}
