import { generateKeyPairSync } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Agent, request } from 'undici'
import { type Api, createApi } from './api.ts'
import { type Progress, timed } from './build.ts'
import { filesOf, type Setting } from './components.ts'
import { listAt } from './json.ts'
import { writeKubeconfig } from './kubeconfig.ts'
import { nodes } from './nodes.ts'
import type { Programs } from './programs.ts'

export interface Start {
  readonly programs: Programs
  readonly setting: Setting
  readonly server: string
  readonly token: string
  readonly contextName: string
  readonly nodeCount: number
  readonly progress: Progress
}

/** Starts all components in the order they need each other, side by side where they do not. */
export async function startComponents(start: Start): Promise<Api> {
  const { progress } = start
  await writeSecrets(start)
  const api = await timed('etcd and kube-apiserver ready', progress, () => startApiServer(start))
  await Promise.all([
    timed('kube-controller-manager ready', progress, () => startControllerManager(start)),
    timed('kube-scheduler ready', progress, () => startScheduler(start)),
    timed('kwok ready, with its nodes', progress, () => startKwok(start, api)),
    timed('rollouts-controller ready, with its CRDs', progress, () => startRolloutsController(start, api)),
  ])
  return api
}

async function writeSecrets({ setting, token }: Start): Promise<void> {
  const files = filesOf(setting.folder)
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = privateKey.export({ type: 'pkcs1', format: 'pem' })
  await writeFile(files.serviceAccountKey, key, { mode: 0o600 })
  await writeFile(files.tokens, `${token},admin,admin,"system:masters"\n`, { mode: 0o600 })
}

async function startApiServer({ programs, setting, server, token, contextName }: Start): Promise<Api> {
  const files = filesOf(setting.folder)
  await programs.start('etcd')
  await programs.start('kube-apiserver')
  await programs.untilAnswers('kube-apiserver', () => isHealthy(`${server}/readyz`))
  const ca = await readFile(files.ca, 'utf8')
  await writeKubeconfig(files.kubeconfig, { contextName, server, ca, token })
  return createApi({ server, ca, token })
}

async function startControllerManager({ programs, setting }: Start): Promise<void> {
  await programs.start('kube-controller-manager')
  const health = `https://127.0.0.1:${setting.ports.controllerManager}/healthz`
  await programs.untilAnswers('kube-controller-manager', () => isHealthy(health))
}

async function startScheduler({ programs, setting }: Start): Promise<void> {
  await programs.start('kube-scheduler')
  const health = `https://127.0.0.1:${setting.ports.scheduler}/healthz`
  await programs.untilAnswers('kube-scheduler', () => isHealthy(health))
}

async function startKwok({ programs, nodeCount }: Start, api: Api): Promise<void> {
  await programs.start('kwok')
  for (const node of nodes(nodeCount)) await api.create('/api/v1/nodes', node)
  await programs.untilAnswers('kwok', async () => {
    const found = listAt(await api.get('/api/v1/nodes'), 'items')
    return (
      found.length === nodeCount && found.every((node) => isTrue(listAt(node, 'status.conditions'), 'Ready'))
    )
  })
}

/** The controller looks for its CRDs once and then half a minute later, so they come first. */
async function startRolloutsController(start: Start, api: Api): Promise<void> {
  const { programs, setting } = start
  await createCrds(start, api)
  await programs.start('rollouts-controller')
  const health = `http://127.0.0.1:${setting.ports.controllerHealth}/healthz`
  await programs.untilAnswers('rollouts-controller', () => isHealthy(health))
}

async function createCrds({ programs, setting }: Start, api: Api): Promise<void> {
  const folder = setting.binaries.crds
  const files = (await readdir(folder)).filter((file) => file.endsWith('-crd.yaml'))
  const place = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
  await Promise.all(texts.map((text) => api.create(place, text, 'application/yaml')))
  await programs.untilAnswers('kube-apiserver', async () => {
    const crds = listAt(await api.get(place), 'items')
    const established = crds.filter((crd) => isTrue(listAt(crd, 'status.conditions'), 'Established'))
    return established.length === files.length
  })
}

function isTrue(conditions: ReturnType<typeof listAt>, type: string): boolean {
  return conditions.some((condition) => condition.type === type && condition.status === 'True')
}

/** Whether a component says `ok` of itself. Its certificate is its own, and nothing secret is said here. */
export async function isHealthy(url: string): Promise<boolean> {
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } })
  try {
    const { statusCode, body } = await request(url, { dispatcher, headersTimeout: 2_000 })
    await body.dump()
    return statusCode === 200
  } catch {
    return false
  } finally {
    await dispatcher.close()
  }
}
