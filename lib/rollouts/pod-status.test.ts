import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePod } from '../wire/parse.ts'
import type { Raw } from './fixtures/raw.ts'
import { podIcon, podStatus } from './pod-status.ts'

const state = {
  running: { running: {} },
  waiting: (reason: string) => ({ waiting: { reason } }),
  ended: (fields: Raw) => ({ terminated: fields }),
}

const pod = (status: Raw, spec: Raw = {}, meta: Raw = {}) =>
  parsePod({
    metadata: { name: 'n', ...meta },
    spec: { containers: [{ name: 'a' }, { name: 'b' }], ...spec },
    status,
  })

const running = (...containers: readonly Raw[]): Raw => ({ phase: 'Running', containerStatuses: containers })
const up = { ready: true, state: state.running }

describe('a pod past its init containers', () => {
  it.each([
    ['running', running(up, up), 'Running', '2/2', 0],
    ['not ready', running(up, { ready: false, state: state.running }), 'Running', '1/2', 0],
    [
      'crashing',
      running(up, { restartCount: 4, state: state.waiting('CrashLoopBackOff') }),
      'CrashLoopBackOff',
      '1/2',
      4,
    ],
    [
      'failing twice: the first container wins',
      running({ state: state.waiting('First') }, { state: state.waiting('Second') }),
      'First',
      '0/2',
      0,
    ],
    ['killed', running({ state: state.ended({ signal: 9, exitCode: 137 }) }), 'Signal:9', '0/2', 0],
    ['ended', running({ state: state.ended({ exitCode: 3 }) }), 'ExitCode:3', '0/2', 0],
    ['half completed', running({ state: state.ended({ reason: 'Completed' }) }, up), 'Running', '1/2', 0],
    ['completed', running({ state: state.ended({ reason: 'Completed' }) }), 'Completed', '0/2', 0],
    ['evicted', { phase: 'Failed', reason: 'Evicted' }, 'Evicted', '0/2', 0],
    ['without status', {}, '', '0/2', 0],
  ])('is %s', (_, status, text, ready, restarts) => {
    expect(podStatus(pod(status))).toEqual({ status: text, ready, restarts })
  })

  it('is Terminating, or Unknown when its node is lost', () => {
    const deleted = { deletionTimestamp: '2026-03-01T10:00:00Z' }
    expect(podStatus(pod(running(up, up), {}, deleted)).status).toBe('Terminating')
    expect(podStatus(pod({ phase: 'Running', reason: 'NodeLost' }, {}, deleted)).status).toBe('Unknown')
  })
})

describe('a pod with init containers', () => {
  const sidecar = { initContainers: [{ name: 'proxy', restartPolicy: 'Always' }, { name: 'migrate' }] }
  const init = (...initContainerStatuses: readonly Raw[]): Raw => ({
    ...running(up, up),
    phase: 'Pending',
    initContainerStatuses,
  })
  const proxy = (fields: Raw): Raw => ({ name: 'proxy', restartCount: 1, ...fields })
  const done = { name: 'migrate', restartCount: 2, state: state.ended({ exitCode: 0 }) }

  it.each([
    ['waits for the first', init(proxy({ state: state.waiting('PodInitializing') })), 'Init:0/2', 1],
    ['cannot pull', init(proxy({ state: state.waiting('ErrImagePull') })), 'Init:ErrImagePull', 1],
    ['failed', init(proxy({ state: state.ended({ exitCode: 1, reason: 'Error' }) })), 'Init:Error', 1],
    ['failed without words', init(proxy({ state: state.ended({ exitCode: 1 }) })), 'Init:ExitCode:1', 1],
    ['was killed', init(proxy({ state: state.ended({ exitCode: 1, signal: 15 }) })), 'Init:Signal:15', 1],
    [
      'is past its sidecar',
      init(proxy({ started: true, ready: true }), { name: 'migrate', restartCount: 2 }),
      'Init:1/2',
      3,
    ],
  ])('%s', (_, status, text, restarts) => {
    expect(podStatus(pod(status, sidecar))).toEqual({ status: text, ready: '0/2', restarts })
  })

  it('counts regular restarts alone once it is past them', () => {
    const status = init(proxy({ started: true, ready: true }), done)
    expect(podStatus(pod(status, sidecar))).toEqual({ status: 'Pending', ready: '2/2', restarts: 0 })
  })

  it('does not wait for the readiness of a started sidecar', () => {
    const status = init(proxy({ started: true, ready: false }), { name: 'migrate', restartCount: 9 })
    expect(podStatus(pod(status, sidecar))).toEqual({ status: 'Pending', ready: '2/2', restarts: 0 })
  })
})

it.each([
  ['Init:CrashLoopBackOff', '◌'],
  ['Signal:9', '✖'],
  ['ExitCode:1', '✖'],
  ['CreateContainerConfigError', '⚠'],
  ['ErrImagePull', '⚠'],
  ['Pending', '◌'],
  ['Terminating', '◌'],
  ['Running', '✔'],
  ['CrashLoopBackOff', '✖'],
  ['ImagePullBackOff', '⚠'],
  ['Unknown', '?'],
  ['OOMKilled', ' '],
  ['constructor', ' '],
])('shows %s as %j', (status, icon) => {
  expect(podIcon(status)).toBe(icon)
})

it('has a status for whatever a pod holds', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (spec, status) => {
      const { ready, restarts } = podStatus(parsePod({ metadata: { name: 'n' }, spec, status }))
      expect(ready).toMatch(/^\d+\/\d+$/)
      expect(Number.isInteger(restarts)).toBe(true)
    }),
  )
})
