import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isJsonObject, type Json, listAt, textAt } from '../objects/json.ts'
import { createDesk } from './testing.ts'

const maps = '/api/v1/namespaces/shop/configmaps'
const json = (value: unknown): Json => JSON.parse(JSON.stringify(value))
const namesIn = (body: unknown) => listAt(json(body), 'items').map((item) => textAt(item, 'metadata', 'name'))
const metadataOf = (body: unknown) => {
  const { metadata } = isJsonObject(json(body)) ? Object(json(body)) : {}
  return metadata
}

function filled(count: number) {
  const desk = createDesk()
  for (let index = 0; index < count; index += 1)
    desk.store.create('configmaps', {
      metadata: { name: `m-${String(index).padStart(3, '0')}`, namespace: 'shop' },
    })
  return desk
}

describe('a list', () => {
  test('is of a kind, of a version, and by name', () => {
    const { ask, store } = createDesk()
    for (const name of ['b', 'a', 'c']) store.create('configmaps', { metadata: { name, namespace: 'shop' } })
    const { body } = ask('GET', maps)
    expect(body).toMatchObject({
      kind: 'ConfigMapList',
      apiVersion: 'v1',
      metadata: { resourceVersion: store.version() },
    })
    expect(namesIn(body)).toEqual(['a', 'b', 'c'])
  })

  test('orders by namespace first, as the keys of etcd are ordered', () => {
    const { ask, store } = createDesk()
    for (const name of ['shop-a', 'shop0']) store.create('namespaces', { metadata: { name } })
    for (const namespace of ['shop', 'shop0', 'shop-a'])
      store.create('configmaps', { metadata: { name: 'x', namespace } })
    const places = listAt(json(ask('GET', '/api/v1/configmaps').body), 'items').map((item) =>
      textAt(item, 'metadata', 'namespace'),
    )
    expect(places).toEqual(['shop-a', 'shop', 'shop0'])
  })

  test('comes in pages of one state, whatever is written meanwhile', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 20 }), (limit, count) => {
        const { ask, store } = filled(count)
        const whole = namesIn(ask('GET', maps).body)
        const got: string[] = []
        let token = ''
        do {
          const { code, body } = ask(
            'GET',
            `${maps}?limit=${limit}${token === '' ? '' : `&continue=${token}`}`,
          )
          expect(code).toBe(200)
          got.push(...namesIn(body))
          token = metadataOf(body).continue ?? ''
          store.delete('configmaps', 'shop', whole[got.length] ?? '')
          store.create('configmaps', { metadata: { generateName: 'm-', namespace: 'shop' } })
        } while (token !== '')
        expect(got).toEqual(whole)
      }),
      { numRuns: 40 },
    )
  })

  test('says how much is left', () => {
    expect(metadataOf(filled(7).ask('GET', `${maps}?limit=3`).body)).toMatchObject({ remainingItemCount: 4 })
  })

  test('says with a selector that there is more, and not how much', () => {
    const { continue: token, ...rest } = metadataOf(
      filled(7).ask('GET', `${maps}?limit=3&labelSelector=%21x`).body,
    )
    expect(token).toEqual(expect.any(String))
    expect(Object.keys(rest)).toEqual(['resourceVersion'])
  })

  test('of any version comes whole', () => {
    const { body } = filled(7).ask('GET', `${maps}?limit=3&resourceVersion=0`)
    expect([namesIn(body).length, metadataOf(body).continue]).toEqual([7, undefined])
  })

  test('cannot go on in a state that is forgotten, but in the present one', () => {
    const { ask, store } = filled(5)
    const token = metadataOf(ask('GET', `${maps}?limit=2`).body).continue
    store.create('configmaps', { metadata: { name: 'm-9', namespace: 'shop' } })
    store.compact(Number(store.version()))
    const { code, body } = ask('GET', `${maps}?limit=2&continue=${token}`)
    expect({ code, body }).toMatchObject({
      code: 410,
      body: { reason: 'Expired', details: { continue: expect.any(String) } },
    })
    const fresh = textAt(json(body), 'details', 'continue')
    expect(namesIn(ask('GET', `${maps}?continue=${fresh}`).body)).toEqual(['m-002', 'm-003', 'm-004', 'm-9'])
  })

  test('is of the version that is asked for', () => {
    const { ask, store } = filled(2)
    const then = store.version()
    store.delete('configmaps', 'shop', 'm-000')
    const names = (query: string) => namesIn(ask('GET', `${maps}?${query}`).body)
    expect(names(`resourceVersion=${then}&resourceVersionMatch=Exact`)).toEqual(['m-000', 'm-001'])
    expect(names(`resourceVersion=${then}&resourceVersionMatch=NotOlderThan`)).toEqual(['m-001'])
    expect(names(`resourceVersion=${then}`)).toEqual(['m-001'])
    expect(names('resourceVersion=0')).toEqual(['m-001'])
    store.compact(Number(store.version()))
    expect(ask('GET', `${maps}?resourceVersion=${then}&resourceVersionMatch=Exact`).code).toBe(410)
  })

  test.each([
    ['resourceVersion=9999', 504],
    ['resourceVersion=x', 400],
    ['resourceVersionMatch=Exact', 422],
    ['resourceVersion=0&resourceVersionMatch=Exact', 422],
    ['resourceVersion=1&resourceVersionMatch=Sometimes', 422],
    ['resourceVersion=0&resourceVersionMatch=NotOlderThan&continue=e30', 422],
    ['sendInitialEvents=true', 422],
    ['limit=many', 400],
    ['continue=garbage', 400],
    ['continue=e30', 400],
    ['labelSelector=a%20in%20(b', 400],
    ['fieldSelector=spec.x=1', 400],
  ])('?%s is refused with %i', (query, code) => {
    expect(filled(1).ask('GET', `${maps}?${query}`)).toMatchObject({ code, body: { kind: 'Status', code } })
  })
})
