import { BlockList, isIP } from 'node:net'
import { CockpitError } from '../errors.ts'

type ProxyEnv = Readonly<Record<string, string | undefined>>

/**
 * The proxy on the way to a server, or null: the kubeconfig's proxy-url, else HTTPS_PROXY or HTTP_PROXY unless NO_PROXY
 * names the host or the host is this machine. The rules are Go's, as kubectl has them. Throws `invalid` for a proxy
 * that is not http or https.
 */
export function chooseProxy(server: URL, proxyUrl: string | null, env: ProxyEnv): URL | null {
  if (proxyUrl !== null) return parseProxy(proxyUrl, 'proxy-url in the kubeconfig')
  const name = server.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'
  const value = read(env, name)
  if (value === null || bypasses(server, read(env, 'NO_PROXY') ?? '')) return null
  return parseProxy(value, name)
}

function read(env: ProxyEnv, name: string): string | null {
  return env[name] || env[name.toLowerCase()] || null
}

function parseProxy(text: string, origin: string): URL {
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`
  const url = URL.canParse(full) ? new URL(full) : null
  // The address itself may hold a password: it is not repeated.
  if (url === null || url.hostname === '') {
    throw new CockpitError('invalid', `The proxy in ${origin} is not an address.`)
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    const scheme = url.protocol.slice(0, -1)
    throw new CockpitError(
      'invalid',
      `The proxy in ${origin} speaks ${scheme}, which is not supported: use an http or https proxy.`,
    )
  }
  return url
}

function bypasses(server: URL, noProxy: string): boolean {
  const host = bare(server.hostname)
  const port = server.port || (server.protocol === 'https:' ? '443' : '80')
  if (host === 'localhost' || host.endsWith('.localhost') || host === '::1' || host.startsWith('127.'))
    return true
  return noProxy
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .some((entry) => entry !== '' && matches(entry, host, port))
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true
  if (entry.includes('/')) return inNetwork(entry, host)
  const parts = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(entry)
  const name = bare(parts?.[1] ?? entry)
  if (parts?.[2] !== undefined && parts[2] !== port) return false
  if (isIP(name) !== 0) return name === host
  const domain = name.replace(/^\*?\./, '')
  // `.example.com` and `*.example.com` mean the names below it only, `example.com` also itself.
  return host.endsWith(`.${domain}`) || (name === domain && host === domain)
}

function inNetwork(entry: string, host: string): boolean {
  const [network = '', bits = ''] = entry.split('/')
  const family = isIP(network)
  const length = Number(bits)
  if (family === 0 || isIP(host) !== family || bits === '') return false
  if (!Number.isInteger(length) || length < 0 || length > (family === 4 ? 32 : 128)) return false
  const type = family === 4 ? 'ipv4' : 'ipv6'
  const list = new BlockList()
  list.addSubnet(network, length, type)
  return list.check(host, type)
}

function bare(hostname: string): string {
  return hostname
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/(.)\.$/, '$1')
    .toLowerCase()
}
