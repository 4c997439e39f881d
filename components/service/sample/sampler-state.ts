import type { CockpitError } from '@/lib/errors.ts'
import { inertColor } from '@/lib/rollouts/color.ts'
import type { MatchedAnswer } from '@/lib/services/answer.ts'
import { count, emptyTally, type Tally, told } from '@/lib/services/tally.ts'

/** An answer as it is drawn, with a number that no other has. */
export interface Square extends MatchedAnswer {
  readonly id: number
}

export interface SamplerState {
  readonly running: boolean
  readonly path: string
  readonly port: string | null
  readonly tally: Tally
  /** The newest answers, oldest first. */
  readonly squares: readonly Square[]
  readonly asked: number
  /** Why it is not running any more, as a sentence; null where a person stopped it, or never started it. */
  readonly because: string | null
  readonly failure: CockpitError | null
  /** What was counted when the tally began. */
  readonly basis: string
  /** The counted shares changed while it went on, and the tally began anew. */
  readonly anew: boolean
}

export type SamplerEvent =
  | { readonly type: 'start'; readonly path: string; readonly port: string | null }
  | { readonly type: 'stop'; readonly because: string | null }
  | { readonly type: 'answers'; readonly answers: readonly MatchedAnswer[] }
  | { readonly type: 'failed'; readonly failure: CockpitError }
  | { readonly type: 'basis'; readonly basis: string }
  | { readonly type: 'clear' }

/** Squares that are kept on the page. */
export const mostSquares = 180
/** So many answers say all there is to say; who wants more asks again. */
export const mostAnswers = 1_000

/** Nothing asked yet. */
export const idle: SamplerState = {
  running: false,
  path: '/',
  port: null,
  tally: emptyTally,
  squares: [],
  asked: 0,
  because: null,
  failure: null,
  basis: '',
  anew: false,
}

/** What becomes of a sample. */
export function reduceSampler(state: SamplerState, event: SamplerEvent): SamplerState {
  switch (event.type) {
    case 'start': {
      // Another path is another question.
      const same = event.path === state.path && event.port === state.port && told(state.tally) < mostAnswers
      const kept = same ? state : { ...idle, basis: state.basis }
      return { ...kept, running: true, path: event.path, port: event.port, because: null, failure: null }
    }
    case 'stop':
      return state.running ? { ...state, running: false, because: event.because } : state
    case 'answers':
      return state.running ? withAnswers(state, event.answers) : state
    case 'failed':
      return { ...state, running: false, failure: event.failure, because: null }
    case 'basis': {
      if (event.basis === state.basis) return state
      const anew = state.anew || state.asked > 0
      return { ...state, basis: event.basis, tally: emptyTally, anew }
    }
    case 'clear':
      return { ...idle, basis: state.basis, path: state.path, port: state.port, running: state.running }
  }
}

function withAnswers(state: SamplerState, answers: readonly MatchedAnswer[]): SamplerState {
  const tally = count(state.tally, answers)
  const fresh = answers.map((answer, at) => ({
    ...answer,
    color: inertColor(answer.color),
    id: state.asked + at,
  }))
  const done = told(tally) >= mostAnswers
  return {
    ...state,
    tally,
    squares: [...state.squares, ...fresh].slice(-mostSquares),
    asked: state.asked + answers.length,
    running: !done,
    because: done ? `Stopped after ${mostAnswers.toLocaleString('en-GB')} answers.` : null,
  }
}
