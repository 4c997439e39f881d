import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { JsonValue } from '../../cluster/json.ts'

/** A program of this folder in a process of its own. */
export interface BenchProcess extends AsyncDisposable {
  readonly pid: number
  /** What it said first, when it was ready. */
  readonly told: JsonValue
  tell(message: object): void
}

/** Starts a program of this folder and waits until it says that it is ready; it goes with this process at the latest. */
export async function startProcess(file: string, args: readonly string[] = []): Promise<BenchProcess> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [...args])
  return {
    pid: child.pid ?? 0,
    told: await firstMessage(child),
    tell: (message) => void child.send(message),
    [Symbol.asyncDispose]: () => end(child),
  }
}

async function firstMessage(child: ChildProcess): Promise<JsonValue> {
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`It ended with code ${code}.`)
  })
  const [message] = await Promise.race([once(child, 'message'), failed])
  return message
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill()
  await gone
}
