import { setTimeout as delay } from 'node:timers/promises'
import { instantOf } from '../../../lib/demo/controllers/facts.ts'
import { isJsonObject, type Json, textAt as textOf } from '../../../lib/demo/objects/json.ts'
import { apiVersionOf, kindOf, type ResourceName } from '../../../lib/demo/objects/kinds.ts'
import type { KubeObject } from '../../../lib/demo/objects/object.ts'
import { blue, deployment, rollout } from '../../../lib/demo/scenarios/podinfo.ts'
import { createDrawing, drawnOf } from '../../../lib/demo/testing/drawing.ts'
import { likenedResources, likenessOf } from '../../../lib/demo/testing/likeness.ts'
import { nameOf, type Play, type Step } from '../../../lib/demo/testing/plays/step.ts'
import { eventLines, isCut, type Recording } from '../../../lib/demo/testing/recording.ts'
import { createTrace, linesOf, type Trace } from '../../../lib/demo/testing/trace.ts'
import { CockpitError } from '../../../lib/errors.ts'
import { planAction } from '../../../lib/rollouts/plans.ts'
import { parseRollout } from '../../../lib/wire/parse.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { type JsonObject, type JsonValue, listAt, textAt } from '../../cluster/json.ts'
import { until } from '../../cluster/waits.ts'
import type { Chronicle } from './chronicle.ts'

/** A real control plane, and what is written to it. */
export interface Studio {
  readonly cluster: Cluster
  readonly chronicle: Chronicle
}

/** Something done, before the write with this version. */
interface Mark {
  readonly version: number
  readonly what: string
}

const LIMIT_MS = 120_000
/** Who waits so long waits for rest, which a busy machine comes to later. */
const REST_MS = 3_000
/** Nothing is written for so long once there is rest. */
const QUIET_MS = 1_500

/** Gives a play on a real control plane and answers what was to be seen. */
export async function recordPlay(studio: Studio, play: Play): Promise<Recording> {
  const { cluster, chronicle } = studio
  const { namespace } = play
  const began = performance.now()
  const marks: Mark[] = []
  for (const step of play.steps) {
    if ('passMs' in step) {
      await delay(step.passMs)
      const quiet = () => chronicle.quietMs(namespace)
      if (step.passMs >= REST_MS) await until(`${namespace} rests`, quiet, (ms) => ms >= QUIET_MS, LIMIT_MS)
    } else if ('at' in step) await delay(1000 - (Date.now() % 1000))
    else if ('until' in step) {
      const status = () => {
        const detail = drawnOf(chronicle.objects(namespace), play)
        return detail === null ? '' : linesOf(detail).status
      }
      await until(`${namespace} says ${step.until}`, status, (line) => line.startsWith(step.until), LIMIT_MS)
    } else {
      const versions = await perform(studio, play, step)
      marks.push({ version: versions[0] ?? 0, what: nameOf(step) ?? '' })
      const { kind } = play
      const heard = () =>
        Number(chronicle.objects(namespace).get(kind, namespace, 'frontend')?.metadata.resourceVersion ?? 0)
      // What is waited for next must not be what stood there before.
      if (seesWorkload(play, step)) {
        await until(`${namespace} shows what was done`, heard, (version) => version >= (versions.at(-1) ?? 0))
      }
    }
  }
  const ended = performance.now()
  const objects = await Promise.all(likenedResources.map((resource) => listOf(cluster, resource, namespace)))
  const events = await eventsSoFar(cluster, play)
  return {
    ...traceOf(studio, play, marks, began, ended),
    events: eventLines(events),
    eventsCut: isCut(events),
    objects: likenessOf(objects.flat()),
  }
}

type Deed = Exclude<
  Step,
  { readonly passMs: number } | { readonly at: 'second' } | { readonly until: string }
>

/** Whether what is done is a write to the workload itself. */
const seesWorkload = ({ kind: resource }: Play, step: Deed): boolean =>
  'apply' in step ? step.apply.some(({ kind }) => kind === kindOf(resource).kind) : !('delete' in step)

