import type { JsonObject } from '../objects/json.ts'
import { objectAt } from '../objects/json.ts'
import type { NewObject } from '../objects/object.ts'
import { blue, green, place, rollout, service, type Version, type WorkloadSetting } from './podinfo.ts'
import type { Chapter, Scenario } from './scenario.ts'

export const MINUTE_MS = 60_000

/** Long enough for a few pods to come, or to fail. */
export const SOON_MS = 20_000

/** A quarter, a person, half, ten minutes, all. */
export const courseSteps: readonly JsonObject[] = [
  { setWeight: 25 },
  { pause: {} },
  { setWeight: 50 },
  { pause: { duration: '10m' } },
  { setWeight: 100 },
]

/** The object with more in its spec. */
export const withSpec = (object: NewObject, more: JsonObject): NewObject => ({
  ...object,
  spec: { ...objectAt(object, 'spec'), ...more },
})

type Setting = Partial<Pick<WorkloadSetting, 'replicas' | 'name' | 'annotations' | 'app'>>

/** A canary of four pods in a namespace. */
export const canaryIn = (
  namespace: string,
  version: Version,
  canary: JsonObject = { steps: courseSteps },
  setting: Setting = {},
): NewObject => rollout({ namespace, name: 'frontend', version, replicas: 4, ...setting }, { canary })

/** A version with a flaw, named by its tag. */
export const flawed = (flaw: string): Version => ({ tag: `${green.tag}-${flaw}`, colour: '#b03a48' })

/** A namespace, what goes with it, the Rollout as it was for two minutes, and as it shall be from then on. */
export const updated = (
  namespace: string,
  before: NewObject,
  after: NewObject,
  more: readonly NewObject[] = [],
): readonly Chapter[] => [
  { apply: [...place(namespace), service(namespace, 'frontend'), ...more, before] },
  { passMs: 2 * MINUTE_MS },
  { apply: [after] },
  { passMs: SOON_MS },
]

/** A canary of the course in which one version follows another. */
export const canaryStory = (namespace: string, after: Version = green): readonly Chapter[] =>
  updated(namespace, canaryIn(namespace, blue), canaryIn(namespace, after))

/** A scenario of one Rollout, called frontend and in a namespace of the scenario's name where nothing else is said. */
export function situation(
  name: string,
  title: string,
  about: string,
  story: (namespace: string) => readonly Chapter[],
  more: Partial<Pick<Scenario, 'namespace' | 'flaw' | 'ships'>> & { readonly rollout?: string } = {},
): Scenario {
  const { namespace = name, rollout: opened = 'frontend', ...others } = more
  const shown = { resource: 'rollouts', name: opened } as const
  return { name, title, namespace, about, opens: shown, ships: shown, story: story(namespace), ...others }
}
