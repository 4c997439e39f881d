import type { Access } from '../cluster/source.ts'
import { type Rights, unknownRights } from '../stream/protocol.ts'

export interface NamespaceRights {
  /** What is known now, without asking. */
  of(namespace: string): Rights
  /** Asks where nothing is known or the answer is older than a minute; never rejects. */
  ask(namespace: string): Promise<Rights>
  /** The next `ask` asks again, e.g. after the API server refused what was thought to be allowed. */
  forget(namespace: string): void
}

interface Inquiry {
  canI(access: Access): Promise<boolean | null>
  /** Milliseconds since the epoch. */
  now(): number
  /** Told when an answer differs from what was known. */
  changed(namespace: string): void
}

type Right = keyof Rights

/** What each right is at the API server. */
const asked: Readonly<Record<Right, Pick<Access, 'verb' | 'group' | 'resource' | 'subresource'>>> = {
  patchRollout: { verb: 'patch', group: 'argoproj.io', resource: 'rollouts', subresource: null },
  patchStatus: { verb: 'patch', group: 'argoproj.io', resource: 'rollouts', subresource: 'status' },
  patchDeployment: { verb: 'patch', group: 'apps', resource: 'deployments', subresource: null },
  scaleDeployment: { verb: 'patch', group: 'apps', resource: 'deployments', subresource: 'scale' },
  scaleRollout: { verb: 'patch', group: 'argoproj.io', resource: 'rollouts', subresource: 'scale' },
  getServiceProxy: { verb: 'get', group: '', resource: 'services', subresource: 'proxy' },
}

const validMs = 60_000
const keptMs = 10 * validMs

const same = (a: Rights, b: Rights) => JSON.stringify(a) === JSON.stringify(b)

/** Keeps, per namespace and for a minute, what the identity in use may do to Rollouts, Deployments and Services. */
export function createRights({ canI, now, changed }: Inquiry): NamespaceRights {
  const known = new Map<string, { readonly rights: Rights; readonly askedAt: number }>()
  const asking = new Map<string, Promise<Rights>>()
  const of = (namespace: string) => known.get(namespace)?.rights ?? unknownRights

  async function may(namespace: string, right: Right): Promise<boolean | null> {
    try {
      return await canI({ ...asked[right], namespace })
    } catch {
      // Not being able to ask is an answer of its own: unknown, and the API server decides in the end.
      return null
    }
  }

  async function inquire(namespace: string): Promise<Rights> {
    const [patchRollout, patchStatus, patchDeployment, scaleDeployment, scaleRollout, getServiceProxy] =
      await Promise.all([
        may(namespace, 'patchRollout'),
        may(namespace, 'patchStatus'),
        may(namespace, 'patchDeployment'),
        may(namespace, 'scaleDeployment'),
        may(namespace, 'scaleRollout'),
        may(namespace, 'getServiceProxy'),
      ])
    return {
      patchRollout,
      patchStatus,
      patchDeployment,
      scaleDeployment,
      scaleRollout,
      getServiceProxy,
    }
  }

  function note(namespace: string, rights: Rights) {
    const before = of(namespace)
    forgetOld()
    known.set(namespace, { rights, askedAt: now() })
    asking.delete(namespace)
    if (!same(before, rights)) changed(namespace)
  }

  /** What nobody has asked for in a while is not kept: anybody may name any number of namespaces. */
  function forgetOld() {
    for (const [namespace, { askedAt }] of known)
      if (Math.abs(now() - askedAt) >= keptMs) known.delete(namespace)
  }

  return {
    of,
    ask(namespace) {
      const fresh = known.get(namespace)
      // However far the clock was set meanwhile, forwards or back.
      if (fresh !== undefined && Math.abs(now() - fresh.askedAt) < validMs)
        return Promise.resolve(fresh.rights)
      const pending = asking.get(namespace)
      if (pending !== undefined) return pending
      const answer: Promise<Rights> = inquire(namespace).then((rights) => {
        // What was forgotten meanwhile tells who has asked, and nobody after.
        if (asking.get(namespace) === answer) note(namespace, rights)
        return rights
      })
      asking.set(namespace, answer)
      return answer
    },
    forget(namespace) {
      asking.delete(namespace)
      const last = known.get(namespace)
      if (last !== undefined) known.set(namespace, { ...last, askedAt: Number.NEGATIVE_INFINITY })
    },
  }
}
