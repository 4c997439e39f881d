/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */
/** @typedef {{ readonly status: number, readonly kind: string, readonly message: string }} Refusal */

// The largest body that anybody sends here is a token or the state of one Rollout.
const largestBody = 64 * 1024

const headers = {
  'content-type': 'application/json',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  connection: 'close',
}

/**
 * Puts before Next what it would answer by itself, with a redirect or a bare "Internal Server Error", before proxy.ts could judge it.
 * @param {import('node:http').RequestListener} next
 * @returns {import('node:http').RequestListener}
 */
export const front = (next) => (req, res) => {
  const refusal = judgeMessage(req)
  if (refusal === null) return next(req, res)
  const { status, kind, message } = refusal
  res.writeHead(status, headers).end(JSON.stringify({ error: { kind, message } }))
}

/**
 * Why a request cannot be read, or null. Only its form is looked at; who may ask what is for proxy.ts.
 * @param {Pick<Request, 'method' | 'url' | 'headers'>} request
 * @returns {Refusal | null}
 */
export function judgeMessage({ method, url = '', headers }) {
  if (method === 'TRACE') return { status: 405, kind: 'refused', message: 'TRACE is not possible here.' }
  if (!readable(url))
    return { status: 400, kind: 'invalid', message: 'The address of this request cannot be read.' }
  if (headers['transfer-encoding'] !== undefined)
    return { status: 411, kind: 'invalid', message: 'A request with a body must say its length.' }
  if (Number(headers['content-length'] ?? 0) > largestBody)
    return { status: 413, kind: 'invalid', message: `A request may not be larger than ${largestBody} bytes.` }
  return null
}

/** A path from the root whose escapes are whole; `//` and `\` mean one thing to one reader and another to the next. @param {string} url */
function readable(url) {
  const [path = ''] = url.split('?', 1)
  if (!path.startsWith('/') || /\/\/|\\/.test(path)) return false
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
