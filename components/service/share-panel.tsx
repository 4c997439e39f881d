import { Panel } from '@/components/ui/panel.tsx'
import { imageTag } from '@/lib/rollouts/image.ts'
import type { ServiceDetail, VariantView } from '@/lib/services/view.ts'
import { type Segment, ShareBar } from './share-bar.tsx'
import { VariantLine } from './variant-line.tsx'

interface SharePanelProps {
  readonly cluster: string
  readonly detail: ServiceDetail
}

/** Who is behind the Service, in which share. */
export function SharePanel({ cluster, detail }: SharePanelProps) {
  const { row, variants } = detail
  const ready = variants.reduce((sum, one) => sum + one.ready, 0)
  return (
    <Panel title="Who answers" aside={<span className="num">{sourceWords(detail, ready)}</span>}>
      <ShareBar
        label="Counted shares"
        segments={variants.map(segmentOf)}
        nobody="No endpoint is ready. Nobody is served."
      />
      {variants.length > 0 && (
        <ul className="mt-2 divide-y divide-line">
          {variants.map((variant) => (
            <VariantLine
              key={variant.key}
              cluster={cluster}
              namespace={row.namespace}
              variant={variant}
              all={ready}
            />
          ))}
        </ul>
      )}
    </Panel>
  )
}

const segmentOf = (variant: VariantView): Segment => ({
  key: variant.key,
  hue: variant.hue,
  letter: variant.letter,
  words: `${variant.images.map(imageTag).join(', ') || 'unknown image'} · ${variant.ready} ready`,
  count: variant.ready,
})

function sourceWords({ row }: ServiceDetail, ready: number): string {
  return row.countedBy === 'endpoints'
    ? `Counted by ready endpoints, ${ready} in all`
    : `Counted by ready pods, ${ready} in all: endpointslices may not be read`
}
