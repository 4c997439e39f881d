import { OctagonAlert, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { clipped } from '@/components/ui/clipped.ts'
import { faultsOf } from '@/lib/rollouts/malformed.ts'
import type { RolloutDetail } from '@/lib/rollouts/view.ts'
import { troubleAdvice } from './trouble-advice.ts'

/** What keeps the Rollout from going on, and what to do about it: pods that do not come up, a spec that is not one. */
export function TroubleNotices({ detail }: { readonly detail: RolloutDetail }) {
  const { row } = detail
  const canAbort = detail.verdicts.abort.allowed
  const faults = faultsOf(row)
  if (row.trouble.length === 0 && faults.length === 0) return null
  return (
    <>
      {faults.length > 0 && (
        <Trouble
          icon={<TriangleAlert aria-hidden size={22} />}
          title="The spec does not read as a Rollout should"
        >
          <ul className="mt-1 space-y-1 text-muted">
            {faults.map(({ path, message }) => (
              <li key={`${path} ${message}`} className="break-words">
                <code className="mono text-ink">{path}</code> {clipped(message)}
              </li>
            ))}
          </ul>
          <p className="mt-1.5 text-muted">Everything else on this page stands as the cluster has it.</p>
        </Trouble>
      )}
      <PodTroubles reasons={row.trouble} advise={(reason) => troubleAdvice(reason, canAbort)} />
    </>
  )
}

interface PodTroublesProps {
  readonly reasons: readonly string[]
  readonly advise: (reason: string) => string
}

/** Why the pods of the newest revision do not come up, and what to do about it. */
export const PodTroubles = ({ reasons, advise }: PodTroublesProps) =>
  reasons.map((reason) => (
    <Trouble
      key={reason}
      icon={<OctagonAlert aria-hidden size={22} />}
      title={
        isReason(reason) ? (
          <>
            Pods of the newest revision are in trouble: <code className="mono">{reason}</code>
          </>
        ) : (
          'The controller cannot create the pods of the newest revision'
        )
      }
    >
      {!isReason(reason) && <p className="mono mt-0.5 break-words">{clipped(reason)}</p>}
      <p className="mt-0.5 text-muted">{advise(reason)}</p>
    </Trouble>
  ))

// A ReplicaSet's failure comes as the API server's whole sentence, a pod's as one word.
const isReason = (text: string) => /^[\w:/.-]+$/.test(text)

interface TroubleProps {
  readonly icon: ReactNode
  readonly title: ReactNode
  readonly children: ReactNode
}

function Trouble({ icon, title, children }: TroubleProps) {
  return (
    <section role="status" className="panel flex gap-4 px-4 py-3 sm:px-6">
      <span className="grid size-12 shrink-0 place-items-center self-center rounded-panel bg-degraded-soft text-degraded">
        {icon}
      </span>
      <div className="min-w-0">
        <h2 className="font-semibold">{title}</h2>
        {children}
      </div>
    </section>
  )
}
