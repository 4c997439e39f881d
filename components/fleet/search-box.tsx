'use client'

import { Search, X } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { type KeyBinding, useKeys } from '../shell/keys.ts'
import { Kbd } from '../ui/kbd.tsx'

interface SearchBoxProps {
  readonly text: string
  readonly onText: (text: string) => void
}

function focusText(input: HTMLInputElement | null): void {
  input?.focus()
  input?.select()
}

/** Free text, `label:value`, `ns:`, `image:`, `phase:`, `kind:`, quotes, and `!` for the opposite. */
export function SearchBox({ text, onText }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null)
  const bindings = useMemo(
    (): readonly KeyBinding[] => [
      { keys: ['/'], does: 'Search', run: () => focusText(input.current) },
      { keys: ['Escape'], does: 'Clear the search', run: () => onText('') },
    ],
    [onText],
  )
  useKeys(bindings)
  return (
    <label className="flex h-9 min-w-0 flex-1 items-center gap-2 rounded-control bg-surface px-3 shadow-panel focus-within:outline-2 focus-within:outline-stable sm:w-80 sm:flex-none">
      <Search aria-hidden size={15} className="shrink-0 text-faint" />
      <input
        ref={input}
        type="text"
        aria-label="Search the fleet"
        value={text}
        spellCheck={false}
        autoComplete="off"
        placeholder="Name, image, label:value, !not"
        title={
          'Words, "quoted text", label:value, ns:…, image:…, phase:…, kind:…, and ! before any for its opposite'
        }
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
          if (text === '') event.currentTarget.blur()
          else onText('')
        }}
        className="min-w-0 flex-1 bg-transparent text-sm outline-none placeholder:text-faint"
      />
      {text === '' ? (
        <span aria-hidden className="max-sm:hidden">
          <Kbd>/</Kbd>
        </span>
      ) : (
        <button
          type="button"
          aria-label="Clear the search"
          className="rounded text-muted hover:text-ink"
          onClick={() => onText('')}
        >
          <X aria-hidden size={15} />
        </button>
      )}
    </label>
  )
}
