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
          // The script of this page is part of every other's first load: a plain link needs none.
          <a href="/" className={buttonClass({ variant: 'primary' })}>
            Go to the fleet
          </a>
        }
      >
        The address leads nowhere. It may have been cut on its way here.
      </Notice>
    </main>
  )
}
