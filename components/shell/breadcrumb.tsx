'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { ClusterSwitcher } from './cluster-switcher.tsx'
import { crumbsOf } from './crumbs.ts'

const separator = (
  <span aria-hidden className="text-line-strong">
    /
  </span>
)

/** Where we are: cluster, namespace, name. On a narrow screen the last part is told alone. */
export function Breadcrumb() {
  const crumbs = crumbsOf(usePathname())
  return (
    <nav aria-label="Where you are" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-2 text-muted">
        {crumbs.map(({ text, href }, i) => {
          const last = i === crumbs.length - 1
          return (
            <li
              key={href}
              className={last ? 'flex min-w-0 gap-2 md:max-w-96 md:shrink-0' : 'hidden min-w-0 gap-2 md:flex'}
            >
              {separator}
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
