import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** False on the server and in the first render of the page, true after it. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
