import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** A key and a certificate that vouches for itself, both as PEM. */
export interface Certificate {
  readonly key: string
  readonly certificate: string
}

/**
 * A certificate for 127.0.0.1 and localhost, from yesterday for a year. kubectl sends no token to a server without TLS, and
 * Node can read certificates but not make them; so this writes the few bytes of DER that are needed.
 */
export function createCertificate(now: number): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    signatureAlgorithm,
    distinguishedName,
    sequence(time(now - day), time(now + 365 * day)),
    distinguishedName,
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, extensions),
  )
  const signature = sign('sha256', body, privateKey)
  const certificate = sequence(body, signatureAlgorithm, bitString(signature, 0))
  return {
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    certificate: pem(certificate),
  }
}

const day = 86_400_000

/** One element of DER: its tag, the length of its content, and the content. */
function element(tag: number, ...content: readonly Buffer[]): Buffer {
  const value = Buffer.concat(content)
  const { length } = value
  const bytes = length < 256 ? [length] : [length >> 8, length & 255]
  const prefix = length < 128 ? [] : [0x80 + bytes.length]
  return Buffer.concat([Buffer.from([tag, ...prefix, ...bytes]), value])
}

const sequence = (...content: readonly Buffer[]) => element(0x30, ...content)
const explicit = (number: number, content: Buffer) => element(0xa0 + number, content)
const integer = (value: Buffer) => element(0x02, value)
const octets = (value: Buffer) => element(0x04, value)
const bitString = (value: Buffer, unused: number) => element(0x03, Buffer.from([unused]), value)
const yes = element(0x01, Buffer.from([0xff]))
const time = (ms: number) =>
  element(
    0x17,
    Buffer.from(
      `${new Date(ms)
        .toISOString()
        .replace(/[-:T]|\..*/g, '')
        .slice(2)}Z`,
    ),
  )

/** An object identifier; its first two numbers share a byte, each further one is written in groups of seven bits. */
function identifier(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number)
  return element(0x06, Buffer.from([40 * first + second, ...rest.flatMap(sevenBits)]))
}

const sevenBits = (value: number): readonly number[] =>
  value < 128 ? [value] : [...sevenBits(value >> 7).map((group) => group | 0x80), value & 0x7f]

const signatureAlgorithm = sequence(identifier('1.2.840.10045.4.3.2'))
const commonName = sequence(identifier('2.5.4.3'), element(0x0c, Buffer.from('rollout-cockpit-demo')))
const distinguishedName = sequence(element(0x31, commonName))

const critical = (id: string, value: Buffer) => sequence(identifier(id), yes, octets(value))
const extension = (id: string, value: Buffer) => sequence(identifier(id), octets(value))

const extensions = sequence(
  // It is its own authority,
  critical('2.5.29.19', sequence(yes)),
  // signs, and signs certificates,
  critical('2.5.29.15', bitString(Buffer.from([0b1000_0100]), 2)),
  // for a server
  extension('2.5.29.37', sequence(identifier('1.3.6.1.5.5.7.3.1'))),
  // at these addresses.
  extension(
    '2.5.29.17',
    sequence(element(0x82, Buffer.from('localhost')), element(0x87, Buffer.from([127, 0, 0, 1]))),
  ),
)

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
