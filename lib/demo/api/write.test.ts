import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createDesk } from './testing.ts'

const argoGroup = '/apis/argoproj.io/v1alpha1'
const rollouts = `${argoGroup}/namespaces/shop/rollouts`
const deployments = '/apis/apps/v1/namespaces/shop/deployments'
const maps = '/api/v1/namespaces/shop/configmaps'
const cart = (spec: object = { replicas: 2 }) => ({ metadata: { name: 'cart' }, spec })
const web = (replicas: unknown = 2, labels: object = { app: 'web' }) => ({
  metadata: { name: 'web' },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels }, spec: { containers: [{ name: 'a', image: 'b' }] } },
  },
})
const merge = 'application/merge-patch+json'

describe('a new object', () => {
  test('is answered with what is stored, without the status of its author', () => {
    const { ask, store } = createDesk()
    const { code, body } = ask('POST', rollouts, { body: { ...cart(), status: { phase: 'Healthy' } } })
    expect(code).toBe(201)
    expect(body).toEqual(store.get('rollouts', 'shop', 'cart'))
    expect(body).not.toHaveProperty('status')
  })

  test('keeps a status where that is not written apart', () => {
    const { ask } = createDesk()
    const runs = '/apis/argoproj.io/v1alpha1/namespaces/shop/analysisruns'
    expect(
      ask('POST', runs, { body: { metadata: { name: 'a' }, status: { phase: 'Running' } } }).body,
    ).toMatchObject({ status: { phase: 'Running' } })
  })

  test('loses what is null', () => {
    const { ask, store } = createDesk()
    ask('POST', deployments, { body: { ...web(), spec: { ...web().spec, paused: null } } })
    expect(store.get('deployments', 'shop', 'web')?.spec).not.toHaveProperty('paused')
    const halfTyped = { trafficRouting: { nginx: null }, steps: [{ pause: null }] }
    ask('POST', rollouts, { body: cart({ strategy: { canary: halfTyped } }) })
    expect(store.get('rollouts', 'shop', 'cart')?.spec).toHaveProperty('strategy', {
      canary: { trafficRouting: {}, steps: [{}] },
    })
  })

  test.each([
    ['of another kind', { ...cart(), kind: 'Pod' }, 400],
    ['of another version', { ...cart(), apiVersion: 'v1' }, 400],
    ['for another namespace', { metadata: { name: 'cart', namespace: 'default' } }, 400],
    ['with a version', { metadata: { name: 'cart', resourceVersion: '3' } }, 400],
    ['with labels that are no texts', { metadata: { name: 'cart', labels: { a: 1 } } }, 400],
    ['with owners that are no objects', { metadata: { name: 'cart', ownerReferences: [1] } }, 400],
    ['with a spec that is a list', { metadata: { name: 'cart' }, spec: [] }, 400],
    ['with replicas in words', cart({ replicas: 'two' }), 422],
    ['with less than no replicas', cart({ replicas: -1 }), 422],
    ['without a name', { metadata: {} }, 422],
    ['that is a text', '"x"', 400],
    ['that is no JSON', '{', 400],
  ])('%s is refused', (_, body, code) => {
    expect(createDesk().ask('POST', rollouts, { body })).toMatchObject({
      code,
      body: { kind: 'Status', code },
    })
  })

  test('may be as deep as anything real, and no deeper', () => {
    const { ask, faults } = createDesk()
    const deep = (levels: number) =>
      `{"metadata":{"name":"cart"},"spec":${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}}`
    expect(ask('POST', rollouts, { body: deep(50) }).code).toBe(201)
    expect(ask('PATCH', `${rollouts}/cart`, { body: deep(20_000), type: merge }).code).toBe(400)
    expect(ask('POST', rollouts, { body: deep(20_000) }).code).toBe(400)
    expect(faults).toEqual([])
  })

  test('must make sense to the controllers of the built-in kinds', () => {
    const { ask } = createDesk()
    expect(ask('POST', deployments, { body: web(-1) }).body).toMatchObject({
      message:
        'Deployment.apps "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      details: { causes: [{ reason: 'FieldValueInvalid', field: 'spec.replicas' }] },
    })
    expect(ask('POST', deployments, { body: web(1, { app: 'other' }) }).body).toMatchObject({
      message: expect.stringContaining('`selector` does not match template `labels`'),
    })
    expect(ask('POST', deployments, { body: { metadata: { name: 'web' } } }).body).toMatchObject({
      message: expect.stringContaining('spec.selector: Required value'),
    })
  })
})

