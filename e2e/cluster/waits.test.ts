import { describe, expect, it } from 'vitest'
import { until, untilPhase } from './waits.ts'

describe('until', () => {
  it('gives back the first answer that is accepted', async () => {
    let asked = 0
    const probe = () => {
      asked += 1
      return asked
    }
    expect(await until('three', probe, (answer) => answer === 3)).toBe(3)
    expect(asked).toBe(3)
  })

  it('outlives a probe that throws', async () => {
    const answers = [() => Promise.reject(new Error('refused')), () => 'up']
    expect(
      await until(
        'it is up',
        () => answers.shift()?.() ?? 'up',
        (answer) => answer === 'up',
      ),
    ).toBe('up')
  })

  it('ends with what it waited for and what it saw last, without the long parts of objects', async () => {
    const pod = {
      metadata: { name: 'a', managedFields: ['long'] },
      spec: 'long',
      status: { phase: 'Pending' },
    }
    const waiting = until(
      'the pod runs',
      () => pod,
      () => false,
      120,
    )
    await expect(waiting).rejects.toThrow(
      /^Waited 0.12 s until the pod runs; last seen: [\s\S]*"phase": "Pending"/,
    )
    await expect(waiting).rejects.not.toThrow('long')
  })

  it('ends with the last error where there was no answer', async () => {
    const waiting = until(
      'it is up',
      () => Promise.reject(new Error('ECONNREFUSED')),
      () => true,
      120,
    )
    await expect(waiting).rejects.toThrow('last seen: Error: ECONNREFUSED')
  })
})

describe('untilPhase', () => {
  const rollout = (generation: number, observed: string, phase: string, message = '') => ({
    metadata: { generation },
    status: { observedGeneration: observed, phase, message },
  })

  it('does not trust a phase from before the last change of the spec', async () => {
    const seen = [rollout(2, '1', 'Healthy'), rollout(2, '2', 'Progressing'), rollout(2, '2', 'Healthy')]
    const api = { get: async () => seen.shift() ?? null }
    await untilPhase(api, { namespace: 'web', name: 'frontend' }, 'Healthy')
    expect(seen).toEqual([])
  })

  it('waits for the message too', async () => {
    const seen = [rollout(1, '1', 'Paused', 'manually paused'), rollout(1, '1', 'Paused', 'CanaryPauseStep')]
    const api = { get: async () => seen.shift() ?? null }
    await untilPhase(api, { namespace: 'web', name: 'frontend' }, 'Paused', 'CanaryPauseStep')
    expect(seen).toEqual([])
  })
})
