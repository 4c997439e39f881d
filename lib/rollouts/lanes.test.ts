import { expect, it } from 'vitest'
import { toRolloutDetail } from './detail.ts'
import { blueGreenPaused, blueGreenPromoted, blueGreenVerifying } from './fixtures/blue-green.ts'
import { canaryPaused, canaryRouted } from './fixtures/canary.ts'
import { podinfo } from './fixtures/raw.ts'
import type { RolloutGraph } from './model.ts'

const lanes = (graph: RolloutGraph) => toRolloutDetail(graph).lanes
const short = (graph: RolloutGraph) =>
  lanes(graph).map(({ role, found, revision, version, ready }) => ({ role, found, revision, version, ready }))

it('finds what stands behind each Service by the hash in its selector', () => {
  expect(lanes(blueGreenPaused)).toEqual([
    {
      role: 'active',
      service: 'frontend',
      found: true,
      selector: { app: 'frontend', 'rollouts-pod-template-hash': '5c9d8b7f64' },
      replicaSet: 'frontend-5c9d8b7f64',
      revision: 1,
      version: 'stable',
      images: [podinfo('6.9.3')],
      ready: 3,
      desired: 3,
    },
    {
      role: 'preview',
      service: 'frontend-preview',
      found: true,
      selector: { app: 'frontend', 'rollouts-pod-template-hash': '84b6c7d5f9' },
      replicaSet: 'frontend-84b6c7d5f9',
      revision: 2,
      version: 'next',
      images: [podinfo('6.9.4')],
      ready: 3,
      desired: 3,
    },
  ])
})

it('has both Services on the same version after the switch', () => {
  const both = { found: true, revision: 2, version: 'stable', ready: 3 }
  expect(short(blueGreenPromoted)).toEqual([
    { role: 'active', ...both },
    { role: 'preview', ...both },
  ])
  expect(short(blueGreenVerifying)[0]).toMatchObject({ version: 'stable', revision: 2 })
})

const nothingBehind = { revision: null, version: 'old', ready: 0 }

it('says that a Service is not there', () => {
  const { services } = blueGreenPaused
  expect(short({ ...blueGreenPaused, services: services?.slice(0, 1) ?? [] })[1]).toEqual({
    role: 'preview',
    found: false,
    ...nothingBehind,
  })
})

it('finds nothing behind a Service that selects by no hash', () => {
  const services = (blueGreenPaused.services ?? []).map((service) => ({
    ...service,
    selector: { app: 'frontend' },
  }))
  expect(short({ ...blueGreenPaused, services })[0]).toEqual({
    role: 'active',
    found: true,
    ...nothingBehind,
  })
})

it('goes by what the controller recorded where Services may not be read', () => {
  expect(short({ ...blueGreenPaused, services: null })).toEqual([
    { role: 'active', found: null, revision: 1, version: 'stable', ready: 3 },
    { role: 'preview', found: null, revision: 2, version: 'next', ready: 3 },
  ])
  expect(short({ ...canaryRouted, services: null })[0]).toEqual({
    role: 'stable',
    found: null,
    ...nothingBehind,
  })
})

it('has a lane for each Service of a canary, none where it names none', () => {
  expect(short(canaryRouted).map(({ role, version }) => [role, version])).toEqual([
    ['stable', 'stable'],
    ['canary', 'next'],
  ])
  expect(lanes(canaryPaused)).toEqual([])
})
