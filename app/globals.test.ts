import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync(new URL('./globals.css', import.meta.url), 'utf8')

/** The custom properties of one block of the style sheet. */
function colorsOf(selector: string): ReadonlyMap<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`), css.indexOf('}', css.indexOf(`${selector} {`)))
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  )
}

const linear = (byte: number) => {
  const share = byte / 255
  return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

function luminance(hex: string): number {
  const n = Number.parseInt(hex.slice(1), 16)
  return 0.2126 * linear(n >> 16) + 0.7152 * linear((n >> 8) & 255) + 0.0722 * linear(n & 255)
}

/** The contrast of WCAG 2, from 1 to 21. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const surfaces = ['page', 'surface', 'sunken']
const states = ['healthy', 'progressing', 'paused', 'degraded', 'unknown']
const versions = ['stable', 'next', 'old']

const texts: readonly (readonly [string, string])[] = [
  ...['ink', 'muted', 'faint'].flatMap((text) => surfaces.map((surface) => [text, surface] as const)),
  ...['ink', 'muted', 'faint'].map((text) => [text, 'paused-soft'] as const),
  ...states.flatMap((state) => [`${state}-soft`, 'surface', 'page'].map((on) => [state, on] as const)),
  ...versions.flatMap((version) =>
    [`${version}-soft`, ...surfaces, 'paused-soft'].map((on) => [`${version}-ink`, on] as const),
  ),
  ['on-version', 'stable'],
  ['on-version', 'next'],
  ['warn', 'warn-soft'],
  ['ink', 'warn-soft'],
  ['ink', 'degraded-soft'],
]
const shapes: readonly (readonly [string, string])[] = [
  ...versions.flatMap((version) => surfaces.map((surface) => [version, surface] as const)),
  ...surfaces.map((surface) => ['edge', surface] as const),
]

describe.each([':root', '[data-theme="dark"]'])('%s', (selector) => {
  const colors = colorsOf(selector)
  const between = (a: string, b: string) => contrast(colors.get(a) ?? '', colors.get(b) ?? '')

  test.each(texts)('%s can be read on %s', (text, on) => {
    expect(between(text, on)).toBeGreaterThanOrEqual(4.5)
  })

  test.each(shapes)('%s can be seen on %s', (shape, on) => {
    expect(between(shape, on)).toBeGreaterThanOrEqual(3)
  })
})

test('both themes name the same colours', () => {
  expect([...colorsOf('[data-theme="dark"]').keys()].sort()).toEqual([...colorsOf(':root').keys()].sort())
})
