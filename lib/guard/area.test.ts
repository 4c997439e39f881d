import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areaOf, isAction } from './area.ts'

test.each([
  ['/', 'page'],
  ['/c/kind-dev', 'page'],
  ['/c/arn%3Aaws%3Aeks%2Fx/ns/rollouts/web', 'page'],
  ['/_next/static/chunks/a.js', 'asset'],
  ['/icon.svg', 'asset'],
  ['/healthz', 'health'],
  ['/readyz', 'health'],
  ['/api/session', 'session'],
  ['/api/session/', 'data'],
  ['/api/session/x', 'data'],
  ['/api', 'data'],
  ['/api/stream', 'data'],
  ['/API/stream', 'nowhere'],
  ['/%61pi/stream', 'nowhere'],
  ['//api/stream', 'nowhere'],
  ['/api/stream.png', 'data'],
  ['/_next/image', 'data'],
  ['/_next/data/x/api/stream.json', 'data'],
  ['/healthz/x', 'nowhere'],
  ['/demo/state', 'data'],
  ['/demo', 'nowhere'],
  ['/demonstration', 'nowhere'],
  ['/c', 'nowhere'],
  ['/c/', 'nowhere'],
  ['/anything', 'nowhere'],
])('%s is %s', (pathname, area) => {
  expect(areaOf(pathname, false)).toBe(area)
})

test("next dev's own files are assets, in development only", () => {
  expect(areaOf('/_next/hmr', true)).toBe('asset')
  expect(areaOf('/__nextjs_font/x.woff2', true)).toBe('asset')
  expect(areaOf('/_next/hmr', false)).toBe('data')
})

test('what is under /api is never open, but for the session', () => {
  fc.assert(
    fc.property(fc.string(), fc.boolean(), (path, development) => {
      const { pathname } = new URL(`/api/${path}`, 'http://localhost')
      if (pathname.startsWith('/api') && pathname !== '/api/session')
        expect(areaOf(pathname, development)).toBe('data')
    }),
  )
})

test.each([
  ['/api/c/kind/ns/rollouts/web/actions/promote', true],
  ['/api/c/kind/ns/rollouts/web/actions/promote/', true],
  ['/api/c/kind/ns/rollouts/web', false],
  ['/api/c/kind/ns/rollouts/actions/text', true],
  ['/api/c/kind/ns/services/web/sample', true],
  ['/api/c/kind/ns/services/web/scale/', true],
  ['/api/c/kind/ns/services/web', false],
  ['/api/c/kind/ns/services/sample', false],
])('%s is an action: %s', (pathname, action) => {
  expect(isAction(pathname)).toBe(action)
})
