'use client'

import { type PageKey, type PageResource, pageOf } from '@/lib/stream/page.ts'
import { deploymentPages, rolloutPages, servicePages } from '../page/kind-of-page.ts'
import { useHealth } from '../shell/use-connection.ts'

/** So many are named; of more the rest is counted. */
const named = 3

const words: Readonly<Record<PageResource, string>> = {
  rollouts: rolloutPages.word,
  deployments: deploymentPages.word,
  services: servicePages.word,
}

function nameOf(key: PageKey): string {
  const { resource, namespace, name } = pageOf(key)
  return `${words[resource]} ${namespace}/${name}`
}

/** Says which objects could not be drawn, so that none that is old or missing passes for what is; nothing where all could. */
export function Undrawn() {
  const keys = useHealth()?.undrawn ?? []
  if (keys.length === 0) return null
  const names = keys.slice(0, named).map(nameOf)
  const more = keys.length > named ? ` and ${keys.length - named} more` : ''
  return (
    <p role="status" className="wrap-anywhere text-sm text-warn">
      <strong className="font-semibold">{keys.length} could not be drawn:</strong> {names.join(', ')}
      {more}. What is shown of {keys.length === 1 ? 'it' : 'them'} is old or missing. This is a fault of the
      cockpit, not of the cluster.
    </p>
  )
}
