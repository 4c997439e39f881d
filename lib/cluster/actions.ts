import { CockpitError } from '../errors.ts'
import type { Instant, Meta } from '../rollouts/model.ts'
import type { Patch } from '../rollouts/patch.ts'
import { childOf, rootOf, textOf } from '../wire/read.ts'
import type { ClusterSource, Resource } from './source.ts'
import type { Prepared } from './subjects/deed.ts'
import { type DeploymentDeed, prepareDeployment } from './subjects/deployment-deeds.ts'
import { prepareRollout, type RolloutDeed } from './subjects/rollout-deeds.ts'
import type { At } from './subjects/subject.ts'

/** The API server took it; what the controller makes of it comes by the stream. */
export interface Accepted {
  readonly accepted: true
  /** Of the object that resulted. */
  readonly resourceVersion: string
}

/** What somebody has confirmed: one action of a kind, on the object in the state that they looked at. */
export type Deed = RolloutDeed | DeploymentDeed

export interface Actions {
  /** Does one action on the object that was looked at; throws CockpitError `conflict` when that object has moved. */
  run(at: At, deed: Deed): Promise<Accepted>
}

interface ActionDeps {
  readonly source: Pick<ClusterSource, 'get' | 'patch'>
  readonly readOnly: boolean
  /** Milliseconds since the epoch. */
  now(): number
  /** Told of a namespace in which the API server refused what was thought allowed. */
  refused(namespace: string): void
}

/** Runs actions so that a double click is one: the same action on the same state, while under way, is the same promise. */
export function createActions({ source, readOnly, now, refused }: ActionDeps): Actions {
  const underWay = new Map<string, Promise<Accepted>>()

  function prepare(at: At, deed: Deed): Promise<Prepared> {
    switch (deed.resource) {
      case 'rollouts':
        return prepareRollout(source, at, deed)
      case 'deployments':
        return prepareDeployment(source, at, deed, secondOf(now()))
    }
  }

  async function perform(at: At, deed: Deed): Promise<Accepted> {
    const { meta, patches } = await prepare(at, deed)
    return { accepted: true, resourceVersion: await patchAll(source, deed.resource, meta, patches) }
  }

  return {
    async run({ namespace, name }, deed) {
      if (readOnly) throw new CockpitError('forbidden', 'This cockpit is read-only.')
      const word = JSON.stringify([namespace, name, deed])
      const same = underWay.get(word)
      if (same !== undefined) return same
      const performing = perform({ namespace, name }, deed)
      underWay.set(word, performing)
      try {
        return await performing
      } catch (error) {
        if (forbids(error)) refused(namespace)
        throw error
      } finally {
        underWay.delete(word)
      }
    },
  }
}

/** An instant as Kubernetes writes it, to the second. */
const secondOf = (now: number): Instant => new Date(now).toISOString().replace(/\.\d+Z$/, 'Z')

/** The second half of an action, too. */
const forbids = (error: unknown): boolean =>
  error instanceof CockpitError && (error.kind === 'forbidden' || forbids(error.cause))

/**
 * In order. The first carries the version that was read, so that nobody's change in between is built upon unseen; the next cannot, because
 * the controller answers the first with writes of its own.
 */
async function patchAll(
  source: ActionDeps['source'],
  resource: Resource,
  meta: Meta,
  patches: readonly Patch[],
): Promise<string> {
  let { resourceVersion } = meta
  for (const [index, patch] of patches.entries()) {
    try {
      const precondition = index === 0 ? meta.resourceVersion : null
      const answer = await source.patch(resource, meta.namespace, meta.name, patch, precondition)
      resourceVersion = textOf(childOf(rootOf(answer), 'metadata'), 'resourceVersion')
    } catch (error) {
      throw index === 0 ? error : half(error, index, patches.length)
    }
  }
  return resourceVersion
}

/** Half an action is told as such, and under no kind that means that nothing was done: what was accepted stays. */
function half(error: unknown, done: number, of: number): unknown {
  if (!(error instanceof CockpitError)) return error
  const message = `Only ${done} of ${of} changes was accepted; the next one was not: ${error.message}`
  return new CockpitError('unexpected', message, { cause: error })
}
