import { describe, expect, test } from 'vitest'
import { toldImages } from './told-images.ts'

const told = (stableImages: readonly string[], nextImages: readonly string[]) =>
  toldImages({ stableImages, nextImages })

describe('toldImages', () => {
  test('tells from which version to which', () => {
    expect(told(['ghcr.io/a/podinfo:6.9.3'], ['ghcr.io/a/podinfo:6.9.4'])).toEqual({
      name: 'podinfo',
      from: '6.9.3',
      to: '6.9.4',
      more: 0,
      whole: 'ghcr.io/a/podinfo:6.9.3\n→\nghcr.io/a/podinfo:6.9.4',
    })
  })

  test('of several containers tells the first that changes, and how many more do', () => {
    expect(told(['proxy:1', 'app:1', 'log:1'], ['proxy:1', 'app:2', 'log:2'])).toMatchObject({
      name: 'app',
      from: '1',
      to: '2',
      more: 1,
    })
  })

  test('between repositories of other names both are named', () => {
    expect(told(['a/nginx:1'], ['a/caddy:2'])).toMatchObject({ name: 'nginx → caddy', from: '1', to: '2' })
    expect(told(['a/nginx:1'], ['a/caddy:1'])).toMatchObject({ name: '', from: 'nginx:1', to: 'caddy:1' })
  })

  test('between registries is told in full, for nothing shorter tells them apart', () => {
    expect(told(['a/app:1'], ['b/app:1'])).toMatchObject({ name: '', from: 'a/app:1', to: 'b/app:1' })
  })

  test('a restart with the same image has no arrow', () => {
    expect(told(['app:1'], ['app:1'])).toMatchObject({ name: 'app', from: null, to: '1' })
  })

  test('a first version has nothing to come from', () => {
    expect(told([], ['app:1', 'log:1'])).toMatchObject({ name: 'app', from: null, to: '1', more: 1 })
  })

  test('an image without tag and digest is told by its name alone', () => {
    expect(told(['podinfo'], [])).toMatchObject({ name: '', from: null, to: 'podinfo' })
  })

  test('a Rollout whose template cannot be read has no image', () => {
    expect(told([], [])).toBeNull()
  })
})
