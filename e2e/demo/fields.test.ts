import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { objectAt, textAt } from '../../lib/demo/objects/json.ts'
import { buildBinaries } from '../cluster/build.ts'
import { requireCluster } from '../support/real-cluster.ts'
import { deployment, rollout } from './objects.ts'
import { type Bench, startBench } from './tools.ts'

const possible = requireCluster()
const place = 'fields'
let bench: Bench

beforeAll(async () => {
  if (!possible) return
  bench = await startBench(await buildBinaries(() => undefined))
  bench.store.create('namespaces', { metadata: { name: place } })
})
afterAll(async () => {
  if (!possible) return
  await bench.close()
  expect(bench.faults).toEqual([])
})

/** The course's own mistake: a template in the template. */
function nested() {
  const cart = rollout(place, 'cart')
  const spec = objectAt(cart, 'spec')
  return { ...cart, spec: { ...spec, template: { template: objectAt(spec, 'template') } } }
}

describe.skipIf(!possible)('kubectl is told of fields that there are not', () => {
  test('and applies nothing, as long as it is strict', async () => {
    const { code, err } = await bench.kubectl('apply', '-f', await bench.file(nested()))
    expect(code).toBe(1)
    expect(err).toContain(
      'Rollout in version "v1alpha1" cannot be handled as a Rollout: strict decoding error: unknown field "spec.template.template"',
    )
    expect(bench.store.list('rollouts', place)).toEqual([])
  })

  test('and goes on with a warning, or without one', async () => {
    const warned = await bench.kubectl('apply', '--validate=warn', '-f', await bench.file(nested()))
    expect(warned).toMatchObject({
      code: 0,
      out: 'rollout.argoproj.io/cart created\n',
      err: 'Warning: unknown field "spec.template.template"\n',
    })
    expect(objectAt(bench.store.get('rollouts', place, 'cart'), 'spec').template).toEqual({})
    const silent = await bench.kubectl('apply', '--validate=false', '-f', await bench.file(nested()))
    expect(silent).toMatchObject({ code: 0, err: '' })
  })

  test('when it changes what is there, too', async () => {
    const web = deployment(place, 'web')
    expect((await bench.kubectl('apply', '-f', await bench.file(web))).err).toBe('')
    const typo = await bench.file({ ...web, spec: { ...objectAt(web, 'spec'), replica: 9 } })
    const { code, err } = await bench.kubectl('apply', '-f', typo)
    expect(code).toBe(1)
    expect(err).toContain('strict decoding error: unknown field "spec.replica"')
    const served = await bench.kubectl('apply', '--server-side', '-f', typo)
    expect(served.err).toContain('.spec.replica: field not declared in schema')
    const patch = [
      'patch',
      'deploy/web',
      '-n',
      place,
      '--type=merge',
      '-p',
      '{"spec":{"replica":9}}',
    ] as const
    expect(await bench.kubectl(...patch)).toMatchObject({
      code: 0,
      err: 'Warning: unknown field "spec.replica"\n',
    })
    expect(textAt(bench.store.get('deployments', place, 'web'), 'spec', 'replica')).toBe('')
  })
})

describe.skipIf(!possible)('kubectl is told of what is kept and not heeded', () => {
  const patient = () => {
    const object = deployment(place, 'patient')
    const template = objectAt(object, 'spec', 'template')
    const initContainers = [{ name: 'wait', image: 'busybox' }]
    const spec = { ...objectAt(template, 'spec'), initContainers }
    return { ...object, spec: { ...objectAt(object, 'spec'), template: { ...template, spec } } }
  }
  const words = 'spec.template.spec.initContainers: the demo does not run init containers'

  test('when it applies it, and not again when it changes something else', async () => {
    const file = await bench.file(patient())
    expect(await bench.kubectl('apply', '-f', file)).toEqual({
      code: 0,
      out: 'deployment.apps/patient created\n',
      err: `Warning: ${words}\n`,
    })
    const image = ['set', 'image', 'deploy/patient', 'podinfo=podinfo:7', '-n', place] as const
    expect(await bench.kubectl(...image)).toMatchObject({ code: 0, err: '' })
  })

  test('when it exposes a Deployment by the ports of nodes', async () => {
    const expose = ['expose', 'deploy/patient', '--type=NodePort', '--port=80', '-n', place] as const
    expect(await bench.kubectl(...expose)).toEqual({
      code: 0,
      out: 'service/patient exposed\n',
      err: 'Warning: spec.type: the demo does not open the ports of a Service of type NodePort on a node\n',
    })
  })
})
