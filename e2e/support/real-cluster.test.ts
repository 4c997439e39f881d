import { afterEach, describe, expect, it, vi } from 'vitest'
import { goProblem, requireCluster } from './real-cluster.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('without Go', () => {
  const withoutGo = (ci: string) => {
    vi.stubEnv('PATH', '/nonexistent')
    vi.stubEnv('CI', ci)
  }

  it.each(['', 'false'])('the real cluster is left out with CI=%j, and why is a sentence', (ci) => {
    withoutGo(ci)
    expect(requireCluster()).toBe(false)
    expect(goProblem()).toMatch(/^Go was not found on the PATH: /)
  })

  it('the lack is a failure in CI', () => {
    withoutGo('true')
    expect(() => requireCluster()).toThrow('Go was not found')
  })
})
