import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { findBrowser } from './support/browser.ts'
import { goProblem, inCi } from './support/real-cluster.ts'

/** Every test of the project in one run; the last line is `N passed, N failed`. */

interface Count {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** What failed, by name: said once more at the end, where a long log still shows it. */
  readonly names: readonly string[]
}

const ci = inCi()
const bin = (name: string) => join('node_modules', '.bin', name)
const reports = join('test-results', 'reports')
rmSync('test-results', { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

function run(
  title: string,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): boolean {
  const started = Date.now()
  console.log(`\n── ${title}`)
  const child = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
  })
  const passed = child.status === 0
  console.log(
    `── ${title}: ${passed ? 'passed' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(1)} s`,
  )
  return passed
}

const check = (title: string, command: string, args: readonly string[]): Count =>
  run(title, command, args)
    ? { passed: 1, failed: 0, skipped: 0, names: [] }
    : { passed: 0, failed: 1, skipped: 0, names: [title] }

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
const list = (value: unknown, name: string): readonly unknown[] => {
  const found = field(value, name)
  return Array.isArray(found) ? found : []
}
const number = (value: unknown, name: string): number => Number(field(value, name) ?? 0)

/** A suite that named no failed test counts as one failure where it ended badly, or where its report has no test or is not there. */
function counted(title: string, ok: boolean, count: Omit<Count, 'names'>, names: readonly string[]): Count {
  const ranNothing = count.passed + count.failed === 0
  const failed = (!ok || ranNothing) && count.failed === 0 ? 1 : count.failed
  const why = ranNothing ? `${title}: no test is in its report` : `${title}: it ended badly`
  return { ...count, failed, names: failed > 0 && names.length === 0 ? [why] : names }
}

const reportOf = (title: string) => join(reports, `${title.replaceAll(' ', '-')}.json`)

function vitest(title: string, args: readonly string[]): Count {
  const file = reportOf(title)
  const ok = run(title, bin('vitest'), [
    'run',
    ...args,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  const report: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const count = {
    passed: number(report, 'numPassedTests'),
    failed: number(report, 'numFailedTests'),
    skipped: number(report, 'numPendingTests'),
  }
  return counted(title, ok, count, failedTests(report))
}

/** Failed tests of vitest's report, and the files that did not even load. */
const failedTests = (report: unknown): readonly string[] =>
  list(report, 'testResults').flatMap((file) => {
    const failed = list(file, 'assertionResults').filter((test) => field(test, 'status') === 'failed')
    const path = relative(process.cwd(), String(field(file, 'name')))
    if (failed.length > 0) return failed.map((test) => `${path}: ${field(test, 'fullName')}`)
    return field(file, 'status') === 'failed' ? [`${path}: ${field(file, 'message')}`] : []
  })

/** Stories that did not pass at once, of a suite of Playwright's report and all suites in it. */
const failedStories = (suite: unknown): readonly string[] => [
  ...list(suite, 'specs')
    .filter((spec) => field(spec, 'ok') !== true)
    .map((spec) => `${field(spec, 'file')}: ${field(spec, 'title')}`),
  ...list(suite, 'suites').flatMap(failedStories),
]

function stories(title: string, config: string): Count {
  const file = reportOf(title)
  const ok = run(
    title,
    bin('playwright'),
    ['test', '-c', config, '--reporter=list,json'],
    // OUTPUT_NAME would be read against the folder of the configuration, OUTPUT_FILE against this one.
    { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  )
  const report: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const stats = field(report, 'stats')
  const count = {
    passed: number(stats, 'expected'),
    failed: number(stats, 'unexpected') + number(stats, 'flaky'),
    skipped: number(stats, 'skipped'),
  }
  return counted(title, ok, count, failedStories(report))
}

/** Outside CI a missing tool skips its part, loudly; in CI it is a failure. */
function missing(part: string, why: string): Count {
  console.log(`\n!! ${part}: ${ci ? 'FAILED' : 'SKIPPED'}. ${why}`)
  return ci
    ? { passed: 0, failed: 1, skipped: 0, names: [part] }
    : { passed: 0, failed: 0, skipped: 1, names: [] }
}

function all(): readonly Count[] {
  const counts = [
    check('lint', bin('biome'), ['ci', '.']),
    check('route types', bin('next'), ['typegen']),
    check('types', bin('tsc'), ['--noEmit', '-p', '.']),
    vitest('unit and component tests', []),
    check('production build', process.execPath, ['bin/build-only.mjs']),
  ]
  const browser = browserIsHere()
  if (browser) counts.push(stories('demo stories', 'e2e/playwright.demo.config.ts'))
  else counts.push(missing('browser stories', 'No Chromium was found: install chromium.'))
  const go = goProblem()
  if (go === null)
    counts.push(check('binaries of the real control plane', process.execPath, ['e2e/cluster/build.ts']))
  // Its suites that need no control plane run without Go as well; the others skip themselves.
  counts.push(vitest('real control plane', ['-c', 'e2e/vitest.config.ts']))
  if (go !== null) counts.push(missing('everything on the real control plane', go))
  else if (browser) counts.push(stories('browser stories', 'e2e/playwright.config.ts'))
  return counts
}

/** Where the machine has no Chromium, the one that Playwright brings will do. */
const browserIsHere = () =>
  findBrowser() !== null ||
  (run('Chromium', bin('playwright'), ['install', 'chromium']) && findBrowser() !== null)

const total = all().reduce((sum, count) => ({
  passed: sum.passed + count.passed,
  failed: sum.failed + count.failed,
  skipped: sum.skipped + count.skipped,
  names: [...sum.names, ...count.names],
}))
for (const name of total.names) console.log(`FAILED ${name}`)
if (total.skipped > 0) console.log(`\n${total.skipped} skipped (see above)`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1
