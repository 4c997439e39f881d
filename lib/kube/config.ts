import { delimiter, join, resolve } from 'node:path'
import { CockpitError } from '../errors.ts'
import { type Credentials, createCredentials } from './credentials.ts'
import { inClusterFiles } from './in-cluster.ts'
import { textAt } from './json.ts'
import { type MergedKubeconfig, mergeKubeconfigs } from './kubeconfig.ts'
import { readKubeconfigFile } from './kubeconfig-file.ts'
import { chooseProxy } from './proxy.ts'
import type { Target } from './target.ts'
import type { Timing } from './timing.ts'

/** The environment variables this room reads: KUBECONFIG, HOME, a pod's KUBERNETES_SERVICE_*, and the proxies'. */
export type KubeEnv = Readonly<Record<string, string | undefined>>

/** One context of the kubeconfig. What is secret hides behind functions, so a context may be printed. */
export interface KubeContext extends Target {
  readonly name: string
  readonly namespace: string | null
  readonly proxy: () => URL | null
  readonly credentials: (timing: Timing) => Credentials
}

export interface Kubeconfig {
  /** Where it was found, in words for a sentence. */
  readonly origin: string
  /** The files that `--kubeconfig` or KUBECONFIG name, as absolute paths; none where kubectl would find the same by itself. */
  readonly named: readonly string[]
  readonly contexts: readonly KubeContext[]
  /** Contexts that cannot be used, each with the reason as a sentence. */
  readonly unusable: readonly { readonly name: string; readonly problem: string }[]
  readonly current: string | null
}

export interface KubeconfigChoice {
  /** The file of `--kubeconfig`; null for kubectl's defaults. */
  readonly kubeconfig: string | null
  readonly env: KubeEnv
  /** The folder that stands for `/` where a pod's service account is mounted; only tests name one. */
  readonly root?: string
}

/**
 * Finds and reads the kubeconfig as kubectl does: the given file, else the files of KUBECONFIG merged, else
 * `~/.kube/config`, else the service account of the pod. Throws `invalid` with a sentence that says what to do.
 */
export async function loadKubeconfig({ kubeconfig, env, root }: KubeconfigChoice): Promise<Kubeconfig> {
  const named = kubeconfig === null ? defaultFiles(env) : [kubeconfig]
  const found = (await Promise.all(named.map((path) => readKubeconfigFile(path)))).filter(
    (file) => file !== null,
  )
  if (found.length > 0) {
    const paths = found.map((file) => file.path)
    const isDefault = kubeconfig === null && chosenFiles(env).length === 0
    const named = isDefault ? [] : paths.map((path) => resolve(path))
    return { ...toKubeconfig(paths.join(', '), mergeKubeconfigs(found), env), named }
  }
  const pod = kubeconfig === null ? await inClusterFiles(env, root) : null
  if (pod !== null)
    return { ...toKubeconfig('the service account of this pod', mergeKubeconfigs([pod]), env), named: [] }
  throw new CockpitError(
    'invalid',
    kubeconfig === null
      ? `There is no kubeconfig: looked for ${named.join(', ') || 'KUBECONFIG and HOME'}. Name one with --kubeconfig or KUBECONFIG.`
      : `The kubeconfig ${kubeconfig} does not exist.`,
  )
}

/** The context of that name (null: the current one); throws `invalid` with the names there are. */
export function requireContext(kubeconfig: Kubeconfig, name: string | null): KubeContext {
  const known = kubeconfig.contexts.map((context) => context.name).join(', ')
  const wanted = name ?? kubeconfig.current
  const choose = `Choose one with --context: ${known || 'there is none'}.`
  if (wanted === null) {
    throw new CockpitError('invalid', `${kubeconfig.origin} sets no current-context. ${choose}`)
  }
  const context = kubeconfig.contexts.find((one) => one.name === wanted)
  if (context !== undefined) return context
  const unusable = kubeconfig.unusable.find((one) => one.name === wanted)
  if (unusable !== undefined) throw new CockpitError('invalid', unusable.problem)
  throw new CockpitError('invalid', `${kubeconfig.origin} has no context "${wanted}". ${choose}`)
}

function defaultFiles(env: KubeEnv): readonly string[] {
  const listed = chosenFiles(env)
  if (listed.length > 0) return listed
  const home = env.HOME || env.USERPROFILE
  return home ? [join(home, '.kube', 'config')] : []
}

const chosenFiles = (env: KubeEnv): readonly string[] =>
  (env.KUBECONFIG ?? '').split(delimiter).filter((path) => path !== '')

function toKubeconfig(origin: string, merged: MergedKubeconfig, env: KubeEnv): Omit<Kubeconfig, 'named'> {
  const contexts: KubeContext[] = []
  const unusable: { name: string; problem: string }[] = []
  for (const name of merged.contexts.keys()) {
    try {
      contexts.push(toContext(name, merged, env))
    } catch (error) {
      if (!(error instanceof CockpitError)) throw error
      unusable.push({ name, problem: `Context "${name}" cannot be used: ${error.message}` })
    }
  }
  return { origin, contexts, unusable, current: merged.current }
}

function toContext(name: string, merged: MergedKubeconfig, env: KubeEnv): KubeContext {
  const entry = merged.contexts.get(name)
  const clusterName = textAt(entry, 'cluster')
  const userName = textAt(entry, 'user')
  const cluster = merged.clusters.get(clusterName ?? '')
  if (cluster === undefined) {
    throw new CockpitError('invalid', `there is no cluster "${clusterName ?? ''}" in the kubeconfig.`)
  }
  const user = userName === null ? {} : merged.users.get(userName)
  if (user === undefined) {
    throw new CockpitError('invalid', `there is no user "${userName}" in the kubeconfig.`)
  }
  const server = textAt(cluster, 'server')
  const url = server !== null && /^https?:\/\//.test(server) && URL.canParse(server) ? new URL(server) : null
  if (server === null || url === null) {
    throw new CockpitError('invalid', `the server of cluster "${clusterName}" is not an http(s) address.`)
  }
  const proxy = chooseProxy(url, textAt(cluster, 'proxy-url'), env)
  return {
    name,
    server: server.replace(/\/+$/, ''),
    namespace: textAt(entry, 'namespace'),
    user: userName,
    proxy: () => proxy,
    credentials: (timing) => createCredentials({ cluster, user, userName, env }, timing),
  }
}
