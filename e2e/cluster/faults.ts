import type { Api } from './api.ts'
import type { Component } from './components.ts'
import type { Programs } from './programs.ts'
import { isHealthy } from './start.ts'
import { until } from './waits.ts'

export interface Faults {
  /** kill -9; back when the process is gone and its port is free. */
  killApiServer(): Promise<void>
  /** Starts it on the same data and port, after killing it where it still runs; back when it serves Rollouts. */
  restartApiServer(): Promise<void>
  /** Stops a component in its tracks: connections stay open, nothing is answered. */
  freeze(component: Component): Promise<void>
  thaw(component: Component): Promise<void>
}

/** What can be done to a running cluster. */
export function createFaults(programs: Programs, api: Api, server: string): Faults {
  const killApiServer = () => programs.kill('kube-apiserver')
  return {
    killApiServer,
    restartApiServer: async () => {
      await killApiServer()
      await programs.start('kube-apiserver')
      await programs.untilAnswers('kube-apiserver', () => isHealthy(`${server}/readyz`))
      // Ready is said before the caches of custom resources are filled; until then their lists answer with 429.
      await until(
        'Rollouts are served again',
        async () =>
          (await api.request('GET', '/apis/argoproj.io/v1alpha1/rollouts?limit=1&resourceVersion=0')).status,
        (status) => status === 200,
      )
    },
    freeze: (component) => programs.signal(component, 'SIGSTOP'),
    thaw: (component) => programs.signal(component, 'SIGCONT'),
  }
}
