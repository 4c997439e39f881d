import { describe, expect, test } from 'vitest'
import type { Answer } from './answer.ts'
import { toServiceDetail } from './detail.ts'
import { course, serviceGraphOf } from './fixtures/graph.ts'
import { hostnameOf, matchAnswer } from './match.ts'
import { count, emptyTally, sampledOf, told } from './tally.ts'

const { variants } = toServiceDetail(serviceGraphOf({ workloads: course }))
const [a, b] = variants
const answer = (of: Partial<Answer>): Answer => ({
  status: 200,
  ms: 3,
  hostname: '',
  version: '',
  color: '',
  message: '',
  ...of,
})

describe('who has answered', () => {
  test('is told by the hostname, which is the name of the pod', () => {
    const hostname = b?.pods[0]?.name ?? ''
    expect(matchAnswer(answer({ hostname, version: '6.9.3' }), variants)).toMatchObject({
      variant: b?.key,
      by: 'hostname',
    })
  })

  test('else by a version that only one of them runs', () => {
    expect(matchAnswer(answer({ hostname: 'elsewhere', version: '6.9.3' }), variants)).toMatchObject({
      variant: a?.key,
      by: 'version',
    })
    expect(matchAnswer(answer({ version: 'v6.9.4' }), variants).variant).toBe(b?.key)
  })

  test('is unknown where both run it, and where nothing tells', () => {
    const same = toServiceDetail(
      serviceGraphOf({ workloads: course.map((one) => ({ ...one, tag: '6.9.3' })) }),
    )
    expect(matchAnswer(answer({ version: '6.9.3' }), same.variants)).toMatchObject({
      variant: null,
      by: null,
    })
    expect(matchAnswer(answer({ message: 'hello' }), variants).variant).toBeNull()
  })

  test('a pod with a long name is known by what the kubelet leaves of it', () => {
    const name = `${'a'.repeat(62)}-bcdef`
    expect(hostnameOf(name)).toBe('a'.repeat(62))
    expect(hostnameOf('frontend-a-5f7467f9bb-8gb6g')).toBe('frontend-a-5f7467f9bb-8gb6g')
  })
})

describe('a tally', () => {
  const from = (variant: string | null, status: number | null = 200) => ({
    ...answer({ status }),
    variant,
    by: variant === null ? null : ('hostname' as const),
  })

  test('counts by variant, apart what is unknown, and what failed', () => {
    const tally = count(emptyTally, [
      from('a'),
      from('a'),
      from('b'),
      from(null),
      from(null, null),
      from('b', 503),
    ])
    expect([...tally.byVariant]).toEqual([
      ['a', 2],
      ['b', 2],
    ])
    expect(tally).toMatchObject({ unknown: 1, failed: 2 })
    expect(told(tally)).toBe(4)
  })

  test('says of a variant what the answers prove beside what is counted', () => {
    const tally = count(
      emptyTally,
      Array.from({ length: 40 }, (_, at) => from(at % 2 === 0 ? 'a' : 'b')),
    )
    expect(sampledOf(tally, 'a', 0.5)).toMatchObject({ hits: 20, all: 40, share: 0.5, agreement: 'agrees' })
    expect(sampledOf(tally, 'c', 0.25)).toMatchObject({ hits: 0, agreement: 'differs' })
    expect(sampledOf(emptyTally, 'a', 0.5)).toMatchObject({ share: null, interval: null, agreement: 'few' })
  })
})
