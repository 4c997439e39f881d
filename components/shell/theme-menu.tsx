'use client'

import { clsx } from 'clsx'
import { type LucideIcon, Monitor, Moon, Sun } from 'lucide-react'
import { useTheme } from 'next-themes'
import { Button } from '../ui/button.tsx'
import { useHydrated } from '../ui/use-hydrated.ts'

interface Theme {
  readonly value: string
  readonly word: string
  readonly icon: LucideIcon
}

const automatic: Theme = { value: 'system', word: 'Automatic', icon: Monitor }
const themes: readonly Theme[] = [
  automatic,
  { value: 'light', word: 'Light', icon: Sun },
  { value: 'dark', word: 'Dark', icon: Moon },
]

interface ChoiceProps {
  /** null until the browser has said which one was chosen. */
  readonly chosen: Theme | null
  readonly onChoose: (theme: Theme) => void
}

/** Automatic, light or dark: side by side, or on a phone one button that goes round. */
export function ThemeMenu() {
  const { theme, setTheme } = useTheme()
  const hydrated = useHydrated()
  const chosen = hydrated ? (themes.find(({ value }) => value === theme) ?? automatic) : null
  const choose = ({ value }: Theme) => setTheme(value)
  return (
    <>
      <ThemeCycle chosen={chosen} onChoose={choose} />
      <ThemeChoices chosen={chosen} onChoose={choose} />
    </>
  )
}

function ThemeCycle({ chosen, onChoose }: ChoiceProps) {
  const { word, icon: Icon } = chosen ?? automatic
  const next = themes[(themes.indexOf(chosen ?? automatic) + 1) % themes.length] ?? automatic
  return (
    <Button
      variant="ghost"
      size="icon"
      className="-mr-1.5 sm:hidden"
      aria-label={`Theme: ${word}. Change to ${next.word}`}
      onClick={() => onChoose(next)}
    >
      <Icon aria-hidden size={17} />
    </Button>
  )
}

const ThemeChoices = ({ chosen, onChoose }: ChoiceProps) => (
  <fieldset className="flex rounded-control bg-sunken p-0.5 max-sm:hidden">
    <legend className="sr-only">Theme</legend>
    {themes.map((theme) => {
      const { value, word, icon: Icon } = theme
      const on = theme === chosen
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
            onChange={() => onChoose(theme)}
            className="sr-only"
          />
          <span className="sr-only">{word}</span>
          <Icon aria-hidden size={15} />
        </label>
      )
    })}
  </fieldset>
)
