import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseEndpointSlice } from '../wire/parse.ts'
import { backendsOf } from './endpoints.ts'
import { rawEndpoint, rawSlice } from './fixtures/graph.ts'

const parsed = (...slices: readonly Readonly<Record<string, unknown>>[]) =>
  backendsOf(slices.map(parseEndpointSlice))

describe('backends of a Service', () => {
  test('missing conditions are read as the API has them', () => {
    const [backend] = parsed(rawSlice('a', [rawEndpoint('p', 'u', {})]))
    expect(backend).toMatchObject({ ready: true, serving: true, terminating: false })
  })

  test('a dual-stack Service has each pod once', () => {
    const v4 = rawSlice('v4', [rawEndpoint('p1', 'u1'), rawEndpoint('p2', 'u2')])
    const v6 = rawSlice(
      'v6',
      [
        rawEndpoint('p1', 'u1', { ready: true }, 'fd00::1'),
        rawEndpoint('p2', 'u2', { ready: true }, 'fd00::2'),
      ],
      'IPv6',
    )
    expect(parsed(v4, v6)).toHaveLength(2)
  })

  test('an endpoint that moves between slices is one, and ready when either says so', () => {
    const before = rawSlice('a', [
      rawEndpoint('p', 'u', { ready: false, serving: false, terminating: false }),
    ])
    const after = rawSlice('b', [rawEndpoint('p', 'u', { ready: true, serving: true, terminating: false })])
    expect(parsed(before, after)).toMatchObject([{ ready: true }])
    expect(parsed(after, before)).toEqual(parsed(before, after))
  })

  test('of addresses without a pod only one family counts', () => {
    const bare = (address: string) => ({ addresses: [address] })
    const v4 = rawSlice('v4', [bare('192.0.2.1'), bare('192.0.2.2')])
    const v6 = rawSlice('v6', [bare('2001:db8::1'), bare('2001:db8::2')], 'IPv6')
    expect(parsed(v4, v6).map(({ address }) => address)).toEqual(['192.0.2.1', '192.0.2.2'])
  })

  test('an endpoint without an address is none', () => {
    expect(parsed(rawSlice('a', [{ addresses: [], conditions: { ready: true } }]))).toEqual([])
  })

  test('each pod is counted once, however it is spread over slices and families', () => {
    const spread = fc.array(
      fc.record({ pod: fc.nat(8), slice: fc.nat(3), six: fc.boolean(), ready: fc.boolean() }),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(spread, (places) => {
        const slices = [...Map.groupBy(places, ({ slice, six }) => `${slice}${six}`)].map(([name, own]) =>
          rawSlice(
            name,
            own.map(({ pod, ready }) => rawEndpoint(`p${pod}`, `u${pod}`, { ready })),
            own[0]?.six ? 'IPv6' : 'IPv4',
          ),
        )
        const backends = parsed(...slices)
        expect(backends).toHaveLength(new Set(places.map(({ pod }) => pod)).size)
        const ready = new Set(places.filter((one) => one.ready).map(({ pod }) => `u${pod}`))
        expect(new Set(backends.filter((one) => one.ready).map(({ pod }) => pod?.uid))).toEqual(ready)
      }),
    )
  })
})
