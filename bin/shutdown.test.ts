import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'

// A server whose one answer never ends, and a stop that does what the test says.
const program = (stop: string) => `
  const { createServer } = await import('node:http')
  const { exitOnSignals } = await import(${JSON.stringify(new URL('./shutdown.mjs', import.meta.url).href)})
  const open = []
  const server = createServer((req, res) => { res.write('begun'); open.push(res); console.log('asked') })
  exitOnSignals(() => { ${stop} }, [server])
  server.listen(0, '127.0.0.1', () => console.log(server.address().port))`

let child: ChildProcess | null = null
afterEach(() => void child?.kill('SIGKILL'))

async function serve(stop: string) {
  const started = spawn(process.execPath, ['--input-type=module', '-e', program(stop)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child = started
  const [port] = await once(started.stdout, 'data')
  const socket = connect(Number(port), '127.0.0.1').on('error', () => {})
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await once(started.stdout, 'data')
  const ended = once(started, 'exit').then(([code]) => code)
  return { started, ended }
}

test('what stop ends lets the process end at once', async () => {
  const { started, ended } = await serve('open.forEach((res) => res.end())')
  started.kill('SIGTERM')
  expect(await ended).toBe(0)
})

test('a connection that does not end holds it for less than a second', async () => {
  const { started, ended } = await serve('')
  const since = performance.now()
  started.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(performance.now() - since).toBeLessThan(1000)
})

test('one Ctrl-C that arrives twice is one, a second one later ends it at once', async () => {
  const { started, ended } = await serve('console.log("stopping")')
  started.kill('SIGINT')
  started.kill('SIGINT')
  if (started.stdout !== null) await once(started.stdout, 'data')
  expect(started.exitCode).toBeNull()
  // Longer than one Ctrl-C takes to arrive by all its roads.
  await pause(250)
  started.kill('SIGINT')
  expect(await ended).toBe(1)
})
