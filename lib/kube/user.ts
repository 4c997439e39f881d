import { arrayAt, isRecord, textAt } from './json.ts'

type Entry = Readonly<Record<string, unknown>>

/** The credentials plugin a kubeconfig's user names, or null. */
export function pluginOf(user: Entry): string | null {
  return textAt(user, 'exec', 'command')
}

/** Whether asking again may bring other credentials: a plugin, a provider or a token in a file. */
export function renewable(user: Entry): boolean {
  return isRecord(user.exec) || isRecord(user['auth-provider']) || textAt(user, 'tokenFile') !== null
}

/** The user entry as the client library understands it: with a token file as it names one, and without the plugin, which is run for it (plugin.ts). */
export function forClientLibrary(user: Entry): Entry {
  const tokenFile = textAt(user, 'tokenFile')
  const { exec, ...rest } = user
  if (isRecord(exec)) return { ...rest, 'auth-provider': { name: 'plugin' } }
  if (tokenFile === null) return user
  // The file wins over a token given inline, and is read again when it changes.
  const { token: _, ...others } = rest
  return { ...others, 'auth-provider': { name: 'tokenFile', config: { tokenFile } } }
}

/** How a plugin is run. */
export interface Call {
  readonly command: string
  readonly args: readonly string[]
  /** Set beside the environment of this process. */
  readonly env: Readonly<Record<string, string>>
}

/** How the plugin of a user entry is run for a cluster, as kubectl does; throws where the entry names none. */
export function pluginCall({ exec }: Entry, cluster: Entry): Call {
  const command = textAt(exec, 'command')
  if (!isRecord(exec) || command === null) throw new Error('the kubeconfig names no command for it.')
  const own = arrayAt(exec, 'env').map((item) => [textAt(item, 'name') ?? '', textAt(item, 'value') ?? ''])
  const info = JSON.stringify(execInfo(exec, cluster))
  return {
    command,
    args: texts(exec.args),
    env: { ...Object.fromEntries(own), KUBERNETES_EXEC_INFO: info },
  }
}

/** Whether the plugin of a user entry is told which cluster it is asked for, so that its answer is for that one alone. */
export const isToldOfCluster = ({ exec }: Entry): boolean =>
  isRecord(exec) && exec.provideClusterInfo === true

// Plugins read from this which version of the protocol to speak.
function execInfo(exec: Entry, cluster: Entry) {
  const spec = isToldOfCluster({ exec }) ? { cluster: clusterInfo(cluster) } : {}
  return {
    apiVersion: exec.apiVersion,
    kind: 'ExecCredential',
    spec: { interactive: false, ...spec },
  }
}

function clusterInfo(cluster: Entry) {
  const extension = arrayAt(cluster, 'extensions').find(
    (item) => textAt(item, 'name') === 'client.authentication.k8s.io/exec',
  )
  return {
    server: cluster.server,
    'tls-server-name': cluster['tls-server-name'],
    'insecure-skip-tls-verify': cluster['insecure-skip-tls-verify'],
    'certificate-authority-data': cluster['certificate-authority-data'],
    'proxy-url': cluster['proxy-url'],
    config: isRecord(extension) ? extension.extension : undefined,
  }
}

/** The headers of the impersonation a user entry asks for (`as`, `as-uid`, `as-groups`, `as-user-extra`). */
export function impersonationHeaders(user: Entry): Readonly<Record<string, string | string[]>> {
  const headers: Record<string, string | string[]> = {}
  const as = textAt(user, 'as')
  const uid = textAt(user, 'as-uid')
  const groups = texts(user['as-groups'])
  if (as !== null) headers['Impersonate-User'] = as
  if (uid !== null) headers['Impersonate-Uid'] = uid
  if (groups.length > 0) headers['Impersonate-Group'] = groups
  const extra = user['as-user-extra']
  for (const [key, values] of Object.entries(isRecord(extra) ? extra : {})) {
    headers[`Impersonate-Extra-${encodeURIComponent(key)}`] = texts(values)
  }
  return headers
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
