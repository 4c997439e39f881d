import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { podinfo } from '../rollouts/fixtures/raw.ts'
import type { Verdict } from '../rollouts/view.ts'
import { parseDeployment } from '../wire/parse.ts'
import { orderLine } from './command-line.ts'
import { consequenceOfOrder } from './consequence.ts'
import { detailOf, rawDeployment, rawSet } from './fixtures/raw.ts'
import { complete, completeAgain, failing, pausedMidway, rolling } from './fixtures/situations.ts'
import { planOrder, planUndo, withoutHash } from './plans.ts'
import { deploymentProgress } from './progress.ts'
import { stateKey } from './state-key.ts'
import { imageProblem, verdictOf, verdictsOf } from './verdicts.ts'
import { type DeploymentOrder, deploymentActions } from './view.ts'

const deployment = parseDeployment(rawDeployment())
const paused = parseDeployment(rawDeployment({ spec: { paused: true } }))
const at = '2026-03-02T10:00:00Z'
const because = (verdict: Verdict) => (verdict.allowed ? '' : verdict.because)

describe('the patches that kubectl sends', () => {
  it.each<[Exclude<DeploymentOrder, { action: 'undo' }>, object]>([
    [{ action: 'pause' }, { type: 'strategic', subresource: null, body: { spec: { paused: true } } }],
    [{ action: 'resume' }, { type: 'strategic', subresource: null, body: { spec: { paused: null } } }],
    [
      { action: 'restart' },
      {
        type: 'strategic',
        subresource: null,
        body: {
          spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': at } } } },
        },
      },
    ],
    [
      { action: 'scale', replicas: 5 },
      { type: 'merge', subresource: 'scale', body: { spec: { replicas: 5 } } },
    ],
    [
      { action: 'set-image', container: 'webapp', image: podinfo('6.9.3') },
      {
        type: 'strategic',
        subresource: null,
        body: {
          spec: {
            template: {
              spec: {
                '$setElementOrder/containers': [{ name: 'webapp' }],
                containers: [{ image: podinfo('6.9.3'), name: 'webapp' }],
              },
            },
          },
        },
      },
    ],
  ])('%j', (order, patch) => {
    expect(planOrder(order, deployment, at)).toEqual(patch)
  })

  it('B19: an image is set in one of two containers, and the other is not named but for its place', () => {
    const containers = [
      { name: 'proxy', image: 'proxy:1' },
      { name: 'webapp', image: podinfo('6.9.4') },
    ]
    const two = parseDeployment(rawDeployment({ spec: { template: { spec: { containers } } } }))
    const order = { action: 'set-image', container: 'webapp', image: podinfo('6.9.3') } as const
    expect(planOrder(order, two, at).body).toEqual({
      spec: {
        template: {
          spec: {
            '$setElementOrder/containers': [{ name: 'proxy' }, { name: 'webapp' }],
            containers: [{ image: podinfo('6.9.3'), name: 'webapp' }],
          },
        },
      },
    })
  })

  it('an undo brings back template and annotations, but for what is the controller’s and the applier’s', () => {
    const template = {
      metadata: { labels: { app: 'webapp', 'pod-template-hash': 'x' } },
      spec: { containers: [{ name: 'webapp', image: podinfo('6.9.4'), env: [{ name: 'A', value: '1' }] }] },
    }
    const patch = planUndo({
      annotations: {
        'deployment.kubernetes.io/revision': '2',
        'kubectl.kubernetes.io/last-applied-configuration': '{}',
        'kubernetes.io/change-cause': 'to 6.9.3',
        team: 'new',
      },
      replicaSet: {
        annotations: {
          'deployment.kubernetes.io/revision': '1',
          'deployment.kubernetes.io/desired-replicas': '3',
          'kubernetes.io/change-cause': 'to 6.9.4',
        },
        template,
      },
    })
    expect(patch).toEqual({
      type: 'json',
      subresource: null,
      body: [
        {
          op: 'replace',
          path: '/spec/template',
          value: { metadata: { labels: { app: 'webapp' } }, spec: template.spec },
        },
        {
          op: 'replace',
          path: '/metadata/annotations',
          value: {
            'deployment.kubernetes.io/revision': '2',
            'kubectl.kubernetes.io/last-applied-configuration': '{}',
            'kubernetes.io/change-cause': 'to 6.9.4',
          },
        },
      ],
    })
  })

  it('a template without labels stays as it is', () => {
    expect(withoutHash({ spec: {} })).toEqual({ spec: {} })
  })
})

