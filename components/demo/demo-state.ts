import { queryOptions } from '@tanstack/react-query'
import { getJson, postJson } from '@/lib/query/http.ts'

/** An object of a told namespace. */
export interface Opened {
  readonly resource: 'rollouts' | 'deployments' | 'services'
  readonly name: string
}

export interface DemoScenario {
  readonly name: string
  readonly title: string
  readonly namespace: string
  readonly about: string
  /** Whether it is a part of the course; all others are told only when they are asked for. */
  readonly course: boolean
  readonly opens: Opened
  /** The namespaces that it is told in. */
  readonly told: readonly string[]
}

export interface Shippable {
  readonly namespace: string
  readonly scenario: string
  readonly name: string
  readonly version: string
  readonly next: string
  readonly bad: string
  /** Milliseconds until its pause ends by itself; null where none does. */
  readonly pauseLeftMs: number | null
}

/** What the simulated cluster says of itself. */
export interface DemoState {
  readonly scenarios: readonly DemoScenario[]
  readonly shippable: readonly Shippable[]
  readonly speed: number
  readonly fault: { readonly kind: string; readonly namespace: string | null }
  readonly traffic: {
    readonly on: boolean
    readonly services: readonly {
      readonly namespace: string
      readonly service: string
      readonly versions: readonly {
        readonly version: string
        readonly requests: number
        readonly failures: number
      }[]
    }[]
  }
}

/** What the strip asks for; the demo knows more. */
export type DemoCommand =
  | { readonly do: 'jump'; readonly ms: number }
  | { readonly do: 'skip'; readonly namespace: string }
  | { readonly do: 'speed'; readonly factor: number }
  | { readonly do: 'ship'; readonly namespace: string; readonly what: 'next' | 'bad' }
  | { readonly do: 'tell'; readonly scenario: string; readonly namespace?: string }
  | { readonly do: 'reset'; readonly scenario: 'all' }
  | { readonly do: 'traffic'; readonly on: boolean }
  | { readonly do: 'fault'; readonly kind: string; readonly namespace?: string }

const againMs = 2_000

/** The simulated cluster as it is now: it moves by itself and by what people do to it. */
export const demoStateQuery = () =>
  queryOptions({
    queryKey: ['demo'],
    structuralSharing: true,
    refetchInterval: againMs,
    queryFn: ({ signal }) => getJson<DemoState>('/demo/state', signal),
  })

/** Has the demo do something; answers what came of it. */
export const postCommand = (command: DemoCommand): Promise<DemoState> =>
  postJson<DemoState>('/demo/commands', command)
