import type { Clock } from '../clock.ts'
import { applyWrite } from '../controllers/loop.ts'
import type { StoreEvent } from '../objects/history.ts'
import type { KubeObject } from '../objects/object.ts'
import { refusalOf } from '../objects/refusal.ts'
import type { Store } from '../objects/store.ts'
import type { PodTimes } from './behaviour.ts'
import { nextMove } from './moves.ts'

/** The address of the nth pod of a cluster. */
const addressOf = (nth: number): string => `10.${244 + ((nth >> 16) & 7)}.${(nth >> 8) & 255}.${nth & 255}`

/** The addresses of pods by their uid, the same as long as a pod lives. */
export function createAddresses() {
  const known = new Map<string, string>()
  let pods = 0
  return {
    of: (uid: string): string => {
      const address = known.get(uid) ?? addressOf(++pods)
      known.set(uid, address)
      return address
    },
    forget: (uid: string): void => void known.delete(uid),
  }
}

/** Does one piece of work after the other, with this many milliseconds between two. */
function createWorkQueue(clock: Clock, apart: number) {
  const queue: (() => void)[] = []
  let busy = false
  let stop: () => void = () => undefined
  const work = () => {
    queue.shift()?.()
    busy = apart > 0 || queue.length > 0
    if (busy) stop = clock.after(apart, () => (queue.length > 0 ? work() : rest()))
  }
  const rest = () => {
    busy = false
  }
  return {
    add: (piece: () => void): void => {
      queue.push(piece)
      if (!busy) work()
    },
    stop: () => stop(),
  }
}

interface Node {
  readonly store: Store
  readonly clock: Clock
  readonly times: PodTimes
}

/** Does a pod's move; the answer is the pod where it has become one with another move meanwhile. */
function makeMove(
  { store, clock, times }: Node,
  { metadata }: KubeObject,
  name: string,
  address: (uid: string) => string,
): KubeObject | null {
  const pod = store.get('pods', metadata.namespace ?? null, metadata.name)
  if (pod?.metadata.uid !== metadata.uid) return null
  const move = nextMove(pod, times)
  if (move?.name !== name) return pod
  try {
    for (const write of move.writes(clock.now(), address(metadata.uid))) {
      applyWrite(store, clock.now(), 'kubelet', write)
    }
  } catch (error) {
    // The namespace or the pod is on its way out.
    if (refusalOf(error) === null) throw error
  }
  return null
}

/** Lets all pods of a store live, from their scheduling to their end, until the answer is called. */
export function runKubelet(
  store: Store,
  clock: Clock,
  times: PodTimes,
  addresses = createAddresses(),
): () => void {
  const pending = new Map<string, { readonly move: string; readonly stop: () => void }>()
  const queue = createWorkQueue(clock, times.apart)
  const forget = (uid: string) => {
    pending.get(uid)?.stop()
    pending.delete(uid)
  }
  const plan = (pod: KubeObject) => {
    const { uid } = pod.metadata
    const move = nextMove(pod, times)
    if (pending.get(uid)?.move === move?.name) return
    forget(uid)
    if (move === null) return
    const stop = clock.after(move.after, () =>
      queue.add(() => {
        // Until its turn it stays pending: a pod that only grew older in the meantime must not queue twice.
        if (pending.get(uid) !== planned) return
        pending.delete(uid)
        const changed = makeMove({ store, clock, times }, pod, move.name, addresses.of)
        if (changed) plan(changed)
      }),
    )
    const planned = { move: move.name, stop }
    pending.set(uid, planned)
  }
  const follow = ({ type, resource, object }: StoreEvent) => {
    if (resource !== 'pods') return
    if (type !== 'DELETED') return plan(object)
    forget(object.metadata.uid)
    addresses.forget(object.metadata.uid)
  }
  for (const pod of store.list('pods')) plan(pod)
  const unsubscribe = store.subscribe(follow)
  return () => {
    unsubscribe()
    queue.stop()
    for (const uid of [...pending.keys()]) forget(uid)
  }
}
