import { expect, test } from 'vitest'
import { parseDemoFlags } from './demo-flags.mjs'

test('without flags it is the canary at the speed of the wall clock', () => {
  expect(parseDemoFlags([])).toMatchObject({
    start: { chosen: {}, help: false },
    demo: { scenario: 'canary', speed: 1, kubeconfig: null },
  })
})

test('its own flags stand beside those of the start', () => {
  const words = '--scenario quota --speed 60 --write-kubeconfig f --port 3200 --read-only --help'
  expect(parseDemoFlags(words.split(' '))).toMatchObject({
    start: { chosen: { COCKPIT_PORT: '3200', COCKPIT_READ_ONLY: 'true' }, help: true },
    demo: { scenario: 'quota', speed: 60, kubeconfig: 'f' },
  })
})

test.each([
  [['--speed', '0'], '--speed must be a whole number from 1 to 600, not "0".'],
  [['--speed', '1e2'], '--speed must be a whole number from 1 to 600, not "1e2".'],
  [['--speed', '601'], '--speed must be a whole number from 1 to 600, not "601".'],
  [['--kubeconfig', 'f'], 'The demo brings its own cluster'],
  [['--write-kubeconfig='], '--write-kubeconfig needs the name of a file.'],
  [['--nonsense'], "Unknown option '--nonsense'; --help shows all flags."],
])('%j is refused in a sentence', (words, sentence) => {
  expect(() => parseDemoFlags(words)).toThrow(sentence)
})
