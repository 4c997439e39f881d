import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const retryAfterMs = 200

/**
 * Does the work while no other process of this machine does work under the same lock; says once whom it waits for. A lock whose owner is gone is
 * taken over. Beside `file` lie its generations, `file.1`, `file.2` and so on; the highest is the lock, empty when it was let go.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {(pid: string) => void} [tell]
 * @returns {Promise<T>}
 */
export async function withLock(file, work, tell = sayWhom) {
  const mine = await claim(file, tell)
  try {
    return await work()
  } finally {
    release(mine)
  }
}

/** @param {string} pid */
const sayWhom = (pid) => console.error(`Waiting for another start (process ${pid}) …`)

/** @param {string} file @param {(pid: string) => void} tell */
async function claim(file, tell) {
  for (let told = false; ; ) {
    mkdirSync(dirname(file), { recursive: true })
    const top = highest(file)
    const owner = top === 0 ? '' : ownerOf(`${file}.${top}`)
    // Another has just taken the next generation and swept this one away.
    if (owner === null) continue
    if (!alive(owner)) {
      if (take(file, top + 1)) return `${file}.${top + 1}`
      continue
    }
    if (!told) tell(owner.replace(/ .*/, ''))
    told = true
    await pause(retryAfterMs)
  }
}

/**
 * A generation is made once, by one process, because link refuses a name that exists; it appears with its owner written in it. The highest is never
 * removed, so numbers only grow: a process that decided long ago and wakes up now either finds its number taken, or makes one that was swept away.
 * Then a higher one is there to see, and it steps back. That look must come after the link; nobody may act on what was true before it.
 * @param {string} file
 * @param {number} generation
 */
function take(file, generation) {
  const mine = `${file}.${generation}`
  const draft = `${file}.${process.pid}.new`
  writeFileSync(draft, thisProcess())
  try {
    linkSync(draft, mine)
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  } finally {
    rmSync(draft)
  }
  const won = highest(file) === generation
  if (won) sweep(file, generation)
  else rmSync(mine, { force: true })
  return won
}

/** Emptied, not removed: without it a lower number could be the highest again. @param {string} mine */
function release(mine) {
  try {
    truncateSync(mine)
  } catch (error) {
    // Somebody cleaned the folder.
    if (!isCode(error, 'ENOENT')) throw error
  }
}

/** The generation before stays, so that whoever lists the folder at this moment cannot miss both. @param {string} file @param {number} generation */
function sweep(file, generation) {
  for (const old of namesAfter(file)) {
    const drafter = /^(\d+)\.new$/.exec(old)?.[1]
    const useless = drafter === undefined ? Number(old) < generation - 1 : startOf(Number(drafter)) === null
    if (useless) rmSync(`${file}.${old}`, { force: true })
  }
}

/** @param {string} file */
const highest = (file) => Math.max(0, ...namesAfter(file).map(Number).filter(Number.isInteger))

/** What follows `file.` in the names beside it. @param {string} file */
function namesAfter(file) {
  const start = `${basename(file)}.`
  const names = readdirSync(dirname(file)).filter((name) => name.startsWith(start))
  return names.map((name) => name.slice(start.length))
}

/** What the owner wrote, empty when it let go, null when there is no such generation. @param {string} path */
function ownerOf(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}

/** Who this process is, for `alive` to be asked later, by another. */
export const thisProcess = () => `${process.pid} ${startOf(process.pid)}`

/** Whether the process that wrote this still runs. @param {string} owner */
export function alive(owner) {
  const [pid = '', start = ''] = owner.split(' ')
  const now = pid === '' ? null : startOf(Number(pid))
  return now !== null && (now === start || now === '' || start === '')
}

/**
 * When a process began, empty where the system does not tell, null when none with this id runs. Ids are used again; an id and its beginning are
 * not. A sign of life (a touched file) would be no better: a process that was stopped, or whose machine slept, is not dead.
 * @param {number} pid
 */
function startOf(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (!isCode(error, 'EPERM')) return null
  }
  try {
    // The name of the program stands in parentheses and may hold any character.
    const facts = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    // Z: it was killed, and its parent has not looked yet.
    return facts[0] === 'Z' ? null : (facts[19] ?? '')
  } catch {
    return ''
  }
}

/** @param {unknown} error @param {string} code */
const isCode = (error, code) => error instanceof Error && 'code' in error && error.code === code
