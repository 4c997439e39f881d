import { useEffect, useState } from 'react'

/** False at first, true once the component has been on screen for so many milliseconds. */
export function useLate(patienceMs: number): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patienceMs)
    return () => clearTimeout(timer)
  }, [patienceMs])
  return late
}
