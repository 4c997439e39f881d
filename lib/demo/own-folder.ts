import { lstatSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { alive, thisProcess } from '../../bin/lock.mjs'

/** Makes a folder that goes with the process. Its name says whose it is, for a process that is killed takes nothing with it. */
export function makeOwnFolder(): string {
  const folder = mkdtempSync(
    join(tmpdir(), `rollout-cockpit-demo-${processSpace()}-${thisProcess().replace(' ', '-')}-`),
  )
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Takes away what demos of this user that were killed have left; what it cannot judge, or take away, stays. */
export function sweepLeftFolders(): void {
  const here = processSpace()
  for (const name of namesIn(tmpdir())) {
    const [, where, pid, start] = /^rollout-cockpit-demo-(\w*)-(\d+)-(\d*)-\w+$/.exec(name) ?? []
    if (where !== here || alive(`${pid} ${start}`)) continue
    try {
      const folder = join(tmpdir(), name)
      const stats = lstatSync(folder)
      if (stats.isDirectory() && stats.uid === process.getuid?.()) rmSync(folder, { recursive: true })
    } catch {
      // Another start is sweeping as well.
    }
  }
}

/** Nothing where the folder does not tell: who may not list it may make a folder in it all the same. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** By which processes may see one another. Machines may share a folder, and containers of one machine, and not know each other's processes. */
function processSpace(): string {
  return `${hostname().replace(/\W/g, '')}_${pidNamespace()}`
}

/** Empty where the system does not tell. */
function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid').replace(/\D/g, '')
  } catch {
    return ''
  }
}
