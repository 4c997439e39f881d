import { encodeMessage, type StreamMessage } from './protocol.ts'

const utf8 = new TextEncoder()

/** The bytes of one message: encoded once, shared by all readers, changed by none. */
export const messageFrame = (message: StreamMessage): Uint8Array => utf8.encode(encodeMessage(message))

/** The same from JSON that was already made: parts of a message are serialised once and joined. */
export const jsonFrame = (type: StreamMessage['type'], json: string): Uint8Array =>
  utf8.encode(`event: ${type}\ndata: ${json}\n\n`)
