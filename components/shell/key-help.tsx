'use client'

import { Kbd } from '../ui/kbd.tsx'
import { Later, later } from '../ui/later.tsx'
import { type KeyBinding, setKeyHelp, showKeyHelp, useKeyBindings, useKeyHelp, useKeys } from './keys.ts'

const dialog = later(async () => (await import('../ui/dialog.tsx')).Dialog)

const own: readonly KeyBinding[] = [{ keys: ['?'], does: 'Show these keys', run: showKeyHelp }]

const names: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowRight: '→',
  ArrowLeft: '←',
  Escape: 'Esc',
}

/** The list of keys that work on this page, on `?`. */
export function KeyHelp() {
  useKeys(own)
  const open = useKeyHelp()
  const bindings = useKeyBindings()
  if (!open) return null
  return (
    <Later part={dialog}>
      {(Dialog) => (
        <Dialog open onOpenChange={setKeyHelp} title="Keys on this page">
          <dl className="grid grid-cols-[auto_1fr] items-center gap-x-6 gap-y-2.5">
            {bindings.map(({ keys, does }) => (
              <div key={does} className="contents">
                <dt className="flex gap-1.5">
                  {keys.map((key) => (
                    <Kbd key={key}>{names[key] ?? key}</Kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </Dialog>
      )}
    </Later>
  )
}
