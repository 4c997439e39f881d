import { writeFile } from 'node:fs/promises'
import type { Api } from './server.ts'

type Served = Pick<Api, 'url' | 'ca' | 'identities'>

/** A kubeconfig with two contexts, `demo` (may do everything) and `demo-viewer` (may only look). */
export function kubeconfigOf({ url, ca, identities }: Served): string {
  const { operator, viewer } = identities
  return `apiVersion: v1
kind: Config
current-context: demo
clusters:
- name: demo
  cluster:
    server: ${url}
    certificate-authority-data: ${Buffer.from(ca).toString('base64')}
users:
- name: demo
  user:
    token: ${JSON.stringify(operator.token)}
- name: demo-viewer
  user:
    token: ${JSON.stringify(viewer.token)}
contexts:
- name: demo
  context: { cluster: demo, user: demo, namespace: default }
- name: demo-viewer
  context: { cluster: demo, user: demo-viewer, namespace: default }
`
}

/** Writes the kubeconfig, readable by its owner only: it holds tokens. */
export const writeKubeconfig = (path: string, api: Served): Promise<void> =>
  writeFile(path, kubeconfigOf(api), { mode: 0o600 })
