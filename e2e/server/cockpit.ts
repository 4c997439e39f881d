import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../bin/ensure.mjs'
import { CockpitError } from '../../lib/errors.ts'

export interface StartOptions {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The shipped folder to start; the checkout where none is named. */
  readonly folder?: string
  /** A program and its words that set the stage and then become the command, as `setpriv … --` does. */
  readonly behind?: readonly string[]
  /** `default` leaves the choice of the port to the start; `free` where left out. */
  readonly port?: 'free' | 'default'
  /** Which of the package's scripts is run; `start` where none is named. */
  readonly script?: 'start' | 'demo'
}

/** What a start came to before it answered or ended. */
export interface Start {
  readonly child: ChildProcess
  readonly stdout: () => string
  readonly stderr: () => string
  readonly ended: Promise<number | null>
}

export interface RunningCockpit extends Start, AsyncDisposable {
  readonly port: number
  readonly origin: string
  /** Of the page that the printed address opens. */
  readonly path: string
  readonly token: string
}

/** What a script of the package runs, as words after `node`. */
export function startWords(folder: string, script: 'start' | 'demo' = 'start'): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return String(scripts[script]).split(' ').slice(1)
}

/** Starts the launcher as `npm start` does, without anything of the environment but PATH; waits for nothing. */
export function launch({ args = [], env = {}, folder = root, behind = [], script }: StartOptions): Start {
  const words = [...behind, process.execPath, ...startWords(folder, script), ...args]
  const child = spawn(words[0] ?? '', words.slice(1), {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const said = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text) => (said.stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text) => (said.stderr += text))
  const ended = once(child, 'close').then(() => child.exitCode)
  return { child, stdout: () => said.stdout, stderr: () => said.stderr, ended }
}

/** Starts a cockpit on a free port, unless a flag says on which one, and waits until it answers. */
export async function startCockpit(options: StartOptions): Promise<RunningCockpit> {
  const { args = [], port = 'free' } = options
  const start = launch({ ...options, args: port === 'free' ? ['--port', '0', ...args] : args })
  const match = await line(start, /^Open (http:\/\/[^/\s]+:(\d+))(\/[^\s#]*)#token=(\S+)$/m)
  return {
    ...start,
    origin: match[1] ?? '',
    port: Number(match[2]),
    path: match[3] ?? '',
    token: decodeURIComponent(match[4] ?? ''),
    async [Symbol.asyncDispose]() {
      start.child.kill('SIGTERM')
      await start.ended
    },
  }
}

/** Waits until the launcher has said this on one of its outputs; throws what it said when it ends first. */
export async function line({ child, stdout, stderr }: Start, wanted: RegExp): Promise<RegExpExecArray> {
  for (;;) {
    const match = wanted.exec(stdout()) ?? wanted.exec(stderr())
    if (match !== null) return match
    if (child.exitCode !== null) throw new CockpitError('unexpected', `It ended: ${stdout()}${stderr()}`)
    const outputs = [child.stdout, child.stderr].filter((output) => output !== null)
    const news = outputs.map((output) => once(output, 'data'))
    await Promise.race([...news, once(child, 'close')])
  }
}

/** A kubeconfig whose one context, "nowhere", leads to this server. */
export function kubeconfigFor(server: string): { readonly file: string } & Disposable {
  const folder = mkdtempSync(join(tmpdir(), 'cockpit-server-'))
  // A test may start the cockpit as another user.
  chmodSync(folder, 0o755)
  const file = join(folder, 'kubeconfig')
  const named = (name: string, key: string, value: object) => [{ name, [key]: value }]
  writeFileSync(
    file,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'nowhere',
      contexts: named('nowhere', 'context', { cluster: 'c', user: 'u' }),
      clusters: named('c', 'cluster', { server }),
      users: named('u', 'user', { token: 'secret-of-the-cluster' }),
    }),
    { mode: 0o644 },
  )
  return { file, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) }
}
