import type { DeploymentDetail } from './view.ts'

/** What `kubectl rollout status deployment/NAME --watch=false` prints. */
export const statusText = ({ status }: DeploymentDetail): string => `${status.text}\n`

/** What `kubectl rollout history deployment/NAME` prints. Mirrors kubectl@v0.36.3 pkg/polymorphichelpers/history.go#L104 */
export function historyText({ row, history }: DeploymentDetail): string {
  const name = `deployment.apps/${row.name}`
  if (history.length === 0) return `${name} \nNo rollout history found.\n`
  const lines = [
    ['REVISION', 'CHANGE-CAUSE'] as const,
    ...history.toReversed().map(({ number, changeCause }) => [`${number}`, changeCause || '<none>'] as const),
  ]
  // Two spaces between columns, as Go's tabwriter is set there.
  const width = Math.max(...lines.map(([first]) => first.length)) + 2
  const table = lines.map(([first, second]) => `${first.padEnd(width)}${second}\n`).join('')
  return `${name} \n${table}\n`
}