describe('a Deployment that could not move on', () => {
  const withSpec = (spec: object) => ({ ...web(), spec: { ...web().spec, ...spec } })
  test.each([
    [
      'without room',
      { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: '0%' } } },
      'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "0%": may not be 0 when `maxSurge` is 0',
    ],
    [
      'in a way that there is not',
      { strategy: { type: 'Sideways' } },
      'spec.strategy: Unsupported value: {"Type":"Sideways","RollingUpdate":null}: supported values: "Recreate", "RollingUpdate"',
    ],
    [
      'later than its deadline',
      { minReadySeconds: 600 },
      'spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds',
    ],
    [
      'with a selector of everything',
      { selector: {} },
      'spec.selector: Invalid value: {}: empty selector is invalid for deployment',
    ],
  ])('%s is refused when it is made and when it is changed', (_, spec, cause) => {
    const { ask, store } = createDesk()
    const refusal = { code: 422, body: { message: expect.stringContaining(cause) } }
    expect(ask('POST', deployments, { body: withSpec(spec) })).toMatchObject(refusal)
    expect(store.list('deployments')).toEqual([])
    ask('POST', deployments, { body: web() })
    expect(ask('PUT', `${deployments}/web`, { body: withSpec(spec) })).toMatchObject(refusal)
  })

  test('is fine with one of the two limits, and a new pod for an old one', () => {
    const { ask } = createDesk()
    const strategy = { rollingUpdate: { maxSurge: 0 } }
    expect(ask('POST', deployments, { body: withSpec({ strategy }) }).code).toBe(201)
    expect(
      ask('PUT', `${deployments}/web`, { body: withSpec({ strategy: { type: 'Recreate' } }) }).code,
    ).toBe(200)
  })
})

