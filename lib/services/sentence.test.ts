import { describe, expect, test } from 'vitest'
import { parseEndpointSlice } from '../wire/parse.ts'
import { toServiceDetail } from './detail.ts'
import { course, rawEndpoint, rawService, rawSlice, serviceGraphOf, type Workload } from './fixtures/graph.ts'
import { plainServiceMessage, splitWords, workloadWords } from './row-words.ts'
import { serviceSentence } from './sentence.ts'

/** A Service with one more ready endpoint, whose pod has just gone. */
function withGone(workloads: readonly Workload[]) {
  const graph = serviceGraphOf({ workloads })
  const gone = parseEndpointSlice(rawSlice('frontend-gone', [rawEndpoint('gone', 'gone')]))
  return toServiceDetail({ ...graph, slices: [...(graph.slices ?? []), gone] })
}

const said = (raw: Parameters<typeof serviceGraphOf>[0]) =>
  serviceSentence(toServiceDetail(serviceGraphOf(raw)))

describe('who answers here', () => {
  test('an A/B', () => {
    expect(said({ workloads: course })).toEqual({
      headline: 'Answers come 50 % from frontend-a and 50 % from frontend-b.',
      next: 'Counted by ready endpoints: each gets the same part of new connections.',
    })
  })

  const headline = (workloads: readonly Workload[]) => said({ workloads }).headline

  test('revisions of one workload, which is named once', () => {
    const revision = (number: number, replicas: number) => ({
      name: 'web',
      tag: `${number}`,
      revision: number,
      replicas,
    })
    expect(headline([revision(1, 3), revision(2, 1)])).toBe(
      'Answers come 75 % from revision 1 and 25 % from revision 2 of Deployment web.',
    )
    expect(headline([revision(1, 1), revision(2, 1), { name: 'other', tag: '1', replicas: 2 }])).toBe(
      'Answers come 50 % from other, 25 % from revision 1 of web, and 25 % from revision 2 of web.',
    )
  })

  test('workloads of several kinds, and revisions without numbers', () => {
    const pod = (kind: string, name: string, hash: string) => ({
      metadata: {
        name: `${name}-${hash}`,
        namespace: 'webapp-a-b',
        uid: `${name}-${hash}`,
        labels: { app: 'frontend', 'controller-revision-hash': hash },
        ownerReferences: [{ kind, name, uid: `${kind} ${name}`, controller: true }],
      },
      spec: { containers: [{ name: 'app', image: 'app:1' }] },
      status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
    })
    expect(said({ pods: [pod('StatefulSet', 'db', 'x'), pod('DaemonSet', 'db', 'y')] }).headline).toBe(
      'Answers come 50 % from StatefulSet db and 50 % from DaemonSet db.',
    )
    expect(said({ pods: [pod('StatefulSet', 'db', 'x'), pod('StatefulSet', 'db', 'y')] }).headline).toBe(
      'Answers come 50 % from variant A and 50 % from variant B of StatefulSet db.',
    )
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

  test('beside an endpoint whose pod has gone', () => {
    const web = { name: 'web', tag: '1', replicas: 2, revision: 1 }
    expect(serviceSentence(withGone([{ ...web, replicas: 4 }])).headline).toBe(
      'Answers come 80 % from web and 20 % from addresses that are no pods in view.',
    )
    expect(serviceSentence(withGone([web, { ...web, revision: 2 }])).headline).toBe(
      'Answers come 40 % from revision 1 of web, 40 % from revision 2 of web, and 20 % from addresses that are no pods in view.',
    )
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

describe('in a line of the fleet', () => {
  const line = (workloads: readonly Workload[]) => {
    const { row } = toServiceDetail(serviceGraphOf({ workloads }))
    return [splitWords(row), plainServiceMessage(row)]
  }

  test('workloads are told by letter and name', () => {
    expect(line(course)).toEqual(['A/B', '50 % A frontend-a, 50 % B frontend-b'])
  })

  test('an endpoint whose pod has gone is no revision', () => {
    const web = { name: 'web', tag: '1', replicas: 2, revision: 1 }
    const { row } = withGone([web, { ...web, revision: 2 }])
    expect([splitWords(row), workloadWords(row), plainServiceMessage(row)]).toEqual([
      '2 revisions',
      'Deployment web',
      '40 % revision 1, 40 % revision 2, 20 % addresses that are no pods in view',
    ])
  })

  test('revisions by number, and their workload once', () => {
    const web = { name: 'web', tag: '1', replicas: 3, revision: 1 }
    expect(line([web, { ...web, revision: 2, replicas: 1 }])).toEqual([
      '2 revisions',
      '75 % revision 1, 25 % revision 2 of Deployment web',
    ])
    const starting = { ...web, revision: 3, replicas: 1, unready: 1 }
    expect(line([web, { ...web, revision: 2, replicas: 1 }, starting])).toEqual([
      '2 revisions',
      '25 % revision 2, 75 % revision 1 of Deployment web',
    ])
  })
})
