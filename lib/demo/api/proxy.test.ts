import { describe, expect, test } from 'vitest'
import { createDesk } from './testing.ts'

const services = '/api/v1/namespaces/shop/services'
const pods = '/api/v1/namespaces/shop/pods'

function begin() {
  const desk = createDesk()
  const pod = (
    name: string,
    image: string,
    ready: boolean,
    env: readonly { readonly name: string; readonly value: string }[] = [],
  ) =>
    desk.store.create('pods', {
      metadata: { name, namespace: 'shop' },
      spec: { containers: [{ name: 'podinfo', image, env }] },
      status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
    })
  pod('old', 'ghcr.io/stefanprodan/podinfo:6.9.3', true)
  pod('new', 'localhost:5000/podinfo:6.9.4@sha256:abc', true, [
    { name: 'PODINFO_UI_COLOR', value: '#4cae4f' },
    { name: 'PODINFO_UI_MESSAGE', value: 'hello' },
  ])
  pod('sick', 'podinfo', false)
  desk.store.create('services', {
    metadata: { name: 'web', namespace: 'shop' },
    spec: { ports: [{ name: 'http', port: 80 }] },
  })
  desk.store.create('endpointslices', {
    metadata: { name: 'web-1', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'web' } },
    endpoints: [
      { conditions: { ready: true }, targetRef: { name: 'old' } },
      { conditions: { ready: false }, targetRef: { name: 'sick' } },
      { conditions: { ready: true }, targetRef: { name: 'new' } },
    ],
  })
  return desk
}

describe('the proxy', () => {
  test('asks the ready pods of a Service in turn', () => {
    const { ask } = begin()
    const versions = Array.from({ length: 4 }, () => ask('GET', `${services}/web/proxy/`).body)
    expect(versions).toMatchObject([
      { version: '6.9.3' },
      { version: '6.9.4' },
      { version: '6.9.3' },
      { version: '6.9.4' },
    ])
  })

  test('is answered as podinfo does', () => {
    const { ask } = begin()
    expect(ask('GET', `${pods}/old/proxy`).body).toMatchObject({
      hostname: 'old',
      color: '#34577c',
      message: 'greetings from podinfo v6.9.3',
    })
    expect(ask('GET', `${pods}/http:new:9898/proxy/api/info`).body).toMatchObject({
      version: '6.9.4',
      color: '#4cae4f',
      message: 'hello',
    })
    expect(ask('GET', `${pods}/old/proxy/version`).body).toMatchObject({ version: '6.9.3' })
    expect(ask('GET', `${pods}/old/proxy/readyz`).body).toEqual({ status: 'OK' })
    expect(ask('GET', `${pods}/old/proxy/none`)).toMatchObject({ code: 404, body: '404 page not found\n' })
  })

  test('fails as often as a failing version does, and each pod counts its own requests', () => {
    const { ask, store } = begin()
    for (const name of ['bad', 'worse'])
      store.create('pods', {
        metadata: { name, namespace: 'shop' },
        spec: { containers: [{ name: 'podinfo', image: 'podinfo:6.9.4-failing' }] },
        status: { conditions: [{ type: 'Ready', status: 'True' }] },
      })
    const codes = (name: string, path = '') =>
      Array.from({ length: 10 }, () => ask('GET', `${pods}/${name}/proxy/${path}`).code)
    const failing = [200, 200, 500, 200, 200, 500, 200, 200, 500, 200]
    expect(codes('bad')).toEqual(failing)
    expect(codes('worse', 'version')).toEqual(failing)
    expect(new Set([...codes('bad', 'readyz'), ...codes('bad', 'healthz'), ...codes('old')])).toEqual(
      new Set([200]),
    )
    const answers = Array.from({ length: 3 }, () => ask('GET', `${pods}/bad/proxy/`))
    expect(answers[2]).toMatchObject({ code: 500, body: { code: 500, message: 'random error occurred' } })
    expect(answers[2]?.body).not.toHaveProperty('kind')
  })

  test.each([
    ['a port by its name', `${services}/web:http/proxy/`, 200],
    ['a port by its number', `${services}/web:80/proxy/`, 200],
    ['a scheme', `${services}/http:web:http/proxy/`, 200],
    ['another port', `${services}/web:81/proxy/`, 503],
    ['another scheme', `${services}/ftp:web:http/proxy/`, 400],
    ['no such Service', `${services}/none/proxy/`, 404],
    ['a pod that is not ready', `${pods}/sick/proxy/`, 503],
  ])('with %s: %s is %i', (_, path, code) => {
    expect(begin().ask('GET', path).code).toBe(code)
  })

  test('says that nobody is there, and takes nothing but GET', () => {
    const { ask, store } = begin()
    expect(ask('POST', `${services}/web/proxy/`).code).toBe(405)
    store.delete('endpointslices', 'shop', 'web-1')
    expect(ask('GET', `${services}/web/proxy/`).body).toMatchObject({
      code: 503,
      message: 'no endpoints available for service "web"',
    })
  })
})
