import { imageProblem, replicasProblem } from '@/lib/deployments/verdicts.ts'
import type {
  DeploymentAction,
  DeploymentDetail,
  DeploymentOrder,
  RevisionEntry,
} from '@/lib/deployments/view.ts'

/** What stands in the fields of a card. */
export interface Draft {
  readonly container: string
  readonly image: string
  /** As typed. */
  readonly replicas: string
  readonly revision: number
}

/** The revisions that can be gone back to, newest first. */
export const earlier = ({ history }: DeploymentDetail): readonly RevisionEntry[] =>
  history.filter(({ current }) => !current)

/** What the fields hold first: what is there now, and the revision that kubectl would go back to. */
export function draftOf(detail: DeploymentDetail): Draft {
  const [first] = detail.containers
  return {
    container: first?.name ?? '',
    image: first?.image ?? '',
    replicas: `${detail.window.desired}`,
    revision: earlier(detail)[0]?.number ?? 0,
  }
}

const wholeOf = (text: string): number => (/^\d{1,10}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN)

/** The order as the fields have it; null where they make none. */
export function orderOf(
  action: DeploymentAction,
  draft: Draft,
  detail: DeploymentDetail,
): DeploymentOrder | null {
  switch (action) {
    case 'pause':
    case 'resume':
    case 'restart':
      return { action }
    case 'set-image':
      return { action, container: draft.container, image: draft.image.trim() }
    case 'scale': {
      const replicas = wholeOf(draft.replicas)
      return Number.isNaN(replicas) ? null : { action, replicas }
    }
    case 'undo': {
      const entry = earlier(detail).find(({ number }) => number === draft.revision)
      return entry === undefined ? null : { action, revision: entry.number, replicaSet: entry.replicaSet }
    }
  }
}

/** What is wrong with what the fields hold, as a sentence; null when nothing is. */
export function problemOf(action: DeploymentAction, draft: Draft, detail: DeploymentDetail): string | null {
  switch (action) {
    case 'pause':
    case 'resume':
    case 'restart':
      return null
    case 'set-image': {
      const image = draft.image.trim()
      const present = [...detail.containers, ...detail.initContainers].find(
        ({ name }) => name === draft.container,
      )
      return present?.image === image ? `${draft.container} has this image already.` : imageProblem(image)
    }
    case 'scale':
      return replicasProblem(wholeOf(draft.replicas), detail.window.desired)
    case 'undo':
      return orderOf(action, draft, detail) === null ? 'This revision is not kept any more.' : null
  }
}
