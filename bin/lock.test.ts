import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { withLock } from './lock.mjs'

// Programs take long to start on a busy machine.
const patience = { timeout: 60_000 }
vi.setConfig({ testTimeout: patience.timeout })

let folder = ''
let file = ''
const running = new Set<ChildProcess>()
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cockpit-lock-'))
  file = join(folder, 'deep', 'build.lock')
})
afterEach(async () => {
  await Promise.all([...running].map(kill))
  rmSync(folder, { recursive: true })
})

function node(program: string): ChildProcess {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

async function kill(child: ChildProcess) {
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

const lockModule = JSON.stringify(new URL('./lock.mjs', import.meta.url).href)
/** Leaves the lock as its last owner did: who that was is what the file says. */
async function heldBy(owner: string) {
  await withLock(file, async () => {})
  writeFileSync(`${file}.1`, owner)
}

test('work under one lock never overlaps, and who waits says once for whom', async () => {
  const said = vi.spyOn(console, 'error').mockReturnValue()
  let inside = 0
  const work = async () => {
    inside += 1
    expect(inside).toBe(1)
    await new Promise(setImmediate)
    inside -= 1
    return 'done'
  }
  const all = [1, 2, 3].map(() => withLock(file, work))
  expect(await Promise.all(all)).toEqual(['done', 'done', 'done'])
  expect(said.mock.calls).toEqual(Array(2).fill([`Waiting for another start (process ${process.pid}) …`]))
  said.mockRestore()
})

test('who waits may say it in other words', async () => {
  const heard: string[] = []
  const { promise: left, resolve: leave } = Promise.withResolvers<void>()
  const first = withLock(file, () => left)
  const second = withLock(
    file,
    async () => {},
    (pid) => {
      heard.push(pid)
      leave()
    },
  )
  await Promise.all([first, second])
  expect(heard).toEqual([String(process.pid)])
})

test('work that fails gives the lock back', async () => {
  await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await withLock(file, async () => 'next')).toBe('next')
})

test('it outlives a folder that is cleaned while one is inside and one waits', async () => {
  let waits = false
  const { promise: left, resolve: leave } = Promise.withResolvers<void>()
  const first = withLock(file, () => left)
  const second = withLock(
    file,
    async () => 'second',
    () => {
      waits = true
    },
  )
  await vi.waitFor(() => expect(waits).toBe(true), patience)
  rmSync(join(folder, 'deep'), { recursive: true })
  leave()
  await first
  expect(await second).toBe('second')
})

test('however often it is taken, two small files are left', async () => {
  for (let round = 0; round < 12; round++) await withLock(file, async () => {})
  expect(readdirSync(join(folder, 'deep')).sort()).toEqual(['build.lock.11', 'build.lock.12'])
})

describe('the lock of another process', () => {
  test('that is gone is taken over', async () => {
    // Beyond the highest id that any system gives.
    await heldBy('99999999 1')
    expect(await withLock(file, async () => 'mine')).toBe('mine')
  })

  test.runIf(process.platform === 'linux')('is taken over when its id is in use again', async () => {
    await heldBy(`${process.ppid} 1`)
    expect(await withLock(file, async () => 'mine')).toBe('mine')
  })

  test('that has not been seen to move for long is its own all the same', async () => {
    const child = node(`import { withLock } from ${lockModule}
      await withLock(${JSON.stringify(file)}, () => new Promise(() => setInterval(() => {}, 1000)), () => {})`)
    await vi.waitFor(() => expect(readdirSync(join(folder, 'deep'))).toEqual(['build.lock.1']), patience)
    child.kill('SIGSTOP')
    let heard = ''
    const mine = withLock(
      file,
      async () => 'mine',
      (pid) => {
        heard = pid
      },
    )
    await vi.waitFor(() => expect(heard).toBe(String(child.pid)), patience)
    await kill(child)
    expect(await mine).toBe('mine')
  })
})

test('a claim that was held up while others came and went steps back', async () => {
  const go = join(folder, 'go')
  const late = node(`
    import fs from 'node:fs'
    import { syncBuiltinESMExports } from 'node:module'
    const { linkSync, existsSync } = fs
    const cell = new Int32Array(new SharedArrayBuffer(4))
    fs.linkSync = (...args) => {
      fs.linkSync = linkSync
      syncBuiltinESMExports()
      fs.writeSync(1, 'about to link')
      while (!existsSync(${JSON.stringify(go)})) Atomics.wait(cell, 0, 0, 5)
      linkSync(...args)
    }
    syncBuiltinESMExports()
    const { withLock } = await import(${lockModule})
    await withLock(${JSON.stringify(file)}, async () => fs.writeSync(1, 'inside'), () => fs.writeSync(1, 'waits'))`)
  const heard = async (word: string) => expect(String(await once(late.stdout ?? late, 'data'))).toBe(word)
  await heard('about to link')
  for (let round = 0; round < 3; round++) await withLock(file, async () => {})
  await withLock(file, async () => {
    writeFileSync(go, '')
    await heard('waits')
  })
  await heard('inside')
})

// Each call into the file system is delayed at random on both sides and nobody waits long, so that processes meet between any two calls.
const worker = (journal: string, rounds: number) => `
  import fs from 'node:fs'
  import { syncBuiltinESMExports } from 'node:module'
  import timers from 'node:timers/promises'
  const cell = new Int32Array(new SharedArrayBuffer(4))
  const doze = () => Math.random() < 0.5 && Atomics.wait(cell, 0, 0, 40 * Math.random() ** 4)
  const say = (word) => fs.appendFileSync(${JSON.stringify(journal)}, word + ' ' + process.pid + '\\n')
  const { appendFileSync, ...calls } = fs
  for (const name of ['linkSync', 'readFileSync', 'readdirSync', 'renameSync', 'rmSync', 'truncateSync', 'writeFileSync']) {
    const call = calls[name]
    fs[name] = (...args) => { doze(); try { return call(...args) } finally { doze() } }
  }
  const { setTimeout } = timers
  timers.setTimeout = () => setTimeout(Math.random() * 4)
  syncBuiltinESMExports()
  const { withLock } = await import(${lockModule})
  for (let round = 0; round < ${rounds}; round++)
    await withLock(${JSON.stringify(file)}, async () => {
      say('in')
      doze()
      if (Math.random() < 0.3) { say('dies'); process.kill(process.pid, 'SIGKILL') }
      say('out')
    }, () => {})
  say('done')`

/** Every moment at which two were inside. One that dies is out from the moment it, or who kills it, says so. */
function overlaps(journal: string): readonly string[] {
  const dead = new Set<string>()
  const inside = new Set<string>()
  const found: string[] = []
  for (const line of readFileSync(journal, 'utf8').trim().split('\n')) {
    const [word = '', pid = ''] = line.split(' ')
    if (dead.has(pid)) continue
    if (word === 'dies') dead.add(pid)
    if (word === 'in') inside.add(pid)
    else inside.delete(pid)
    if (inside.size > 1) found.push([...inside].join(' and '))
  }
  return found
}

test('of many processes that take it, die with it and are killed anywhere, never two are inside', async () => {
  const journal = join(folder, 'journal')
  writeFileSync(journal, '')
  const said = (word: string) => readFileSync(journal, 'utf8').split(`${word} `).length - 1
  const crowd = Array.from({ length: 10 }, () => node(worker(journal, 4)))
  const ends = crowd.map((child) => once(child, 'exit').then(([code, signal]) => code ?? signal))
  await vi.waitFor(() => expect(said('out')).toBeGreaterThan(1), patience)
  for (const child of crowd.slice(0, 3)) {
    appendFileSync(journal, `dies ${child.pid}\n`)
    child.kill('SIGKILL')
  }
  const outcomes = await Promise.all(ends)
  expect(overlaps(journal)).toEqual([])
  // Each of them came to its end or was killed; none waits for a lock that nobody holds.
  expect(outcomes.filter((end) => end !== 0 && end !== 'SIGKILL')).toEqual([])
  expect(outcomes.filter((end) => end === 0).length).toBe(said('done'))
  await expect(withLock(file, async () => 'free')).resolves.toBe('free')
})
