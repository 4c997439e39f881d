import { describe, expect, test } from 'vitest'
import type { LogLine } from './pod-log.ts'
import { createDesk } from './testing.ts'

const start = Date.parse('2026-11-23T10:00:00Z')
const log = '/api/v1/namespaces/shop/pods/web/log'

function begin(status: object = { state: { running: {} } }, containers = ['podinfo']) {
  const lines: LogLine[] = ['one', 'two', 'three'].map((text, index) => ({
    at: start - 3_000 + index * 1_000,
    text,
  }))
  const listeners = new Set<() => void>()
  const desk = createDesk({
    lines: (_, container, previous) => (previous ? [{ at: start, text: `${container} before` }] : lines),
    subscribe: (_, listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  })
  desk.store.create('pods', {
    metadata: { name: 'web', namespace: 'shop' },
    spec: { containers: containers.map((name) => ({ name, image: 'x' })) },
    status: { containerStatuses: JSON.parse(JSON.stringify([{ name: containers[0], ...status }])) },
  })
  const say = (text: string) => {
    lines.push({ at: start, text })
    for (const hear of listeners) hear()
  }
  return { ...desk, say, listeners }
}

describe('the log of a pod', () => {
  test.each([
    ['', 'one\ntwo\nthree\n'],
    ['?tailLines=1', 'three\n'],
    ['?tailLines=0', ''],
    ['?sinceSeconds=2', 'two\nthree\n'],
    ['?sinceTime=2026-11-23T09:59:59Z', 'three\n'],
    ['?limitBytes=5', 'one\nt'],
    ['?tailLines=1&timestamps=true', '2026-11-23T09:59:59.000000000Z three\n'],
  ])('with "%s" is %j', (query, wanted) => {
    expect(begin().ask('GET', `${log}${query}`)).toMatchObject({
      code: 200,
      type: 'text/plain',
      body: wanted,
    })
  })

  test('followed goes on until the pod is gone', () => {
    const { ask, say, store, listeners } = begin()
    const { lines, stop } = ask('GET', `${log}?follow=true&tailLines=1`)
    say('four')
    expect(lines).toEqual(['three\n', 'four\n'])
    store.delete('pods', 'shop', 'web')
    say('five')
    expect(lines).toEqual(['three\n', 'four\n'])
    stop()
    expect(listeners.size).toBe(0)
  })

  test('of the container before the last restart', () => {
    const crashed = {
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { finishedAt: '2026-11-23T09:59:00Z' } },
    }
    expect(begin(crashed).ask('GET', `${log}?previous=true`).body).toBe('podinfo before\n')
    expect(begin(crashed).ask('GET', log).code).toBe(200)
  })

  test.each([
    ['?container=other', 'container other is not valid for pod web'],
    ['?previous=true', 'previous terminated container "podinfo" in pod "web" not found'],
    [
      '?tailLines=-1',
      'PodLogOptions "" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0',
    ],
    ['?sinceTime=soon', 'sinceTime is "soon", which is no time'],
  ])('with "%s" is refused', (query, message) => {
    expect(begin().ask('GET', `${log}${query}`).body).toMatchObject({ kind: 'Status', message })
  })

  test('is refused while the container waits, and where it is not said which', () => {
    const waiting = begin({ state: { waiting: { reason: 'ImagePullBackOff' } } }).ask('GET', log)
    expect(waiting.body).toMatchObject({
      code: 400,
      message: 'container "podinfo" in pod "web" is waiting to start: trying and failing to pull image',
    })
    expect(begin({}, ['a', 'b']).ask('GET', log).body).toMatchObject({
      message: 'a container name must be specified for pod web, choose one of: [a b]',
    })
  })
})
