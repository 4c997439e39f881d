import { Box, GitBranch, type LucideIcon, Waypoints } from 'lucide-react'
import { plainDeploymentMessage } from '@/lib/deployments/sentence.ts'
import { pagePath } from '@/lib/paths.ts'
import { faultsOf } from '@/lib/rollouts/malformed.ts'
import { controllerWords, plainMessage } from '@/lib/rollouts/sentence.ts'
import { plainServiceMessage, splitWords } from '@/lib/services/row-words.ts'
import { type FleetRow, keyOfRow, pageOf } from '@/lib/stream/page.ts'
import { strategyWords } from './row-facts.ts'

interface KindLook {
  readonly word: string
  /** As it is said of all that the fleet shows of it. */
  readonly many: string
  readonly icon: LucideIcon
}

/** A kind's word and shape. */
export const kindLooks: Readonly<Record<FleetRow['kind'], KindLook>> = {
  Rollout: { word: 'Rollout', many: 'Rollouts', icon: GitBranch },
  Deployment: { word: 'Deployment', many: 'Deployments', icon: Box },
  Service: { word: 'Service', many: 'A/B Services', icon: Waypoints },
}

/** The page that a row leads to. */
export const rowPath = (cluster: string, row: FleetRow): string =>
  pagePath(pageOf(keyOfRow(row)).resource, { cluster, namespace: row.namespace, name: row.name })

/** How it brings out a new version, in a word or two. */
export function planWords(row: FleetRow): string {
  if (row.kind === 'Rollout') return strategyWords[row.strategy]
  if (row.kind === 'Service') return splitWords(row)
  if (row.rollout !== null) return `run by Rollout ${row.rollout}`
  return row.strategy === 'Recreate' ? 'Recreate' : 'Rolling update'
}

/** What it is doing in plain words, at `now` (milliseconds). */
export function plainWords(row: FleetRow, now: number): string {
  if (row.kind === 'Service') return plainServiceMessage(row)
  return row.kind === 'Rollout' ? plainMessage(row, now) : plainDeploymentMessage(row)
}

/** The words of the controller, or of kubectl where a Deployment's has none. */
export const toolWords = (row: FleetRow): string =>
  row.kind === 'Rollout' ? controllerWords(row) : row.message

/** What is wrong in its spec. */
export const faultWords = (row: FleetRow): readonly string[] =>
  row.kind === 'Rollout' ? faultsOf(row).map(({ path, message }) => `${path} ${message}`) : []
