import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ensureInstalled, newEnough, root, run, suitableNode } from './ensure.mjs'

let folder = ''
const write = (file: string, content: string) => {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), content)
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cockpit-ensure-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test.each([
  ['20.20.2', false],
  ['22.18.0', false],
  ['22.19.0', true],
  ['23.0.0', true],
  ['24.21.0', true],
])('Node %s is new enough: %s', (version, enough) => {
  expect(newEnough(version)).toBe(enough)
})

describe('suitableNode', () => {
  test('is this one where it is new enough', () => {
    expect(suitableNode(folder, '24.0.0')).toBe(process.execPath)
  })

  test('is the one that came with the packages where it is not', () => {
    write('node_modules/.bin/node', '')
    expect(suitableNode(folder, '20.1.0')).toContain('node_modules/.bin/node')
  })

  test('is the one beside it where this is an installed package', () => {
    write('node_modules/.bin/node', '')
    const own = join(folder, 'node_modules', 'rollout-cockpit')
    expect(suitableNode(own, '20.1.0')).toBe(join(realpathSync(folder), 'node_modules/.bin/node'))
  })

  test('says what is needed where there is neither', () => {
    expect(() => suitableNode(folder, '20.1.0')).toThrow(
      'Node 22.19 or newer is needed; this is Node 20.1.0.',
    )
  })
})

describe('ensureInstalled', () => {
  // A program named npm-cli.js stands for the npm that runs the script.
  const withNpm = async (program: string) => {
    const before = process.env.npm_execpath
    write('npm-cli.js', program)
    process.env.npm_execpath = join(folder, 'npm-cli.js')
    try {
      await ensureInstalled(folder)
    } finally {
      if (before === undefined) delete process.env.npm_execpath
      else process.env.npm_execpath = before
    }
  }
  const installing = `require('fs').mkdirSync('node_modules', { recursive: true });
    require('fs').writeFileSync('node_modules/.package-lock.json', process.argv.slice(2).join(' '))`
  const failing = 'process.exit(7)'

  test('a shipped folder, without a lockfile, needs nothing', () => withNpm(failing))

  test('what is installed is left alone', async () => {
    write('package-lock.json', '{}')
    write('node_modules/.package-lock.json', '{}')
    await withNpm(failing)
  })

  test.each(['nothing', 'older packages'])('%s there: npm ci runs', async (state) => {
    if (state === 'older packages') {
      write('node_modules/.package-lock.json', '{}')
      utimesSync(join(folder, 'node_modules/.package-lock.json'), 1, 1)
    }
    write('package-lock.json', '{}')
    await withNpm(installing)
    await withNpm(failing)
  })

  test('an npm that fails is told as a sentence', async () => {
    write('package-lock.json', '{}')
    await expect(withNpm(failing)).rejects.toThrow('npm ci ended with code 7')
  })
})

test('run answers the exit code of a program', async () => {
  expect(await run(process.execPath, ['-e', 'process.exit(3)'])).toBe(3)
  await expect(run(join(folder, 'no-such-program'), [])).rejects.toThrow('ENOENT')
})

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends the program that runs, and then who runs it goes on', async (signal, code) => {
  const endless = 'console.log("begun"); setInterval(() => {}, 1000)'
  const outer = `import { run } from ${JSON.stringify(new URL('./ensure.mjs', import.meta.url).href)}
    console.log(await run(process.execPath, ['-e', ${JSON.stringify(endless)}]))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', outer], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  expect(String(await once(child.stdout, 'data'))).toBe('begun\n')
  child.kill(signal)
  expect(String(await once(child.stdout, 'data'))).toBe(`${code}\n`)
  expect(await exit).toEqual([0, null])
})

test('as a program it runs a script with the packages first in PATH', () => {
  const script = join(folder, 'script.mjs')
  const program = [join(root, 'bin/ensure.mjs'), script, 'a', 'b']
  writeFileSync(
    script,
    'console.log(process.env.PATH.split(":")[0], process.argv.slice(2).join()); process.exit(4)',
  )
  const { status, stdout } = spawnSync(process.execPath, program, { encoding: 'utf8' })
  expect(stdout).toBe(`${join(root, 'node_modules/.bin')} a,b\n`)
  expect(status).toBe(4)
})
