'use client'

import { Component, type ReactNode, useRef, useState } from 'react'

interface CatcherProps {
  readonly resetKey: unknown
  readonly onFailed: (failed: boolean) => void
  readonly children: ReactNode
}

interface CatcherState {
  readonly failed: boolean
  readonly resetKey: unknown
}

/** A class, because React offers no hook that catches what a child throws while it renders. */
class Catcher extends Component<CatcherProps, CatcherState> {
  override state: CatcherState = { failed: false, resetKey: this.props.resetKey }

  static getDerivedStateFromError = (): Partial<CatcherState> => ({ failed: true })

  static getDerivedStateFromProps = ({ resetKey }: CatcherProps, state: CatcherState): CatcherState | null =>
    Object.is(resetKey, state.resetKey) ? null : { failed: false, resetKey }

  override componentDidCatch() {
    this.props.onFailed(true)
  }

  override componentDidUpdate(_: CatcherProps, before: CatcherState) {
    if (before.failed && !this.state.failed) this.props.onFailed(false)
  }

  override render() {
    return this.state.failed ? null : this.props.children
  }
}

interface BoundaryProps {
  /** A change of it tries again. */
  readonly resetKey: unknown
  /** Stands in for children that threw; given a way to try again. */
  readonly fallback: (again: () => void) => ReactNode
  readonly children: ReactNode
}

/** Keeps what a child throws from taking its surroundings along. */
export function Boundary({ resetKey, fallback, children }: BoundaryProps) {
  const catcher = useRef<Catcher>(null)
  const [failed, setFailed] = useState(false)
  const again = () => catcher.current?.setState({ failed: false })
  // React makes a boundary's own children anew each time it catches. The fallback stands beside it instead: data
  // that come ten times a second and fail each time take neither the focus nor the click from it.
  return (
    <>
      {failed && fallback(again)}
      <Catcher ref={catcher} resetKey={resetKey} onFailed={setFailed}>
        {children}
      </Catcher>
    </>
  )
}
