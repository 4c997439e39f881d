import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { watchedResources } from '../cluster/source.ts'
import { arrayAt, textAt } from './json.ts'
import { type Need, operateNeeds, viewNeeds } from './needs.ts'
import { type Exchange, startScriptedServer } from './scripted-server.ts'
import { createKubeSource } from './source.ts'
import { contextTo, createCollector, createFakeTiming, listOf, road, thing } from './testing.ts'

const words = ({ verb, group, resource }: Need) => `${verb} ${resource}${group === '' ? '' : `.${group}`}`
const sorted = (needs: readonly Need[]) => [...new Set(needs.map(words))].sort()

/** What the API server would ask RBAC about a request. */
function needOf({ method, path, watch }: Exchange): Need {
  const found =
    /^\/(?:api|apis\/([^/]+))\/[^/]+(?:\/namespaces\/[^/]+)?\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+).*)?$/.exec(
      path,
    )
  const [, group = '', resource = '', name, subresource] = found ?? []
  const reading = name !== undefined ? 'get' : watch ? 'watch' : 'list'
  const verb = method === 'GET' ? reading : method === 'POST' ? 'create' : method.toLowerCase()
  return { verb, group, resource: subresource === undefined ? resource : `${resource}/${subresource}` }
}

test('what is asked of the API server is what is listed here, and everybody may ask what they may', async () => {
  const server = await startScriptedServer()
  const asked: Need[] = []
  server.always((exchange) => {
    asked.push(needOf(exchange))
    if (exchange.watch) exchange.stream()
    else exchange.json(exchange.method === 'POST' ? 201 : 200, listOf(1, [thing('cart', 1)]))
    return true
  })
  const source = createKubeSource(contextTo(server.url), { namespaces: null, timing: createFakeTiming() })
  const leaving = new AbortController()
  const { emit, until } = createCollector()
  const running = source.run(emit, leaving.signal)
  for (const _ of watchedResources) await until(road('live'))
  const empty = { type: 'merge', body: {} } as const
  await source.get('rollouts', 'shop', 'cart')
  await source.patch('rollouts', 'shop', 'cart', { ...empty, subresource: null }, null)
  await source.patch('rollouts', 'shop', 'cart', { ...empty, subresource: 'status' }, '1')
  await source.get('deployments', 'shop', 'cart')
  await source.patch('deployments', 'shop', 'cart', { ...empty, subresource: null }, '1')
  await source.patch('deployments', 'shop', 'cart', { ...empty, subresource: 'scale' }, null)
  await source.patch('rollouts', 'shop', 'cart', { ...empty, subresource: 'scale' }, '1')
  await source.getThroughService('shop', 'cart:http', '/version', leaving.signal)
  const access = { verb: 'patch', group: 'argoproj.io', resource: 'rollouts', namespace: 'shop' }
  await source.canI({ ...access, subresource: 'status' })
  leaving.abort()
  await running
  await server.close()
  const review = { verb: 'create', group: 'authorization.k8s.io', resource: 'selfsubjectaccessreviews' }
  expect(sorted(asked)).toEqual(sorted([...viewNeeds, ...operateNeeds, review]))
})

const granted = (rule: unknown): readonly Need[] =>
  arrayAt(rule, 'apiGroups').flatMap((group) =>
    arrayAt(rule, 'resources').flatMap((resource) =>
      arrayAt(rule, 'verbs').map((verb) => ({
        verb: String(verb),
        group: String(group),
        resource: String(resource),
      })),
    ),
  )

/** What the roles of that name in a manifest grant. */
function grantedBy(file: string, name: string): readonly string[] {
  const manifest = new URL(`../../deploy/${file}`, import.meta.url)
  const roles = parseAllDocuments(readFileSync(manifest, 'utf8'))
    .map((document): unknown => document.toJS())
    .filter((object) => /^(Cluster)?Role$/.test(textAt(object, 'kind') ?? ''))
    .filter((role) => textAt(role, 'metadata', 'name') === name)
  return sorted(roles.flatMap((role) => arrayAt(role, 'rules')).flatMap(granted))
}

test.each([
  ['rights/view/role.yaml', 'rollout-cockpit-view', viewNeeds],
  ['rights/operate/role.yaml', 'rollout-cockpit-operate', operateNeeds],
  ['one-namespace/role.yaml', 'rollout-cockpit-view', viewNeeds],
  ['one-namespace/role.yaml', 'rollout-cockpit-operate', operateNeeds],
])('deploy/%s: %s grants that and nothing more', (file, name, needs) => {
  expect(grantedBy(file, name)).toEqual(sorted(needs))
})
