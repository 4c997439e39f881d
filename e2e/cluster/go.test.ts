import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { findGo, isNewEnough } from './go.ts'

const folders: string[] = []

afterEach(() => {
  vi.unstubAllEnvs()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** A folder for the PATH whose `go` answers as one of that version does. */
function pathWithGo(version: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'fake-go-'))
  folders.push(folder)
  const answer = `[ "$*" = "env GOVERSION GOOS GOARCH" ] && printf '%s\\n' ${version} linux arm64`
  writeFileSync(join(folder, 'go'), `#!/bin/sh\n${answer}\n`, { mode: 0o755 })
  return folder
}

describe('the installed Go', () => {
  it.each([
    ['go1.26.1', true],
    ['go1.26.8', true],
    ['go1.27rc1', true],
    ['go2.0', true],
    ['devel go1.28-abcdef', true],
    ['go1.26.0', false],
    ['go1.26', false],
    ['go1.25.9', false],
    ['go1.9', false],
    ['', false],
  ])('%s is new enough: %s', (version, enough) => {
    expect(isNewEnough(version)).toBe(enough)
  })

  it('is asked for in a sentence when it is missing', () => {
    vi.stubEnv('PATH', '/nonexistent')
    expect(() => findGo()).toThrow(/^Go was not found on the PATH: .* install Go 1\.26\.1 or newer/)
  })

  it('is used when it is new enough', () => {
    vi.stubEnv('PATH', pathWithGo('go1.26.1'))
    expect(findGo()).toEqual({ version: 'go1.26.1', platform: 'linux/arm64' })
  })

  it('is named when it is too old, with what to install', () => {
    vi.stubEnv('PATH', pathWithGo('go1.24.9'))
    expect(() => findGo()).toThrow(
      'go1.24.9 is too old: the real control plane is built from source, install Go 1.26.1 or newer (https://go.dev/dl/).',
    )
  })

  it('ends `npm run cluster` with that one sentence when it is too old', () => {
    const main = fileURLToPath(new URL('./main.ts', import.meta.url))
    const env = { ...process.env, PATH: pathWithGo('go1.19') }
    const { status, stdout, stderr } = spawnSync(process.execPath, [main], { env, encoding: 'utf8' })
    expect(stderr).toMatch(/^go1\.19 is too old: [^\n]+ install Go 1\.26\.1 or newer [^\n]+\n$/)
    expect([status, stdout]).toEqual([1, ''])
  })
})
