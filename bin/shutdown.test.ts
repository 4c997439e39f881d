import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { exitOnSignals } from './shutdown.mjs'

/** Ends every process of a group, if any are left. */
function endGroup(leader: number | null): void {
  try {
    if (leader !== null) process.kill(-leader, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

describe('a process of its own', () => {
  // A server whose one answer never ends, and a stop that does what the test says.
  const program = (stop: string) => `
    const { createServer } = await import('node:http')
    const { exitOnSignals } = await import(${JSON.stringify(new URL('./shutdown.mjs', import.meta.url).href)})
    const open = []
    const server = createServer((req, res) => { res.write('begun'); open.push(res); console.log('asked') })
    exitOnSignals(() => { ${stop} }, [server])
    server.listen(0, '127.0.0.1', () => console.log(server.address().port))`

  let child: ChildProcess | null = null
  let group: number | null = null
  afterEach(() => {
    child?.kill('SIGKILL')
    endGroup(group)
  })

  test.each([
    ['stop ends what is open', 'open.forEach((res) => res.end())'],
    ['a connection does not end', ''],
  ])('ends with 0 on SIGTERM where %s', async (_where, stop) => {
    const started = spawn(process.execPath, ['--input-type=module', '-e', program(stop)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    child = started
    const [port] = await once(started.stdout, 'data')
    const socket = connect(Number(port), '127.0.0.1').on('error', () => {})
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await once(started.stdout, 'data')
    started.kill('SIGTERM')
    expect(await once(started, 'exit')).toEqual([0, null])
  })

  const early = (more: string) => `
    const { exitOnEarlySignals, exitOnSignals } = await import(${JSON.stringify(new URL('./shutdown.mjs', import.meta.url).href)})
    process.once('exit', () => console.log('gone'))
    exitOnEarlySignals()
    ${more}
    setInterval(() => {}, 1000)
    console.log('there')`

  test.each([
    ['SIGINT', 130, ''],
    ['SIGTERM', 143, ''],
    ['SIGHUP', 129, ''],
    ['SIGINT', 0, 'exitOnSignals(() => {}, [])'],
  ] as const)('on an early %s ends with %i, and says so %s', async (signal, code, more) => {
    const started = spawn(process.execPath, ['--input-type=module', '-e', early(more)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    child = started
    let said = ''
    started.stdout.setEncoding('utf8').on('data', (text) => (said += text))
    await once(started.stdout, 'data')
    started.kill(signal)
    expect(await once(started, 'close')).toEqual([code, null])
    expect(said).toBe('there\ngone\n')
  })

  test('ends when npm, which waits for it, is killed', async () => {
    const words = ['--input-type=module', '-e', program('')]
    const npm = `
      const { spawn } = await import('node:child_process')
      spawn(process.execPath, ${JSON.stringify(words)}, { stdio: 'inherit' })`
    const started = spawn(process.execPath, ['--input-type=module', '-e', npm], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, npm_lifecycle_event: 'demo' },
      // A group of its own, by which the test ends what the kill has left.
      detached: true,
    })
    group = started.pid ?? null
    await once(started.stdout, 'data')
    const closed = once(started.stdout, 'close')
    started.kill('SIGKILL')
    // Whoever may still write holds it open.
    await closed
  })
})

describe('by the clock', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    // Nobody ends a process in the millisecond in which it started.
    vi.advanceTimersByTime(1)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  /** A server that closes when its connections are closed, or not even then, in a process whose signals and exit the test holds. */
  function world({ stubborn = false } = {}) {
    const ends = new Map<string, () => void>()
    const exit = vi.fn()
    const on = (name: string, end: () => void) => ends.set(name, end)
    vi.stubGlobal('process', Object.assign(Object.create(process), { on, once() {}, exit }))
    const closed = Promise.withResolvers<void>()
    const server = {
      close: (done: () => void) => void closed.promise.then(done),
      closeIdleConnections: vi.fn(),
      closeAllConnections: vi.fn(() => stubborn || closed.resolve()),
    }
    const stop = vi.fn()
    exitOnSignals(stop, [server])
    return { exit, server, stop, signal: (name: string) => ends.get(name)?.() }
  }

  test('idle connections go at once, the others after 0.4 s', async () => {
    const { exit, server, stop, signal } = world()
    signal('SIGTERM')
    expect([stop.mock.calls.length, server.closeIdleConnections.mock.calls.length]).toEqual([1, 1])
    await vi.advanceTimersByTimeAsync(399)
    expect(server.closeAllConnections).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(exit.mock.calls).toEqual([[0]])
  })

  test('what does not close holds it for less than a second', async () => {
    const { exit, signal } = world({ stubborn: true })
    signal('SIGTERM')
    await vi.advanceTimersByTimeAsync(899)
    expect(exit).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(exit.mock.calls).toEqual([[0]])
  })

  test('one Ctrl-C that arrives twice is one, a second one later ends it at once', async () => {
    const { exit, stop, signal } = world({ stubborn: true })
    signal('SIGINT')
    await vi.advanceTimersByTimeAsync(200)
    signal('SIGINT')
    expect([stop.mock.calls.length, exit.mock.calls.length]).toEqual([1, 0])
    await vi.advanceTimersByTimeAsync(1)
    signal('SIGINT')
    expect(exit.mock.calls).toEqual([[1]])
  })
})
