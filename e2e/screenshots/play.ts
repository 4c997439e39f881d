import type { Page } from '@playwright/test'
import { type RunningCockpit, startCockpit } from '../server/cockpit.ts'
import type { RealWorld } from '../support/story.ts'
import { actionScenes } from './action-scenes.ts'
import { fleetCrowds, fleetScenes } from './fleet-scenes.ts'
import { roadScenes } from './road-scenes.ts'
import { rolloutCrowds, rolloutScenes } from './rollout-scenes.ts'
import type { Scene, Shot } from './stage.ts'
import { workloadScenes } from './workload-scenes.ts'

/** The states of every page that differ in what they are made of; those that disturb the cluster come last. */
export const scenes: readonly Scene[] = [
  ...fleetScenes,
  ...rolloutScenes,
  ...workloadScenes,
  ...actionScenes,
  ...roadScenes,
]

/** The states of too many things for every run, each with the demo's scenario in which axe looks at as many. */
export const crowds: readonly { readonly scene: Scene; readonly inDemo: string }[] = [
  ...rolloutCrowds.map((scene) => ({ scene, inDemo: 'many-pods' })),
  ...fleetCrowds.map((scene) => ({ scene, inDemo: 'many-rollouts' })),
]

/** The names of all states that a scene comes to. */
export const namesOf = ({ name, further = [] }: Scene): readonly string[] => [
  name,
  ...further.map((shot) => shot.name),
]

/** Plays one scene, lets each of its states be looked at, and puts everything back. */
export async function play(
  scene: Scene,
  { cluster, cockpit }: RealWorld,
  page: Page,
  look: (shot: Shot) => Promise<void>,
): Promise<void> {
  const undo: (() => Promise<unknown>)[] = []
  const later = (step: () => Promise<unknown>) => void undo.unshift(step)
  const startOther = async (...args: readonly string[]): Promise<RunningCockpit> => {
    const other = await startCockpit({ args })
    later(async () => other[Symbol.asyncDispose]())
    return other
  }
  try {
    for (const shot of [scene, ...(scene.further ?? [])]) {
      await shot.show({ page, cluster, cockpit, startOther, later })
      await look(shot)
    }
  } finally {
    // A page that still listens would complain of each cockpit that ends.
    await page.goto('about:blank')
    for (const step of undo) await step()
  }
}