/** Does it, and answers the versions of what was written. */
async function perform({ cluster, chronicle }: Studio, play: Play, step: Deed): Promise<readonly number[]> {
  const { kind, namespace } = play
  const path = `${collectionOf(kind, namespace)}/frontend`
  const write = async (subresource: string | null, body: JsonValue) =>
    versionOf(await cluster.patch(subresource === null ? path : `${path}/${subresource}`, body))
  if ('patch' in step) return [await write(null, step.patch)]
  if ('delete' in step) {
    await cluster.request('DELETE', path)
    const version = await versionOfEnd(chronicle, play)
    // The collector of garbage of a young cluster does not know of Rollouts before it has looked for new kinds.
    const pods = () => chronicle.objects(namespace).list('pods', namespace)
    await until(`${namespace} is left by the pods`, pods, ({ length }) => length === 0, LIMIT_MS)
    return [version]
  }
  if ('restart' in step) return [await write(null, { spec: { restartAt: instantOf(Date.now()) } })]
  if ('act' in step) {
    const workload = chronicle.objects(namespace).get(kind, namespace, 'frontend')
    const versions: number[] = []
    for (const { subresource, body } of planAction(step.act, parseRollout(workload)))
      versions.push(await write(subresource, JSON.parse(JSON.stringify(body))))
    return versions
  }
  const versions: number[] = []
  for (const object of step.apply) versions.push(versionOf(await applyOne(cluster, object)))
  return versions
}

/** The version at which the workload went, once that was heard of. */
async function versionOfEnd({ changes }: Chronicle, { kind, namespace }: Play): Promise<number> {
  const end = () =>
    changes(namespace).findLast(({ resource, gone }) => gone && resource === kind)?.version ?? 0
  return until(`${kind} ${namespace}/frontend is gone`, end, (version) => version > 0, LIMIT_MS)
}

/** Applies as `kubectl apply --server-side` does, and answers what is stored then: a look at it later might see more. */
async function applyOne(cluster: Cluster, object: JsonObject): Promise<JsonValue> {
  const path = `${await cluster.pathOf(object)}?fieldManager=cockpit-test&force=true`
  const { status, body } = await cluster.request('PATCH', path, object, 'application/apply-patch+yaml')
  if (status >= 400)
    throw new CockpitError('refused', `${path} was answered with ${status}: ${JSON.stringify(body)}`)
  return body
}

/** The version of an object, by which writes are ordered. */
export const versionOf = (object: JsonValue): number => Number(textAt(object, 'metadata.resourceVersion'))

function collectionOf(resource: ResourceName, namespace: string): string {
  const kind = kindOf(resource)
  return `${kind.group === '' ? '/api' : '/apis'}/${apiVersionOf(kind)}/namespaces/${namespace}/${resource}`
}

async function listOf(
  cluster: Cluster,
  resource: ResourceName,
  namespace: string,
): Promise<readonly KubeObject[]> {
  const { kind } = kindOf(resource)
  const apiVersion = apiVersionOf(kindOf(resource))
  return listAt(await cluster.get(collectionOf(resource, namespace)), 'items')
    .map((item): Json => ({ ...item, kind, apiVersion }))
    .filter(isKubeObject)
}

const isKubeObject = (value: Json): value is KubeObject => isJsonObject(value) && isJsonObject(value.metadata)

const LAST = 'the-last'

/**
 * All Events of a play. They are written behind the controllers' backs and in their order, so those of a workload that comes last are waited
 * for: one that is told of by each controller.
 */
async function eventsSoFar(cluster: Cluster, { kind, namespace }: Play): Promise<readonly KubeObject[]> {
  const setting = { name: LAST, app: LAST, namespace, replicas: 1, version: blue }
  await cluster.apply([kind === 'rollouts' ? rollout(setting, { canary: {} }) : deployment(setting)])
  const reasons = kind === 'rollouts' ? ['RolloutAddedToInformer'] : ['ScalingReplicaSet']
  const isLast = (event: KubeObject) => textOf(event, 'involvedObject', 'name').startsWith(LAST)
  const events = await until(
    `the Events of ${namespace} are written`,
    () => listOf(cluster, 'events', namespace),
    (all) =>
      [...reasons, 'SuccessfulCreate'].every((reason) =>
        all.some((event) => isLast(event) && textOf(event, 'reason') === reason),
      ),
    LIMIT_MS,
  )
  return events.filter((event) => !isLast(event))
}

/** Goes through the writes in their order, and looks after each. */
function traceOf(
  { chronicle }: Studio,
  play: Play,
  marks: readonly Mark[],
  began: number,
  ended: number,
): Trace {
  let now = began
  const trace = createTrace(() => now)
  const drawing = createDrawing()
  const waiting = [...marks]
  for (const change of chronicle.changes(play.namespace)) {
    now = Math.max(now, change.at)
    while (waiting[0] !== undefined && waiting[0].version <= change.version)
      trace.mark(waiting.shift()?.what ?? '')
    drawing.note(change)
    const detail = drawing.draw(play)
    if (detail) trace.see(detail)
  }
  for (const { what } of waiting) trace.mark(what)
  now = Math.max(now, ended)
  return trace.trace()
}
