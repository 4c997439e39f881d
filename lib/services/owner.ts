import type { Meta, Pod, ReplicaSet } from '../rollouts/model.ts'
import { hashOf, revisionOf } from '../rollouts/revision.ts'

/** What makes the pods: a Deployment, a Rollout, a StatefulSet, …, or a pod that nobody made. */
export interface Maker {
  readonly uid: string
  readonly kind: string
  readonly name: string
}

/** The workload of a pod and which of its revisions it is. */
export interface Origin {
  /** One text per workload and revision. */
  readonly key: string
  readonly maker: Maker
  /** Of a Rollout or a Deployment; null where revisions are not numbered. */
  readonly revision: number | null
  /** The hash that tells the revision; empty where there is none. */
  readonly hash: string
}

const managing = ({ owners }: Meta) => owners.find(({ controller }) => controller) ?? owners[0]

const self = (kind: string, { uid, name }: Meta): Maker => ({ uid, kind, name })

/** The key of where a pod comes from, which is told by the pod alone: its owner, and the hash that a StatefulSet or a DaemonSet writes on it. */
export function originKeyOf({ meta }: Pod): string {
  const owner = managing(meta)
  if (owner === undefined) return meta.uid
  const hash = revisionHashOf(meta)
  return hash === '' || owner.kind === 'ReplicaSet' ? owner.uid : `${owner.uid} ${hash}`
}

const revisionHashOf = ({ labels }: Meta): string => labels['controller-revision-hash'] ?? ''

/** Where a pod comes from: its ReplicaSet and that one's owner, else its own owner, else itself. */
export function originOf(pod: Pod, replicaSets: ReadonlyMap<string, ReplicaSet>): Origin {
  const { meta } = pod
  const owner = managing(meta)
  const key = originKeyOf(pod)
  if (owner === undefined) return { key, maker: self('Pod', meta), revision: null, hash: '' }
  const replicaSet = owner.kind === 'ReplicaSet' ? replicaSets.get(owner.uid) : undefined
  if (replicaSet !== undefined) return originOfReplicaSet(replicaSet)
  const { uid, kind, name } = owner
  return { key, maker: { uid, kind, name }, revision: null, hash: revisionHashOf(meta) }
}

/** Where the pods of a ReplicaSet come from. */
export function originOfReplicaSet({ meta }: ReplicaSet): Origin {
  const owner = managing(meta)
  const maker = owner === undefined ? self('ReplicaSet', meta) : { ...owner }
  return {
    key: meta.uid,
    maker: { uid: maker.uid, kind: maker.kind, name: maker.name },
    revision: numberedRevision(meta) || null,
    hash: hashOf(meta) || (meta.labels['pod-template-hash'] ?? ''),
  }
}

function numberedRevision(meta: Meta): number {
  const written = meta.annotations['deployment.kubernetes.io/revision'] ?? ''
  return revisionOf(meta) || (/^\d{1,9}$/.test(written) ? Number(written) : 0)
}
