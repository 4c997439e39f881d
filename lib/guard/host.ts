import { isIP, isIPv4, isIPv6 } from 'node:net'

/** Where a browser believes it is: the name in lower case, an IPv6 address in brackets; port null is the scheme's own. */
export interface Host {
  readonly name: string
  readonly port: number | null
}

/** Which names this cockpit answers to, beside the loopback ones. */
export interface Reach {
  readonly address: string | null
  readonly allowHosts: readonly string[]
}

const shape = /^(\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)(?::(\d{1,5}))?$/
const loopbackNames = ['localhost', '127.0.0.1', '[::1]']
const wildcards = ['0.0.0.0', '::']

/** Reads a Host header; null for everything that no browser sends. */
export function parseHost(header: string | null): Host | null {
  const match = shape.exec(header?.toLowerCase() ?? '')
  const name = canonical(match?.[1] ?? '')
  const port = match?.[2] === undefined ? null : Number(match[2])
  if (name === null || (port !== null && port > 65_535)) return null
  return { name, port }
}

/**
 * Whether the cockpit answers to this name, on any port, for a tunnel may have another. A page of somebody else's that points its own name
 * at this machine (DNS rebinding) still sends its own name; an address cannot be rebound, so a wildcard bind takes any.
 */
export function hostAllowed({ name }: Host, { address, allowHosts }: Reach): boolean {
  if (loopbackNames.includes(name) || allowHosts.includes(name)) return true
  if (address === null) return false
  if (wildcards.includes(address)) return isIP(name.replace(/^\[|\]$/g, '')) !== 0
  return name === canonical(isIPv6(address) ? `[${address}]` : address)
}

/** One spelling per name: browsers compress IPv6 addresses, people may not. */
function canonical(name: string): string | null {
  if (name.startsWith('[')) return isIPv6(name.slice(1, -1)) ? new URL(`http://${name}`).hostname : null
  const numeric = /^[\d.]+$/.test(name)
  return name !== '' && (!numeric || isIPv4(name)) ? name : null
}
