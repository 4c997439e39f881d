import 'server-only'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { getEnv } from '../env.ts'
import { loadKubeconfig, requireContext } from '../kube/config.ts'
import { createKubeSource } from '../kube/source.ts'
import { type Cockpit, createCockpit } from './cockpit.ts'
import { realTimers } from './timers.ts'

// Next loads this module once per module graph (routes, instrumentation): what they share hangs on the process.
const place = Symbol.for('rollout-cockpit')

const held = (): Promise<Cockpit> | undefined => Reflect.get(globalThis, place)
const hold = (cockpit: Promise<Cockpit> | undefined) => Reflect.set(globalThis, place, cockpit)

/** The one cockpit of this process, made on first use; throws CockpitError `invalid` while the kubeconfig cannot be used. */
export function getCockpit(): Promise<Cockpit> {
  const known = held()
  if (known !== undefined) return known
  const opening = openCockpit()
  hold(opening)
  // A kubeconfig that is mended later must be found by the next request.
  opening.catch(() => hold(undefined))
  return opening
}

/** Ends every stream and every watch of this process; does nothing where none was ever started. */
export async function stopCockpit(): Promise<void> {
  const cockpit = await held()?.catch(() => undefined)
  cockpit?.stop()
}

async function openCockpit(): Promise<Cockpit> {
  const { kubeconfig, context, loopback, namespaces, readOnly, version, kubeEnv } = getEnv()
  const config = await loadKubeconfig({ kubeconfig, env: kubeEnv })
  const current = requireContext(config, context).name
  return createCockpit({
    clusters: config.contexts.map(({ name, server }) => ({ name, server, current: name === current })),
    unusable: config.unusable,
    // Paths of this machine, for terminals of this machine: whoever looks on from another has nothing from them and need not know them.
    kubeconfig: loopback ? config.named : [],
    createSource: (cluster) => createKubeSource(requireContext(config, cluster), { namespaces }),
    readOnly,
    version,
    now: () => Date.now(),
    timers: realTimers,
    tidy: giveMemoryBack,
  })
}

/** What a crowd needed is free when it has left, but nobody presses Node to give it back: here nobody waits for it. */
function giveMemoryBack(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')({ type: 'major', flavor: 'last-resort' })
}