describe('what may be done', () => {
  it('nothing to one that is being deleted', () => {
    const gone = parseDeployment(rawDeployment({ meta: { name: 'x', deletionTimestamp: at } }))
    for (const verdict of Object.values(verdictsOf(gone, [])))
      expect(because(verdict)).toContain('being deleted')
  })

  it('pause and resume, never both', () => {
    expect(complete.verdicts).toMatchObject({ pause: { allowed: true }, resume: { allowed: false } })
    expect(pausedMidway.verdicts).toMatchObject({ pause: { allowed: false }, resume: { allowed: true } })
  })

  it('neither restart nor undo while it is paused, as kubectl has it', () => {
    for (const action of ['restart', 'undo'] as const)
      expect(because(pausedMidway.verdicts[action])).toBe('It is paused; resume it first.')
  })

  it('an undo only where there is somewhere to go', () => {
    expect(because(complete.verdicts.undo)).toBe('No other revision is kept to go back to.')
    expect(completeAgain.verdicts.undo).toEqual({ allowed: true })
  })

  it.each<[DeploymentOrder, RegExp]>([
    [{ action: 'scale', replicas: 3 }, /scaled to 3 already/],
    [{ action: 'scale', replicas: -1 }, /whole number/],
    [{ action: 'scale', replicas: 1.5 }, /whole number/],
    [{ action: 'set-image', container: 'other', image: podinfo('1') }, /no container other/],
    [{ action: 'set-image', container: 'webapp', image: podinfo('6.9.4') }, /has this image already/],
    [{ action: 'set-image', container: 'webapp', image: 'Bad Image' }, /spaces/],
    [{ action: 'undo', revision: 7, replicaSet: 'x' }, /No other revision|not kept/],
  ])('not %j', (order, words) => {
    expect(because(verdictOf(deployment, [], order))).toMatch(words)
  })

  it('not an undo to where it is', () => {
    const { history } = completeAgain
    const order = { action: 'undo', revision: 2, replicaSet: 'webapp-new' } as const
    expect(because(verdictOf(deployment, history, order))).toBe('It is at revision 2 already.')
    expect(verdictOf(deployment, history, { ...order, revision: 1 })).toEqual({ allowed: true })
  })

  it('says why in a sentence', () => {
    for (const verdicts of [verdictsOf(deployment, []), verdictsOf(paused, [])])
      for (const verdict of Object.values(verdicts))
        if (!verdict.allowed) expect(verdict.because).toMatch(/^[A-Z].*\.$/)
  })
})

describe('an image', () => {
  it.each([
    'podinfo',
    'podinfo:6.9.4',
    'ghcr.io/stefanprodan/podinfo:6.9.4',
    'localhost:5000/a/b_c/d-e:x',
    'registry.example:443/x@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  ])('like %s', (image) => {
    expect(imageProblem(image)).toBeNull()
  })

  it.each([
    '',
    ' ',
    'A',
    'podinfo:',
    'podinfo:a b',
    'http://x/y',
    'x@sha256:12',
    '-x',
    `${'a'.repeat(1001)}`,
    'x:$(id)',
  ])('is not like %j', (image) => {
    expect(imageProblem(image)).toMatch(/^[A-Z].*\.$/)
  })

  it('is judged in time that does not explode', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9._-]{0,900}!$/), (text) => {
        expect(imageProblem(text)).not.toBeNull()
      }),
      { numRuns: 50 },
    )
  })
})

describe('the state that is confirmed', () => {
  it('moves with the spec and with the revision, and not with the pods', () => {
    const key = stateKey(deployment)
    const readyLater = parseDeployment(rawDeployment({ status: { availableReplicas: 1 } }))
    expect(stateKey(readyLater)).toBe(key)
    for (const moved of [
      rawDeployment({ generation: 2 }),
      rawDeployment({ observed: 0 }),
      rawDeployment({ revision: 2 }),
      rawDeployment({ name: 'other' }),
    ])
      expect(stateKey(parseDeployment(moved))).not.toBe(key)
  })
})

