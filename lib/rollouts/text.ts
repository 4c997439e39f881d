import { alignRows } from './table.ts'
import { treeRows } from './tree.ts'
import type { ImageView, RolloutDetail } from './view.ts'

const labelWidth = 17

const line = (label: string, value: string | number): string => `${label.padEnd(labelWidth)}${value}\n`

/**
 * What `kubectl argo rollouts get rollout NAME --no-color` prints at `now` (milliseconds), byte for byte, trailing blanks included.
 * Mirrors argo-rollouts@v1.10.1 pkg/kubectl-argo-rollouts/cmd/get/get_rollout.go#L140
 */
export function rolloutText(detail: RolloutDetail, now: number): string {
  const { row, icon, images } = detail
  const { counts } = row
  return [
    line('Name:', row.name),
    line('Namespace:', row.namespace),
    line('Status:', `${icon} ${row.phase}`),
    row.message === '' ? '' : line('Message:', row.message),
    line('Strategy:', row.strategy),
    row.strategy === 'Canary' ? canaryLines(detail) : '',
    ...images.map((image, index) => line(index === 0 ? 'Images:' : '', imageText(image))),
    'Replicas:\n',
    line('  Desired:', counts.desired),
    line('  Current:', counts.current),
    line('  Updated:', counts.updated),
    line('  Ready:', counts.ready),
    line('  Available:', counts.available),
    '\n',
    alignRows(treeRows(detail, now)),
  ].join('')
}

const canaryLines = ({ row }: RolloutDetail): string =>
  line('  Step:', row.step) +
  line('  SetWeight:', row.setWeight ?? 0) +
  line('  ActualWeight:', row.actualWeight ?? 0)

const imageText = ({ image, tags }: ImageView): string =>
  tags.length === 0 ? image : `${image} (${tags.join(', ')})`
