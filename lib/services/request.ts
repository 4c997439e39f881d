import type { ServicePort } from '../rollouts/workload-model.ts'

/** Longer than any path a person types, and nothing to hide in. */
const longestPath = 256

/** Of a URL's path and query: no fragment, no backslash, nothing that a parser might take away or read in two ways. */
const shape = /^\/[A-Za-z0-9\-._~!$&'()*+,;=:@%/]*(\?[A-Za-z0-9\-._~!$&()*+,;=:@%/?]+)?$/

/**
 * A path that may be asked of a Service, as it goes into the URL; null for anything that could lead elsewhere. A `..`, also an encoded
 * one, would leave the proxy's own path and reach the API server itself.
 */
export function parseSamplePath(text: string): string | null {
  if (text.length > longestPath || !shape.test(text)) return null
  const path = text.split('?', 1)[0] ?? ''
  return path.split('/').every(isPlain) ? text : null
}

function isPlain(segment: string): boolean {
  try {
    const plain = decodeURIComponent(segment)
    return plain !== '.' && plain !== '..' && !/[/\\%\p{Cc}]/u.test(plain)
  } catch {
    return false
  }
}

/** The ports that can be asked: TCP alone speaks HTTP. */
export const askablePorts = (ports: readonly ServicePort[]): readonly ServicePort[] =>
  ports.filter(({ protocol }) => protocol === 'TCP')

/** How a person names a port: by its name, else by its number. */
export const portWord = ({ name, port }: ServicePort): string => name || String(port)

/** The port that is asked where nobody chose: one that is called http, else the first. */
export function defaultPort(ports: readonly ServicePort[]): ServicePort | null {
  const askable = askablePorts(ports)
  return (
    askable.find(({ name }) => name === 'http') ??
    askable.find(({ name }) => name.startsWith('http')) ??
    askable[0] ??
    null
  )
}

/** The port of this name or number; null where the Service has none. */
export const portNamed = (ports: readonly ServicePort[], word: string): ServicePort | null =>
  askablePorts(ports).find((port) => portWord(port) === word || String(port.port) === word) ?? null

const speaksTls = ({ name, port, appProtocol }: ServicePort): boolean =>
  appProtocol === 'https' ||
  (appProtocol === '' && (name === 'https' || name.startsWith('https-') || port === 443))

/**
 * The Service as the API server's proxy wants it: `name:port`, `https:name:port`. Mirrors kubernetes@v1.36.3
 * pkg/registry/core/service/storage/storage.go#L423
 */
export const proxyName = (service: string, port: ServicePort): string =>
  `${speaksTls(port) ? 'https:' : ''}${service}:${portWord(port)}`
