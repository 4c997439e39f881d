import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { filePolicy, libraryStyles, pagePolicy } from './policy.ts'

const directives = (policy: string) =>
  new Map(
    policy.split('; ').map((part) => [part.slice(0, part.indexOf(' ')), part.slice(part.indexOf(' ') + 1)]),
  )

test('a page runs no script without the nonce and is framed by nobody', () => {
  const page = directives(pagePolicy('bm9uY2U=', false))
  expect(page.get('script-src')).toBe("'self' 'nonce-bm9uY2U=' 'strict-dynamic'")
  expect(page.get('default-src')).toBe("'none'")
  expect(page.get('frame-ancestors')).toBe("'none'")
  expect(page.get('connect-src')).toBe("'self'")
  expect(page.get('style-src-elem')).not.toContain('unsafe-inline')
})

test('nothing unsafe but style attributes, and eval only under next dev', () => {
  const unsafe = (policy: string) =>
    [...directives(policy)]
      .filter(([, sources]) => sources.includes('unsafe-'))
      .map(([directive]) => directive)
  expect(unsafe(pagePolicy('n', false))).toEqual(['style-src-attr'])
  expect(unsafe(filePolicy)).toEqual([])
  expect(unsafe(pagePolicy('n', true))).toContain('script-src')
})

test("the hash of sonner's style sheet is that of the sonner in use", () => {
  const module = readFileSync(
    createRequire(import.meta.url)
      .resolve('sonner')
      .replace(/\.js$/, '.mjs'),
    'utf8',
  )
  const sheet: unknown = JSON.parse(/^__insertCSS\((".*")\);$/m.exec(module)?.[1] ?? 'null')
  const hash = createHash('sha256').update(String(sheet)).digest('base64')
  expect(libraryStyles).toContain(`'sha256-${hash}'`)
  expect(libraryStyles).toContain(`'sha256-${createHash('sha256').update('').digest('base64')}'`)
})
