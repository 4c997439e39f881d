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
    await expect(start(null, port)).rejects.toThrow(
      `Port ${port} on ${host} is taken by another program; choose one with --port, or --port 0 for any.`,
    )
    // Nothing is left listening on the other address.
    await occupy(host === '::1' ? '127.0.0.1' : '127.0.0.2', port)
  },
)

test('an address that this machine does not have is refused in a sentence', async () => {
  await expect(start('192.0.2.1')).rejects.toThrow('This machine has no address 192.0.2.1.')
})
