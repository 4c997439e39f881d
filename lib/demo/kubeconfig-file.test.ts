import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createIdentities } from './api/identity.ts'
import { keepKubeconfig } from './kubeconfig-file.ts'

const api = () => ({ url: 'https://127.0.0.1:6443', ca: 'pem', identities: createIdentities() })
const ends: (() => void)[] = []
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubeconfig-file-'))
  // The end of this process is not the end of a demo.
  vi.spyOn(process, 'once').mockImplementation((event, listener) => {
    if (event === 'exit') ends.push(() => listener())
    return process
  })
})
afterEach(() => {
  for (const end of ends.splice(0)) end()
})
afterAll(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})
const end = () => {
  for (const one of ends.splice(0)) one()
}

test('without a wish it has a folder of its own, which goes with the process', () => {
  const file = keepKubeconfig(null, api())
  expect(statSync(file).mode & 0o777).toBe(0o600)
  end()
  expect(existsSync(dirname(file))).toBe(false)
})

test('a file that is wanted is readable by its owner only, and goes too', () => {
  const file = join(folder, 'wanted')
  expect(keepKubeconfig(file, api())).toBe(file)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readFileSync(file, 'utf8')).toContain('current-context: demo\n')
  end()
  expect(existsSync(file)).toBe(false)
})

test('a file of somebody else stays as it is', () => {
  const file = join(folder, 'precious')
  writeFileSync(file, 'apiVersion: v1\n')
  expect(() => keepKubeconfig(file, api())).toThrow(`${file} is not the demo's own and stays as it is`)
  end()
  expect(readFileSync(file, 'utf8')).toBe('apiVersion: v1\n')
})

test('what a demo that was killed has left is written anew, with the mode that it must have', () => {
  const file = join(folder, 'left')
  const left = readFileSync(keepKubeconfig(file, api()), 'utf8')
  ends.splice(0)
  rmSync(file)
  writeFileSync(file, left, { mode: 0o644 })
  keepKubeconfig(file, api())
  expect(readFileSync(file, 'utf8')).not.toBe(left)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('the file of a demo that came later is not taken away', () => {
  const file = join(folder, 'shared')
  keepKubeconfig(file, api())
  const [first] = ends.splice(0)
  keepKubeconfig(file, api())
  first?.()
  expect(existsSync(file)).toBe(true)
})

test('a link is not written through', () => {
  const target = join(folder, 'target')
  const link = join(folder, 'link')
  symlinkSync(target, link)
  keepKubeconfig(link, api())
  expect(existsSync(target)).toBe(false)
})

test.each([
  ['a folder that is not there', join('no', 'such', 'folder'), /could not be written to .* \(ENOENT\)\.$/],
  ['a folder', '.', /cannot be read \(EISDIR\)\.$/],
])('%s is refused in a sentence', (_what, name, sentence) => {
  expect(() => keepKubeconfig(join(folder, name), api())).toThrow(sentence)
})
