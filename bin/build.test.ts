import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ensureBuilt, sourceDigest } from './build.mjs'

let folder = ''
const write = (file: string, content: string) => {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), content)
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cockpit-build-'))
  write('app/page.tsx', 'page')
  write('lib/a.ts', 'a')
  write('package-lock.json', '{}')
})
afterEach(() => rmSync(folder, { recursive: true }))

test.each([
  ['a page', 'app/page.tsx'],
  ['a new file', 'components/new.tsx'],
  ['the lockfile', 'package-lock.json'],
  ['the guard', 'proxy.ts'],
  ['the settings that the server shares with the launcher', 'bin/settings.mjs'],
])('%s that changes makes the build stale', (_what, file) => {
  const before = sourceDigest(folder)
  write(file, 'changed')
  expect(sourceDigest(folder)).not.toBe(before)
})

test.each(['lib/a.test.ts', 'lib/README.md', 'README.md', 'bin/launch.mjs', 'e2e/x.ts'])(
  '%s is not built, so it makes nothing stale',
  (file) => {
    const before = sourceDigest(folder)
    write(file, 'changed')
    expect(sourceDigest(folder)).toBe(before)
  },
)

test('a file that moves or goes away makes the build stale', () => {
  const before = sourceDigest(folder)
  rmSync(join(folder, 'lib/a.ts'))
  const without = sourceDigest(folder)
  write('lib/b.ts', 'a')
  expect(new Set([before, without, sourceDigest(folder)]).size).toBe(3)
})

test('text does not wander between files unseen', () => {
  write('lib/a.ts', 'ab')
  write('lib/b.ts', 'c')
  const before = sourceDigest(folder)
  write('lib/a.ts', 'a')
  write('lib/b.ts', 'bc')
  expect(sourceDigest(folder)).not.toBe(before)
})

describe('with a program that stands for next build', () => {
  const next = (program: string) => write('node_modules/next/dist/bin/next', program)
  const building = `const { mkdirSync, cpSync, rmSync } = require('fs')
    rmSync('.next', { recursive: true, force: true })
    for (const part of ['server', 'cache', 'standalone/server']) mkdirSync('.next/' + part, { recursive: true })
    cpSync('lib/a.ts', '.next/server/page.js')`
  const served = (build: string) => readFileSync(join(folder, build, 'server/page.js'), 'utf8')
  beforeEach(() => void vi.spyOn(console, 'error').mockReturnValue())
  afterEach(() => vi.restoreAllMocks())

  test('the pages of a cockpit that runs outlive the next build', async () => {
    next(building)
    const first = await ensureBuilt(folder)
    write('lib/a.ts', 'changed')
    const second = await ensureBuilt(folder)
    expect([served(first), served(second)]).toEqual(['a', 'changed'])
    expect(readdirSync(join(folder, second))).toEqual(['server'])
  })

  test('a build that fits is used again, even an older one', async () => {
    next(building)
    const first = await ensureBuilt(folder)
    write('lib/a.ts', 'changed')
    await ensureBuilt(folder)
    write('lib/a.ts', 'a')
    next('process.exit(1)')
    expect(await ensureBuilt(folder)).toBe(first)
  })

  test('few are kept, and what was started last is among them', async () => {
    next(building)
    const first = await ensureBuilt(folder)
    for (const text of ['b', 'c', 'd', 'e', 'f']) {
      write('lib/a.ts', text)
      await ensureBuilt(folder)
      write('lib/a.ts', 'a')
      expect(await ensureBuilt(folder)).toBe(first)
    }
    expect(readdirSync(join(folder, '.cache/builds'))).toHaveLength(4)
  })

  test('one that fails or is cut short counts as none', async () => {
    next(`${building}; process.exit(3)`)
    await expect(ensureBuilt(folder)).rejects.toThrow('next build ended with code 3')
    write('.cache/builds/unfinished/server/page.js', 'half')
    next(building)
    expect(served(await ensureBuilt(folder))).toBe('a')
  })

  test('what changes while it builds makes it stale', async () => {
    next(`${building}; require('fs').writeFileSync('lib/a.ts', 'later')`)
    const early = await ensureBuilt(folder)
    next(building)
    const late = await ensureBuilt(folder)
    expect([served(early), served(late)]).toEqual(['a', 'later'])
  })
})

test('a shipped folder is served as it is, but not without a build', async () => {
  rmSync(join(folder, 'app'), { recursive: true })
  await expect(ensureBuilt(folder)).rejects.toThrow('neither a build nor sources')
  write('.next/BUILD_ID', 'x')
  expect(await ensureBuilt(folder)).toBe('.next')
})
