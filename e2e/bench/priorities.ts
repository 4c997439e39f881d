import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import type { Cluster } from '../cluster/cluster.ts'

const unchanged = ['etcd', 'kube-apiserver', 'node']

/**
 * Controllers, scheduler and kubelets of a real cluster do not take the cores of the API server, nor of a dashboard.
 * Here all share a few: whatever is not measured, nor the road to it, yields. Linux only, as all figures of processes.
 */
export function yieldToTheMeasured(cluster: Cluster): void {
  for (const pid of cluster.pids()) {
    if (unchanged.includes(readFileSync(`/proc/${pid}/comm`, 'utf8').trim())) continue
    // A priority is one thread's; those that come inherit it.
    for (const thread of readdirSync(`/proc/${pid}/task`))
      setPriority(Number(thread), constants.priority.PRIORITY_LOW)
    // Where each session has its share of the processors (sched(7), autogroups), threads yield to those of their own session only.
    const group = `/proc/${pid}/autogroup`
    if (existsSync(group)) writeFileSync(group, String(constants.priority.PRIORITY_LOW))
  }
}
