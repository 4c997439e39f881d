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

/** The user entry as the client library understands it: a token file, and for a plugin what kubectl tells it. */
export function forClientLibrary(user: Entry, cluster: Entry): Entry {
  const tokenFile = textAt(user, 'tokenFile')
  if (tokenFile !== null && !isRecord(user.exec)) {
    // The file wins over a token given inline, and is read again when it changes.
    const { token: _, ...rest } = user
    return { ...rest, 'auth-provider': { name: 'tokenFile', config: { tokenFile } } }
  }
  if (!isRecord(user.exec)) return user
  const env = arrayAt(user.exec, 'env').filter(isRecord)
  const info = { name: 'KUBERNETES_EXEC_INFO', value: JSON.stringify(execInfo(user.exec, cluster)) }
  return { ...user, exec: { ...user.exec, args: arrayAt(user.exec, 'args'), env: [...env, info] } }
}

// Plugins read from this which version of the protocol to speak; the client library does not set it.
function execInfo(exec: Entry, cluster: Entry) {
  const spec = exec.provideClusterInfo === true ? { cluster: clusterInfo(cluster) } : {}
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
