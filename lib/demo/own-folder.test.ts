import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makeOwnFolder, sweepLeftFolders } from './own-folder.ts'

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
  const namespace = readlinkSync('/proc/self/ns/pid').replace(/\D/g, '')
  expect(where).toBe(`${hostname().replace(/\W/g, '')}_${namespace}`)
  const otherContainer = name(`${where}1`, pid, start, 'abcdef')
  // Every machine calls the first namespace of its processes by the same number.
  const otherMachine = name(`other_${namespace}`, pid, start, 'abcdef')
  const stay = [otherContainer, otherMachine, 'rollout-cockpit-demo-AbCdEf', 'rollout-cockpit-2-3-4-abcdef']
  for (const each of [left, ...stay]) mkdirSync(join(folder, each))
  const file = name(where, pid, start, 'a_file')
  writeFileSync(join(folder, file), '')
  sweepLeftFolders()
  expect(readdirSync(folder).toSorted()).toEqual([...stay, file].toSorted())
})

test('a link by such a name stays, and so does what it leads to', () => {
  const target = join(folder, 'target')
  mkdirSync(target)
  const [where] = basename(makeOwnFolder()).replace('rollout-cockpit-demo-', '').split('-')
  const link = join(folder, `rollout-cockpit-demo-${where}-${process.pid}-1-abcdef`)
  symlinkSync(target, link)
  sweepLeftFolders()
  expect(readdirSync(folder)).toEqual(expect.arrayContaining([basename(link), 'target']))
})

test('a folder that may not be listed is not swept, and that is all', () => {
  vi.stubEnv('TMPDIR', join(folder, 'none'))
  expect(sweepLeftFolders).not.toThrow()
})
