import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { writeKubeconfig } from '../../lib/demo/api/kubeconfig.ts'
import type { PodLogs } from '../../lib/demo/api/pod-log.ts'
import { type Api, startApi } from '../../lib/demo/api/server.ts'
import type { JsonObject } from '../../lib/demo/objects/json.ts'
import { createStore, type Store } from '../../lib/demo/objects/store.ts'
import type { Binaries } from '../cluster/build.ts'

export interface Run {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A program that goes on printing, such as a watch. */
export interface Running {
  /** Waits until its output holds the text; fails when it ends before. */
  until(text: string): Promise<string>
  stop(): Promise<void>
}

/** The demo's API in this process, and the real command line tools pointed at it. */
export interface Bench {
  readonly api: Api
  readonly store: Store
  /** Faults of the API itself, which no request may cause. */
  readonly faults: readonly unknown[]
  kubectl(...args: readonly string[]): Promise<Run>
  argo(...args: readonly string[]): Promise<Run>
  watch(program: 'kubectl' | 'argo', ...args: readonly string[]): Running
  /** Writes objects to a file of YAML and answers with its path. */
  file(...objects: readonly JsonObject[]): Promise<string>
  close(): Promise<void>
}

const LIMIT_MS = 30_000

/** What the API serves: the store, and where it is not the wall's, its time. */
export interface Served {
  readonly store: Store
  readonly now?: () => number
  readonly logs?: PodLogs
}

/** Starts the API, with an empty cluster where none is given; its tools keep nothing outside a folder that goes with it. */
export async function startBench(
  binaries: Binaries,
  { store, now = Date.now, logs }: Served = { store: createStore({ now: Date.now }) },
): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'cockpit-demo-'))
  const faults: unknown[] = []
  const setting = { store, now, onFault: (error: unknown) => faults.push(error) }
  const api = await startApi(logs === undefined ? setting : { ...setting, logs })
  const kubeconfig = join(folder, 'kubeconfig')
  await writeKubeconfig(kubeconfig, api)
  const env = { ...process.env, KUBECONFIG: kubeconfig, HOME: folder, NO_COLOR: '1' }
  const programs = { kubectl: binaries.kubectl, argo: binaries.rolloutsPlugin }
  let files = 0

  return {
    api,
    store,
    faults,
    kubectl: (...args) => run(programs.kubectl, args, env),
    argo: (...args) => run(programs.argo, args, env),
    watch: (program, ...args) => start(programs[program], args, env),
    file: async (...objects) => {
      files += 1
      const path = join(folder, `${files}.yaml`)
      await writeFile(path, objects.map((object) => stringify(object)).join('---\n'))
      return path
    },
    close: async () => {
      await api.close()
      await rm(folder, { recursive: true })
    },
  }
}

function run(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Run> {
  return new Promise((resolve) => {
    execFile(file, args, { env, timeout: LIMIT_MS }, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      resolve({ code, out, err })
    })
  })
}

function start(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Running {
  const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const waiting = new Set<() => void>()
  let output = ''
  const take = (chunk: Buffer) => {
    output += chunk.toString('utf8')
    for (const look of waiting) look()
  }
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  return {
    until: (text) =>
      new Promise((resolve, reject) => {
        const fail = () => reject(new Error(`${args.join(' ')} did not print ${text}, but:\n${output}`))
        const limit = setTimeout(fail, LIMIT_MS)
        const look = () => {
          if (!output.includes(text)) return
          clearTimeout(limit)
          child.off('exit', fail)
          waiting.delete(look)
          resolve(output)
        }
        waiting.add(look)
        child.once('exit', fail)
        look()
      }),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill()
      await once(child, 'exit')
    },
  }
}
