import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { CockpitError } from '../../lib/errors.ts'
import { createApi } from '../cluster/api.ts'
import { at, type JsonObject, type JsonValue, listAt, textAt } from '../cluster/json.ts'
import { type RunningCockpit, startCockpit } from '../server/cockpit.ts'
import type { Ground } from './ground.ts'

/** `npm run demo` as a person starts it, driven from its control address. */
export interface Demo extends AsyncDisposable {
  readonly cluster: Ground
  readonly cockpit: RunningCockpit
  /** Posts the commands one after the other; a refusal is a CockpitError with the demo's sentence. */
  perform(...commands: readonly JsonObject[]): Promise<void>
  /** All scenarios; they show the states of what is in a cluster. */
  scenarios(): Promise<readonly DemoScenario[]>
  /** The states of the pages that no scenario is, and how each is brought about. */
  pages(): Promise<readonly DemoPage[]>
}

export interface DemoScenario {
  readonly name: string
  readonly namespace: string
  readonly about: string
  /** Of the page that it opens. */
  readonly path: string
}

export interface DemoPage {
  readonly state: string
  readonly about: string
  readonly path: string
  /** The flag of the start that it needs; empty where it needs none. */
  readonly flag: string
  readonly commands: readonly JsonObject[]
}

/** Pods of the demo take their time, as on a laptop; a few come in this. */
const SOON_MS = 15_000

/** Starts a demo on a free port. What is applied to it has come to rest when `apply` is back: the seconds that its pods take have passed at once. */
export async function startDemo(...args: readonly string[]): Promise<Demo> {
  const cockpit = await startCockpit({ script: 'demo', args })
  const [, kubeconfig = ''] = /^For kubectl: export KUBECONFIG=(\S+)$/m.exec(cockpit.stdout()) ?? []
  const { close, ...api } = createApi(accessOf(parse(await readFile(kubeconfig, 'utf8'))))

  const ask = async (path: string, init: RequestInit = {}): Promise<JsonValue> => {
    const headers = {
      authorization: `Bearer ${cockpit.token}`,
      'content-type': 'application/json',
      'x-cockpit': '1',
    }
    const answer = await fetch(`${cockpit.origin}${path}`, { ...init, headers })
    const body: JsonValue = await answer.json()
    if (answer.ok) return body
    throw new CockpitError('refused', `${init.body ?? path}: ${textAt(body, 'error.message')}`)
  }
  const perform = async (...commands: readonly JsonObject[]) => {
    for (const command of commands)
      await ask('/demo/commands', { method: 'POST', body: JSON.stringify(command) })
  }
  const pass = (ms: number) => perform({ do: 'jump', ms })

  return {
    cockpit,
    perform,
    scenarios: async () =>
      listAt(await ask('/demo/state'), 'scenarios').map((one) => ({
        name: textAt(one, 'name'),
        namespace: textAt(one, 'namespace'),
        about: textAt(one, 'about'),
        path: `/c/demo/${textAt(one, 'namespace')}/${textAt(one, 'opens.resource')}/${textAt(one, 'opens.name')}`,
      })),
    pages: async () =>
      listAt(await ask('/demo/state'), 'pages').map((page) => ({
        state: textAt(page, 'state'),
        about: textAt(page, 'about'),
        path: textAt(page, 'path'),
        flag: textAt(page, 'flag'),
        commands: listAt(page, 'commands'),
      })),
    cluster: {
      ...api,
      apply: async (objects) => {
        await api.apply(objects)
        await pass(SOON_MS)
      },
      contextName: 'demo',
      kubeconfig,
      argo: null,
      killApiServer: () => perform({ do: 'fault', kind: 'outage' }),
      restartApiServer: () => perform({ do: 'fault', kind: 'none' }),
      // Its controllers live in the API server's own process and have never lost it.
      untilFollowed: async () => {},
    },
    [Symbol.asyncDispose]: async () => {
      await close()
      await cockpit[Symbol.asyncDispose]()
    },
  }
}

const accessOf = (kubeconfig: JsonValue) => ({
  server: textAt(kubeconfig, 'clusters.0.cluster.server'),
  ca: Buffer.from(textAt(kubeconfig, 'clusters.0.cluster.certificate-authority-data'), 'base64').toString(),
  token: String(at(kubeconfig, 'users.0.user.token')),
})
