import type { Page } from '@playwright/test'
import { type RunningCockpit, startCockpit } from '../server/cockpit.ts'
import type { World } from '../support/story.ts'
import { fleetScenes } from './fleet-scenes.ts'
import { roadScenes } from './road-scenes.ts'
import { rolloutScenes } from './rollout-scenes.ts'
import type { Scene } from './stage.ts'

/** Every state of every page; those that disturb the cluster come last. */
export const scenes: readonly Scene[] = [...fleetScenes, ...rolloutScenes, ...roadScenes]

/** Plays one scene, lets it be looked at, and puts everything back. */
export async function play(
  scene: Scene,
  { cluster, cockpit }: World,
  page: Page,
  look: () => Promise<void>,
): Promise<void> {
  const undo: (() => Promise<unknown>)[] = []
  const later = (step: () => Promise<unknown>) => void undo.unshift(step)
  const startOther = async (...args: readonly string[]): Promise<RunningCockpit> => {
    const other = await startCockpit({ args })
    later(async () => other[Symbol.asyncDispose]())
    return other
  }
  try {
    await scene.show({ page, cluster, cockpit, startOther, later })
    await look()
  } finally {
    // A page that still listens would complain of each cockpit that ends.
    await page.goto('about:blank')
    for (const step of undo) await step()
  }
}
