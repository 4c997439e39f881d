import { expect, test } from 'vitest'
import { type Resource, type SourceEvent, watchedResources } from '../cluster/source.ts'
import { createNarrow } from './narrow.ts'

/** Roads that say what the test makes them say, until they are aborted. */
function world(home: readonly string[] = ['own']) {
  const roads = new Map<string, (event: SourceEvent) => void>()
  const told: SourceEvent[] = []
  let ended = 0
  const narrow = createNarrow({
    home,
    emit: (event) => told.push(event),
    async run(resource, namespace, emit, signal) {
      const word = `${resource} ${namespace}`
      expect(roads.has(word), `${word} is watched once`).toBe(false)
      roads.set(word, emit)
      emit({
        type: 'road',
        road: { resource, namespace, state: 'listing', lastContact: null, problem: null },
      })
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      // A real road says its end after a turn of its own.
      emit({
        type: 'road',
        road: { resource, namespace, state: 'stopped', lastContact: null, problem: null },
      })
      if (roads.get(word) === emit) roads.delete(word)
      ended++
    },
  })
  const open = () => [...roads.keys()].toSorted()
  const list = (resource: Resource, namespace: string) =>
    roads.get(`${resource} ${namespace}`)?.({ type: 'listed', resource, namespace, objects: [{}] })
  const refuseAll = () => watchedResources.forEach(narrow.refuse)
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  const said = () => told.splice(0).map((event) => wordsOf(event))
  return { narrow, open, list, refuseAll, settled, said, ended: () => ended }
}

const wordsOf = (event: SourceEvent) =>
  event.type === 'road'
    ? `${event.road.resource} ${event.road.namespace} ${event.road.state}`
    : `${event.type} ${event.resource} ${event.namespace} ${event.type === 'listed' ? event.objects.length : ''}`

const all = (namespace: string) => watchedResources.map((resource) => `${resource} ${namespace}`).toSorted()

test('what is refused everywhere is watched at home, and nothing else is', () => {
  const { narrow, open } = world(['a', 'b'])
  expect(open()).toEqual([])
  narrow.refuse('pods')
  narrow.refuse('pods')
  expect(open()).toEqual(['pods a', 'pods b'])
})

test('into a further namespace the roots lead, and the rest follows once one of them was listed', () => {
  const { narrow, open, list, refuseAll } = world()
  refuseAll()
  narrow.look('shop')
  expect(open().filter((word) => word.endsWith('shop'))).toEqual(['deployments shop', 'rollouts shop'])
  list('rollouts', 'shop')
  expect(open()).toEqual([...all('own'), ...all('shop')].toSorted())
})

test('where the Rollouts may be read everywhere, what may not is watched at once', () => {
  const { narrow, open } = world()
  narrow.refuse('pods')
  narrow.look('shop')
  expect(open()).toEqual(['pods own', 'pods shop'])
})

test('who looks away has taken back what was told, and nothing is said after that', async () => {
  const { narrow, open, list, refuseAll, settled, said } = world()
  refuseAll()
  const end = narrow.look('shop')
  list('rollouts', 'shop')
  list('pods', 'shop')
  said()
  end()
  expect(said().filter((words) => /rollouts|pods/.test(words))).toEqual([
    'listed rollouts shop 0',
    'rollouts shop stopped',
    'listed pods shop 0',
    'pods shop stopped',
  ])
  await settled()
  expect(said()).toEqual([])
  expect(open()).toEqual(all('own'))
  narrow.look('shop')
  expect(open().filter((word) => word.endsWith('shop'))).toEqual(['deployments shop', 'rollouts shop'])
})

test('what may be read everywhere again is not taken back: the wide list says what is there', async () => {
  const { narrow, open, list, refuseAll, settled, said } = world()
  refuseAll()
  narrow.look('shop')
  list('rollouts', 'own')
  list('rollouts', 'shop')
  said()
  narrow.allow('rollouts')
  expect(said()).toEqual(['rollouts own stopped', 'rollouts shop stopped'])
  await settled()
  expect(open()).toEqual(open().filter((word) => !word.startsWith('rollouts')))
  narrow.refuse('rollouts')
  expect(said()).toContain('rollouts shop listing')
})

test('stop ends every road and waits for those that were ended before', async () => {
  const { narrow, refuseAll, list, ended, open } = world()
  refuseAll()
  const end = narrow.look('shop')
  list('rollouts', 'shop')
  end()
  await narrow.stop()
  expect([ended(), open()]).toEqual([2 * watchedResources.length, []])
})
