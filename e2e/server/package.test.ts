import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../../bin/ensure.mjs'
import { CockpitError } from '../../lib/errors.ts'
import { kubeconfigFor, startCockpit } from './cockpit.ts'

const packLimitMs = 300_000
/** What is no use without a checkout. */
const foreign =
  /^(app|components|e2e|lib)\b|^bin\/(.*\.ts|(pack|build-only|demo|compile).*)$|^\.next\/cache\b|\.(map|nft\.json)$/
const place = mkdtempSync(join(tmpdir(), 'cockpit-package-'))
const modules = join(place, 'node_modules')
const folder = join(modules, 'rollout-cockpit')

function run(command: string, args: readonly string[], cwd = root): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' })
  if (status !== 0)
    throw new CockpitError('unexpected', `${command} ended with ${status}: ${stdout}${stderr}`)
  return stdout
}

/** What `npm install` would leave, without its minutes: the package, and beside it links to the packages that it depends on. */
beforeAll(() => {
  run('npm', ['pack', '--pack-destination', place])
  mkdirSync(folder, { recursive: true })
  const [tarball = ''] = globSync('*.tgz', { cwd: place })
  run('tar', ['-xzf', join(place, tarball), '--strip-components=1', '-C', folder])
  const needed = run('npm', ['ls', '--omit=dev', '--all', '--parseable']).trim().split('\n').slice(1)
  for (const path of needed) {
    const inside = relative(join(root, 'node_modules'), path)
    // What lies in another package comes with it.
    if (inside.includes('node_modules')) continue
    mkdirSync(dirname(join(modules, inside)), { recursive: true })
    symlinkSync(path, join(modules, inside))
  }
  mkdirSync(join(modules, '.bin'))
  symlinkSync('../rollout-cockpit/bin/rollout-cockpit.mjs', join(modules, '.bin', 'rollout-cockpit'))
  symlinkSync(realpathSync(process.execPath), join(modules, '.bin', 'node'))
}, packLimitMs)
afterAll(() => rmSync(place, { recursive: true }))

test('the package has its build, and neither sources, nor maps that hold them, nor tests, nor the demo', () => {
  const files = globSync(['**', '.next/**'], { cwd: folder })
  expect(files).toContain('.next/BUILD_ID')
  expect(files.filter((file) => foreign.test(file))).toEqual([])
})

test('its program says what it is', () => {
  const say = (flag: string) => run('npx', ['--no-install', 'rollout-cockpit', flag], place)
  expect(say('--version')).toMatch(/^\d+\.\d+\.\d+\n$/)
  expect(say('--help')).toContain('--kubeconfig')
})

test('it starts against a kubeconfig, serves pages and data, and ends on SIGTERM', async () => {
  using config = kubeconfigFor('http://127.0.0.1:9')
  await using cockpit = await startCockpit({ folder, args: ['--kubeconfig', config.file] })
  const page = await fetch(`${cockpit.origin}/c/nowhere`)
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<!DOCTYPE html>')])
  const headers = { authorization: `Bearer ${cockpit.token}` }
  expect(await (await fetch(`${cockpit.origin}/api/clusters`, { headers })).json()).toMatchObject({
    clusters: [{ name: 'nowhere' }],
    kubeconfig: [config.file],
  })
  cockpit.child.kill('SIGTERM')
  expect(await cockpit.ended).toBe(0)
})
