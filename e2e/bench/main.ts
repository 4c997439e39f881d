import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuilt } from '../../bin/build.mjs'
import { root } from '../../bin/ensure.mjs'
import { CockpitError } from '../../lib/errors.ts'
import { type Cluster, startCluster } from '../cluster/cluster.ts'
import { findBrowser } from '../support/browser.ts'
import { measureBrowser } from './browser.ts'
import { measureDemo } from './demo/measure.ts'
import { demoGoals, demoReport } from './demo/report.ts'
import type { Figures } from './figures.ts'
import { goalsOf, goalTable } from './goals.ts'
import { collectGarbage, loadRollouts, untilOwnWatches } from './load.ts'
import { yieldToTheMeasured } from './priorities.ts'
import { report } from './report.ts'
import { measureStorm, stormRollouts, warmUp } from './storm.ts'
import { measureSubject } from './subject-phases.ts'
import { startSubject, subjectNames } from './subjects.ts'

const help = `npm run bench -- [options]

Measures the cockpit's production build and the dashboard of kubectl-argo-rollouts in turn on one real control plane.

  --sizes 100,500     how many Rollouts, in ascending order
  --viewers 1,20,100  how many viewers
  --rounds 1          how often all of it is done at each size
  --quick             few changes and no browser: does it still run?
  --demo              the demo instead: its start, the memory of its API, and 5,000 pods in it
  --folder F          the folder whose production build is measured (this one)
  --help
`

interface Plan {
  readonly sizes: readonly number[]
  readonly viewers: readonly number[]
  readonly rounds: number
  readonly changes: number
  readonly paints: number
  readonly folder: string
  readonly demo: boolean
}

function plan(): Plan | null {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: '100,500' },
      viewers: { type: 'string', default: '1,20,100' },
      rounds: { type: 'string', default: '1' },
      quick: { type: 'boolean', default: false },
      demo: { type: 'boolean', default: false },
      folder: { type: 'string', default: root },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  const { quick, folder, demo } = values
  return {
    sizes: counts(values.sizes).toSorted((a, b) => a - b),
    viewers: counts(values.viewers),
    rounds: counts(values.rounds)[0] ?? 1,
    changes: quick ? 5 : 100,
    paints: quick || findBrowser() === null ? 0 : 20,
    folder,
    demo,
  }
}

function counts(text: string): readonly number[] {
  const numbers = text.split(',').map(Number)
  if (numbers.every((number) => Number.isInteger(number) && number > 0)) return numbers
  throw new CockpitError('invalid', `"${text}" is not a list of whole numbers above 0.`)
}

/** In a cluster an API server collects its garbage on cores of its own; here that takes twice its processors from all that is measured. */
const withoutCollections = { GOGC: 'off', GOMEMLIMIT: '4GiB' }

const say = (line: string) => void process.stdout.write(`${line}\n`)

async function main(): Promise<void> {
  const chosen = plan()
  if (chosen === null) return say(help)
  await ensureBuilt(chosen.folder)
  if (chosen.demo) return benchDemo(chosen)
  const environments = { 'kube-apiserver': withoutCollections }
  const cluster = await startCluster({ nodes: 4, qps: 400, burst: 800, environments, progress: say })
  // Servers, viewers and browsers end with this process or before it; the cluster's supervisor sees its end.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void cluster.stop().finally(() => process.exit(130)))
  const figures: Figures = { subjects: [], storms: [], pages: [] }
  try {
    yieldToTheMeasured(cluster)
    await untilOwnWatches(cluster)
    await measureAll(cluster, chosen, figures)
  } finally {
    await cluster.stop()
  }
  conclude(chosen, figures)
}

async function benchDemo(chosen: Plan): Promise<void> {
  const figures = await measureDemo(say)
  say(demoReport(figures))
  keep({ chosen, goals: demoGoals(figures), demo: figures })
}

async function measureAll(cluster: Cluster, chosen: Plan, figures: Figures): Promise<void> {
  let loaded = 0
  for (const size of chosen.sizes) {
    say(`loading ${size} Rollouts`)
    await loadRollouts(cluster, loaded, size)
    loaded = size
    await warmUp(cluster, size)
    for (let round = 0; round < chosen.rounds; round++) {
      // Whoever comes first finds a fresher API server.
      const order = round % 2 === 0 ? subjectNames : subjectNames.toReversed()
      for (const subject of order) await measureCrowds(cluster, chosen, { size, subject }, figures)
      for (const subject of order) await measureOneStorm(cluster, chosen, { size, subject }, figures)
    }
    if (chosen.paints > 0) await measurePage(cluster, chosen, size, figures)
  }
}

type Of = Pick<Figures['subjects'][number], 'size' | 'subject'>

async function measureCrowds(cluster: Cluster, chosen: Plan, of: Of, figures: Figures): Promise<void> {
  announce(of, 'viewers join, and labels change')
  const bounds = { rollouts: of.size, viewers: chosen.viewers, changes: chosen.changes }
  const start = () => startSubject(of.subject, cluster, chosen.folder)
  figures.subjects.push({ ...of, ...(await measureSubject(cluster, start, bounds)) })
}

async function measureOneStorm(cluster: Cluster, chosen: Plan, of: Of, figures: Figures): Promise<void> {
  announce(of, 'images change at once')
  const viewers = chosen.viewers.find((count) => count >= 20) ?? Math.max(...chosen.viewers)
  const from = figures.storms.length * stormRollouts
  const start = () => startSubject(of.subject, cluster, chosen.folder)
  figures.storms.push({
    ...of,
    ...(await measureStorm(cluster, start, { rollouts: of.size, viewers, from })),
  })
}

async function measurePage(cluster: Cluster, chosen: Plan, size: number, figures: Figures): Promise<void> {
  announce({ size, subject: 'cockpit' }, 'the pages in Chromium')
  const subject = await startSubject('cockpit', cluster, chosen.folder)
  try {
    await collectGarbage(cluster)
    const bounds = { rollouts: size, changes: chosen.paints }
    figures.pages.push({ size, ...(await measureBrowser(cluster, subject, bounds)) })
  } finally {
    await subject.stop()
  }
}

const announce = ({ size, subject }: Of, what: string) =>
  say(`${size} Rollouts, ${subject}: ${what} (load average ${(loadavg()[0] ?? 0).toFixed(1)})`)

function conclude(chosen: Plan, figures: Figures): void {
  const goals = goalsOf(figures)
  say(report(figures))
  say(goalTable(goals))
  keep({ chosen, goals, ...figures })
}

function keep(results: object): void {
  const folder = join(root, 'bench-results')
  mkdirSync(folder, { recursive: true })
  const at = new Date().toISOString()
  const file = join(folder, `${at.replaceAll(':', '-')}.json`)
  const machine = { cpus: cpus().length, model: cpus()[0]?.model, node: process.version }
  writeFileSync(file, JSON.stringify({ at, machine, load: loadavg(), ...results }))
  say(`\n${file}`)
}

try {
  await main()
} catch (error) {
  const known = error instanceof CockpitError || (error instanceof Error && 'code' in error)
  process.stderr.write(`${known ? error.message : String(error instanceof Error ? error.stack : error)}\n`)
  process.exitCode = 1
}
