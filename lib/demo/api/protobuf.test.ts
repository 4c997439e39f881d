import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { refusalOf } from '../objects/refusal.ts'
import { parseProtobuf } from './protobuf.ts'

const number = (value: number): readonly number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...number(value >> 7)]
const field = (id: number, content: Buffer | string | number): Buffer => {
  if (typeof content === 'number') return Buffer.from([...number(id * 8), ...number(content)])
  const bytes = Buffer.from(content)
  return Buffer.concat([Buffer.from([...number(id * 8 + 2), ...number(bytes.length)]), bytes])
}
const message = (...fields: readonly Buffer[]) => Buffer.concat(fields)
const wrapped = (apiVersion: string, kind: string, raw: Buffer) =>
  Buffer.concat([
    Buffer.from('k8s\0'),
    field(1, message(field(1, apiVersion), field(2, kind))),
    field(2, raw),
    field(3, ''),
    field(4, ''),
  ])

describe('a body of protobuf', () => {
  test('is the object that kubectl has made', () => {
    const labels = [
      field(11, message(field(1, 'a'), field(2, 'b'))),
      field(11, message(field(1, 'c'), field(2, 'd'))),
    ]
    const metadata = message(field(1, 'shop'), field(4, ''), ...labels, field(14, 'x/y'))
    expect(parseProtobuf(wrapped('v1', 'Namespace', field(1, metadata)))).toEqual({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop', labels: { a: 'b', c: 'd' }, finalizers: ['x/y'] },
    })
  })

  test('may be an access review or what a deletion is asked for', () => {
    const attributes = message(field(1, 'shop'), field(2, 'get'), field(5, 'pods'))
    const review = wrapped(
      'authorization.k8s.io/v1',
      'SelfSubjectAccessReview',
      field(2, field(1, attributes)),
    )
    expect(parseProtobuf(review)).toMatchObject({
      spec: { resourceAttributes: { namespace: 'shop', verb: 'get', resource: 'pods' } },
    })
    const options = message(field(1, 300), field(3, 1), field(4, 'Foreground'), field(5, 'All'))
    expect(parseProtobuf(wrapped('v1', 'DeleteOptions', options))).toMatchObject({
      gracePeriodSeconds: 300,
      orphanDependents: true,
      propagationPolicy: 'Foreground',
      dryRun: ['All'],
    })
  })

  test.each([
    ['of another kind', wrapped('apps/v1', 'Deployment', Buffer.alloc(0)), 415],
    ['with a field that is not known', wrapped('v1', 'Namespace', field(99, 'x')), 415],
    ['without its mark', Buffer.from('nonsense'), 400],
    ['cut short', wrapped('v1', 'Namespace', field(1, 'x')).subarray(0, 20), 400],
  ])('%s is refused', (_, body, code) => {
    try {
      parseProtobuf(body)
      expect.unreachable()
    } catch (error) {
      expect(refusalOf(error)?.code).toBe(code)
    }
  })

  test('of any bytes is read or refused', () => {
    const envelope = Buffer.from('k8s\0')
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        for (const body of [Buffer.concat([envelope, bytes]), wrapped('v1', 'Namespace', Buffer.from(bytes))])
          try {
            parseProtobuf(body)
          } catch (error) {
            expect(refusalOf(error)).not.toBeNull()
          }
      }),
    )
  })
})
