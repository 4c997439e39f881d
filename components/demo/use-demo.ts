import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { usePathname, useRouter } from 'next/navigation'
import { useState } from 'react'
import { fromSegment, pagePath } from '@/lib/paths.ts'
import { asFailure } from '@/lib/query/client.ts'
import { useCluster } from '../shell/stream-provider.tsx'
import {
  type DemoCommand,
  type DemoState,
  demoStateQuery,
  postCommand,
  type Shippable,
} from './demo-state.ts'

/** The demo as the strip sees it from this page. */
export interface Demo {
  readonly state: DemoState
  /** What is shipped, skipped and told anew: the scenario of this page, or the one that was chosen last; null where none is told. */
  readonly target: Shippable | null
  /** The command that is under way; null while none is. */
  readonly busy: DemoCommand['do'] | null
  /** Why the last command, or the last look, failed, as a sentence; null where it did not. */
  readonly problem: string | null
  run(command: DemoCommand): void
  /** Opens a scenario's page; tells it first where it is not told. */
  choose(name: string): void
}

/** The namespace that a path is about; null for the fleet. */
export function namespaceOf(pathname: string): string | null {
  const [, , , namespace] = pathname.split('/')
  return namespace === undefined || namespace === '' ? null : fromSegment(namespace)
}

/** The simulated cluster and what may be done to it; null until it has answered for the first time. */
export function useDemo(): Demo | null {
  const client = useQueryClient()
  const router = useRouter()
  const cluster = useCluster()
  const namespace = namespaceOf(usePathname())
  const [chosen, setChosen] = useState<string | null>(null)
  const query = demoStateQuery()
  const { data: state, error } = useQuery(query)
  const {
    mutate,
    variables,
    isPending,
    error: refused,
  } = useMutation({
    mutationFn: postCommand,
    meta: { silent: true },
    onSuccess: (next) => client.setQueryData(query.queryKey, next),
  })
  if (state === undefined) return null
  const target = targetOf(state, [namespace, chosen])
  return {
    state,
    target,
    busy: isPending ? variables.do : null,
    problem: refused !== null ? asFailure(refused).message : error === null ? null : asFailure(error).message,
    run: (command) => mutate(command),
    choose: (name) => {
      const scenario = state.scenarios.find((one) => one.name === name)
      if (scenario === undefined) return
      const place = scenario.told[0] ?? scenario.namespace
      const open = () => {
        setChosen(place)
        router.push(
          pagePath(scenario.opens.resource, { cluster, namespace: place, name: scenario.opens.name }),
        )
      }
      if (scenario.told.length > 0) open()
      else mutate({ do: 'tell', scenario: name }, { onSuccess: open })
    },
  }
}

/** Of the namespaces that could be meant, the first that is told; else the first of the course. */
function targetOf({ shippable }: DemoState, meant: readonly (string | null)[]): Shippable | null {
  const found = meant.map((place) => shippable.find(({ namespace }) => namespace === place))
  return found.find((one) => one !== undefined) ?? shippable[0] ?? null
}
