import { CockpitError } from '../../errors.ts'
import type { Fault, Faults } from '../api/faults.ts'
import type { Clock } from '../clock.ts'
import { resourceNames } from '../objects/kinds.ts'
import type { KubeObject } from '../objects/object.ts'
import { inNamespace, type Scenario } from '../scenarios/scenario.ts'
import type { TrafficState } from '../traffic/traffic.ts'
import type { World } from '../world.ts'
import type { Command } from './command.ts'
import { type PageState, pages } from './pages.ts'
import { pauseLeft } from './pause-left.ts'
import { badVersion, nextVersion, shippedTag, withVersion } from './ship.ts'

/** What the control is made from. */
export interface ControlSetting {
  readonly world: World<Clock>
  readonly faults: Faults
  /** Told by `reset` of `all`, in this order. */
  readonly course: readonly Scenario[]
  /** Told only when they are asked for. */
  readonly gallery: readonly Scenario[]
}

/** A told scenario whose workload can be shipped. */
export interface Shippable {
  readonly namespace: string
  readonly scenario: string
  readonly resource: string
  readonly name: string
  /** The tag that runs, or is on its way. */
  readonly version: string
  readonly next: string
  readonly bad: string
  /** Milliseconds until the pause ends by itself; null where none does. */
  readonly pauseLeftMs: number | null
}

export interface DemoState {
  readonly scenarios: readonly {
    readonly name: string
    readonly title: string
    readonly namespace: string
    readonly about: string
    readonly course: boolean
    readonly opens: Scenario['opens']
    /** The namespaces that it is told in. */
    readonly told: readonly string[]
  }[]
  readonly shippable: readonly Shippable[]
  readonly speed: number
  /** RFC 3339. */
  readonly now: string
  readonly fault: Fault
  readonly traffic: TrafficState
  /** How every other state of the pages is reached; the scenarios show the states of a Rollout. */
  readonly pages: readonly PageState[]
}

/** Moves the demo as it is asked; whatever is refused is a CockpitError with a sentence. */
export interface Control {
  state(): DemoState
  perform(command: Command): void
}

/** More namespaces than anybody tells by hand, few enough for a laptop. */
const MOST_TOLD = 64

/** The control of a world. */
export function createControl({ world, faults, course, gallery }: ControlSetting): Control {
  const { store } = world
  const known = [...course, ...gallery]
  const told = new Map<string, Scenario>()

  const scenarioOf = (name: string): Scenario => {
    const found = known.find((scenario) => scenario.name === name)
    if (found) return found
    const names = known.map((scenario) => scenario.name).join(', ')
    throw new CockpitError('not-found', `There is no scenario "${name}"; there are ${names}.`)
  }
  const tell = (scenario: Scenario, namespace: string) => {
    if (!told.has(namespace)) {
      if (store.get('namespaces', null, namespace))
        throw new CockpitError(
          'refused',
          `The namespace ${namespace} was made by somebody else; choose another one.`,
        )
      if (told.size >= MOST_TOLD)
        throw new CockpitError(
          'refused',
          `No more than ${MOST_TOLD} namespaces are told at once; clear some first.`,
        )
    }
    const here = inNamespace(scenario, namespace)
    told.set(namespace, here)
    world.tellApart(here)
  }
  const clear = (namespace: string) => {
    toldIn(namespace)
    world.clear(namespace)
    told.delete(namespace)
  }
  const toldIn = (namespace: string): Scenario => {
    const scenario = told.get(namespace)
    if (scenario) return scenario
    const names = [...told.keys()].join(', ') || 'none'
    throw new CockpitError(
      'not-found',
      `No scenario is told in the namespace ${namespace}; told are ${names}.`,
    )
  }
  const workloadOf = ({ namespace, ships }: Scenario): KubeObject | undefined =>
    store.get(ships.resource, namespace, ships.name)
  const ship = ({ namespace, what, flaw }: Extract<Command, { readonly do: 'ship' }>) => {
    const scenario = toldIn(namespace)
    const workload = workloadOf(scenario)
    if (!workload)
      throw new CockpitError('not-found', `${scenario.ships.name} is no longer in ${namespace}; reset it.`)
    const version =
      what === 'next'
        ? nextVersion(shippedTag(workload))
        : badVersion(shippedTag(workload), flaw ?? scenario.flaw ?? 'missing')
    store.update(scenario.ships.resource, withVersion(workload, version))
  }
  const clocksIn = (namespace: string | null): readonly Clock[] =>
    namespace === null ? world.clocks() : [world.clockOf(toldIn(namespace).namespace)]
  const fault = (wanted: Fault) => {
    if (wanted.resource !== null && !resourceNames.some((name) => name === wanted.resource))
      throw new CockpitError('invalid', `The demo has no resource "${wanted.resource}".`)
    if (wanted.kind !== 'forbid' && (wanted.namespace !== null || wanted.resource !== null))
      throw new CockpitError('invalid', 'Only "forbid" names a namespace or a resource.')
    faults.set(wanted)
  }

  return {
    state: () => ({
      scenarios: known.map(({ name, title, namespace, about, opens }) => ({
        name,
        title,
        namespace,
        about,
        course: course.some((one) => one.name === name),
        opens,
        told: [...told].filter(([, scenario]) => scenario.name === name).map(([place]) => place),
      })),
      shippable: [...told.values()].flatMap((scenario) => {
        const workload = workloadOf(scenario)
        return workload ? [shippable(scenario, workload, world.clockOf(scenario.namespace).now())] : []
      }),
      speed: world.clock.speed(),
      now: new Date(world.clock.now()).toISOString(),
      fault: faults.now(),
      traffic: world.traffic.state(),
      pages,
    }),
    perform: (command) => {
      switch (command.do) {
        case 'jump':
          for (const clock of clocksIn(command.namespace)) clock.jump(command.ms)
          return
        case 'skip': {
          const scenario = toldIn(command.namespace)
          const left = requirePause(scenario, workloadOf(scenario), world.clockOf(command.namespace).now())
          for (const clock of world.clocks()) clock.jump(left)
          return
        }
        case 'speed':
          for (const clock of clocksIn(command.namespace)) clock.setSpeed(command.factor)
          return
        case 'ship':
          return ship(command)
        case 'reset':
          if (command.scenario === 'all') {
            for (const namespace of [...told.keys()]) clear(namespace)
            for (const scenario of course) tell(scenario, scenario.namespace)
            return
          }
          return tell(scenarioOf(command.scenario), scenarioOf(command.scenario).namespace)
        case 'tell': {
          const scenario = scenarioOf(command.scenario)
          return tell(scenario, command.namespace ?? scenario.namespace)
        }
        case 'clear':
          for (const namespace of command.namespace === null ? [...told.keys()] : [command.namespace])
            clear(namespace)
          return
        case 'traffic':
          return world.traffic.set(command.on, command.perSecond)
        case 'fault':
          return fault(command)
      }
    },
  }
}

function shippable(scenario: Scenario, workload: KubeObject, now: number): Shippable {
  const { name, namespace, ships, flaw = 'missing' } = scenario
  const version = shippedTag(workload)
  return {
    namespace,
    scenario: name,
    ...ships,
    version,
    next: nextVersion(version).tag,
    bad: badVersion(version, flaw).tag,
    pauseLeftMs: pauseLeft(workload, now),
  }
}

function requirePause({ namespace, ships }: Scenario, workload: KubeObject | undefined, now: number): number {
  const left = workload === undefined ? null : pauseLeft(workload, now)
  if (left !== null) return left
  throw new CockpitError('refused', `${ships.name} in ${namespace} is in no pause that ends by itself.`)
}
