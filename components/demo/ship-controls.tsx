import { Button } from '../ui/button.tsx'
import type { Demo } from './use-demo.ts'

const flaws: Readonly<Record<string, string>> = {
  missing: 'its image cannot be pulled',
  crash: 'its pods crash',
  stuck: 'its pods never get ready',
  failing: 'it fails three requests of ten',
}

/** What is wrong with a bad version, by the word that ends its tag. */
const flawOf = (tag: string): string =>
  flaws[tag.slice(tag.lastIndexOf('-') + 1)] ?? 'something is wrong with it'

const nothing = 'No scenario is told: choose one first.'

/** Gives the scenario's workload another version, or tells the scenario from its beginning. */
export function ShipControls({ demo }: { readonly demo: Demo }) {
  const { target, busy, run } = demo
  const where = target && `${target.name} in ${target.namespace}`
  const ship = (what: 'next' | 'bad') => {
    if (target !== null) run({ do: 'ship', namespace: target.namespace, what })
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button
        size="sm"
        loading={busy === 'ship'}
        disabledReason={target === null ? nothing : null}
        hint={target && `${where} gets ${target.next}.`}
        onClick={() => ship('next')}
      >
        Ship the next version
      </Button>
      <Button
        size="sm"
        loading={busy === 'ship'}
        disabledReason={target === null ? nothing : null}
        hint={target && `${where} gets ${target.bad}: ${flawOf(target.bad)}.`}
        onClick={() => ship('bad')}
      >
        Ship a bad version
      </Button>
      <Button
        size="sm"
        loading={busy === 'tell'}
        disabledReason={target === null ? nothing : null}
        hint={target && `${target.namespace} begins again from its beginning.`}
        onClick={() => target && run({ do: 'tell', scenario: target.scenario, namespace: target.namespace })}
      >
        Reset
      </Button>
    </div>
  )
}
