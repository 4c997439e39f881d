import { createServer, get, type Server } from 'node:http'
import { networkInterfaces } from 'node:os'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test } from 'vitest'
import { listen } from './listen.mjs'

const open: Server[] = []
afterEach(async () => {
  for (const server of open.splice(0))
    await new Promise((closed) => server.close(closed).closeAllConnections())
})

const hasIpv6 = Object.values(networkInterfaces()).some((list) =>
  list?.some(({ address }) => address === '::1'),
)

async function start(address: string | null, port = 0) {
  const listening = await listen((_req, res) => res.end('here'), address, port)
  open.push(...listening.servers)
  return listening
}

const fetchFrom = (host: string, port: number) =>
  new Promise<string>((resolve, reject) => {
    get({ host, port, agent: false }, (response) => resolve(text(response))).once('error', reject)
  })

async function occupy(host: string, port: number): Promise<void> {
  const server = createServer()
  open.push(server)
  await new Promise<void>((listening) => server.listen({ port, host }, listening))
}

test('both loopback addresses answer on one port', async () => {
  const { port, servers } = await start(null)
  expect(await fetchFrom('127.0.0.1', port)).toBe('here')
  expect(servers).toHaveLength(hasIpv6 ? 2 : 1)
  if (hasIpv6) expect(await fetchFrom('::1', port)).toBe('here')
})

test('one address means that address alone', async () => {
  const { port } = await start('127.0.0.2')
  expect(await fetchFrom('127.0.0.2', port)).toBe('here')
  await expect(fetchFrom('127.0.0.1', port)).rejects.toThrow('ECONNREFUSED')
})

test.each(['127.0.0.1', ...(hasIpv6 ? ['::1'] : [])])(
  'a port taken on %s is refused in a sentence',
  async (host) => {
    // Free on both addresses a moment ago, so that only this one can be in the way.
    const { port, servers } = await start(null)
    await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))))
    await occupy(host, port)
    const refusal = await start(null, port).catch((error: Error) => error.message)
    const [, next = ''] =
      /; port (\d+) is free: --port \1, or --port 0 for any\.$/.exec(String(refusal)) ?? []
    expect(refusal).toMatch(`Port ${port} on ${host} is taken by another program; port ${next} is free`)
    expect(Number(next)).toBeGreaterThan(port)
    // Nothing is left listening on the other address.
    await occupy(host === '::1' ? '127.0.0.1' : '127.0.0.2', port)
  },
)

test('a port that is taken gives way to the next free one where that is wanted', async () => {
  const { port, servers } = await start('127.0.0.1')
  expect(servers).toHaveLength(1)
  const next = await listen((_req, res) => res.end('next'), '127.0.0.1', port, { orNext: true })
  open.push(...next.servers)
  expect(next.port).toBeGreaterThan(port)
  expect(await fetchFrom('127.0.0.1', port)).toBe('here')
  expect(await fetchFrom('127.0.0.1', next.port)).toBe('next')
})

test('an address that this machine does not have is refused in a sentence', async () => {
  await expect(start('192.0.2.1')).rejects.toThrow('This machine has no address 192.0.2.1.')
})