describe('what no controller of the demo heeds', () => {
  const canary = (fields: object) => ({ strategy: { canary: fields } })
  const blueGreen = (fields: object) => ({ strategy: { blueGreen: fields } })
  const argo = (resource: string, kind: string) => ({ resource, kind: `${kind}.argoproj.io`, in: argoGroup })
  const rollout = argo('rollouts', 'Rollout')
  const experiment = argo('experiments', 'Experiment')
  const run = argo('analysisruns', 'AnalysisRun')
  const template = argo('analysistemplates', 'AnalysisTemplate')
  const hpa = {
    resource: 'horizontalpodautoscalers',
    kind: 'HorizontalPodAutoscaler.autoscaling',
    in: '/apis/autoscaling/v2',
  }
  const mesh = {
    resource: 'virtualservices',
    kind: 'VirtualService.networking.istio.io',
    in: '/apis/networking.istio.io/v1alpha3',
  }
  const retention = [{ metricName: 'rate', limit: 20 }]
  test.each([
    ['spec.workloadRef', rollout, { workloadRef: { kind: 'ReplicaSet' } }],
    ['spec.strategy.canary.trafficRouting.alb', rollout, canary({ trafficRouting: { alb: {} } })],
    [
      'spec.strategy.canary.trafficRouting.nginx.stableIngresses',
      rollout,
      canary({ trafficRouting: { nginx: { stableIngresses: ['a', 'b'] } } }),
    ],
    [
      'spec.strategy.canary.trafficRouting.istio.destinationRule',
      rollout,
      canary({ trafficRouting: { istio: { destinationRule: {} } } }),
    ],
    ['spec.tls', mesh, { tls: [{}] }],
    ['spec.strategy.canary.canaryMetadata', rollout, canary({ canaryMetadata: { labels: { a: 'b' } } })],
    ['spec.strategy.canary.stableMetadata', rollout, canary({ stableMetadata: { labels: { a: 'b' } } })],
    ['spec.strategy.canary.antiAffinity', rollout, canary({ antiAffinity: {} })],
    ['spec.strategy.blueGreen.activeMetadata', rollout, blueGreen({ activeMetadata: {} })],
    ['spec.strategy.blueGreen.previewMetadata', rollout, blueGreen({ previewMetadata: {} })],
    ['spec.strategy.blueGreen.antiAffinity', rollout, blueGreen({ antiAffinity: {} })],
    [
      'spec.strategy.canary.steps[0].experiment.templates[1].service',
      rollout,
      canary({ steps: [{ experiment: { templates: [{}, { service: {} }] } }] }),
    ],
    ['spec.templates[0].service', experiment, { templates: [{ service: { name: 'a' } }] }],
    ['spec.measurementRetention', run, { measurementRetention: retention }],
    ['spec.measurementRetention', template, { measurementRetention: retention }],
    ['spec.ttlStrategy', run, { ttlStrategy: { secondsAfterCompletion: 60 } }],
    ['spec.measurementRetention', experiment, { measurementRetention: retention }],
    ['spec', hpa, { maxReplicas: 3 }],
  ])(
    '%s of a %o is refused in words, and what is there stays',
    (field, { resource, kind, in: group }, spec) => {
      const { ask, store } = createDesk()
      const asked = ask('POST', `${group}/namespaces/shop/${resource}`, {
        body: { metadata: { name: 'x' }, spec },
      })
      expect(asked).toMatchObject({
        code: 422,
        body: {
          message: expect.stringMatching(/^\S+ "x" is invalid: \S+: Forbidden: the demo does not simulate /),
          details: { causes: [{ field, reason: 'FieldValueForbidden' }] },
        },
      })
      expect(asked.body).toMatchObject({ message: expect.stringContaining(kind) })
      expect(store.list('rollouts')).toEqual([])
    },
  )

  test('is no trouble where nothing is said', () => {
    const { ask } = createDesk()
    const spec = canary({ trafficRouting: null, analysis: { measurementRetention: [] } })
    expect(ask('POST', rollouts, { body: cart(spec) }).code).toBe(201)
  })

  test('is no matter of theirs where it belongs to another controller', () => {
    const { ask } = createDesk()
    const labels = { 'argo-rollouts.argoproj.io/controller-instance-id': 'platform' }
    const { metadata, ...rest } = cart(canary({ trafficRouting: { alb: { servicePort: 80 } } }))
    expect(ask('POST', rollouts, { body: { ...rest, metadata: { ...metadata, labels } } }).code).toBe(201)
    // Nobody else heeds such a label.
    const routes = '/apis/networking.istio.io/v1alpha3/namespaces/shop/virtualservices'
    const tcp = { metadata: { name: 'cart', labels }, spec: { tcp: [{ route: [] }] } }
    expect(ask('POST', routes, { body: tcp }).code).toBe(422)
  })

  test('is refused in a change as well', () => {
    const { ask } = createDesk()
    ask('POST', rollouts, { body: cart() })
    const body = { spec: canary({ antiAffinity: {} }) }
    expect(ask('PATCH', `${rollouts}/cart`, { body, type: merge }).code).toBe(422)
  })
})

test('a Service needs a port, unless it has no address', () => {
  const { ask } = createDesk()
  const services = '/api/v1/namespaces/shop/services'
  expect(ask('POST', services, { body: { metadata: { name: 'a' }, spec: {} } }).body).toMatchObject({
    message: 'Service "a" is invalid: spec.ports: Required value',
  })
  expect(ask('POST', services, { body: { metadata: { name: 'a' }, spec: { clusterIP: 'None' } } }).code).toBe(
    201,
  )
})

