import { SelectedBy } from '@/components/page/selected-by.tsx'
import { type BarPart, ShareBar, UnknownBar } from '@/components/page/share-bar.tsx'
import { Panel } from '@/components/ui/panel.tsx'
import { windowWords } from '@/lib/deployments/sentence.ts'
import type { DeploymentDetail } from '@/lib/deployments/view.ts'
import { versionNames } from '@/lib/rollouts/image.ts'
import { servingPods } from '@/lib/rollouts/replica-sets.ts'
import { PodWindow } from './pod-window.tsx'

interface RollingPanelProps {
  readonly cluster: string
  readonly detail: DeploymentDetail
}

/** Who gets which version, by ready pods, and how far the number of pods may differ meanwhile. */
export function RollingPanel({ cluster, detail }: RollingPanelProps) {
  const { row, window } = detail
  return (
    <Panel
      title="Pods"
      aside={row.strategy === 'RollingUpdate' ? `May have ${windowWords(window)}` : asideWords(row.strategy)}
    >
      {row.share === null ? (
        <UnknownBar
          headline={window.desired === 0 ? 'Scaled to 0.' : 'No pod is ready.'}
          words={row.rollout === null ? 'Nobody is served.' : `Rollout ${row.rollout} runs the pods.`}
        />
      ) : (
        <ShareBar {...parts(detail, row.share)} />
      )}
      <PodWindow detail={detail} />
      <SelectedBy cluster={cluster} namespace={row.namespace} services={detail.selectedBy} />
    </Panel>
  )
}

const asideWords = (strategy: DeploymentDetail['row']['strategy']) =>
  strategy === 'Recreate' ? 'Recreate: every old pod ends before a new one starts' : undefined

function parts(detail: DeploymentDetail, share: number): { share: number; stable: BarPart; next: BarPart } {
  const { row, replicaSets, newest } = detail
  const names = versionNames(row.stableImages, row.nextImages)
  const ready = (isNew: boolean) =>
    replicaSets
      .filter(({ name }) => (name === newest) === isNew)
      .reduce((sum, set) => sum + servingPods(set), 0)
  if (!row.updating)
    return {
      share: 0,
      stable: { words: `${names.stable ?? 'unknown image'} · all pods`, pods: ready(true) + ready(false) },
      next: { words: '', pods: 0 },
    }
  return {
    share,
    stable: { words: `${names.stable ?? 'unknown image'} · old`, pods: ready(false) },
    next: { words: `${names.next ?? 'unknown image'} · new`, pods: ready(true) },
  }
}
