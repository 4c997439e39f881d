import { useKubectl } from '../shell/use-kubectl.ts'
import { Command } from '../ui/command.tsx'
import { Notice } from '../ui/notice.tsx'

const namespace = 'argo-rollouts'
const manifest = 'https://github.com/argoproj/argo-rollouts/releases/download/v1.10.1/install.yaml'

/** The line that brings Argo Rollouts into this page's cluster. */
export function useInstallation(): string {
  const kubectl = useKubectl()
  return `${kubectl(['create', 'namespace', namespace])} && ${kubectl(['apply', '-n', namespace, '-f', manifest])}`
}

/** The cluster has no Rollouts at all, and how it gets them. */
export const NotInstalled = () => (
  <Notice
    tone="warn"
    title="Argo Rollouts is not installed in this cluster"
    command={<Command line={useInstallation()} />}
  >
    <p>
      The API server does not know <code className="mono">rollouts.argoproj.io</code>. As soon as it does,
      they appear here. To install Argo Rollouts 1.10:
    </p>
  </Notice>
)
