import { describe, expect, it } from 'vitest'
import { parsePod } from '../wire/parse.ts'
import { type Raw, waitingStatus } from './fixtures/raw.ts'
import { podReadiness } from './pod-state.ts'

const read = (status: Raw, meta: Raw = {}) =>
  podReadiness(parsePod({ metadata: { name: 'n', ...meta }, status }))

const condition = (type: string, status: string, reason = '', message = ''): Raw => ({
  type,
  status,
  reason,
  message,
})
const up = { name: 'web', ready: true, started: true, state: { running: {} } }
const running = (conditions: readonly Raw[], containerStatuses: readonly Raw[] = [up]): Raw => ({
  phase: 'Running',
  conditions,
  containerStatuses,
})
const notReady = condition('Ready', 'False', 'ContainersNotReady', 'containers with unready status: [web]')

describe('green only when ready (A8)', () => {
  it('is ready by its Ready condition', () => {
    expect(read(running([condition('Ready', 'True')]))).toEqual({ state: 'ready', reason: '' })
  })

  it('is starting when Running and not ready', () => {
    expect(read(running([notReady]))).toEqual({
      state: 'starting',
      reason: 'ContainersNotReady: containers with unready status: [web]',
    })
  })

  it('is starting while a readiness gate is closed, though every container is ready', () => {
    const gate = condition(
      'Ready',
      'False',
      'ReadinessGatesNotReady',
      'the status of pod readiness gate "lb" is not "True"',
    )
    expect(read(running([condition('ContainersReady', 'True'), gate])).state).toBe('starting')
  })

  it('is starting while a native sidecar is not ready, though every container is ready', () => {
    const status = {
      ...running([notReady]),
      initContainerStatuses: [{ name: 'proxy', started: true, ready: false }],
    }
    expect(read(status).state).toBe('starting')
  })

  it('is starting when nothing says that it is ready', () => {
    expect(read({ phase: 'Running' })).toEqual({ state: 'starting', reason: 'Running' })
  })
})

describe('the other states', () => {
  it.each([
    'CrashLoopBackOff',
    'ImagePullBackOff',
    'ErrImagePull',
    'CreateContainerConfigError',
    'SomethingNew',
  ])('is failing on %s, in the words of the kubelet', (reason) => {
    expect(read(waitingStatus(reason, 'back-off'))).toEqual({
      state: 'failing',
      reason: `${reason}: back-off`,
    })
  })

  it.each(['ContainerCreating', 'PodInitializing'])('is starting on %s', (reason) => {
    expect(read(waitingStatus(reason, ''))).toEqual({ state: 'starting', reason })
  })

  it('is failing between a crash and the next try', () => {
    const crashed = { name: 'web', state: { terminated: { exitCode: 137, reason: 'OOMKilled' } } }
    expect(read(running([notReady], [crashed]))).toEqual({ state: 'failing', reason: 'OOMKilled' })
    const silent = { name: 'web', state: { terminated: { exitCode: 2 } } }
    expect(read(running([notReady], [silent])).reason).toBe('exit code 2')
  })

  it('is not failing because an init container has ended well', () => {
    const status = {
      ...running([notReady]),
      initContainerStatuses: [{ state: { terminated: { exitCode: 0 } } }],
    }
    expect(read(status).state).toBe('starting')
  })

  it('is starting when no node takes it, in the words of the scheduler', () => {
    const unscheduled = condition('PodScheduled', 'False', 'Unschedulable', '0/3 nodes are available')
    expect(read({ phase: 'Pending', conditions: [unscheduled] })).toEqual({
      state: 'starting',
      reason: 'Unschedulable: 0/3 nodes are available',
    })
  })

  it('is terminating whatever it did before', () => {
    const deleted = { deletionTimestamp: '2026-03-01T10:00:00Z' }
    expect(read(running([condition('Ready', 'True')]), deleted)).toEqual({
      state: 'terminating',
      reason: 'Terminating',
    })
  })

  it.each([
    ['Succeeded', {}, 'completed', 'Completed'],
    ['Failed', { reason: 'Evicted', message: 'low on memory' }, 'failing', 'Evicted: low on memory'],
    ['Failed', {}, 'failing', 'Failed'],
    ['Unknown', {}, 'unknown', 'Unknown'],
  ])('in phase %s with %j is %s', (phase, fields, state, reason) => {
    expect(read({ phase, ...fields })).toEqual({ state, reason })
  })

  it('is unknown when its node does not answer', () => {
    expect(read(running([condition('Ready', 'Unknown', 'NodeStatusUnknown')]))).toEqual({
      state: 'unknown',
      reason: 'NodeStatusUnknown',
    })
  })
})
