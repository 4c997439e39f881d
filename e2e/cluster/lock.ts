import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const HEARTBEAT_MS = 1_000
/** A holder that has not touched its lock for this long is dead, even if its process id is in use again. */
const STALE_MS = 15_000
const POLL_MS = 200

/** Runs `work` while holding the lock file; takes over the lock of a process that died with it. */
export async function withLock<T>(path: string, onWait: (holder: string) => void, work: () => Promise<T>) {
  await acquire(path, onWait)
  const heartbeat = setInterval(() => {
    const now = new Date()
    utimes(path, now, now).catch(() => undefined)
  }, HEARTBEAT_MS)
  try {
    return await work()
  } finally {
    clearInterval(heartbeat)
    await rm(path, { force: true })
  }
}

async function acquire(path: string, onWait: (holder: string) => void): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  let told = false
  while (!(await create(path))) {
    const holder = await deadHolder(path)
    if (holder !== undefined) {
      await takeAway(path, holder)
      continue
    }
    if (!told) onWait((await contents(path)) ?? 'another process')
    told = true
    await delay(POLL_MS)
  }
}

async function create(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

async function contents(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined)
}

/** What a dead holder wrote into the lock; undefined while the holder lives or the lock has just gone. */
async function deadHolder(path: string): Promise<string | undefined> {
  const holder = await contents(path)
  const touched = await stat(path).catch(() => undefined)
  if (holder === undefined || touched === undefined) return undefined
  const silent = Date.now() - touched.mtimeMs
  // Between its creation and its first words a lock is empty; that is no sign of death.
  if (holder === '') return silent > STALE_MS ? holder : undefined
  return silent > STALE_MS || !processLives(Number(holder)) ? holder : undefined
}

/** Renamed before it is removed: of two that found the same dead lock, one alone can take it away. */
async function takeAway(path: string, holder: string): Promise<void> {
  const aside = `${path}.dead-${process.pid}`
  try {
    await rename(path, aside)
  } catch {
    return
  }
  if ((await contents(aside)) === holder) await rm(aside, { force: true })
  else await rename(aside, path)
}

function processLives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
