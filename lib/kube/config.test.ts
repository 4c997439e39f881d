// Loaded before the first test, whose time limit would otherwise have to cover seconds of loading.
import '@kubernetes/client-node'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { loadKubeconfig, requireContext } from './config.ts'
import { inClusterFiles } from './in-cluster.ts'
import { mergeKubeconfigs } from './kubeconfig.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubeconfig-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function file(path: string, document: unknown): string {
  const full = join(folder, path)
  mkdirSync(join(full, '..'), { recursive: true })
  writeFileSync(full, typeof document === 'string' ? document : stringify(document))
  return full
}

const cluster = (name: string, server: string, more = {}) => ({ name, cluster: { server, ...more } })
const context = (name: string, clusterName: string, more = {}) => ({
  name,
  context: { cluster: clusterName, ...more },
})

describe('several files in KUBECONFIG', () => {
  test('are merged: the first to name something wins, missing files are passed over', async () => {
    const first = file('one/config', {
      clusters: [cluster('c', 'https://first/')],
      contexts: [context('a', 'c', { namespace: 'shop', user: 'u' })],
      users: [{ name: 'u', user: { token: 't' } }],
    })
    const second = file('two/config', {
      'current-context': 'b',
      clusters: [cluster('c', 'https://second'), cluster('d', 'https://third')],
      contexts: [context('b', 'd'), context('a', 'd')],
    })
    const third = file('three/config', { 'current-context': 'a' })
    const KUBECONFIG = [first, join(folder, 'missing'), '', second, third].join(delimiter)
    const found = await loadKubeconfig({ kubeconfig: null, env: { KUBECONFIG, HOME: '/nowhere' } })
    expect(found.current).toBe('b')
    expect(found.origin).toBe([first, second, third].join(', '))
    expect(found.named).toEqual([first, second, third])
    expect(found.contexts).toMatchObject([
      { name: 'a', server: 'https://first', namespace: 'shop', user: 'u' },
      { name: 'b', server: 'https://third', namespace: null, user: null },
    ])
    expect(requireContext(found, null).name).toBe('b')
    expect(requireContext(found, 'a').name).toBe('a')
  })

  test('mean their relative paths from their own folders', () => {
    const user = { 'client-certificate': 'me.crt', 'client-key': '/abs/me.key', tokenFile: '../token' }
    const merged = mergeKubeconfigs([
      {
        path: '/one/config',
        document: { clusters: [cluster('c', 's', { 'certificate-authority': 'pki/ca.crt' })] },
      },
      {
        path: '/two/config',
        document: {
          users: [
            { name: 'u', user },
            { name: 'by path', user: { exec: { command: './bin/login' } } },
            { name: 'by name', user: { exec: { command: 'aws' } } },
            { name: 'inline wins', user: { 'client-key': 'k', 'client-key-data': 'eA==' } },
          ],
        },
      },
    ])
    expect(merged.clusters.get('c')).toMatchObject({ 'certificate-authority': '/one/pki/ca.crt' })
    expect(Object.fromEntries(merged.users)).toEqual({
      u: { 'client-certificate': '/two/me.crt', 'client-key': '/abs/me.key', tokenFile: '/token' },
      'by path': { exec: { command: '/two/bin/login' } },
      'by name': { exec: { command: 'aws' } },
      'inline wins': { 'client-key-data': 'eA==' },
    })
  })
})

describe('where the kubeconfig is looked for', () => {
  test('--kubeconfig comes before KUBECONFIG, which comes before the home folder', async () => {
    const document = (name: string) => ({
      clusters: [cluster('c', 'https://x')],
      contexts: [context(name, 'c')],
    })
    const HOME = folder
    file('.kube/config', document('home'))
    const KUBECONFIG = file('listed', document('listed'))
    const kubeconfig = file('given', document('given'))
    const names = async (choice: Parameters<typeof loadKubeconfig>[0]) =>
      (await loadKubeconfig(choice)).contexts.map(({ name }) => name)
    expect(await names({ kubeconfig: null, env: { HOME } })).toEqual(['home'])
    expect(await names({ kubeconfig: null, env: { HOME, KUBECONFIG } })).toEqual(['listed'])
    expect(await names({ kubeconfig, env: { HOME, KUBECONFIG } })).toEqual(['given'])
    const named = async (choice: Parameters<typeof loadKubeconfig>[0]) => (await loadKubeconfig(choice)).named
    expect(await named({ kubeconfig: null, env: { HOME } })).toEqual([])
    expect(await named({ kubeconfig: null, env: { HOME, KUBECONFIG } })).toEqual([KUBECONFIG])
    expect(await named({ kubeconfig: relative('.', kubeconfig), env: { HOME } })).toEqual([kubeconfig])
  })

  test('a pod without one uses its service account', async () => {
    const root = join(folder, 'var/run/secrets/kubernetes.io/serviceaccount')
    const env = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' }
    expect(await inClusterFiles(env, folder)).toBeNull()
    for (const [name, text] of Object.entries({ token: 'sa-token\n', 'ca.crt': 'CA', namespace: 'team\n' })) {
      file(`var/run/secrets/kubernetes.io/serviceaccount/${name}`, text)
    }
    expect(await inClusterFiles({}, folder)).toBeNull()
    const pod = await inClusterFiles(env, folder)
    const merged = mergeKubeconfigs(pod === null ? [] : [pod])
    expect(merged.current).toBe('in-cluster')
    expect(merged.contexts.get('in-cluster')).toMatchObject({ namespace: 'team' })
    expect(merged.users.get('service account')).toEqual({ tokenFile: join(root, 'token') })
    expect(merged.clusters.get('in-cluster')).toEqual({
      server: 'https://[fd00::1]:443',
      'certificate-authority': join(root, 'ca.crt'),
    })
  })
})

