import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const retryAfterMs = 200

/**
 * Does the work while no other process of this machine does work under the same lock; waits for one that does. A lock whose owner is gone is
 * taken over.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, work) {
  mkdirSync(dirname(file), { recursive: true })
  for (let told = false; !take(file); told = true) {
    if (!told) console.error(`Waiting for another start (process ${owner(file) ?? 'unknown'}) …`)
    await pause(retryAfterMs)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

/** @param {string} file */
function take(file) {
  const holder = owner(file)
  if (holder !== null && !alive(holder)) dismiss(file, holder)
  // Linked into place with its owner written in it, so that nobody ever reads a lock without one.
  const mine = `${file}.${process.pid}.new`
  writeFileSync(mine, String(process.pid))
  try {
    linkSync(mine, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(mine)
  }
}

/**
 * Takes a dead owner's lock away; another waiter may have done so and hold it by now, then it gets its lock back.
 * @param {string} file
 * @param {number} holder
 */
function dismiss(file, holder) {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
    if (owner(aside) === holder) rmSync(aside)
    else renameSync(aside, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}

/** @param {string} file @returns {number | null} */
function owner(file) {
  try {
    return Number(readFileSync(file, 'utf8')) || null
  } catch {
    return null
  }
}

/** @param {number} pid */
function alive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
