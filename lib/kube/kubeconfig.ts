import { dirname, isAbsolute, join } from 'node:path'
import { arrayAt, isRecord, textAt } from './json.ts'

type Entry = Readonly<Record<string, unknown>>

/** Several kubeconfig files as one: entries by name, their relative paths made absolute. */
export interface MergedKubeconfig {
  readonly clusters: ReadonlyMap<string, Entry>
  readonly users: ReadonlyMap<string, Entry>
  readonly contexts: ReadonlyMap<string, Entry>
  readonly current: string | null
}

/** One parsed kubeconfig file. */
export interface KubeconfigFile {
  readonly path: string
  readonly document: unknown
}

const clusterFiles = [['certificate-authority', 'certificate-authority-data']] as const
const userFiles = [
  ['client-certificate', 'client-certificate-data'],
  ['client-key', 'client-key-data'],
  ['tokenFile', null],
] as const

/**
 * Merges kubeconfig files as kubectl does: the first file to name an entry or the current context wins, and a relative
 * path is meant from the folder of the file it stands in. Entries without a name are left out.
 */
export function mergeKubeconfigs(files: readonly KubeconfigFile[]): MergedKubeconfig {
  const clusters = new Map<string, Entry>()
  const users = new Map<string, Entry>()
  const contexts = new Map<string, Entry>()
  let current: string | null = null
  for (const { path, document } of files) {
    const folder = dirname(path)
    collect(clusters, document, 'clusters', 'cluster', (entry) => withFiles(entry, clusterFiles, folder))
    collect(users, document, 'users', 'user', (entry) =>
      withPlugin(withFiles(entry, userFiles, folder), folder),
    )
    collect(contexts, document, 'contexts', 'context', (entry) => entry)
    current ??= textAt(document, 'current-context')
  }
  return { clusters, users, contexts, current }
}

function collect(
  into: Map<string, Entry>,
  document: unknown,
  list: string,
  key: string,
  settle: (entry: Entry) => Entry,
) {
  for (const item of arrayAt(document, list)) {
    const name = textAt(item, 'name')
    if (name === null || into.has(name) || !isRecord(item)) continue
    const entry = item[key]
    into.set(name, settle(isRecord(entry) ? entry : {}))
  }
}

// Inline data beats a file in kubectl, but loses in the client library: the file is taken away where both are given.
function withFiles(
  entry: Entry,
  pairs: readonly (readonly [file: string, data: string | null])[],
  folder: string,
): Entry {
  const settled: Record<string, unknown> = { ...entry }
  for (const [file, data] of pairs) {
    const path = textAt(entry, file)
    if (path === null || (data !== null && textAt(entry, data) !== null)) delete settled[file]
    else settled[file] = absolute(path, folder)
  }
  return settled
}

// A plugin given by a path is meant from the file's folder; a bare name is looked up on the PATH.
function withPlugin(user: Entry, folder: string): Entry {
  const command = textAt(user, 'exec', 'command')
  if (command === null || !isRecord(user.exec) || !/[/\\]/.test(command)) return user
  return { ...user, exec: { ...user.exec, command: absolute(command, folder) } }
}

function absolute(path: string, folder: string): string {
  return isAbsolute(path) ? path : join(folder, path)
}
