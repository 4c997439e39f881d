import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './ensure.mjs'

function start(args: readonly string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'bin/rollout-cockpit.mjs'), ...args],
    {
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '', NODE_ENV: 'test', ...env },
    },
  )
  return { status, stdout, stderr }
}

test('--version says the version', () => {
  expect(start(['--version'])).toEqual({
    status: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    stderr: '',
  })
})

test('--help names every flag and every variable', () => {
  const { status, stdout } = start(['--help'])
  const names = ['kubeconfig', 'context', 'namespace', 'port', 'address', 'allow-host', 'read-only']
  expect(status).toBe(0)
  for (const name of names) {
    expect(stdout).toContain(`--${name}`)
    expect(stdout).toContain(`COCKPIT_${name.toUpperCase().replace('-', '_')}`)
  }
})

test.each([
  [['--prot', '3100'], {}, "Unknown option '--prot'; --help shows all flags.\n"],
  [['3100'], {}, /^Unexpected argument '3100'.*; --help shows all flags\.\n$/],
  [['--port'], {}, "Option '--port <value>' argument missing; --help shows all flags.\n"],
  [['--port', 'x'], {}, '--port (COCKPIT_PORT) must be a number from 0 (any free port) to 65535, not "x".\n'],
  [['--address', 'here'], {}, /^--address \(COCKPIT_ADDRESS\) must be an IP address .*\n$/],
  [['--namespace', 'A B'], {}, '--namespace (COCKPIT_NAMESPACE) "A B" cannot be a namespace\'s name.\n'],
  [[], { COCKPIT_READ_ONLY: 'perhaps' }, /^--read-only \(COCKPIT_READ_ONLY\) must be true or false.*\n$/],
  [[], { COCKPIT_TOKEN: 'short' }, /^COCKPIT_TOKEN must have 16 or more.*\n$/],
])('%j %j ends with a sentence and exit code 2', (args, env, sentence) => {
  const { status, stdout, stderr } = start(args, env)
  if (typeof sentence === 'string') expect(stderr).toBe(sentence)
  else expect(stderr).toMatch(sentence)
  expect(stdout).toBe('')
  expect(status).toBe(2)
})

test('npm start, the shebang and the image start Node with the same flags', () => {
  const read = (file: string) => readFileSync(join(root, file), 'utf8')
  const words = JSON.parse(read('package.json')).scripts.start.split(' ')
  expect(words).toEqual([
    'node',
    expect.stringMatching(/^--max-semi-space-size=\d+$/),
    'bin/rollout-cockpit.mjs',
  ])
  expect(read('Dockerfile')).toContain(`ENTRYPOINT ${JSON.stringify(words).replaceAll(',', ', ')}`)
  expect(read('bin/rollout-cockpit.mjs').split('\n')[0]).toBe(
    `#!/usr/bin/env -S ${words.slice(0, 2).join(' ')}`,
  )
})
