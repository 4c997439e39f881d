import { expect, test } from 'vitest'
import type { Access } from '../cluster/source.ts'
import { rightsOf } from '../stream/fixtures/rights.ts'
import { createRights } from './rights.ts'

type Answer = boolean | null | Error

function world(answer: (access: Access) => Answer | Promise<Answer> = () => true) {
  const asked: string[] = []
  const changed: string[] = []
  const clock = { now: Date.UTC(2026, 0, 1) }
  const rights = createRights({
    async canI(access) {
      asked.push(`${access.namespace} ${access.resource} ${access.subresource ?? ''}`.trim())
      const said = await answer(access)
      if (said instanceof Error) throw said
      return said
    },
    now: () => clock.now,
    changed: (namespace) => changed.push(namespace),
  })
  return { rights, asked, changed, clock }
}

test('nothing is known before it is asked, and each right is asked by its own name', async () => {
  const { rights, asked, changed } = world(
    ({ subresource }) => subresource === 'status' || subresource === 'scale',
  )
  expect(rights.of('shop')).toEqual(rightsOf(null))
  expect(await rights.ask('shop')).toEqual(
    rightsOf(false, { patchStatus: true, scaleDeployment: true, scaleRollout: true }),
  )
  expect(rights.of('shop')).toEqual(
    rightsOf(false, { patchStatus: true, scaleDeployment: true, scaleRollout: true }),
  )
  expect(asked).toEqual([
    'shop rollouts',
    'shop rollouts status',
    'shop deployments',
    'shop deployments scale',
    'shop rollouts scale',
    'shop services proxy',
  ])
  expect(changed).toEqual(['shop'])
})

test('who asks at once or within a minute gets the same answer, told once', async () => {
  const { rights, asked, changed, clock } = world()
  await Promise.all([rights.ask('shop'), rights.ask('shop')])
  clock.now += 59_999
  await rights.ask('shop')
  expect(asked.length).toBe(6)
  clock.now += 1
  await rights.ask('shop')
  expect([asked.length, changed]).toEqual([12, ['shop']])
})

test('a clock that is set back by an hour does not make an answer last for an hour', async () => {
  const { rights, asked, clock } = world()
  await rights.ask('shop')
  clock.now -= 3_600_000
  await rights.ask('shop')
  expect(asked.length).toBe(12)
})

test('what was refused is asked anew, and stays known until the answer', async () => {
  const { rights, asked } = world()
  await rights.ask('shop')
  rights.forget('shop')
  const asking = rights.ask('shop')
  expect(rights.of('shop')).toEqual(rightsOf(true))
  await asking
  expect(asked.length).toBe(12)
})

test('what is forgotten while it is asked is asked anew, whichever answer comes last', async () => {
  const answers: PromiseWithResolvers<boolean>[] = []
  const { rights, asked } = world(() => {
    const answer = Promise.withResolvers<boolean>()
    answers.push(answer)
    return answer.promise
  })
  const before = rights.ask('shop')
  rights.forget('shop')
  const after = rights.ask('shop')
  expect(rights.ask('shop')).toBe(after)
  for (const answer of answers.splice(6)) answer.resolve(false)
  expect(await after).toEqual(rightsOf(false))
  for (const answer of answers) answer.resolve(true)
  expect(await before).toEqual(rightsOf(true))
  expect(await rights.ask('shop')).toEqual(rightsOf(false))
  expect(asked.length).toBe(12)
})

test('an answer that was asked before it was forgotten is not fresh', async () => {
  const { rights, asked } = world()
  const before = rights.ask('shop')
  rights.forget('shop')
  await before
  await rights.ask('shop')
  expect(asked.length).toBe(12)
})

test.each([null, new Error('the API server is not there')])('%s is unknown, not refused', async (answer) => {
  const { rights, changed } = world(() => answer)
  expect(await rights.ask('shop')).toEqual(rightsOf(null))
  expect(changed).toEqual([])
})

test('what nobody has asked for in ten minutes is forgotten, however many namespaces were named', async () => {
  const { rights, clock } = world()
  const names = Array.from({ length: 100 }, (_, index) => `ns-${index}`)
  for (const name of names) await rights.ask(name)
  clock.now += 9 * 60_000
  await rights.ask('ns-0')
  clock.now += 60_000
  await rights.ask('shop')
  expect(names.filter((name) => rights.of(name).patchRollout !== null)).toEqual(['ns-0'])
})
