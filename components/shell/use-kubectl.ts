import { kubectlLine } from '@/lib/rollouts/command-line.ts'
import { useCluster } from './stream-provider.tsx'
import { useKubeconfig } from './use-clusters.ts'

/** Makes lines for kubectl on this page's cluster. */
export function useKubectl(): (words: readonly string[]) => string {
  const cluster = useCluster()
  const files = useKubeconfig()
  return (words) => kubectlLine(cluster, files, words)
}
