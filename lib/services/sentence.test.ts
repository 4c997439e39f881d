import { describe, expect, test } from 'vitest'
import { toServiceDetail } from './detail.ts'
import { course, rawEndpoint, rawService, rawSlice, serviceGraphOf } from './fixtures/graph.ts'
import { serviceSentence } from './sentence.ts'

const said = (raw: Parameters<typeof serviceGraphOf>[0]) =>
  serviceSentence(toServiceDetail(serviceGraphOf(raw)))

describe('who answers here', () => {
  test('an A/B', () => {
    expect(said({ workloads: course })).toEqual({
      headline: 'Answers come 50 % from Deployment frontend-a and 50 % from Deployment frontend-b.',
      next: 'Counted by ready endpoints: each gets the same part of new connections.',
    })
  })

  test('without the right to endpointslices', () => {
    expect(said({ workloads: course, slices: null }).next).toMatch(/^Counted by ready pods.*endpointslices/)
  })

  test('with session affinity, and headless', () => {
    expect(said({ workloads: course, service: rawService({ sessionAffinity: 'ClientIP' }) }).next).toContain(
      'stays with one pod for 10800 s',
    )
    expect(said({ workloads: course, service: rawService({ clusterIP: 'None' }) }).next).toContain('headless')
  })

  test('one alone', () => {
    expect(said({ workloads: course.slice(0, 1) })).toEqual({
      headline: 'Not an A/B: all answers come from revision 1 of Deployment frontend-a.',
      next: '2 ready endpoints with 6.9.3.',
    })
  })

  test('nobody: no pods, pods that fail, nobody selected, shutting down', () => {
    expect(said({})).toEqual({
      headline: 'Nobody answers here: no endpoint is ready.',
      next: 'No pod has the labels that it selects: app=frontend.',
    })
    expect(said({ workloads: [{ name: 'a', tag: '1', replicas: 2, unready: 2 }] }).next).toBe(
      '2 pods have its labels and are not ready: CrashLoopBackOff.',
    )
    expect(said({ service: rawService({ selector: null }), slices: [] }).headline).toContain('no selector')
    const leaving = { ready: false, serving: true, terminating: true }
    expect(said({ slices: [rawSlice('x', [rawEndpoint('p', 'u', leaving)])] }).next).toBe(
      'One that is shutting down still answers.',
    )
  })

  test('an ExternalName', () => {
    const service = rawService({ type: 'ExternalName', externalName: 'db.example.org' })
    expect(said({ service, slices: [] }).headline).toBe('It leads to db.example.org.')
  })

  test('many variants are not all named', () => {
    const workloads = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ name, tag: '1', replicas: 1 }))
    expect(said({ workloads }).headline).toContain('the rest from 2 more')
  })
})
