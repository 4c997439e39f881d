'use client'

import { ChevronDown } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Later, later } from '../ui/later.tsx'
import type { NamespaceCount } from './select-rows.ts'

const choices = later(async () => (await import('./namespace-choices.tsx')).NamespaceChoices)

export interface NamespacePickerProps {
  readonly namespaces: readonly NamespaceCount[]
  readonly chosen: readonly string[]
  readonly onChoose: (names: readonly string[]) => void
}

function wordsFor(chosen: readonly string[]): string {
  const [first] = chosen
  if (first === undefined) return 'All namespaces'
  return chosen.length === 1 ? first : `${chosen.length} namespaces`
}

/** The choice of namespaces: none chosen means all. The list is not in the first load. */
export function NamespacePicker(props: NamespacePickerProps) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const words = wordsFor(props.chosen)
  return (
    <>
      <Button
        ref={button}
        className="min-w-0 max-w-60 shrink"
        aria-label={`Namespaces: ${words}`}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span className="truncate">{words}</span>
        <ChevronDown aria-hidden size={15} className="shrink-0 text-muted" />
      </Button>
      {open && (
        <Later part={choices}>
          {(NamespaceChoices) => (
            <NamespaceChoices {...props} button={button} onClose={() => setOpen(false)} />
          )}
        </Later>
      )}
    </>
  )
}
