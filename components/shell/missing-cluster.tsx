'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { pathIn } from '@/lib/paths.ts'
import { contextsLine } from '@/lib/rollouts/command-line.ts'
import { Command } from '../ui/command.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageFrame } from './page-frame.tsx'
import { useCluster } from './stream-provider.tsx'
import { type Missing, useKubeconfig } from './use-clusters.ts'
import { useDocumentState } from './use-document-state.ts'

/** The cluster in the address cannot be shown: says why, and leads to the same page of those that can. */
export function MissingCluster({ problem, others }: Missing) {
  const cluster = useCluster()
  const pathname = usePathname()
  const files = useKubeconfig()
  const title =
    problem === null
      ? `There is no cluster ${cluster} in the kubeconfig`
      : `Cluster ${cluster} cannot be used`
  useDocumentState(null, title)
  return (
    <PageFrame narrow>
      <h1 className="sr-only">{cluster}</h1>
      <Notice
        tone="error"
        title={<span className="wrap-anywhere">{title}</span>}
        command={<Command line={contextsLine(files)} />}
      >
        {problem === null ? (
          <p>
            A cluster goes by the name of its context. A link from somebody else may know it by another one.
          </p>
        ) : (
          <p className="wrap-anywhere text-ink">{problem}</p>
        )}
        <p>The same page of another cluster:</p>
        <ul className="max-h-64 space-y-1 overflow-y-auto">
          {others.map((name) => (
            <li key={name}>
              <Link
                href={pathIn(name, pathname)}
                className="wrap-anywhere font-medium text-ink underline decoration-line-strong underline-offset-4 hover:decoration-current"
              >
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </Notice>
    </PageFrame>
  )
}
