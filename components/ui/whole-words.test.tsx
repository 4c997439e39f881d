// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { WholeWords } from './whole-words.tsx'

afterEach(cleanup)

test('says what the text says, and keeps names and flags whole', () => {
  const text = 'kubectl scale deployment/frontend-b --replicas=3  -n shop, 50\u00a0% of it'
  const { container } = render(<WholeWords text={text} />)
  expect(container.textContent).toBe(text)
  expect(Array.from(container.querySelectorAll('span'), (span) => span.textContent)).toEqual([
    'deployment/frontend-b',
    '--replicas=3',
  ])
})
