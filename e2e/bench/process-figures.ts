import { readdirSync, readFileSync } from 'node:fs'

/** What the kernel knows of a process and of all that it started. */
export interface ProcessFigures {
  readonly rssMb: number
  /** Seconds of all cores since the processes began. */
  readonly cpu: number
}

const ticksPerSecond = 100

interface Stat {
  readonly pid: number
  readonly parent: number
  readonly cpu: number
}

/** Linux only: everything stands in /proc. */
export function processFigures(root: number): ProcessFigures {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)) ?? [])
  const family = new Set([root])
  for (let before = 0; before !== family.size; ) {
    before = family.size
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid)
  }
  const members = all.filter(({ pid }) => family.has(pid))
  return {
    rssMb: Math.round(members.reduce((sum, { pid }) => sum + rssKb(pid), 0) / 102.4) / 10,
    cpu: members.reduce((sum, { cpu }) => sum + cpu, 0),
  }
}

/** Null for a process that has ended between the question and the answer. */
function statOf(pid: number): Stat | null {
  const text = textOf(`/proc/${pid}/stat`)
  // The name, in parentheses, may hold blanks.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  if (text === '') return null
  return { pid, parent: Number(fields[1]), cpu: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond }
}

const rssKb = (pid: number) => Number(/^VmRSS:\s+(\d+)/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? 0)

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
