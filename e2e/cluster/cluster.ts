import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Api } from './api.ts'
import { type Binaries, buildBinaries, type Progress } from './build.ts'
import { type Component, filesOf } from './components.ts'
import { createFaults, type Faults } from './faults.ts'
import { textAt } from './json.ts'
import { writeKubeconfig } from './kubeconfig.ts'
import { createPrograms } from './programs.ts'
import { type Listening, reservePorts } from './reserved.ts'
import { startComponents } from './start.ts'
import { createSupervisor, type Supervisor } from './supervision.ts'
import { createTools, type Tools } from './tools.ts'

export interface ClusterOptions {
  readonly contextName?: string
  /** Nodes of 5,000 pods each. */
  readonly nodes?: number
  /** What the controllers and the scheduler allow themselves per second; their own defaults where left out. */
  readonly qps?: number
  readonly burst?: number
  /** Keeps the logs of all programs here; otherwise they go with the cluster. */
  readonly logFolder?: string
  readonly extraFlags?: Partial<Record<Component, readonly string[]>>
  /** Further variables of a component's environment. */
  readonly environments?: Partial<Record<Component, Readonly<Record<string, string>>>>
  /** Hears one line for each step, and for each program that ends by itself. */
  readonly progress?: Progress
}

export interface ServiceAccountRef {
  readonly namespace: string
  readonly name: string
}

export interface Cluster extends Omit<Api, 'close'>, Tools, Faults {
  readonly contextName: string
  readonly folder: string
  readonly kubeconfig: string
  readonly server: string
  readonly ca: string
  /** The administrator's. */
  readonly token: string
  readonly binaries: Binaries
  /** Process ids of all programs that run now, the supervisor's among them. */
  pids(): readonly number[]
  /** A token of a ServiceAccount that exists. */
  tokenFor(account: ServiceAccountRef): Promise<string>
  /** Writes a further kubeconfig for a token and answers with its path. */
  kubeconfigFor(token: string, contextName: string, namespace?: string): Promise<string>
  /** Settles when everything has ended and is removed, whatever the cause. */
  readonly ended: Promise<void>
  /** Ends everything and removes the folder; calling it again is no error. */
  stop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

const stagesFolder = fileURLToPath(new URL('./stages', import.meta.url))

/** A real control plane with the Argo Rollouts controller, ready for Rollouts; a start that fails leaves nothing. */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const binaries = await buildBinaries(options.progress ?? (() => undefined))
  const supervisor = await createSupervisor()
  const listening = await reservePorts()
  try {
    return await startUnder(supervisor, listening, binaries, options)
  } catch (error) {
    await supervisor.stop()
    await Promise.all(Object.values(listening.reserved).flatMap((all) => all.map((port) => port.release())))
    throw error
  }
}

async function startUnder(
  supervisor: Supervisor,
  { ports, reserved }: Listening,
  binaries: Binaries,
  options: ClusterOptions,
): Promise<Cluster> {
  const { folder } = supervisor
  const { contextName = 'rollout-cockpit-test', nodes: nodeCount = 1, qps, burst } = options
  const { extraFlags = {}, environments = {}, progress = () => undefined } = options
  const stages = await stageFiles(binaries)
  const setting = { folder, binaries, ports, stages, ...(qps && { qps }), ...(burst && { burst }) }
  const logFolder = options.logFolder ?? join(folder, 'logs')
  const programs = await createPrograms({
    supervisor,
    setting,
    logFolder,
    extraFlags,
    environments,
    reserved,
    onDeath: progress,
  })
  const server = `https://127.0.0.1:${ports.apiServer}`
  const token = randomBytes(16).toString('hex')
  const api = await startComponents({ programs, setting, server, token, contextName, nodeCount, progress })
  const { kubeconfig, ca: caFile } = filesOf(folder)
  const ca = await readFile(caFile, 'utf8')
  const { close, ...requests } = api
  let stopping: Promise<void> | undefined
  const stop = () => {
    stopping ??= supervisor.stop().then(close)
    return stopping
  }
  return {
    ...requests,
    ...createTools(supervisor, programs, binaries, kubeconfig),
    ...createFaults(programs, api, server),
    ...{ contextName, folder, kubeconfig, server, ca, token, binaries },
    pids: () => [supervisor.pid, ...Object.values(programs.pids)],
    tokenFor: (account) => tokenFor(api, account),
    kubeconfigFor: async (forToken, name, namespace) => {
      const path = join(folder, `kubeconfig-${name}`)
      const entry = { contextName: name, server, ca, token: forToken }
      await writeKubeconfig(path, namespace === undefined ? entry : { ...entry, namespace })
      return path
    },
    ended: supervisor.ended,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

async function tokenFor(api: Api, { namespace, name }: ServiceAccountRef): Promise<string> {
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} }
  return textAt(await api.create(path, request), 'status.token')
}

async function stageFiles(binaries: Binaries): Promise<readonly string[]> {
  const own = (await readdir(stagesFolder)).map((file) => join(stagesFolder, file))
  return [...own, join(binaries.nodeStages, 'node-initialize.yaml')]
}
