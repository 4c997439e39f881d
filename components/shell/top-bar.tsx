'use client'

import { Keyboard, Lock } from 'lucide-react'
import Link from 'next/link'
import { Button } from '../ui/button.tsx'
import { Brand } from './brand.tsx'
import { Breadcrumb } from './breadcrumb.tsx'
import { ConnectionPill } from './connection-pill.tsx'
import { showKeyHelp } from './keys.ts'
import { ThemeMenu } from './theme-menu.tsx'
import { useHealth } from './use-connection.ts'

/** The bar above every page: where we are, whether it is fresh, whether one may write. */
export function TopBar() {
  return (
    <header className="sticky top-0 z-30 flex h-12 items-center gap-1.5 border-line border-b bg-surface px-3 sm:gap-3 sm:px-6">
      <Link href="/" aria-label="Rollout Cockpit, start" className="shrink-0 rounded-control">
        <Brand />
      </Link>
      <Breadcrumb />
      <ReadOnlyBadge />
      <ConnectionPill />
      <Button
        variant="ghost"
        size="icon"
        className="max-sm:hidden"
        aria-label="Keyboard keys"
        title="Keyboard keys (?)"
        onClick={showKeyHelp}
      >
        <Keyboard aria-hidden size={17} />
      </Button>
      <ThemeMenu />
    </header>
  )
}

function ReadOnlyBadge() {
  if (!useHealth()?.readOnly) return null
  return (
    <span
      title="This cockpit was started with --read-only: the server takes no action."
      className="flex h-6 items-center gap-1 whitespace-nowrap rounded-full border border-edge px-1.5 font-semibold text-[0.6875rem] text-muted sm:gap-1.5 sm:px-2 sm:tracking-wide"
    >
      <Lock aria-hidden size={12} />
      READ-ONLY
    </span>
  )
}
