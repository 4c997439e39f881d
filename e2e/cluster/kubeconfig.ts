import { writeFile } from 'node:fs/promises'
import { stringify } from 'yaml'

export interface KubeconfigEntry {
  readonly contextName: string
  readonly server: string
  readonly ca: string
  readonly token: string
  readonly namespace?: string
}

/** Writes a kubeconfig with one context, readable by its owner only: it holds a token. */
export async function writeKubeconfig(path: string, entry: KubeconfigEntry): Promise<void> {
  const { contextName: name, server, ca, token, namespace } = entry
  const context = { cluster: name, user: name, ...(namespace === undefined ? {} : { namespace }) }
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [
      { name, cluster: { server, 'certificate-authority-data': Buffer.from(ca).toString('base64') } },
    ],
    users: [{ name, user: { token } }],
    contexts: [{ name, context }],
  }
  await writeFile(path, stringify(config), { mode: 0o600 })
}
