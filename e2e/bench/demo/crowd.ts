import { Agent, request } from 'undici'
import { CockpitError } from '../../../lib/errors.ts'
import { textAt } from '../../cluster/json.ts'
import { processFigures } from '../process-figures.ts'
import { monotonicMs } from '../stats.ts'
import type { CrowdFigures, StormFigures } from './figures.ts'
import { startProcess } from './process.ts'

const ROLLOUTS = 1_000
const REPLICAS = 5
const LISTS = 15
const storms = [
  { perSecond: 500, seconds: 10 },
  { perSecond: 2_000, seconds: 5 },
] as const
const LIMIT_MS = 60_000

const podsPath = '/api/v1/pods'

interface Access {
  readonly url: string
  readonly dispatcher: Agent
  readonly headers: Readonly<Record<string, string>>
}

/** Lists and watches the pods of a crowd, as one client of the demo's API in another process. */
export async function measureCrowd(): Promise<CrowdFigures> {
  await using served = await startProcess('api-process.ts', [ROLLOUTS, REPLICAS].map(String))
  const dispatcher = new Agent({ connect: { ca: textAt(served.told, 'ca') } })
  const headers = { authorization: `Bearer ${textAt(served.told, 'token')}` }
  const access: Access = { url: textAt(served.told, 'url'), dispatcher, headers }
  try {
    const lists: number[] = []
    let last = { bytes: 0, version: '' }
    for (let round = 0; round < LISTS; round += 1) {
      const begin = monotonicMs()
      last = await listPods(access)
      lists.push(monotonicMs() - begin)
    }
    const { rssMb } = processFigures(served.pid)
    const measured: StormFigures[] = []
    for (const storm of storms) {
      const { version } = await listPods(access)
      measured.push(await measureStorm(access, version, storm, () => served.tell(storm)))
    }
    return { pods: ROLLOUTS * REPLICAS, rssMb, lists, listBytes: last.bytes, storms: measured }
  } finally {
    await dispatcher.destroy()
  }
}

async function listPods({ url, dispatcher, headers }: Access) {
  const { body } = await request(`${url}${podsPath}`, { dispatcher, headers })
  const text = await body.text()
  const [, version = ''] = /"resourceVersion":"(\d+)"/.exec(text) ?? []
  return { bytes: text.length, version }
}

/** Watches while pods are written, until the event of each write has come. */
async function measureStorm(
  { url, dispatcher, headers }: Access,
  version: string,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
  begin: () => void,
): Promise<StormFigures> {
  const broken = AbortSignal.timeout(LIMIT_MS)
  const path = `${url}${podsPath}?watch=1&resourceVersion=${version}`
  const { body } = await request(path, { dispatcher, headers, signal: broken })
  const wanted = perSecond * seconds
  const delays: number[] = []
  let first = Number.POSITIVE_INFINITY
  let rest = ''
  begin()
  for await (const chunk of body) {
    const now = monotonicMs()
    const lines = `${rest}${chunk}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const [, at] = /"message":"written at ([\d.]+)"/.exec(line) ?? []
      if (at === undefined) continue
      first = Math.min(first, Number(at))
      delays.push(now - Number(at))
    }
    if (delays.length >= wanted) return { perSecond, seconds, delays, took: monotonicMs() - first }
  }
  throw new CockpitError('unexpected', 'The watch ended before all events had come.')
}
