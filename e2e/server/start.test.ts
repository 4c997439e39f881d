import { once } from 'node:events'
import { createServer, get } from 'node:http'
import { expect, test } from 'vitest'
import { streamApi } from '../../lib/paths.ts'
import { reservePort } from '../cluster/ports.ts'
import { kubeconfigFor, launch, line, startCockpit } from './cockpit.ts'

// Port 9 (discard) is served nowhere.
const silent = 'http://127.0.0.1:9'

test('it prints one address, which answers, and says that the API server does not', async () => {
  using config = kubeconfigFor(silent)
  await using cockpit = await startCockpit({ args: ['--kubeconfig', config.file] })
  expect(cockpit.stdout()).toMatch(
    /^Rollout Cockpit \d+\.\d+\.\d+\n {2}context {5}nowhere \(http:\/\/127\.0\.0\.1:9\)\n {2}namespaces {2}all\nOpen http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}\n$/,
  )
  await line(cockpit, /^The API server at http:\/\/127\.0\.0\.1:9 refuses .* Trying again\.$/m)
  expect((await fetch(`${cockpit.origin}/healthz`)).status).toBe(200)
  expect(await (await fetch(`http://localhost:${cockpit.port}/readyz`)).text()).toBe('ok\n')
})

test('it is not ready while somebody looks at a cluster that does not answer', async () => {
  using config = kubeconfigFor(silent)
  await using cockpit = await startCockpit({ args: ['--kubeconfig', config.file] })
  const headers = { authorization: `Bearer ${cockpit.token}` }
  const { body } = await fetch(cockpit.origin + streamApi('nowhere', true, []), { headers })
  const ready = await fetch(`${cockpit.origin}/readyz`)
  expect(ready.status).toBe(503)
  expect(await ready.text()).toMatch(/^The cluster is connecting/)
  await body?.cancel()
})

test('it says what it was told to show', async () => {
  using config = kubeconfigFor(silent)
  const env = {
    COCKPIT_KUBECONFIG: config.file,
    COCKPIT_READ_ONLY: 'true',
    COCKPIT_TOKEN: 'a-token-that-was-chosen',
  }
  await using cockpit = await startCockpit({ args: ['--namespace', 'web,shop'], env })
  expect(cockpit.stdout()).toContain(', read-only\n')
  expect(cockpit.stdout()).toContain('namespaces  web, shop\n')
  // Logs are kept; a chosen token must not be in them.
  expect(cockpit.stdout() + cockpit.stderr()).not.toContain('a-token-that-was-chosen')
})

test('it says so when the API server answers at last', async () => {
  const server = createServer((_req, res) =>
    res.writeHead(404, { 'content-type': 'application/json' }).end('{}'),
  )
  const { port, release } = await reservePort()
  await release()
  using config = kubeconfigFor(`http://127.0.0.1:${port}`)
  await using cockpit = await startCockpit({ args: ['--kubeconfig', config.file] })
  await line(cockpit, /Trying again\.$/m)
  await once(server.listen(port, '127.0.0.1'), 'listening')
  await line(cockpit, /^The API server of nowhere answers\.$/m)
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
})

test('what cannot work ends in one sentence, before anything listens', async () => {
  using config = kubeconfigFor(silent)
  await using taken = await startCockpit({ args: ['--kubeconfig', config.file] })
  const kubeconfig = ['--kubeconfig', config.file]
  const cases = [
    [['--kubeconfig', '/no/such/file'], /^The kubeconfig \/no\/such\/file does not exist\.\n$/],
    [
      [...kubeconfig, '--context', 'other'],
      /^\S+ has no context "other"\. Choose one with --context: nowhere\.\n$/,
    ],
    [
      [...kubeconfig, '--port', String(taken.port)],
      /^Port \d+ on 127\.0\.0\.1 is taken by another program;[^\n]+\n$/,
    ],
    [[...kubeconfig, '--address', '192.0.2.1'], /^This machine has no address 192\.0\.2\.1\.\n$/],
  ] as const
  for (const [args, sentence] of cases) {
    const start = launch({ args })
    expect(await start.ended).toBe(1)
    expect(start.stderr()).toMatch(sentence)
    expect(start.stdout()).toBe('')
  }
})

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s ends open streams, whole, and then the process',
  async (signal) => {
    using config = kubeconfigFor(silent)
    await using cockpit = await startCockpit({ args: ['--kubeconfig', config.file] })
    const streams = await Promise.all([1, 2, 3].map(() => openStream(cockpit)))
    cockpit.child.kill(signal)
    expect(await cockpit.ended).toBe(0)
    // A stream that is broken off because its time is up would not be whole.
    expect(await Promise.all(streams.map(({ whole }) => whole))).toEqual([true, true, true])
  },
)

test('it ends when whoever started it is gone', async () => {
  using config = kubeconfigFor(silent)
  const { child } = await startCockpit({ args: ['--kubeconfig', config.file] })
  const exit = once(child, 'exit')
  child.disconnect()
  expect(await exit).toEqual([0, null])
})

/** Resolves once the stream has begun, to a promise of whether the server ended it. */
async function openStream({ origin, token }: { readonly origin: string; readonly token: string }) {
  const asked = get(`${origin}/api/stream?cluster=nowhere&fleet=1`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const [response] = await once(asked, 'response')
  await once(response, 'data')
  response.resume()
  response.on('error', () => {})
  return { whole: once(response, 'close').then(() => Boolean(response.complete)) }
}
