import { access } from 'node:fs/promises'
import { isIPv6 } from 'node:net'
import { textAt } from './json.ts'
import type { KubeconfigFile } from './kubeconfig.ts'

type PodEnv = Readonly<Record<string, string | undefined>>

/** The service account of the pod this runs in, as a kubeconfig with one context `in-cluster`; null outside a pod. */
export async function inClusterFiles(env: PodEnv, root = ''): Promise<KubeconfigFile | null> {
  const host = env.KUBERNETES_SERVICE_HOST
  const port = env.KUBERNETES_SERVICE_PORT
  if (!host || !port) return null
  // The library knows where a pod's account is mounted.
  const { KubeConfig } = await import('@kubernetes/client-node')
  const library = new KubeConfig()
  library.loadFromCluster(root)
  const ca = library.getCurrentCluster()?.caFile
  const tokenFile = textAt(library.getCurrentUser(), 'authProvider', 'config', 'tokenFile')
  if (ca === undefined || tokenFile === null || !(await exists(tokenFile))) return null
  const namespace = library.getContexts()[0]?.namespace?.trim()
  const server = `https://${isIPv6(host) ? `[${host}]` : host}:${port}`
  const document = {
    clusters: [{ name: 'in-cluster', cluster: { server, 'certificate-authority': ca } }],
    users: [{ name: 'service account', user: { tokenFile } }],
    contexts: [
      { name: 'in-cluster', context: { cluster: 'in-cluster', user: 'service account', namespace } },
    ],
    'current-context': 'in-cluster',
  }
  return { path: tokenFile, document }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
