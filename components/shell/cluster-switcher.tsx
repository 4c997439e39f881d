'use client'

import { ChevronsUpDown } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { fleetPath } from '@/lib/paths.ts'
import type { Clusters } from '@/lib/query/clusters.ts'
import { useClusters } from './use-clusters.ts'

interface ClusterSwitcherProps {
  readonly cluster: string
  readonly href: string
  readonly current: boolean
}

/** What there is to choose from; a context that cannot be used says why, and so does its page. */
function choicesOf(known: Clusters | undefined, cluster: string) {
  const { clusters = [], unusable = [] } = known ?? {}
  const choices = [
    ...clusters.map(({ name }) => ({ name, words: name })),
    ...unusable.map(({ name, problem }) => ({ name, words: problem })),
  ]
  return choices.some(({ name }) => name === cluster)
    ? choices
    : [{ name: cluster, words: cluster }, ...choices]
}

/** The cluster's name; with several contexts in the kubeconfig, the choice among them. */
export function ClusterSwitcher({ cluster, href, current }: ClusterSwitcherProps) {
  const router = useRouter()
  const choices = choicesOf(useClusters(), cluster)
  const link = (
    <Link
      href={href}
      title={cluster}
      aria-current={current ? 'page' : undefined}
      className={current ? 'truncate font-semibold text-ink' : 'truncate hover:text-ink'}
    >
      {cluster}
    </Link>
  )
  if (choices.length < 2) return link
  return (
    <span className="flex min-w-0 items-center gap-1">
      {link}
      <span className="relative grid size-6 shrink-0 place-items-center rounded hover:bg-sunken focus-within:outline-2 focus-within:outline-stable">
        <ChevronsUpDown aria-hidden size={14} />
        <select
          aria-label="Switch cluster"
          className="absolute inset-0 cursor-pointer appearance-none text-transparent opacity-0"
          value={cluster}
          onChange={(event) => router.push(fleetPath(event.currentTarget.value))}
        >
          {choices.map(({ name, words }) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
      </span>
    </span>
  )
}
