import { afterEach, describe, expect, it, vi } from 'vitest'
import { findGo, isNewEnough } from './go.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

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
})
