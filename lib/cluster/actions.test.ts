import { describe, expect, test } from 'vitest'
import { CockpitError } from '../errors.ts'
import { stateKey } from '../rollouts/state-key.ts'
import { type Action, actions as allActions } from '../rollouts/view.ts'
import { parseRollout } from '../wire/parse.ts'
import { createActions } from './actions.ts'
import { fakeSource } from './testing/fake-source.ts'
import { type RolloutOptions, rawRollout } from './testing/objects.ts'

const ref = { cluster: 'kind', namespace: 'shop', name: 'cart' }
const rollout = (options: Partial<RolloutOptions> = {}) =>
  rawRollout({ uid: 'r', name: 'cart', version: '7', ...options })
const stateOf = (raw: unknown) => stateKey(parseRollout(raw))

function world(raw: unknown = rollout(), readOnly = false) {
  const source = fakeSource()
  source.server.rollout = raw
  const refusedIn: string[] = []
  const actions = createActions({
    source,
    readOnly,
    now: () => 0,
    refused: (namespace) => refusedIn.push(namespace),
  })
  return { source, actions, refusedIn, state: raw === null ? '' : stateOf(raw) }
}

const deed = (action: Action, state: string) => ({ resource: 'rollouts', action, state }) as const

const failure = (kind: CockpitError['kind'], message: RegExp) =>
  expect.objectContaining({ kind, message: expect.stringMatching(message) })

test.each([
  ['promote', rollout(), 'status', { status: { pauseConditions: null } }],
  ['promote-full', rollout(), 'status', { status: { promoteFull: true } }],
  ['abort', rollout(), 'status', { status: { abort: true } }],
  [
    'retry',
    rollout({ status: { phase: 'Degraded', abort: true, pauseConditions: [], controllerPause: false } }),
    'status',
    { status: { abort: false } },
  ],
] as const)('%s sends its patch on the object that was read', async (action, raw, subresource, body) => {
  const { source, actions, state } = world(raw)
  expect(await actions.run(ref, deed(action, state))).toEqual({ accepted: true, resourceVersion: '8' })
  expect(source.patches).toEqual([
    { resource: 'rollouts', patch: { type: 'merge', subresource, body }, resourceVersion: '7' },
  ])
})

test('only the first patch stands on what was read: the controller answers it with writes of its own', async () => {
  const { source, actions, state } = world(rollout({ spec: { paused: true } }))
  expect(await actions.run(ref, deed('promote', state))).toEqual({ accepted: true, resourceVersion: '9' })
  expect(source.patches.map(({ patch, resourceVersion }) => [patch.subresource, resourceVersion])).toEqual([
    ['status', '7'],
    [null, null],
  ])
})

test('what was confirmed must be what is there', async () => {
  const { source, actions, state } = world()
  source.server.rollout = rollout({ version: '8', status: { currentStepIndex: 2 } })
  await expect(actions.run(ref, deed('promote', state))).rejects.toEqual(failure('conflict', /has moved/))
  expect(source.patches).toEqual([])
})

test('a change that nobody decides upon does not invalidate a confirmation', async () => {
  const { source, actions, state } = world()
  source.server.rollout = rollout({ version: '8', status: { readyReplicas: 3 } })
  await actions.run(ref, deed('promote', state))
  expect(source.patches[0]?.resourceVersion).toBe('8')
})

test('the verdict is spoken on the object that is there, in the words of the button', async () => {
  const { source, actions, state } = world()
  await expect(actions.run(ref, deed('retry', state))).rejects.toEqual(failure('refused', /^[A-Z].*\.$/))
  expect(source.patches).toEqual([])
})

test('a conflict at the API server is told in its words and not tried again', async () => {
  const { source, actions, state } = world()
  source.server.onPatch = () => {
    source.server.failing = new CockpitError('conflict', 'the object has been modified')
  }
  await expect(actions.run(ref, deed('abort', state))).rejects.toEqual(
    failure('conflict', /^the object has been modified$/),
  )
  expect(source.patches.length).toBe(1)
})