describe('a change', () => {
  test('of a whole object needs its name, its place and its version', () => {
    const { ask } = createDesk()
    const { body } = ask('POST', rollouts, { body: cart() })
    const made = Object(body)
    expect(ask('PUT', `${rollouts}/cart`, { body: { ...made, spec: { replicas: 5 } } })).toMatchObject({
      code: 200,
      body: { spec: { replicas: 5 }, metadata: { generation: 2 } },
    })
    expect(ask('PUT', `${rollouts}/cart`, { body: { ...made, spec: { replicas: 6 } } }).code).toBe(409)
    expect(ask('PUT', `${rollouts}/other`, { body: made }).code).toBe(404)
    expect(ask('PUT', `${rollouts}/cart`, { body: { ...made, metadata: { name: 'other' } } }).code).toBe(400)
    expect(ask('PUT', `${rollouts}/cart`, { body: made, type: 'text/plain' }).code).toBe(415)
  })

  test('of the status leaves the rest, and the other way round', () => {
    const { ask } = createDesk()
    ask('POST', rollouts, { body: cart() })
    const status = { status: { abort: true }, spec: { replicas: 9 } }
    expect(ask('PATCH', `${rollouts}/cart/status`, { body: status, type: merge }).body).toMatchObject({
      spec: { replicas: 2 },
      status: { abort: true },
    })
    expect(
      ask('PATCH', `${rollouts}/cart`, { body: { ...status, status: null }, type: merge }).body,
    ).toMatchObject({ spec: { replicas: 9 }, status: { abort: true } })
  })

  test('by a patch with a version is refused where that is old', () => {
    const { ask } = createDesk()
    ask('POST', rollouts, { body: cart() })
    const body = { metadata: { resourceVersion: '1' }, spec: { replicas: 3 } }
    expect(ask('PATCH', `${rollouts}/cart`, { body, type: merge }).code).toBe(409)
  })

  test("of a Deployment's selector is refused", () => {
    const { ask } = createDesk()
    ask('POST', deployments, { body: web() })
    const body = {
      spec: {
        selector: { matchLabels: { app: 'other' } },
        template: { metadata: { labels: { app: 'other' } } },
      },
    }
    expect(ask('PATCH', `${deployments}/web`, { body, type: merge }).body).toMatchObject({
      message: expect.stringContaining('field is immutable'),
    })
  })

  test('that only looks is answered and not kept', () => {
    const { ask, store } = createDesk()
    expect(ask('POST', `${rollouts}?dryRun=All`, { body: cart() }).code).toBe(201)
    expect(store.list('rollouts')).toEqual([])
    expect(ask('POST', `${rollouts}?dryRun=Maybe`, { body: cart() }).code).toBe(422)
  })

  test('by apply makes the object where there is none, and needs a manager', () => {
    const { ask } = createDesk()
    const body =
      'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: cart }\nspec: { replicas: 3 }\n'
    const type = 'application/apply-patch+yaml'
    expect(ask('PATCH', `${rollouts}/cart?fieldManager=me`, { body, type }).code).toBe(201)
    expect(
      ask('PATCH', `${rollouts}/cart?fieldManager=me`, { body: body.replace('3', '4'), type }),
    ).toMatchObject({ code: 200, body: { spec: { replicas: 4 } } })
    expect(ask('PATCH', `${rollouts}/cart`, { body, type }).code).toBe(422)
    expect(ask('PATCH', `${rollouts}/cart?fieldManager=me`, { body: 'spec: {}', type }).code).toBe(400)
    expect(ask('PATCH', `${rollouts}/cart?fieldManager=me`, { body: '&a [*a]', type }).code).toBe(400)
  })
})

