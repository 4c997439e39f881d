import { expect, test } from 'vitest'
import { createStore } from '../objects/store.ts'
import { faultOf, tagOf } from './behaviour.ts'

test.each([
  ['podinfo', ''],
  ['podinfo:6.9.4', '6.9.4'],
  ['ghcr.io/stefanprodan/podinfo:6.9.4', '6.9.4'],
  ['localhost:5000/podinfo', ''],
  ['localhost:5000/team/podinfo:6.9.6-crash', '6.9.6-crash'],
  ['podinfo@sha256:abc', ''],
  ['localhost:5000/podinfo:1@sha256:abc/d', '1'],
  ['', ''],
])('the tag of %s is "%s"', (image, tag) => {
  expect(tagOf(image)).toBe(tag)
})

test.each([
  ['localhost:5000/podinfo:6.9.6-crash', 'crash-loop'],
  ['localhost:5000/crash-site:6.9.4', null],
  ['podinfo@sha256:missing', null],
])('an image %s means %s', (image, fault) => {
  const store = createStore({ now: () => 0 })
  const pod = store.create('pods', {
    metadata: { name: 'a', namespace: 'default' },
    spec: { containers: [{ name: 'a', image }] },
  })
  expect(faultOf(pod)).toBe(fault)
})
