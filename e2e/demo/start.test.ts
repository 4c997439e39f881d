import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, it } from 'vitest'
import { ensureBuilt } from '../../bin/build.mjs'
import { root } from '../../bin/ensure.mjs'
import { listAt, textAt } from '../cluster/json.ts'
import { until } from '../cluster/waits.ts'
import { startCockpit } from '../server/cockpit.ts'

it('npm run demo shows a canary that waits for a person, and leaves nothing behind', async () => {
  await ensureBuilt(root)
  const cockpit = await startCockpit({ script: 'demo' })
  const [, kubeconfig = ''] = /^For kubectl: export KUBECONFIG=(\S+)$/m.exec(cockpit.stdout()) ?? []
  try {
    expect(existsSync(kubeconfig)).toBe(true)
    const headers = { authorization: `Bearer ${cockpit.token}` }
    const rows = await until(
      'the canary waits',
      async () => (await fetch(`${cockpit.origin}/api/c/demo/rollouts`, { headers })).json(),
      (answer) => listAt(answer, 'rows').some((row) => textAt(row, 'phase') === 'Paused'),
    )
    const told = listAt(rows, 'rows').map((row) => `${textAt(row, 'namespace')} ${textAt(row, 'phase')}`)
    expect(told.toSorted()).toEqual(['webapp-blue-green Paused', 'webapp-canary Paused'])
  } finally {
    await cockpit[Symbol.asyncDispose]()
  }
  expect(await cockpit.ended).toBe(0)
  expect(existsSync(dirname(kubeconfig))).toBe(false)
})
