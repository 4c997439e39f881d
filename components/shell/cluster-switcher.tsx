'use client'

import { useQuery } from '@tanstack/react-query'
import { ChevronsUpDown } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { fleetPath } from '@/lib/paths.ts'
import { clustersQuery } from '@/lib/query/clusters.ts'
import { useSession } from './session.ts'

interface ClusterSwitcherProps {
  readonly cluster: string
  readonly href: string
  readonly current: boolean
}

/** The cluster's name; with several contexts in the kubeconfig, the choice among them. */
export function ClusterSwitcher({ cluster, href, current }: ClusterSwitcherProps) {
  const router = useRouter()
  const { data } = useQuery({ ...clustersQuery(), enabled: useSession().state === 'open' })
  const names = data?.clusters.map(({ name }) => name) ?? []
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
  if (names.length < 2) return link
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
          {[...new Set([cluster, ...names])].map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </span>
    </span>
  )
}
