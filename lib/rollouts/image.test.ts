import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { imageName, imageParts, imageTag, versionNames } from './image.ts'

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`

describe('an image reference', () => {
  test.each([
    ['podinfo', '', '', 'podinfo', 'podinfo'],
    ['podinfo:6.9.4', '6.9.4', '', 'podinfo', '6.9.4'],
    ['ghcr.io/stefanprodan/podinfo:6.9.4', '6.9.4', '', 'podinfo', '6.9.4'],
    ['localhost:5000/podinfo', '', '', 'podinfo', 'localhost:5000/podinfo'],
    ['localhost:5000/a/podinfo:v1', 'v1', '', 'podinfo', 'v1'],
    [`podinfo@${digest}`, '', digest, 'podinfo', 'sha256:0123456789ab'],
    [`host:1/podinfo:6.9.4@${digest}`, '6.9.4', digest, 'podinfo', '6.9.4'],
    ['', '', '', '', ''],
    ['podinfo@', '', '', 'podinfo', 'podinfo@'],
    [':::@@', '::', '@', ':::@@', '::'],
  ])('%s', (image, tag, pinned, name, short) => {
    expect(imageParts(image)).toMatchObject({ tag, digest: pinned })
    expect(imageName(image)).toBe(name)
    expect(imageTag(image)).toBe(short)
  })

  test('whatever it is, it has a tag to show and a name', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '6', '.', '/', ':', '@', 'ä', '\0', '🐳'), minLength: 1 }),
        (image) => {
          const { repository, tag, digest: pinned } = imageParts(image)
          expect(image.startsWith(repository) && image.includes(tag) && image.endsWith(pinned)).toBe(true)
          expect(imageName(image)).not.toBe('')
        },
      ),
    )
  })
})

describe('the names of two versions', () => {
  test.each([
    ['tags', ['podinfo:1'], ['podinfo:2'], '1', '2'],
    ['names where the tags agree', ['a/blue:1'], ['a/green:1'], 'blue:1', 'green:1'],
    ['registries where names and tags agree', ['x/app:1'], ['y/app:1'], 'x/app:1', 'y/app:1'],
    ['the container that differs', ['proxy:1', 'app:1'], ['proxy:1', 'app:2'], '1', '2'],
    ['the same image on both sides', ['app:1'], ['app:1'], '1', '1'],
    ['a container that was added', ['app:1'], ['app:1', 'proxy:2'], '1', '1'],
  ])('%s', (_, stable, next, from, to) => {
    expect(versionNames(stable, next)).toEqual({ stable: from, next: to })
  })

  test('what is not known is null', () => {
    expect(versionNames([], [])).toEqual({ stable: null, next: null })
    expect(versionNames(['app:1'], [])).toEqual({ stable: '1', next: null })
    expect(versionNames([], ['app:2'])).toEqual({ stable: null, next: '2' })
  })
})
