import { compareTexts } from '../rollouts/instants.ts'
import type { PodTemplate, ReplicaSet } from '../rollouts/model.ts'
import { groupPods, toSetView } from '../rollouts/replica-sets.ts'
import type { ReplicaSetView, Version } from '../rollouts/view.ts'
import type { Deployment } from '../rollouts/workload-model.ts'
import type { DeploymentGraph } from './graph.ts'
import { hashLabel, isGenerationObserved, revisionOf } from './revision.ts'

/** The ReplicaSets of a Deployment by the part they play. */
export interface Sets {
  /** Of the present template; null until there is one. */
  readonly newest: ReplicaSet | null
  /** The one among the others that has the most pods serving; null when none of them has pods. */
  readonly former: ReplicaSet | null
}

const sameTexts = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>) => {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key])
}

const imagesOf = ({ containers, initContainers }: PodTemplate) =>
  JSON.stringify([containers, initContainers].map((list) => list.map(({ name, image }) => [name, image])))

function sameTemplate(ofSet: PodTemplate, wanted: PodTemplate): boolean {
  const { [hashLabel]: _, ...labels } = ofSet.labels
  return (
    sameTexts(labels, wanted.labels) &&
    sameTexts(ofSet.annotations, wanted.annotations) &&
    imagesOf(ofSet) === imagesOf(wanted)
  )
}

/**
 * The ReplicaSet of the Deployment's template. The controller compares whole templates, of which only a part is known here; the revision that it
 * writes on both decides among those that look alike, and its count of updated pods tells of a paused Deployment whether there is one.
 * Mirrors kubernetes@v1.36.3 pkg/controller/deployment/util/deployment_util.go#L629
 */
function newestOf({ deployment, replicaSets }: DeploymentGraph): ReplicaSet | null {
  const alike = replicaSets.filter(({ template }) => sameTemplate(template, deployment.template))
  const revision = revisionOf(deployment.meta)
  const named = alike.find(({ meta }) => revision > 0 && revisionOf(meta) === revision)
  const found = named ?? (alike.length === 1 ? (alike[0] ?? null) : null)
  return found !== null && isAhead(deployment, found) ? null : found
}

/** Of a paused Deployment no ReplicaSet is made: its template has changed in what is not known here. */
const isAhead = (deployment: Deployment, { status }: ReplicaSet): boolean =>
  deployment.spec.paused &&
  isGenerationObserved(deployment) &&
  deployment.status.updatedReplicas === 0 &&
  deployment.status.replicas > 0 &&
  status.replicas > 0

const hasPods = ({ replicas, status }: ReplicaSet): boolean => (replicas ?? 1) > 0 || status.replicas > 0

const bySize = (a: ReplicaSet, b: ReplicaSet): number =>
  b.status.availableReplicas - a.status.availableReplicas ||
  b.status.replicas - a.status.replicas ||
  revisionOf(b.meta) - revisionOf(a.meta) ||
  compareTexts(a.meta.name, b.meta.name)

/** Which of the ReplicaSets is the new one, and which one stands for what was before. */
export function setsOf(graph: DeploymentGraph): Sets {
  const newest = newestOf(graph)
  const others = graph.replicaSets.filter((set) => set !== newest && hasPods(set))
  return { newest, former: others.toSorted(bySize)[0] ?? null }
}

/** Old pods are being replaced, or the template has no ReplicaSet yet. */
export const isUpdating = ({ newest, former }: Sets): boolean => newest === null || former !== null

function versionOf(set: ReplicaSet, sets: Sets): Version {
  if (set === sets.newest) return isUpdating(sets) ? 'next' : 'stable'
  return set === sets.former ? 'stable' : 'old'
}

/** The ReplicaSets with their pods, newest revision first. */
export function toReplicaSetViews(graph: DeploymentGraph, sets: Sets): readonly ReplicaSetView[] {
  const podsOf = groupPods(graph.pods, graph.replicaSets)
  return graph.replicaSets
    .map((set) =>
      toSetView(set, podsOf.get(set.meta.uid) ?? [], {
        revision: revisionOf(set.meta),
        hash: set.meta.labels[hashLabel] ?? '',
        version: versionOf(set, sets),
        roles: [],
      }),
    )
    .sort((a, b) => b.revision - a.revision || compareTexts(a.name, b.name))
}
