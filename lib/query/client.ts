import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { CockpitError } from '../errors.ts'

interface Handlers {
  /** An action failed and nobody else says so (`meta: { silent: true }` does). */
  readonly onActionFailed: (error: CockpitError) => void
  readonly onUnauthenticated: () => void
}

/** Any thrown thing as the one class of failure. */
export const asFailure = (error: unknown): CockpitError =>
  error instanceof CockpitError
    ? error
    : new CockpitError('unexpected', error instanceof Error ? error.message : String(error), { cause: error })

/** A browser that takes itself for offline still reaches a server on its own machine. */
const networkMode = 'always'

/** The cache of the page: filled by the stream, never by refetching. */
export function createQueryClient({ onActionFailed, onUnauthenticated }: Handlers): QueryClient {
  const check = (error: unknown) => {
    const failure = asFailure(error)
    if (failure.kind === 'unauthenticated') onUnauthenticated()
    return failure
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError: (error) => void check(error) }),
    mutationCache: new MutationCache({
      onError(error, _variables, _result, mutation) {
        const failure = check(error)
        if (mutation.meta?.silent !== true && failure.kind !== 'unauthenticated') onActionFailed(failure)
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        // The reducers keep the identity of what did not change: comparing again would only cost.
        structuralSharing: false,
        refetchOnWindowFocus: false,
        networkMode,
        retry: (count, error) => asFailure(error).kind === 'unreachable' && count < 30,
        retryDelay: (count) => Math.min(5_000, 500 * 2 ** count),
      },
      mutations: { retry: false, networkMode },
    },
  })
}
