import { describe, expect, test } from 'vitest'
import { CockpitError } from '../errors.ts'
import { toServiceDetail } from '../services/detail.ts'
import { course, rawService, serviceGraphOf } from '../services/fixtures/graph.ts'
import { createSampler, mostAtOnce } from './sampling.ts'
import type { ProxiedAnswer } from './source.ts'

const ref = { cluster: 'one', namespace: 'webapp-a-b', name: 'frontend' }
const detail = toServiceDetail(serviceGraphOf({ workloads: course }))
const pods = detail.variants.flatMap((variant) =>
  variant.pods.map(({ name }) => ({ name, variant: variant.key })),
)
const signal = new AbortController().signal

interface World {
  readonly answer?: (turn: number) => Promise<ProxiedAnswer> | ProxiedAnswer
  readonly readOnly?: boolean
  readonly service?: ReturnType<typeof rawService>
}

function world({ answer, readOnly = false, service }: World = {}) {
  const asked: string[] = []
  const refused: string[] = []
  let now = 1_000_000
  let turn = 0
  const podinfo = (at: number) => ({
    status: 200,
    body: JSON.stringify({
      hostname: pods[at % pods.length]?.name,
      version: '6.9.3',
      color: '#34577C',
      message: 'hi',
    }),
  })
  const sampler = createSampler({
    source: {
      async getThroughService(namespace, name, path) {
        asked.push(`${namespace} ${name} ${path}`)
        return (answer ?? podinfo)(turn++)
      },
    },
    readOnly,
    now: () => now,
    detail: async () => (service ? toServiceDetail(serviceGraphOf({ workloads: course, service })) : detail),
    refused: (namespace) => refused.push(namespace),
  })
  const ask = (question: { path?: string; port?: string | null; count?: number } = {}) =>
    sampler.sample(ref, { path: '/', port: null, count: 4, ...question }, signal)
  return {
    ask,
    asked,
    refused,
    pass(ms: number) {
      now += ms
    },
  }
}

describe('a sample', () => {
  test('asks the Service through the proxy and tells who has answered', async () => {
    const { ask, asked } = world()
    const sample = await ask()
    expect(asked).toEqual(Array(4).fill('webapp-a-b frontend:http /'))
    expect(sample).toMatchObject({ path: '/', port: 'http', retryAfterMs: 0 })
    expect(sample.answers.map(({ variant }) => variant)).toEqual(pods.map(({ variant }) => variant))
    expect(sample.answers[0]).toMatchObject({ status: 200, color: '#34577c', by: 'hostname', message: 'hi' })
  })

  test('round-robin brings the counted shares', async () => {
    const { ask, pass } = world()
    const hits = new Map<string | null, number>()
    for (let batch = 0; batch < 10; batch++) {
      const { answers } = await ask({ count: 8 })
      for (const { variant } of answers) hits.set(variant, (hits.get(variant) ?? 0) + 1)
      pass(1_000)
    }
    expect([...hits.values()]).toEqual([40, 40])
  })

  test('is bounded per question and per second, for all who ask together', async () => {
    const { ask, asked, pass } = world()
    await ask({ count: 1_000 })
    expect(asked).toHaveLength(mostAtOnce)
    await Promise.all([ask({ count: 10 }), ask({ count: 10 }), ask({ count: 10 })])
    expect(asked).toHaveLength(20)
    const { answers, retryAfterMs } = await ask()
    expect(answers).toEqual([])
    expect(retryAfterMs).toBe(100)
    pass(500)
    expect((await ask({ count: 10 })).answers).toHaveLength(5)
  })
})

describe('what a hostile app may answer', () => {
  const bodyOf = async (body: string, status = 200) =>
    (await world({ answer: () => ({ status, body }) }).ask({ count: 1 })).answers[0]

  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['no JSON at all', 'plain words'],
    ['a list', '[1,2,3]'],
    ['an empty body', ''],
    ['half of JSON', '{"hostname":"frontend'],
    ['numbers for texts', '{"hostname":1,"version":{},"color":[],"message":null}'],
    ['a name of the language', '{"__proto__":{"hostname":"x"},"constructor":"y"}'],
  ])('%s is text', async (_, body) => {
    const answer = await bodyOf(body)
    expect(answer).toMatchObject({ status: 200, variant: null, color: '' })
    expect(typeof answer?.message).toBe('string')
  })

  test('a colour that is more than a colour is none', async () => {
    for (const color of [
      'url(https://evil.example/x)',
      'red; background: url(x)',
      'var(--page)',
      'expression(1)',
    ])
      expect((await bodyOf(JSON.stringify({ color })))?.color).toBe('')
  })

  test('a very long text is cut, and control characters are gone', async () => {
    const answer = await bodyOf(
      JSON.stringify({ message: `\u202Ea\n${'x'.repeat(9_000)}`, hostname: 'h'.repeat(9_000) }),
    )
    expect(answer?.message).toHaveLength(120)
    expect(answer?.message).not.toMatch(/[\n\u202E]/)
    expect(answer?.hostname).toHaveLength(120)
  })

  test('an error of the app is an answer with its status', async () => {
    expect(await bodyOf('boom', 500)).toMatchObject({ status: 500, message: 'boom' })
    expect(await bodyOf('', 302)).toMatchObject({ status: 302 })
  })
})

describe('no sample', () => {
  const fails = (kind: CockpitError['kind']) => expect.objectContaining({ kind })

  test('of a read-only cockpit', async () => {
    const { ask, asked } = world({ readOnly: true })
    await expect(ask()).rejects.toEqual(fails('forbidden'))
    expect(asked).toEqual([])
  })

  test.each(['/../../../../secrets', '/%2e%2e/x', 'x', '/a\\b'])('of the path %s', async (path) => {
    const { ask, asked } = world()
    await expect(ask({ path })).rejects.toEqual(fails('invalid'))
    expect(asked).toEqual([])
  })

  test('of a port that is not there, of an ExternalName, of UDP alone', async () => {
    await expect(world().ask({ port: '9999' })).rejects.toEqual(fails('invalid'))
    await expect(world({ service: rawService({ type: 'ExternalName' }) }).ask()).rejects.toEqual(
      fails('refused'),
    )
    const udp = rawService({ ports: [{ name: 'dns', port: 53, protocol: 'UDP' }] })
    await expect(world({ service: udp }).ask()).rejects.toEqual(fails('refused'))
  })

  test('without the right: the API server says which, the rights are asked anew, and no further request goes out', async () => {
    const words = 'services "frontend:http" is forbidden: User "viewer" cannot get resource "services/proxy"'
    const { ask, asked, refused } = world({
      answer: () => {
        throw new CockpitError('forbidden', words)
      },
    })
    await expect(ask({ count: 10 })).rejects.toThrow(words)
    expect(refused).toEqual(['webapp-a-b'])
    expect(asked.length).toBeLessThanOrEqual(4)
  })
})

test('a request that nobody answers is a failed one, and the others go on', async () => {
  const { ask } = world({
    answer(turn) {
      if (turn === 1) throw new CockpitError('unreachable', 'no endpoints available for service "frontend"')
      return { status: 200, body: '{}' }
    },
  })
  const { answers } = await ask()
  expect(answers).toHaveLength(4)
  expect(answers.filter(({ status }) => status === null)).toMatchObject([
    { message: expect.stringContaining('no endpoints') },
  ])
})
