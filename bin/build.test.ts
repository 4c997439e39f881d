import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { builtFrom, ensureBuilt, sourceDigest } from './build.mjs'

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

test('a build that fits is left alone', async () => {
  write('.next/cockpit-build.json', JSON.stringify({ digest: sourceDigest(folder) }))
  await ensureBuilt(folder)
  expect(builtFrom(folder)).toBe(sourceDigest(folder))
})

test('a record that was cut short counts as none', () => {
  write('.next/cockpit-build.json', '{"dig')
  expect(builtFrom(folder)).toBeNull()
})

test('a shipped folder is served as it is, but not without a build', async () => {
  rmSync(join(folder, 'app'), { recursive: true })
  await expect(ensureBuilt(folder)).rejects.toThrow('neither a build nor sources')
  write('.next/BUILD_ID', 'x')
  await ensureBuilt(folder)
})
