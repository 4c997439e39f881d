import { planAction } from '../../rollouts/plans.ts'
import type { Action } from '../../rollouts/view.ts'
import { parseRollout } from '../../wire/parse.ts'
import { applyMergePatch } from '../api/patches/merge-patch.ts'
import { isJsonObject, type Json, type JsonObject, objectAt } from '../objects/json.ts'
import type { KubeObject } from '../objects/object.ts'
import type { Store } from '../objects/store.ts'

/** Acts on a Rollout as a person with the plugin does: the same patches in the same order. Nothing happens where there is no such Rollout. */
export function act(store: Store, action: Action, namespace: string, name: string): void {
  const first = store.get('rollouts', namespace, name)
  if (first === undefined) return
  for (const { subresource, body } of planAction(action, parseRollout(first))) {
    const object = store.get('rollouts', namespace, name) ?? first
    const patch: Json = JSON.parse(JSON.stringify(body))
    const patched = applyMergePatch(object, patch)
    if (!isJsonObject(patched)) continue
    const { spec = {}, status = {} } = patched
    store.update('rollouts', { ...object, spec, status }, subresource === 'status' ? 'status' : 'spec')
  }
}

/** Writes the status of a Rollout as its own controller does. Nothing happens where there is no such Rollout. */
export function report(
  store: Store,
  reports: (status: JsonObject, rollout: KubeObject) => JsonObject,
  namespace: string,
  name: string,
): void {
  const object = store.get('rollouts', namespace, name)
  if (object === undefined) return
  store.update('rollouts', { ...object, status: reports(objectAt(object.status), object) }, 'status')
}