describe('what an order does', () => {
  it('is told for each in sentences, with a button', () => {
    const orders: readonly DeploymentOrder[] = [
      { action: 'pause' },
      { action: 'resume' },
      { action: 'restart' },
      { action: 'undo', revision: 1, replicaSet: 'webapp-old' },
      { action: 'set-image', container: 'webapp', image: podinfo('6.9.9') },
      { action: 'scale', replicas: 0 },
    ]
    for (const detail of [complete, rolling, failing, pausedMidway, completeAgain])
      for (const order of orders) {
        const told = consequenceOfOrder(order, detail)
        expect(told.effect).toMatch(/^[A-Z].*\.$/)
        expect(told.button).toMatch(/^[A-Z]/)
      }
  })

  it('undo says to which image', () => {
    const told = consequenceOfOrder({ action: 'undo', revision: 1, replicaSet: 'webapp-old' }, failing)
    expect(told).toMatchObject({ toImages: [podinfo('6.9.4')], button: 'Undo to 6.9.4' })
  })

  it('to scale says what comes or goes, and nothing of pods while no number is chosen', () => {
    const effect = (replicas: number) => consequenceOfOrder({ action: 'scale', replicas }, complete).effect
    expect([0, 2, 3, 5].map(effect)).toEqual([
      'Every pod ends: nobody is served by it.',
      'Ends 1 pod.',
      'Changes the number of pods.',
      'Starts 2 pods more.',
    ])
  })

  it('to scale to nothing, or to bring all pods down at once, must be meant', () => {
    expect(consequenceOfOrder({ action: 'scale', replicas: 0 }, complete).needsConfirmByPointer).toBe(true)
    expect(consequenceOfOrder({ action: 'scale', replicas: 5 }, complete).needsConfirmByPointer).toBe(false)
    const recreate = detailOf({
      deployment: rawDeployment({ spec: { strategy: { type: 'Recreate' } } }),
      sets: [rawSet({ hash: 'a', revision: 1, replicas: 3 })],
    })
    const restart = consequenceOfOrder({ action: 'restart' }, recreate)
    expect(restart.needsConfirmByPointer).toBe(true)
    expect(restart.effect).toContain('nobody is served')
  })
})

describe('how far an order has come', () => {
  const seen = (generation: number, observed: number, more = {}) =>
    detailOf({
      deployment: rawDeployment({ generation, observed, ...more }),
      sets: [rawSet({ hash: 'a', revision: 1, replicas: 3 })],
    })
  const before = seen(1, 1)

  it.each(deploymentActions)('%s is accepted until the controller has seen it', (action) => {
    expect(deploymentProgress(action, before, before)).toBe('accepted')
    expect(deploymentProgress(action, before, seen(2, 1))).toBe('accepted')
  })

  it('is finished where it aims at', () => {
    expect(deploymentProgress('restart', before, seen(2, 2))).toBe('finished')
    const going = seen(2, 2, { status: { updatedReplicas: 1 } })
    expect(deploymentProgress('restart', before, going)).toBe('observed')
    expect(deploymentProgress('pause', before, going)).toBe('observed')
    expect(deploymentProgress('pause', before, seen(2, 2, { spec: { paused: true } }))).toBe('finished')
  })

  it('of another one under the same name is nothing', () => {
    const other = seen(2, 2, { namespace: 'elsewhere' })
    expect(deploymentProgress('restart', before, other)).toBe('accepted')
  })
})

it('gives the line that does the same in a terminal', () => {
  const ref = { cluster: 'kind x', namespace: 'webapp', name: 'webapp' }
  expect(orderLine({ action: 'undo', revision: 2, replicaSet: 'r' }, ref, [])).toBe(
    "kubectl rollout undo deployment/webapp --to-revision=2 -n webapp --context 'kind x'",
  )
  expect(orderLine({ action: 'set-image', container: 'a', image: 'b:c' }, ref, [])).toContain(
    'kubectl set image deployment/webapp a=b:c',
  )
})
