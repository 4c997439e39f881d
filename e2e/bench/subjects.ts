import { randomBytes } from 'node:crypto'
import { streamApi } from '../../lib/paths.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { startCockpit } from '../server/cockpit.ts'
import { place } from './load.ts'

/** A server under measurement, running. */
export interface Subject {
  readonly pid: number
  readonly origin: string
  readonly token: string
  readonly stream: { readonly url: string; readonly headers: Readonly<Record<string, string>> }
  /** What stands once in the stream for each Rollout of the full list. */
  readonly item: string
  stop(): Promise<void>
}

export const subjectNames = ['cockpit', 'plugin'] as const
export type SubjectName = (typeof subjectNames)[number]

/** Starts a subject on the cluster; it answers when this resolves. */
export const startSubject = (name: SubjectName, cluster: Cluster, folder: string): Promise<Subject> =>
  name === 'cockpit' ? cockpit(cluster, folder) : plugin(cluster)

async function cockpit(cluster: Cluster, folder: string): Promise<Subject> {
  const token = randomBytes(16).toString('hex')
  const running = await startCockpit({
    args: ['--kubeconfig', cluster.kubeconfig],
    env: { COCKPIT_TOKEN: token },
    folder,
  })
  return {
    pid: running.child.pid ?? 0,
    origin: running.origin,
    token,
    stream: {
      url: `${running.origin}${streamApi(cluster.contextName, true, [])}`,
      headers: { authorization: `Bearer ${token}` },
    },
    item: '"uid":"',
    stop: async () => running[Symbol.asyncDispose](),
  }
}

async function plugin(cluster: Cluster): Promise<Subject> {
  const { url, pid, stop } = await cluster.startDashboard(place)
  return {
    pid,
    origin: new URL(url).origin,
    token: '',
    stream: { url: `${url}/api/v1/rollouts/${place}/info/watch`, headers: {} },
    item: '"rolloutInfo":{',
    stop,
  }
}
