'use client'

import { useTheme } from 'next-themes'
import { useEffect, useRef } from 'react'
import { Toaster as Sonner, toast } from 'sonner'
import type { Toast } from './toasts.ts'

/** Hands the notes to the library, each once. */
export function ToastList({ toasts }: { readonly toasts: readonly Toast[] }) {
  const { resolvedTheme } = useTheme()
  const shown = useRef(0)
  useEffect(() => {
    for (const { id, title, text } of toasts.slice(shown.current)) {
      toast.error(title, { id, description: text, duration: Number.POSITIVE_INFINITY, closeButton: true })
    }
    shown.current = toasts.length
  }, [toasts])
  return <Sonner theme={resolvedTheme === 'dark' ? 'dark' : 'light'} position="bottom-right" />
}
