import { Notice } from '../ui/notice.tsx'

/** The line that brings Argo Rollouts into a cluster. */
export const installController =
  'kubectl create namespace argo-rollouts && kubectl apply -n argo-rollouts -f https://github.com/argoproj/argo-rollouts/releases/download/v1.10.1/install.yaml'

/** The cluster has no Rollouts at all, and how it gets them. */
export const NotInstalled = () => (
  <Notice tone="warn" title="Argo Rollouts is not installed in this cluster" command={installController}>
    <p>
      The API server does not know <code className="mono">rollouts.argoproj.io</code>. As soon as it does,
      they appear here. To install Argo Rollouts 1.10:
    </p>
  </Notice>
)
