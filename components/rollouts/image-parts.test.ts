import { describe, expect, test } from 'vitest'
import { imageChange, imageParts, imageVersion } from './image-parts.ts'

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`

describe('imageParts', () => {
  test.each([
    ['podinfo', { path: '', name: 'podinfo', tag: null, digest: null }],
    ['podinfo:6.9.3', { path: '', name: 'podinfo', tag: '6.9.3', digest: null }],
    [
      'localhost:5000/team/podinfo',
      { path: 'localhost:5000/team', name: 'podinfo', tag: null, digest: null },
    ],
    ['localhost:5000/podinfo:1', { path: 'localhost:5000', name: 'podinfo', tag: '1', digest: null }],
    [`ghcr.io/a/b@${digest}`, { path: 'ghcr.io/a', name: 'b', tag: null, digest: '0123456789ab' }],
    [`ghcr.io/a/b:2@${digest}`, { path: 'ghcr.io/a', name: 'b', tag: '2', digest: '0123456789ab' }],
    ['', { path: '', name: '', tag: null, digest: null }],
  ])('%s', (image, parts) => {
    expect(imageParts(image)).toEqual(parts)
  })
})

test('an image without tag and digest is the latest', () => {
  expect(imageVersion('podinfo')).toBe('latest')
  expect(imageVersion(`podinfo@${digest}`)).toBe('@0123456789ab')
})

describe('imageChange', () => {
  test('of one repository is told by versions', () => {
    expect(imageChange('a/podinfo:6.9.3', 'a/podinfo:6.9.4')).toEqual({ from: '6.9.3', to: '6.9.4' })
  })

  test('between repositories of other names is told by name and version', () => {
    expect(imageChange('a/nginx:1', 'a/caddy:1')).toEqual({ from: 'nginx:1', to: 'caddy:1' })
  })

  test('between registries is told in full, for nothing shorter tells them apart', () => {
    expect(imageChange('a/app:1', 'b/app:1')).toEqual({ from: 'a/app:1', to: 'b/app:1' })
  })
})
