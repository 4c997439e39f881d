import Link from 'next/link'
import { buttonClass } from '@/components/ui/button-class.ts'
import { Notice } from '@/components/ui/notice.tsx'

/** An address that leads nowhere. */
export default function NotFound() {
  return (
    <main className="p-4">
      <h1 className="sr-only">Rollout Cockpit</h1>
      <Notice
        tone="warn"
        title="There is no such page"
        action={
          <Link href="/" className={buttonClass({ variant: 'primary' })}>
            Go to the fleet
          </Link>
        }
      >
        The address leads nowhere. It may have been cut on its way here.
      </Notice>
    </main>
  )
}
