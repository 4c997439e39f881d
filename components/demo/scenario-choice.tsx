import { ChevronDown } from 'lucide-react'
import type { DemoScenario } from './demo-state.ts'
import type { Demo } from './use-demo.ts'

/** Which situation is shown: the parts of the course, and those that are told when they are chosen. */
export function ScenarioChoice({ demo }: { readonly demo: Demo }) {
  const { state, target, busy, choose } = demo
  const chosen = state.scenarios.find(({ name }) => name === target?.scenario)
  return (
    <label
      title={chosen?.about}
      className="relative flex h-8 min-w-0 items-center gap-1.5 rounded-control border border-line-strong bg-surface pr-2 pl-3 text-sm hover:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-stable max-sm:w-full"
    >
      <span className="text-muted">Scenario</span>
      <span aria-hidden className="min-w-0 flex-1 truncate font-semibold">
        {busy === 'tell' ? 'Telling it …' : (chosen?.title ?? 'None')}
      </span>
      <ChevronDown aria-hidden size={15} className="shrink-0 text-muted" />
      <select
        aria-label="Scenario"
        className="absolute inset-0 cursor-pointer appearance-none opacity-0"
        value={chosen?.name ?? ''}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      >
        {chosen === undefined && <option value="">None</option>}
        <Options label="The course" scenarios={state.scenarios.filter(({ course }) => course)} />
        <Options label="More situations" scenarios={state.scenarios.filter(({ course }) => !course)} />
      </select>
    </label>
  )
}

interface OptionsProps {
  readonly label: string
  readonly scenarios: readonly DemoScenario[]
}

const Options = ({ label, scenarios }: OptionsProps) => (
  <optgroup label={label}>
    {scenarios.map(({ name, title, about }) => (
      <option key={name} value={name} title={about}>
        {title}
      </option>
    ))}
  </optgroup>
)
