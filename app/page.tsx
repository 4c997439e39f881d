import { ClusterRedirect } from '@/components/shell/cluster-redirect.tsx'

/** The start: on to the fleet of the current cluster. */
export default function StartPage() {
  return <ClusterRedirect />
}
