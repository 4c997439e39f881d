import { expect } from '@playwright/test'
import { rolloutTextApi } from '../../lib/paths.ts'
import type { Cluster } from '../cluster/cluster.ts'
import type { ObjectRef } from '../cluster/waits.ts'
import type { RunningCockpit } from '../server/cockpit.ts'
import type { World } from './story.ts'

/** Ages and countdowns go on while two texts are fetched, and the columns are as wide as they are long. */
export function agesAside(text: string): string {
  return text
    .replace(/\b(?:\d+[ydhms])+\b/g, '·')
    .replace(/ +/g, ' ')
    .trimEnd()
}

/** What `kubectl argo rollouts get rollout` prints now. */
export function cliText(cluster: Cluster, { namespace, name }: ObjectRef): Promise<string> {
  return cluster.argo(['get', 'rollout', name, '-n', namespace, '--no-color'])
}

/** One field of the text's head, such as `Status` or `SetWeight`; empty where it is not printed. */
export function fieldOf(text: string, name: string): string {
  return new RegExp(`^ *${name}: +(.*?) *$`, 'm').exec(text)?.[1] ?? ''
}

/** The text that the cockpit serves for scripts. */
export async function ourText(cockpit: RunningCockpit, cluster: Cluster, ref: ObjectRef): Promise<string> {
  const path = rolloutTextApi({ cluster: cluster.contextName, ...ref })
  const answer = await fetch(`${cockpit.origin}${path}`, {
    headers: { authorization: `Bearer ${cockpit.token}` },
  })
  expect(answer.status).toBe(200)
  return answer.text()
}

/** Both tell the same of a Rollout at rest, ages aside; answers with the CLI's text. */
export async function agreesWithCli({ cluster, cockpit }: World, ref: ObjectRef): Promise<string> {
  let theirs = ''
  await expect(async () => {
    theirs = await cliText(cluster, ref)
    expect(agesAside(await ourText(cockpit, cluster, ref))).toBe(agesAside(theirs))
  }).toPass({ timeout: 20_000 })
  return theirs
}