test('an action of which only a half was accepted says so', async () => {
  const { source, actions, refusedIn, state } = world(rollout({ spec: { paused: true } }))
  source.server.onPatch = () => {
    if (source.patches.length === 2) source.server.failing = new CockpitError('forbidden', 'not this one')
  }
  await expect(actions.run(ref, deed('promote', state))).rejects.toEqual(
    failure('unexpected', /^Only 1 of 2 changes was accepted.*: not this one$/),
  )
  expect(refusedIn).toEqual([ref.namespace])
})

test('a refusal by the API server is told in its words, and rights are asked anew', async () => {
  const { source, actions, refusedIn, state } = world()
  source.server.onPatch = () => {
    source.server.failing = new CockpitError(
      'forbidden',
      'rollouts "cart" is forbidden: User "eve" cannot patch',
    )
  }
  await expect(actions.run(ref, deed('abort', state))).rejects.toEqual(failure('forbidden', /User "eve"/))
  expect(refusedIn).toEqual(['shop'])
})

describe('a double click', () => {
  test('is one action, and both clicks hear the same', async () => {
    const { source, actions, state } = world()
    const answers = await Promise.all([
      actions.run(ref, deed('abort', state)),
      actions.run(ref, deed('abort', state)),
      actions.run(ref, deed('abort', state)),
    ])
    expect(new Set(answers).size).toBe(1)
    expect(source.patches.length).toBe(1)
  })

  test('that fails, fails for both, and may be tried again', async () => {
    const { source, actions, state } = world()
    source.server.failing = new CockpitError('unreachable', 'gone')
    const both = await Promise.allSettled([
      actions.run(ref, deed('abort', state)),
      actions.run(ref, deed('abort', state)),
    ])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    source.server.failing = null
    await actions.run(ref, deed('abort', state))
    expect(source.patches.length).toBe(1)
  })

  test('radar#1380: two full promotions, one after the other, are one patch, and the second is told why', async () => {
    const { source, actions, state } = world()
    source.server.onPatch = () => {
      source.server.rollout = rollout({ status: { promoteFull: true } })
    }
    await actions.run(ref, deed('promote-full', state))
    await expect(actions.run(ref, deed('promote-full', state))).rejects.toEqual(
      failure('conflict', /has moved/),
    )
    const looked = stateOf(source.server.rollout)
    await expect(actions.run(ref, deed('promote-full', looked))).rejects.toEqual(
      failure('refused', /under way/),
    )
    expect(source.patches.length).toBe(1)
  })

  test('on another action, state or Rollout is another action', async () => {
    const { source, actions, state } = world()
    await Promise.allSettled([
      actions.run(ref, deed('abort', state)),
      actions.run(ref, deed('promote', state)),
      actions.run({ ...ref, name: 'other' }, deed('abort', state)),
    ])
    expect(source.patches.length).toBe(3)
  })
})

test.each(allActions)('%s is refused where this cockpit only reads, and nobody is asked', async (action) => {
  const { source, actions, state } = world(rollout(), true)
  await expect(actions.run(ref, deed(action, state))).rejects.toEqual(failure('forbidden', /read-only/))
  expect(source.patches).toEqual([])
})

test('B20: an action waits for no watch, and a thousand of them leave nothing under way', async () => {
  const { source, actions } = world()
  for (let round = 0; round < 1000; round++) {
    source.server.rollout = rollout({ version: String(round) })
    source.server.failing = round % 2 === 0 ? null : new CockpitError('unreachable', 'gone')
    await actions.run(ref, deed('abort', stateOf(source.server.rollout))).catch(() => {})
  }
  // What was still held under way would answer for the next click.
  expect([source.patches.length, source.started()]).toEqual([500, 0])
})

test('a Rollout that is not there is told as such', async () => {
  const { actions } = world(null)
  await expect(actions.run(ref, deed('abort', 'any'))).rejects.toEqual(failure('not-found', /not found/))
})
