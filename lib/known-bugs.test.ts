import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const named = [
  ...readFileSync('docs/known-bugs.md', 'utf8').matchAll(/`([^`]+\.tsx?)`: ([^|\n)]+(?:\([AB]\d+\))?)/g),
].map(([, file = '', title = '']) => ({ file, title: title.trim() }))

test('the list of known bugs names tests that there are', () => {
  const missing = named.filter(
    ({ file, title }) =>
      !existsSync(file) || !readFileSync(file, 'utf8').replaceAll("\\'", "'").includes(title),
  )
  expect(named.length).toBeGreaterThan(50)
  expect(missing).toEqual([])
})