describe('a scale', () => {
  test('is read and written', () => {
    const { ask, store } = createDesk()
    ask('POST', deployments, { body: web() })
    expect(ask('GET', `${deployments}/web/scale`).body).toMatchObject({
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      spec: { replicas: 2 },
      status: { replicas: 0, selector: 'app=web' },
    })
    expect(
      ask('PATCH', `${deployments}/web/scale`, { body: { spec: { replicas: 7 } }, type: merge }).body,
    ).toMatchObject({ spec: { replicas: 7 } })
    const version = store.get('deployments', 'shop', 'web')?.metadata.resourceVersion
    const put = (resourceVersion: string | undefined, replicas: unknown) =>
      ask('PUT', `${deployments}/web/scale`, {
        body: { metadata: { name: 'web', resourceVersion }, spec: { replicas } },
      }).code
    expect(put('1', 3)).toBe(409)
    expect(put(version, 3)).toBe(200)
    expect(put(undefined, -3)).toBe(422)
    expect(put(undefined, 'x')).toBe(400)
    expect(ask('DELETE', `${deployments}/web/scale`).code).toBe(405)
    expect(ask('GET', `${maps}/web/scale`).code).toBe(404)
  })
})

describe('a deletion', () => {
  test('is answered with what is gone, or with what still waits', () => {
    const { ask, store } = createDesk()
    ask('POST', maps, { body: { metadata: { name: 'a' } } })
    ask('POST', maps, { body: { metadata: { name: 'b', finalizers: ['shop.io/wait'] } } })
    expect(ask('DELETE', `${maps}/a`)).toMatchObject({
      code: 200,
      body: { kind: 'Status', status: 'Success', details: { name: 'a', kind: 'configmaps' } },
    })
    expect(ask('DELETE', `${maps}/b`)).toMatchObject({
      code: 200,
      body: { kind: 'ConfigMap', metadata: { deletionTimestamp: expect.any(String) } },
    })
    expect(ask('DELETE', `${maps}/none`).code).toBe(404)
    expect(store.list('configmaps')).toHaveLength(1)
  })

  test('of a namespace that every cluster has is refused', () => {
    const { ask } = createDesk()
    expect(ask('DELETE', '/api/v1/namespaces/default').body).toMatchObject({
      code: 403,
      message: 'namespaces "default" is forbidden: this namespace may not be deleted',
    })
    expect(ask('DELETE', '/api/v1/namespaces/shop').code).toBe(200)
  })

  test('of a collection takes what the selector matches', () => {
    const { ask, store } = createDesk()
    for (const [name, tier] of [
      ['a', 'x'],
      ['b', 'y'],
      ['c', 'x'],
    ] as const)
      ask('POST', maps, { body: { metadata: { name, labels: { tier } } } })
    expect(ask('DELETE', `${maps}?labelSelector=tier%3Dx`).body).toMatchObject({
      kind: 'ConfigMapList',
      items: [{}, {}],
    })
    expect(store.list('configmaps').map(({ metadata }) => metadata.name)).toEqual(['b'])
    expect(ask('DELETE', '/api/v1/configmaps').code).toBe(405)
  })

  test.each([
    [{ preconditions: { uid: 'x' } }, 409],
    [{ gracePeriodSeconds: -1 }, 400],
    [{ gracePeriodSeconds: 'soon' }, 400],
    [{ propagationPolicy: 'Sideways' }, 422],
    [{ dryRun: ['Some'] }, 422],
    [{ dryRun: ['All'] }, 200],
    ['[]', 400],
  ])('with %j is %i', (body, code) => {
    const { ask, store } = createDesk()
    ask('POST', maps, { body: { metadata: { name: 'a' } } })
    expect(ask('DELETE', `${maps}/a`, { body }).code).toBe(code)
    expect(store.list('configmaps')).toHaveLength(1)
  })
})

