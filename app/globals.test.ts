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
const versions = ['stable', 'next', 'old', 'variant-a', 'variant-b', 'variant-c', 'variant-d']

const texts: readonly (readonly [string, string])[] = [
  ...['ink', 'muted', 'faint'].flatMap((text) => surfaces.map((surface) => [text, surface] as const)),
  ...['ink', 'muted', 'faint'].map((text) => [text, 'paused-soft'] as const),
  ...states.flatMap((state) => [`${state}-soft`, 'surface', 'page'].map((on) => [state, on] as const)),
  ...versions.flatMap((version) =>
    [`${version}-soft`, ...surfaces, 'paused-soft'].map((on) => [`${version}-ink`, on] as const),
  ),
  ...versions.filter((version) => version !== 'old').map((version) => ['on-version', version] as const),
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

/** What a person without one kind of cone sees of a colour, linear in red, green and blue (Viénot, Brettel and Mollon 1999). */
const dichromats = {
  protan: [
    [0.11238, 0.88762, 0],
    [0.11238, 0.88762, 0],
    [0.00401, -0.00401, 1],
  ],
  deutan: [
    [0.29275, 0.70725, 0],
    [0.29275, 0.70725, 0],
    [-0.02234, 0.02234, 1],
  ],
  /** Nobody: all cones. */
  none: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
} as const

type Triple = readonly [number, number, number]

const dot = (row: Triple, [r, g, b]: Triple) => row[0] * r + row[1] * g + row[2] * b

/** CIE L*a*b* of a colour as such an eye sees it. */
function lab(hex: string, eye: readonly [Triple, Triple, Triple]): Triple {
  const n = Number.parseInt(hex.slice(1), 16)
  const rgb: Triple = [linear(n >> 16), linear((n >> 8) & 255), linear(n & 255)]
  const seen: Triple = [dot(eye[0], rgb), dot(eye[1], rgb), dot(eye[2], rgb)]
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116)
  const x = f(dot([0.4124, 0.3576, 0.1805], seen) / 0.9505)
  const y = f(dot([0.2126, 0.7152, 0.0722], seen))
  const z = f(dot([0.0193, 0.1192, 0.9505], seen) / 1.089)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

const letters = ['variant-a', 'variant-b', 'variant-c', 'variant-d']
const pairs = letters.flatMap((one, at) => letters.slice(at + 1).map((other) => [one, other] as const))

describe.each([':root', '[data-theme="dark"]'])('side by side behind one Service, %s', (selector) => {
  const colors = colorsOf(selector)
  describe.each(Object.entries(dichromats))('%s', (_, eye) => {
    test.each([['stable', 'next'] as const, ...pairs])('%s is told from %s', (one, other) => {
      const [a, b] = [lab(colors.get(one) ?? '', eye), lab(colors.get(other) ?? '', eye)]
      // Far more than the 2 or so that are just noticed: they must be told apart at a glance.
      expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])).toBeGreaterThan(18)
    })
  })
})

test('both themes name the same colours', () => {
  expect([...colorsOf('[data-theme="dark"]').keys()].sort()).toEqual([...colorsOf(':root').keys()].sort())
})
