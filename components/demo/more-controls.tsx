import { Button } from '../ui/button.tsx'
import type { Demo } from './use-demo.ts'

/** What the API server does, in the words of a person, by the demo's own name for it. */
export const faults: readonly (readonly [string, string])[] = [
  ['none', 'works'],
  ['outage', 'hangs up'],
  ['silence', 'does not answer'],
  ['unavailable', 'answers 503'],
  ['unauthorized', 'knows nobody (401)'],
  ['forbid', 'refuses this namespace'],
  ['read-only', 'lets nobody write'],
  ['no-crd', 'has no Argo Rollouts'],
]

interface MoreControlsProps {
  readonly demo: Demo
  readonly onGuide: () => void
}

/** What a teacher needs now and then: trouble with the API server, requests to the applications, the guide, and all from the beginning. */
export function MoreControls({ demo, onGuide }: MoreControlsProps) {
  const { state, busy, run } = demo
  return (
    <div className="flex w-full flex-wrap items-center gap-x-4 gap-y-2 border-line border-t pt-2">
      <FaultChoice demo={demo} />
      <TrafficSwitch demo={demo} />
      <span className="flex gap-2 lg:ml-auto">
        <Button size="sm" onClick={onGuide}>
          Guide
        </Button>
        <Button
          size="sm"
          loading={busy === 'reset'}
          hint="Tells the whole course from its beginning; what was told beside it goes."
          onClick={() => run({ do: 'reset', scenario: 'all' })}
        >
          Reset everything
        </Button>
      </span>
      {state.traffic.on && <TrafficCounts demo={demo} />}
    </div>
  )
}

function FaultChoice({ demo: { state, target, run } }: { readonly demo: Demo }) {
  const choose = (kind: string) => {
    const place = kind === 'forbid' && target !== null ? { namespace: target.namespace } : {}
    run({ do: 'fault', kind, ...place })
  }
  return (
    <label className="flex items-center gap-2 text-muted text-sm">
      The API server
      <select
        className="h-8 rounded-control border border-line-strong bg-surface px-2 font-semibold text-ink"
        value={state.fault.kind}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      >
        {faults.map(([kind, words]) => (
          <option key={kind} value={kind}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}

const TrafficSwitch = ({ demo: { state, run } }: { readonly demo: Demo }) => (
  <label className="flex items-center gap-2 text-muted text-sm">
    <input
      type="checkbox"
      className="size-4 accent-ink"
      checked={state.traffic.on}
      onChange={({ currentTarget }) => run({ do: 'traffic', on: currentTarget.checked })}
    />
    Requests to each Service, one a second
  </label>
)

/** How the Services of the target's namespace answered, version by version. */
function TrafficCounts({ demo: { state, target } }: { readonly demo: Demo }) {
  const services = state.traffic.services.filter(({ namespace }) => namespace === target?.namespace)
  return (
    <ul className="num flex w-full flex-wrap gap-x-6 gap-y-1 text-muted text-sm">
      {services.flatMap(({ service, versions }) =>
        versions.map(({ version, requests, failures }) => (
          <li key={`${service} ${version}`}>
            {service} <b className="font-semibold text-ink">{version}</b>: {requests} answered
            {failures > 0 && `, ${failures} of them with an error`}
          </li>
        )),
      )}
    </ul>
  )
}
