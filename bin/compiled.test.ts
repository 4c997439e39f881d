import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { root } from './ensure.mjs'

/** Imports the demo, its modules compiled before, and prints whether this process took types out of them. */
const script = `
import { keepCompiled } from './bin/compiled.mjs'
await keepCompiled()
await import('./lib/demo/main.ts')
console.log(process.moduleLoadList.some((name) => name.includes('amaro')))`

it('the demo starts from modules that are compiled already', async () => {
  const words = ['--input-type=module', '--eval', script]
  // Vitest's own watching of modules is not for this process.
  const { stdout } = await promisify(execFile)(process.execPath, words, {
    cwd: root,
    env: { PATH: process.env.PATH, NODE_ENV: 'test' },
  })
  expect(stdout.trim()).toBe('false')
})