describe('what is wrong is said in a sentence', () => {
  const load = (kubeconfig: string | null, env = {}) => loadKubeconfig({ kubeconfig, env })

  test('a missing or unreadable file', async () => {
    const missing = join(folder, 'no')
    await expect(load(missing)).rejects.toMatchObject({
      kind: 'invalid',
      message: `The kubeconfig ${missing} does not exist.`,
    })
    await expect(load(folder)).rejects.toThrow(`The kubeconfig ${folder} cannot be read (EISDIR).`)
    await expect(load(null, { HOME: folder })).rejects.toThrow(
      `There is no kubeconfig: looked for ${join(folder, '.kube/config')}. Name one with --kubeconfig or KUBECONFIG.`,
    )
  })

  test('broken YAML, without a word of its contents', async () => {
    const broken = file('broken', 'users:\n- name: u\n  user: {token: hunter2\n    x: [')
    const error = await load(broken).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ kind: 'invalid' })
    expect(String(error)).toMatch(/is not valid YAML: .* at line \d+, column \d+\.$/)
    expect(String(error)).not.toContain('hunter2')
    await expect(load(file('list', '- a'))).rejects.toThrow(/does not hold a kubeconfig/)
  })

  test('an unknown or unusable context, with those there are; one bad entry does not spoil the others', async () => {
    const found = await load(
      file('config', {
        clusters: [
          cluster('good', 'https://x'),
          cluster('odd', 'localhost:8080'),
          cluster('socks', 'https://y', { 'proxy-url': 'socks5://p' }),
          { cluster: { server: 'nameless' } },
          'junk',
        ],
        contexts: [
          context('fine', 'good'),
          context('also fine', 'good'),
          context('no cluster', 'gone'),
          context('no user', 'good', { user: 'nobody' }),
          context('no address', 'odd'),
          context('behind socks', 'socks'),
          { name: 'empty' },
        ],
      }),
    )
    expect(found.contexts.map(({ name }) => name)).toEqual(['fine', 'also fine'])
    const wanted = (name: string | null) => () => requireContext(found, name)
    expect(wanted('nope')).toThrow(/has no context "nope"\. Choose one with --context: fine, also fine\.$/)
    expect(wanted(null)).toThrow(/sets no current-context\. Choose one with --context: fine, also fine\.$/)
    expect(wanted('no cluster')).toThrow('Context "no cluster" cannot be used: there is no cluster "gone"')
    expect(wanted('no user')).toThrow('there is no user "nobody"')
    expect(wanted('no address')).toThrow('the server of cluster "odd" is not an http(s) address')
    expect(wanted('behind socks')).toThrow('speaks socks5, which is not supported')
    expect(wanted('empty')).toThrow('there is no cluster ""')
  })

  test('an empty kubeconfig has no context to choose', async () => {
    const found = await load(file('empty', ''))
    expect(() => requireContext(found, null)).toThrow(/Choose one with --context: there is none\.$/)
  })
})

test('a context that is printed tells no secret', async () => {
  const path = file('config', {
    clusters: [cluster('c', 'https://x', { 'proxy-url': 'http://me:hunter2@p' })],
    users: [{ name: 'u', user: { token: 'hunter2' } }],
    contexts: [context('a', 'c', { user: 'u' })],
  })
  const found = await loadKubeconfig({ kubeconfig: path, env: {} })
  expect(found.contexts).toHaveLength(1)
  expect(JSON.stringify(found)).not.toContain('hunter2')
})
