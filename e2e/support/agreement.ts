import { expect } from '@playwright/test'
import { rolloutTextApi } from '../../lib/paths.ts'
import type { Tools } from '../cluster/tools.ts'
import type { ObjectRef } from '../cluster/waits.ts'
import type { RunningCockpit } from '../server/cockpit.ts'
import type { Ground } from './ground.ts'
import type { World } from './story.ts'

/** Ages and countdowns go on while two texts are fetched, and the columns are as wide as they are long. */
export function agesAside(text: string): string {
  return text
    .replace(/\b(?:\d+[ydhms])+\b/g, '·')
    .replace(/ +/g, ' ')
    .trimEnd()
}

/** What `kubectl argo rollouts get rollout` prints now. */
export function cliText({ argo }: Pick<Tools, 'argo'>, { namespace, name }: ObjectRef): Promise<string> {
  return argo(['get', 'rollout', name, '-n', namespace, '--no-color'])
}

/** One field of the text's head, such as `Status` or `SetWeight`; empty where it is not printed. */
export function fieldOf(text: string, name: string): string {
  return new RegExp(`^ *${name}: +(.*?) *$`, 'm').exec(text)?.[1] ?? ''
}

/** The text that the cockpit serves for scripts. */
export async function ourText(cockpit: RunningCockpit, cluster: Ground, ref: ObjectRef): Promise<string> {
  const path = rolloutTextApi({ cluster: cluster.contextName, ...ref })
  const answer = await fetch(`${cockpit.origin}${path}`, {
    headers: { authorization: `Bearer ${cockpit.token}` },
  })
  expect(answer.status).toBe(200)
  return answer.text()
}

/** Both tell the same of a Rollout at rest, ages aside; answers with the CLI's text, or with ours where there is no CLI. */
export async function agreesWithCli({ cluster, cockpit }: World, ref: ObjectRef): Promise<string> {
  const { argo } = cluster
  // Whether the plugin and the demo understand each other is the matter of e2e/demo.
  if (argo === null) return ourText(cockpit, cluster, ref)
  let theirs = ''
  await expect(async () => {
    theirs = await cliText({ argo }, ref)
    expect(agesAside(await ourText(cockpit, cluster, ref))).toBe(agesAside(theirs))
  }).toPass({ timeout: 20_000 })
  return theirs
}
