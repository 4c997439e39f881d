import type { Api } from './api.ts'
import type { Component } from './components.ts'
import type { Programs } from './programs.ts'
import { canaryRollout } from './scenarios/rollouts.ts'
import { isHealthy } from './start.ts'
import { rolloutPath, until, untilPhase } from './waits.ts'

/** client-go rests for 30 s and up to as much again after a long absence (cache/reflector.go). */
const followedWithinMs = 120_000

export interface Faults {
  /** kill -9; back when the process is gone and its port is free. */
  killApiServer(): Promise<void>
  /** Starts it on the same data and port, after killing it where it still runs; back when it serves Rollouts. */
  restartApiServer(): Promise<void>
  /**
   * Back when all who work on Rollouts have found the API server again. They ask for it ever more rarely while it is away; a Rollout becomes
   * healthy once all of them follow it.
   */
  untilFollowed(): Promise<void>
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
    untilFollowed: async () => {
      const probe = { namespace: 'default', name: 'api-server-is-back' }
      try {
        await api.apply([canaryRollout(probe)])
        await untilPhase(api, probe, 'Healthy', undefined, followedWithinMs)
      } finally {
        await api.remove(rolloutPath(probe))
      }
    },
    freeze: (component) => programs.signal(component, 'SIGSTOP'),
    thaw: (component) => programs.signal(component, 'SIGCONT'),
  }
}
