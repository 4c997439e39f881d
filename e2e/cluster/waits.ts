import { setTimeout as delay } from 'node:timers/promises'
import { CockpitError } from '../../lib/errors.ts'
import type { Api } from './api.ts'
import { at, type JsonObject, type JsonValue, listAt, textAt } from './json.ts'

export interface ObjectRef {
  readonly namespace: string
  readonly name: string
}

const POLL_MS = 50
const DEFAULT_LIMIT_MS = 30_000
/** Enough of the last seen value to understand a time-out, little enough to read it. */
const SHOWN_CHARACTERS = 2_000

/**
 * Asks again and again until the answer is accepted, and gives it back. A probe that throws counts as an answer
 * that is not accepted: what is waited for is often the end of a fault.
 */
export async function until<T>(
  what: string,
  probe: () => Promise<T> | T,
  accept: (answer: T) => boolean,
  limitMs: number = DEFAULT_LIMIT_MS,
): Promise<T> {
  const deadline = performance.now() + limitMs
  let seen = 'nothing'
  do {
    try {
      const answer = await probe()
      if (accept(answer)) return answer
      seen = shown(answer)
    } catch (error) {
      seen = String(error)
    }
    await delay(POLL_MS)
  } while (performance.now() < deadline)
  throw new CockpitError('unexpected', `Waited ${limitMs / 1000} s until ${what}; last seen: ${seen}`)
}

/** Of objects of the cluster what is waited for stands in the status; the long rest is left out. */
function shown(answer: unknown): string {
  const brief = (key: string, value: unknown) =>
    key === 'managedFields' || key === 'spec' ? undefined : value
  return (JSON.stringify(answer, brief, 1) ?? 'undefined').slice(0, SHOWN_CHARACTERS)
}

/** The address of a Rollout. */
export function rolloutPath({ namespace, name }: ObjectRef): string {
  return `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/rollouts/${name}`
}

/** Waits until a Rollout that the controller has seen in its present form is accepted. */
export async function untilRollout(
  api: Pick<Api, 'get'>,
  ref: ObjectRef,
  what: string,
  accept: (rollout: JsonValue) => boolean,
  limitMs?: number,
): Promise<JsonValue> {
  const probe = () => api.get(rolloutPath(ref))
  const observed = (rollout: JsonValue) =>
    // A string in a Rollout's status, a number in its metadata.
    textAt(rollout, 'status.observedGeneration') === String(at(rollout, 'metadata.generation'))
  return until(
    `Rollout ${ref.namespace}/${ref.name} ${what}`,
    probe,
    (one) => observed(one) && accept(one),
    limitMs,
  )
}

/** Waits for `status.phase`, and for `status.message` where one is given. */
export async function untilPhase(
  api: Pick<Api, 'get'>,
  ref: ObjectRef,
  phase: 'Healthy' | 'Progressing' | 'Paused' | 'Degraded',
  message?: string,
  limitMs?: number,
): Promise<JsonValue> {
  const accept = (rollout: JsonValue) =>
    textAt(rollout, 'status.phase') === phase &&
    (message === undefined || textAt(rollout, 'status.message').includes(message))
  return untilRollout(api, ref, `is ${phase}${message === undefined ? '' : ` (${message})`}`, accept, limitMs)
}

/** Waits until the Pods that a label selector finds are accepted; terminating ones are among them. */
export async function untilPods(
  api: Pick<Api, 'get'>,
  namespace: string,
  selector: string,
  what: string,
  accept: (pods: readonly JsonObject[]) => boolean,
  limitMs?: number,
): Promise<readonly JsonObject[]> {
  const path = `/api/v1/namespaces/${namespace}/pods?labelSelector=${encodeURIComponent(selector)}`
  const probe = async () => listAt(await api.get(path), 'items')
  return until(`the Pods of ${namespace} with ${selector} ${what}`, probe, accept, limitMs)
}

/** Waits until an account may, or may no longer, do something: the API server hears of its own roles by a watch. */
export async function untilAllowed(
  api: Pick<Api, 'create'>,
  { namespace, name }: ObjectRef,
  resourceAttributes: JsonObject,
  allowed = true,
): Promise<void> {
  const review = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SubjectAccessReview',
    spec: { user: `system:serviceaccount:${namespace}:${name}`, resourceAttributes },
  }
  await until(
    `${namespace}/${name} may${allowed ? '' : ' not'} ${textAt(resourceAttributes, 'verb')} ${textAt(resourceAttributes, 'resource')}`,
    () => api.create('/apis/authorization.k8s.io/v1/subjectaccessreviews', review),
    (answer) => at(answer, 'status.allowed') === allowed,
  )
}
