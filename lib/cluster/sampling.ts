import { CockpitError, type FailureKind } from '../errors.ts'
import type { RolloutRef } from '../paths.ts'
import { inertColor } from '../rollouts/color.ts'
import { type Answer, inertText, type MatchedAnswer } from '../services/answer.ts'
import { matchAnswer } from '../services/match.ts'
import { defaultPort, parseSamplePath, portNamed, portWord, proxyName } from '../services/request.ts'
import type { ServiceDetail } from '../services/view.ts'
import { readAppAnswer } from '../wire/app-answer.ts'
import { createBucket } from './bucket.ts'
import type { ClusterSource } from './source.ts'

/** What a person asks of a Service. */
export interface Question {
  /** Of the URL, with its query. */
  readonly path: string
  /** By name or number; null for the one that speaks HTTP. */
  readonly port: string | null
  readonly count: number
}

export interface Sample {
  readonly path: string
  readonly port: string
  readonly answers: readonly MatchedAnswer[]
  /** Milliseconds after which more may be asked, where all that look at this cluster have asked for as much as they may; else 0. */
  readonly retryAfterMs: number
}

export interface Sampler {
  /**
   * Sends a few GETs to a Service through the API server's proxy and answers who has answered. Throws CockpitError `forbidden` without the
   * right to or where the cockpit is read-only, `invalid` for a path or port that cannot be asked, `refused` where nothing can be asked.
   */
  sample(ref: RolloutRef, question: Question, signal: AbortSignal): Promise<Sample>
}

interface SamplerDeps {
  readonly source: Pick<ClusterSource, 'getThroughService'>
  readonly readOnly: boolean
  /** Milliseconds since the epoch. */
  now(): number
  /** The picture of a Service; throws `not-found`. */
  detail(ref: RolloutRef, signal: AbortSignal): Promise<ServiceDetail>
  /** Told of a namespace in which the API server refused what was thought allowed. */
  refused(namespace: string): void
}

/** Requests to one cluster per second, of all viewers together, and at once after a rest. */
export const samplesPerSecond = 10
const burst = 20
/** The most in one question, and how many of them are under way at once. */
export const mostAtOnce = 10
const lanes = 4

/** What ends a sample, because every further request would end in the same way. */
const final: readonly FailureKind[] = ['forbidden', 'not-found', 'refused', 'unauthenticated', 'invalid']

/** Asks the Services of one cluster; slow enough for a small app, however many people sample. */
export function createSampler({ source, readOnly, now, detail, refused }: SamplerDeps): Sampler {
  const bucket = createBucket({ perSecond: samplesPerSecond, burst, now })

  async function ask(ref: RolloutRef, service: string, path: string, signal: AbortSignal): Promise<Answer> {
    const started = now()
    try {
      const { status, body } = await source.getThroughService(ref.namespace, service, path, signal)
      return { status, ms: now() - started, ...readAnswer(body) }
    } catch (error) {
      if (!(error instanceof CockpitError) || final.includes(error.kind) || signal.aborted) throw error
      const message = inertText(error.message)
      return { status: null, ms: now() - started, hostname: '', version: '', color: '', message }
    }
  }

  async function askAll(count: number, one: () => Promise<Answer>): Promise<readonly Answer[]> {
    const answers: Answer[] = []
    let left = count
    const lane = async () => {
      while (left > 0) {
        left--
        answers.push(await one())
      }
    }
    try {
      await Promise.all(Array.from({ length: Math.min(lanes, count) }, lane))
    } finally {
      left = 0
    }
    return answers
  }

  return {
    async sample(ref, question, signal) {
      if (readOnly)
        throw new CockpitError('forbidden', 'This cockpit is read-only: it sends no requests to apps.')
      const path = parseSamplePath(question.path)
      if (path === null) throw new CockpitError('invalid', pathRule)
      const before = await detail(ref, signal)
      const port = requirePort(ref, before, question.port)
      const service = proxyName(ref.name, port)
      const count = bucket.take(Math.min(question.count, mostAtOnce))
      try {
        const answers = await askAll(count, () => ask(ref, service, path, signal))
        // The variants as they are when the answers are there: pods come and go.
        const { variants } = count > 0 ? await detail(ref, signal) : before
        return {
          path,
          port: portWord(port),
          answers: answers.map((answer) => matchAnswer(answer, variants)),
          retryAfterMs: bucket.wait(),
        }
      } catch (error) {
        if (error instanceof CockpitError && error.kind === 'forbidden') refused(ref.namespace)
        throw error
      }
    },
  }
}

const pathRule =
  'This is not a path that can be asked: it begins with /, has at most 256 characters of a URL, and no part of it is “..”.'

function requirePort({ name }: RolloutRef, { ports, type }: ServiceDetail, word: string | null) {
  if (type === 'ExternalName')
    throw new CockpitError('refused', `Service ${name} is an ExternalName: the API server cannot reach it.`)
  const port = word === null ? defaultPort(ports) : portNamed(ports, word)
  if (port === null)
    throw new CockpitError(
      word === null ? 'refused' : 'invalid',
      word === null
        ? `Service ${name} has no TCP port.`
        : `Service ${name} has no TCP port ${inertText(word)}.`,
    )
  return port
}

function readAnswer(body: string): Pick<Answer, 'hostname' | 'version' | 'color' | 'message'> {
  const said = readAppAnswer(body)
  if (said === null) return { hostname: '', version: '', color: '', message: inertText(body) }
  return {
    hostname: inertText(said.hostname),
    version: inertText(said.version),
    color: inertColor(said.color),
    message: inertText(said.message),
  }
}
