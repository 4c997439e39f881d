'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Later, later } from '@/components/ui/later.tsx'
import { Panel } from '@/components/ui/panel.tsx'
import type { RolloutRef } from '@/lib/paths.ts'
import { isScalable, mostReplicas, type ScaleChange } from '@/lib/services/scale.ts'
import type { ServiceDetail } from '@/lib/services/view.ts'
import { ShareBar } from '../share-bar.tsx'
import { CountRow } from './count-row.tsx'
import { plural, scaleWords } from './scale-words.ts'
import { WantedShare } from './wanted-share.tsx'

const scaleCard = later(async () => (await import('./scale-card.tsx')).ScaleCard)

interface WhatIfPanelProps {
  readonly service: RolloutRef
  readonly detail: ServiceDetail
  /** Why nothing may be scaled now, as a sentence; null when it may. */
  readonly lock: string | null
}

/** What the shares would be with other replicas, and the way to have them. */
export function WhatIfPanel({ service, detail, lock }: WhatIfPanelProps) {
  const { targets } = detail
  // What a person set, by uid; whatever they left alone follows the cluster.
  const [wished, setWished] = useState<Readonly<Record<string, number>>>({})
  const [card, setCard] = useState<readonly ScaleChange[] | null>(null)
  const [scaled, setScaled] = useState<readonly ScaleChange[] | null>(null)
  if (targets.length < 2) return null
  const counts = targets.map(({ maker, replicas }) => wished[maker.uid] ?? replicas)
  const changes = targets.flatMap(({ maker, replicas }, at) => {
    const to = counts[at] ?? replicas
    if (to === replicas || !isScalable(maker.kind)) return []
    return [{ kind: maker.kind, name: maker.name, from: replicas, to }]
  })
  const setAll = (next: readonly number[]) =>
    setWished(Object.fromEntries(targets.map(({ maker }, at) => [maker.uid, next[at] ?? 0])))
  return (
    <Panel title="What if" aside="Shares follow replicas, while all of them are ready">
      <ShareBar
        label="Shares with these replicas"
        nobody="With no replicas at all nobody answers."
        segments={targets.map(({ maker, hue, letter }, at) => ({
          key: maker.uid,
          hue,
          letter,
          words: plural(counts[at] ?? 0, 'replica'),
          count: counts[at] ?? 0,
        }))}
      />
      <ul className="mt-2 divide-y divide-line">
        {targets.map((target, at) => (
          <CountRow
            key={target.maker.uid}
            target={target}
            count={counts[at] ?? 0}
            counts={counts}
            at={at}
            onCount={(count) => setWished({ ...wished, [target.maker.uid]: count })}
          />
        ))}
      </ul>
      <WantedShare targets={targets} counts={counts} onCounts={setAll} />
      <div className="mt-3.5 flex flex-wrap items-center gap-2.5">
        <Button
          variant="primary"
          disabledReason={lock ?? (changes.length === 0 ? 'The replicas are as they are now.' : null)}
          onClick={() => {
            setScaled(null)
            setCard(changes)
          }}
        >
          {changes.length === 0 ? 'Scale' : scaleWords(changes)}…
        </Button>
        {changes.length > 0 && (
          <Button variant="ghost" onClick={() => setWished({})}>
            As it is now
          </Button>
        )}
        <p aria-live="polite" className="num text-muted text-sm">
          {scaled !== null && `Accepted: ${scaleWords(scaled)}. The endpoints follow as pods become ready.`}
        </p>
      </div>
      {card !== null && (
        <Later part={scaleCard}>
          {(ScaleCard) => (
            <ScaleCard
              service={service}
              targets={targets}
              changes={card}
              lock={lock}
              onClose={() => setCard(null)}
              onScaled={() => {
                setScaled(card)
                setCard(null)
                setWished({})
              }}
            />
          )}
        </Later>
      )}
      <p className="sr-only">From here a workload can have up to {mostReplicas} replicas.</p>
    </Panel>
  )
}
