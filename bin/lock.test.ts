import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { withLock } from './lock.mjs'

let file = ''
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'cockpit-lock-')), 'deep', 'build.lock')
})
afterEach(() => rmSync(join(file, '..', '..'), { recursive: true }))

test('work under one lock never overlaps, and who waits says so', async () => {
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
  expect(existsSync(file)).toBe(false)
  expect(said.mock.calls).toEqual(Array(2).fill([`Waiting for another start (process ${process.pid}) …`]))
  said.mockRestore()
})

test('work that fails gives the lock back', async () => {
  await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await withLock(file, async () => 'next')).toBe('next')
})

test('the lock of a process that is gone is taken over', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  await withLock(file, async () => {})
  writeFileSync(file, String(pid))
  expect(await withLock(file, async () => 'mine')).toBe('mine')
})
