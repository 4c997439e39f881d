import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withLock } from './lock.ts'

let folder: string
let lock: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cockpit-lock-'))
  lock = join(folder, 'deep', '.lock')
})
afterEach(() => rm(folder, { recursive: true }))

const silent = () => undefined

describe('the build lock', () => {
  it('lets one in after the other and says whom it waits for', async () => {
    const inside: string[] = []
    const heard: string[] = []
    let leave: () => void = silent
    const first = withLock(lock, silent, async () => {
      inside.push('first in')
      await new Promise<void>((resolve) => {
        leave = resolve
      })
      inside.push('first out')
    })
    await expect.poll(() => inside).toEqual(['first in'])
    const second = withLock(
      lock,
      (holder) => heard.push(holder),
      async () => {
        inside.push('second in')
      },
    )
    await expect.poll(() => heard).toEqual([String(process.pid)])
    leave()
    await Promise.all([first, second])
    expect(inside).toEqual(['first in', 'first out', 'second in'])
    expect(existsSync(lock)).toBe(false)
  })

  it('is let go when the work fails', async () => {
    await expect(withLock(lock, silent, () => Promise.reject(new Error('no compiler')))).rejects.toThrow(
      'no compiler',
    )
    expect(await withLock(lock, silent, async () => 'built')).toBe('built')
  })

  it('is taken over from a process that has died', async () => {
    const { pid } = spawnSync(process.execPath, ['--version'])
    await withLock(lock, silent, async () => undefined)
    await writeFile(lock, String(pid))
    expect(await withLock(lock, silent, async () => 'built')).toBe('built')
  })

  it('is taken over when its process id lives but nobody has touched it for long', async () => {
    await withLock(lock, silent, async () => undefined)
    await writeFile(lock, String(process.ppid))
    const longAgo = new Date(Date.now() - 60_000)
    await utimes(lock, longAgo, longAgo)
    expect(await withLock(lock, silent, async () => 'built')).toBe('built')
  })

  it('of a dead process is taken over by one of many at a time', async () => {
    const { pid } = spawnSync(process.execPath, ['--version'])
    await withLock(lock, silent, async () => undefined)
    await writeFile(lock, String(pid))
    let inside = 0
    let most = 0
    const work = async () => {
      inside += 1
      most = Math.max(most, inside)
      await new Promise((resolve) => setImmediate(resolve))
      inside -= 1
    }
    await Promise.all(Array.from({ length: 8 }, () => withLock(lock, silent, work)))
    expect(most).toBe(1)
  })
})