test('a watch over HTTP tells tables to those who read tables', () => {
  const { ask, store } = createDesk()
  const { code, type, lines } = ask('GET', `${maps}?watch=true&timeoutSeconds=1`, {
    accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
  })
  store.create('configmaps', { metadata: { name: 'a', namespace: 'shop' } })
  expect({ code, type }).toEqual({ code: 200, type: 'application/json;stream=watch' })
  expect(lines).toMatchObject([
    { type: 'ADDED', object: { kind: 'Table', rows: [{ cells: ['a', '0', '0s'] }] } },
  ])
})

test.each([
  ['watch=maybe', 400],
  ['watch=1&resourceVersion=9999', 504],
  ['watch=1&sendInitialEvents=true', 422],
  ['watch=1&resourceVersionMatch=Exact', 422],
  ['watch=1&timeoutSeconds=x', 400],
])('a watch with ?%s is refused', (query, code) => {
  expect(createDesk().ask('GET', `${maps}?${query}`).code).toBe(code)
})

test.each([
  ['', ['old', 'new']],
  ['resourceVersion=0', ['old', 'new']],
  ['resourceVersionMatch=NotOlderThan&sendInitialEvents=false', ['new']],
  ['resourceVersion=0&resourceVersionMatch=NotOlderThan&sendInitialEvents=false', ['new']],
])('a watch with ?%s tells of %j', (query, names) => {
  const { ask, store } = createDesk()
  const create = (name: string) => store.create('configmaps', { metadata: { name, namespace: 'shop' } })
  create('old')
  // A history that does not reach back to the beginning, as that of any cluster.
  store.compact(Number(store.version()))
  const { lines } = ask('GET', `${maps}?watch=1&timeoutSeconds=1&${query}`)
  create('new')
  expect(lines).toMatchObject(names.map((name) => ({ type: 'ADDED', object: { metadata: { name } } })))
})

test('a custom resource is replaced only by who says which version it was', () => {
  const { ask, store } = createDesk()
  const path = '/apis/argoproj.io/v1alpha1/namespaces/shop/experiments/a'
  const made = store.create('experiments', { metadata: { name: 'a', namespace: 'shop' }, spec: {} })
  const { resourceVersion: _, ...metadata } = made.metadata
  expect(ask('PUT', path, { body: { ...made, metadata } }).body).toMatchObject({
    code: 422,
    message: expect.stringContaining('metadata.resourceVersion: Invalid value: 0: must be specified'),
  })
  expect(ask('PUT', path, { body: made }).code).toBe(200)
})

test.each(['exec', 'attach', 'portforward'])('%s is refused in words', (subresource) => {
  const { ask, store } = createDesk()
  store.create('pods', { metadata: { name: 'a', namespace: 'shop' } })
  expect(ask('POST', `/api/v1/namespaces/shop/pods/a/${subresource}`).body).toMatchObject({
    code: 405,
    message: expect.stringContaining(`${subresource} is not possible`),
  })
})

describe('a watch that wants bookmarks', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('hears every half minute how far it has come', () => {
    const { ask, store } = createDesk()
    const { lines, stop } = ask('GET', `${maps}?watch=1&allowWatchBookmarks=true`)
    store.create('services', { metadata: { name: 'other', namespace: 'shop' } })
    vi.advanceTimersByTime(30_000)
    stop()
    vi.advanceTimersByTime(60_000)
    const metadata = { resourceVersion: store.version(), creationTimestamp: null }
    expect(lines).toEqual([{ type: 'BOOKMARK', object: { kind: 'ConfigMap', apiVersion: 'v1', metadata } }])
  })

  test('is ended when its time is over', () => {
    const { ask, store } = createDesk()
    const { lines } = ask('GET', `${maps}?watch=1&timeoutSeconds=2`)
    vi.advanceTimersByTime(2_000)
    store.create('configmaps', { metadata: { name: 'late', namespace: 'shop' } })
    expect(lines).toEqual([])
  })
})
