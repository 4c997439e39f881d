import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../objects/json.ts'
import { fnv32a, safeEncode, sameTemplate, templateHash } from './template-hash.ts'

const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'a', image: 'a:1' }] } }

describe('the hash of a pod template', () => {
  test('hashes as FNV-1a and encodes as Kubernetes does', () => {
    expect(fnv32a('')).toBe(0x811c9dc5)
    expect(fnv32a('foobar')).toBe(0xbf9cf968)
    expect(safeEncode('0123456789')).toBe('456789bcdf')
  })

  test('has the shape of the real one', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(templateHash(JSON.parse(JSON.stringify(value)))).toMatch(
          /^[bcdfghjklmnpqrstvwxz2456789]{1,10}$/,
        )
      }),
    )
  })

  const container = (fields: JsonObject): JsonObject => ({
    ...template,
    spec: { containers: [{ name: 'a', image: 'a:1', ...fields }] },
  })

  test.each<[string, JsonObject]>([
    ['empty fields', container({ resources: {}, tty: false, workingDir: '', args: [] })],
    ['a time that Go writes', { ...template, metadata: { creationTimestamp: null, labels: { app: 'a' } } }],
    ['another order of fields', { spec: template.spec, metadata: template.metadata }],
  ])('says the same of %s', (_, written) => {
    expect(templateHash(written)).toBe(templateHash(template))
    expect(sameTemplate(written, template)).toBe(true)
  })

  test('says the same of two ways to write a quantity', () => {
    const limits = (cpu: string, memory: string) => container({ resources: { limits: { cpu, memory } } })
    expect(templateHash(limits('1000m', '128Mi'))).toBe(templateHash(limits('1', '134217728')))
    expect(templateHash(limits('1000m', '128Mi'))).not.toBe(templateHash(limits('1001m', '128Mi')))
    expect(templateHash(limits('1k', '128Mi'))).not.toBe(templateHash(limits('1Ki', '128Mi')))
  })

  test.each<[string, JsonObject]>([
    ['another image', container({ image: 'a:2' })],
    ['another label, though it is empty', { ...template, metadata: { labels: { app: 'a', canary: '' } } }],
    ['a field that is set', container({ tty: true })],
    [
      'another order of containers',
      { ...template, spec: { containers: [{ name: 'b' }, { name: 'a', image: 'a:1' }] } },
    ],
  ])('says something else of %s', (_, written) => {
    expect(templateHash(written)).not.toBe(templateHash(template))
  })
})
