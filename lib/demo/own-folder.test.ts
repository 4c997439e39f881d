import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { sweepLeftFolders } from './own-folder.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-folder-'))
  vi.stubEnv('TMPDIR', folder)
})
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

/** A process that has made a folder and lives until it is killed. */
async function owner(): Promise<{ process: ChildProcess; path: string }> {
  const module = JSON.stringify(new URL('./own-folder.ts', import.meta.url).href)
  const script = `process.stdout.write((await import(${module})).makeOwnFolder())
    process.stdin.on('data', () => process.exit()).resume()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [path] = await once(child.stdout, 'data')
  return { process: child, path: String(path) }
}

test('what a killed process has left goes at the next start; what a living one has stays, and goes with it', async () => {
  const killed = await owner()
  const living = await owner()
  killed.process.kill('SIGKILL')
  await once(killed.process, 'close')
  expect(existsSync(killed.path)).toBe(true)
  sweepLeftFolders()
  expect(readdirSync(folder)).toEqual([basename(living.path)])
  living.process.stdin?.end('go')
  await once(living.process, 'close')
  expect(readdirSync(folder)).toEqual([])
})

test('an id that another process has by now is no sign of life; what cannot be judged stays', async () => {
  const living = await owner()
  const [where, pid, start] = basename(living.path).replace('rollout-cockpit-demo-', '').split('-')
  living.process.stdin?.end('go')
  await once(living.process, 'close')
  const name = (...parts: readonly unknown[]) => `rollout-cockpit-demo-${parts.join('-')}`
  const left = name(where, process.pid, Number(start) + 1_000_000, 'abcdef')
  const elsewhere = name(Number(where) + 1, pid, start, 'abcdef')
  const stay = [elsewhere, 'rollout-cockpit-demo-AbCdEf', 'rollout-cockpit-2-3-4-abcdef']
  for (const each of [left, ...stay]) mkdirSync(join(folder, each))
  const file = name(where, pid, start, 'a_file')
  writeFileSync(join(folder, file), '')
  sweepLeftFolders()
  expect(readdirSync(folder).toSorted()).toEqual([...stay, file].toSorted())
})
