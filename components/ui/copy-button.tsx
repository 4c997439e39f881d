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

type Outcome = 'idle' | 'copied' | 'failed'

const words: Record<Exclude<Outcome, 'idle'>, string> = {
  copied: 'Copied',
  failed: 'The browser did not allow copying',
}
const icons: Record<Outcome, LucideIcon> = { idle: Copy, copied: Check, failed: X }
const shownMs = 2_000

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
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : await text())
      setOutcome('copied')
    } catch {
      setOutcome('failed')
    }
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
