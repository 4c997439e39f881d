'use client'

import { Check } from 'lucide-react'
import * as Popover from 'radix-ui/popover'
import { type RefObject, useState } from 'react'
import { Button } from '../ui/button.tsx'
import type { NamespacePickerProps } from './namespace-picker.tsx'
import type { NamespaceCount } from './select-rows.ts'

interface NamespaceChoicesProps extends NamespacePickerProps {
  readonly button: RefObject<HTMLButtonElement | null>
  readonly onClose: () => void
}

/** The opened list below its button. */
export function NamespaceChoices({ button, onClose, ...props }: NamespaceChoicesProps) {
  return (
    <Popover.Root open onOpenChange={onClose}>
      <Popover.Anchor virtualRef={{ current: button.current ?? document.body }} />
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={12}
          aria-label="Namespaces"
          onPointerDownOutside={(event) => {
            // The button closes the list itself; closing here too would open it again.
            if (event.target instanceof Node && button.current?.contains(event.target)) event.preventDefault()
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            button.current?.focus()
          }}
          className="z-40 flex max-h-[min(28rem,var(--radix-popover-content-available-height))] w-72 flex-col rounded-panel bg-surface shadow-float"
        >
          <Choices {...props} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

const toggled = (names: readonly string[], name: string) =>
  names.includes(name) ? names.filter((each) => each !== name) : [...names, name].sort()

function Choices({ namespaces, chosen, onChoose }: NamespacePickerProps) {
  const [text, setText] = useState('')
  // A namespace of the URL that has no Rollouts (any more) can still be taken out.
  const gone = chosen.filter((name) => !namespaces.some((each) => each.name === name))
  const all = [...namespaces, ...gone.map((name) => ({ name, total: 0, waiting: 0 }))]
  const found = all.filter(({ name }) => name.includes(text.trim().toLowerCase()))
  return (
    <>
      <div className="border-line border-b p-2">
        <input
          type="text"
          value={text}
          aria-label="Find a namespace"
          placeholder="Find a namespace"
          onChange={(event) => setText(event.currentTarget.value)}
          className="h-8 w-full rounded-control bg-sunken px-2.5 text-sm placeholder:text-faint"
        />
      </div>
      <ul className="min-h-0 flex-1 overflow-y-auto p-1">
        {found.map((namespace) => (
          <Choice
            key={namespace.name}
            namespace={namespace}
            on={chosen.includes(namespace.name)}
            onToggle={() => onChoose(toggled(chosen, namespace.name))}
          />
        ))}
        {found.length === 0 && (
          <li className="px-2 py-3 text-muted text-sm">No namespace with Rollouts matches.</li>
        )}
      </ul>
      {chosen.length > 0 && (
        <div className="border-line border-t p-2">
          <Button size="sm" variant="ghost" className="w-full" onClick={() => onChoose([])}>
            All namespaces
          </Button>
        </div>
      )}
    </>
  )
}

interface ChoiceProps {
  readonly namespace: NamespaceCount
  readonly on: boolean
  readonly onToggle: () => void
}

const Choice = ({ namespace: { name, total, waiting }, on, onToggle }: ChoiceProps) => (
  <li>
    <label className="flex cursor-pointer items-center gap-2.5 rounded-control px-2 py-1.5 hover:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-stable">
      <input type="checkbox" checked={on} onChange={onToggle} className="peer sr-only" />
      <span className="grid size-4 shrink-0 place-items-center rounded border border-edge text-transparent peer-checked:border-ink peer-checked:bg-ink peer-checked:text-surface">
        <Check aria-hidden size={12} strokeWidth={3} />
      </span>
      <span className="min-w-0 flex-1 break-words">{name}</span>
      {waiting > 0 && <span className="num font-medium text-paused text-xs">{waiting} waiting</span>}
      <span className="num text-faint text-sm">{total}</span>
    </label>
  </li>
)
