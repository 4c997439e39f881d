import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Whether a process runs; one that has ended and only waits to be collected does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  return !/^State:\s+[ZX]/m.test(textOf(`/proc/${pid}/status`))
}

/** The command lines of all processes that contain a text: a folder that only one test knows. */
export function commandLinesWith(text: string): readonly string[] {
  return commandLines().filter((line) => line.includes(text))
}

function commandLines(): readonly string[] {
  if (!existsSync('/proc/self'))
    return execFileSync('ps', ['-axo', 'args='], { encoding: 'utf8' }).split('\n')
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map((pid) => textOf(`/proc/${pid}/cmdline`).replaceAll('\0', ' '))
}

/** Empty for a process that has ended between the question and the answer. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
