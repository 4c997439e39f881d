'use client'

import { clsx } from 'clsx'
import { type LucideIcon, Monitor, Moon, Sun } from 'lucide-react'
import { useTheme } from 'next-themes'
import { useHydrated } from '../ui/use-hydrated.ts'

const themes: readonly { readonly value: string; readonly word: string; readonly icon: LucideIcon }[] = [
  { value: 'system', word: 'Automatic', icon: Monitor },
  { value: 'light', word: 'Light', icon: Sun },
  { value: 'dark', word: 'Dark', icon: Moon },
]

/** Automatic, light or dark. */
export function ThemeMenu() {
  const { theme, setTheme } = useTheme()
  const hydrated = useHydrated()
  return (
    <fieldset className="flex rounded-control bg-sunken p-0.5">
      <legend className="sr-only">Theme</legend>
      {themes.map(({ value, word, icon: Icon }) => {
        const on = hydrated && theme === value
        return (
          <label
            key={value}
            title={word}
            className={clsx(
              'grid size-7 cursor-pointer place-items-center rounded-[6px] has-focus-visible:outline-2 has-focus-visible:outline-stable',
              on ? 'bg-surface text-ink shadow-panel' : 'text-muted hover:text-ink',
            )}
          >
            <input
              type="radio"
              name="theme"
              value={value}
              checked={on}
              onChange={() => setTheme(value)}
              className="sr-only"
            />
            <span className="sr-only">{word}</span>
            <Icon aria-hidden size={15} />
          </label>
        )
      })}
    </fieldset>
  )
}
