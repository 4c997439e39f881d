import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { CockpitError, type FailureKind } from '../../errors.ts'
import { judge, type Rules } from '../../guard/judge.ts'
import { commonHeaders, filePolicy } from '../../guard/policy.ts'
import type { Faults } from '../api/faults.ts'
import { parseCommand } from './command.ts'
import type { Control } from './control.ts'

/** Where the demo is driven from; nothing of the product lives below. */
const STATE = '/demo/state'
const COMMANDS = '/demo/commands'

/** The longest command has a few names in it. */
const LARGEST_BODY = 4_096

const statuses: Readonly<Record<FailureKind, number>> = {
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  refused: 422,
  unreachable: 503,
  invalid: 400,
  unexpected: 500,
}

export interface HandlerSetting {
  readonly control: Control
  readonly faults: Faults
  readonly rules: Rules
  /** Told of a fault of the demo itself. */
  readonly onFault: (error: unknown) => void
}

/** Answers everything below /demo, after the same judgement as every request of the product, and hands the rest on, unless the server plays to be away. */
export function controlHandler({ control, faults, rules, onFault }: HandlerSetting) {
  const open = new Set<Socket>()
  const away = () => faults.now().kind === 'no-server'
  faults.onChange(() => {
    for (const socket of away() ? [...open] : []) socket.destroy()
  })
  const own: (pathname: string) => RequestListener = (pathname) => (request, response) =>
    void answer(control, rules, pathname, request, response).catch((error: unknown) => {
      if (request.destroyed && !request.complete) return
      onFault(error)
      const message = 'Something went wrong in the demo; the terminal says what.'
      if (response.headersSent) response.destroy()
      else refuse(response, 500, 'unexpected', message)
    })
  return (next: RequestListener): RequestListener =>
    (request, response) => {
      const pathname = URL.parse(request.url ?? '', 'http://localhost')?.pathname ?? ''
      if (pathname === '/demo' || pathname.startsWith('/demo/')) return own(pathname)(request, response)
      const { socket } = request
      if (away()) return void socket.destroy()
      open.add(socket)
      response.once('close', () => open.delete(socket))
      next(request, response)
    }
}

async function answer(
  control: Control,
  rules: Rules,
  pathname: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET' } = request
  const refusal = judge({ method, pathname, headers: { get: (name) => headerOf(request, name) } }, rules)
  if (refusal !== null) return refuse(response, refusal.status, refusal.kind, refusal.message)
  try {
    if (pathname === STATE) {
      requireMethod(method, pathname, ['GET', 'HEAD'])
      return send(response, 200, control.state())
    }
    if (pathname !== COMMANDS) throw new CockpitError('not-found', `There is nothing at ${pathname}.`)
    requireMethod(method, pathname, ['POST'])
    control.perform(parseCommand(parseBody(await readBody(request))))
    return send(response, 200, control.state())
  } catch (error) {
    if (!(error instanceof CockpitError)) throw error
    const status = error.cause === methodWrong ? 405 : error.cause === bodyLarge ? 413 : statuses[error.kind]
    return refuse(response, status, error.kind, error.message)
  }
}

const methodWrong = Symbol('method')
const bodyLarge = Symbol('body')

function requireMethod(method: string, pathname: string, methods: readonly string[]): void {
  if (methods.includes(method)) return
  const message = `${method} is not possible at ${pathname}.`
  throw new CockpitError('refused', message, { cause: methodWrong })
}

const headerOf = (request: IncomingMessage, name: string): string | null =>
  request.headersDistinct[name]?.join(', ') ?? null

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    if (size > LARGEST_BODY)
      throw new CockpitError('invalid', `A command may not be larger than ${LARGEST_BODY} bytes.`, {
        cause: bodyLarge,
      })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new CockpitError('invalid', 'The command is no JSON.')
  }
}

function refuse(response: ServerResponse, status: number, kind: FailureKind, message: string): void {
  // What was not read of a body would be taken for the next request.
  if (status === 413) response.setHeader('connection', 'close')
  send(response, status, { error: { kind, message } })
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    ...commonHeaders,
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'content-security-policy': filePolicy,
  })
  response.end(JSON.stringify(body))
}
