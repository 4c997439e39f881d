'use client'

import { Check, Copy, type LucideIcon, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from './button.tsx'

interface CopyButtonProps {
  /** What is copied; a function is asked at the click. */
  readonly text: string | (() => string | Promise<string>)
  /** What the button says and is called, e.g. `Copy command`. */
  readonly label: string
  readonly iconOnly?: boolean
  /** Why it cannot be copied now. */
  readonly disabledReason?: string | null
}

type Outcome = 'idle' | 'copied' | 'unread' | 'failed'

const words: Record<Exclude<Outcome, 'idle'>, string> = {
  copied: 'Copied',
  unread: 'It could not be read',
  failed: 'The browser did not allow copying',
}
const icons: Record<Outcome, LucideIcon> = { idle: Copy, copied: Check, unread: X, failed: X }
const shownMs = 2_000

async function outcomeOf(text: CopyButtonProps['text']): Promise<Outcome> {
  let read: string
  try {
    read = typeof text === 'string' ? text : await text()
  } catch {
    return 'unread'
  }
  try {
    await navigator.clipboard.writeText(read)
    return 'copied'
  } catch {
    return 'failed'
  }
}

/** Copies a text and says that it did. */
export function CopyButton({ text, label, iconOnly = false, disabledReason = null }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<Outcome>('idle')
  const [copies, setCopies] = useState(0)
  useEffect(() => {
    if (copies === 0) return
    const timer = setTimeout(() => setOutcome('idle'), shownMs)
    return () => clearTimeout(timer)
  }, [copies])
  const copy = async () => {
    setOutcome(await outcomeOf(text))
    setCopies((before) => before + 1)
  }
  const said = outcome === 'idle' ? label : words[outcome]
  const Icon = icons[outcome]
  return (
    <Button
      variant="ghost"
      size={iconOnly ? 'icon' : 'sm'}
      aria-label={iconOnly ? label : undefined}
      title={iconOnly ? said : undefined}
      disabledReason={disabledReason}
      onClick={() => void copy()}
    >
      <Icon aria-hidden size={16} />
      {!iconOnly && said}
      <span role="status" className="sr-only">
        {outcome === 'idle' ? '' : said}
      </span>
    </Button>
  )
}
