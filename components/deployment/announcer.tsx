import type { DeploymentDetail } from '@/lib/deployments/view.ts'

/** Says changes of the state to the screen reader, and nothing that ticks. */
export function Announcer({ detail: { row } }: { readonly detail: DeploymentDetail }) {
  const { updated, desired } = row.counts
  return (
    <p role="status" className="sr-only">
      {`${row.name}: ${row.phase}${row.updating ? `, ${updated} of ${desired} pods are new` : ''}`}
    </p>
  )
}
