'use client'

import { clsx } from 'clsx'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { ClusterSwitcher } from './cluster-switcher.tsx'
import { crumbsOf } from './crumbs.ts'

const lastClass = 'hidden max-md:min-w-16 max-md:flex-1 @min-[11rem]:flex md:flex md:max-w-96 md:shrink-0'
// The cluster gives way only when nothing is left of the namespace.
const namespaceClass = 'hidden md:flex md:shrink-[9999]'

/** Where we are: cluster, namespace, name. A narrow screen tells the cluster first: its name keeps us from the wrong one. */
export function Breadcrumb() {
  const crumbs = crumbsOf(usePathname())
  return (
    <nav aria-label="Where you are" className="@container min-w-0 flex-1">
      <ol className="flex min-w-0 items-center gap-2 text-muted">
        {crumbs.map(({ text, href }, i) => {
          const last = i === crumbs.length - 1
          return (
            <li
              key={href}
              className={clsx('min-w-0 gap-2', i === 0 ? 'flex' : last ? lastClass : namespaceClass)}
            >
              <span aria-hidden className={clsx('text-line-strong', i === 0 && 'max-md:hidden')}>
                /
              </span>
              {i === 0 ? (
                <ClusterSwitcher cluster={text} href={href} current={last} />
              ) : (
                <Link
                  href={href}
                  aria-current={last ? 'page' : undefined}
                  className={last ? 'truncate font-semibold text-ink' : 'truncate hover:text-ink'}
                  title={text}
                >
                  {text}
                </Link>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
