import { clsx } from 'clsx'
import { versionLooks } from '@/components/rollouts/version.ts'
import type { Role, Version } from '@/lib/rollouts/view.ts'

interface RoleTagProps {
  readonly role: Role
  readonly version: Version
}

/** The part a ReplicaSet or a Service plays, in its version's hue. */
export function RoleTag({ role, version }: RoleTagProps) {
  return (
    <span className={clsx('rounded-md px-2 py-0.5 font-semibold text-xs', versionLooks[version].soft)}>
      {role}
    </span>
  )
}
