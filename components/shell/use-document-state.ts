import { useEffect } from 'react'
import type { Phase } from '@/lib/rollouts/view.ts'
import { faviconOf, titleOf } from './favicon.ts'

const iconId = 'phase-icon'

function iconLink(): HTMLLinkElement {
  const found = document.getElementById(iconId)
  if (found instanceof HTMLLinkElement) return found
  const link = document.createElement('link')
  link.id = iconId
  link.rel = 'icon'
  link.type = 'image/svg+xml'
  return link
}

/** Puts the phase into the tab's title and icon; null leaves the product's own icon. */
export function useDocumentState(phase: Phase | null, title: string): void {
  useEffect(() => {
    const wanted = titleOf(phase, title)
    const put = () => {
      if (document.title !== wanted) document.title = wanted
    }
    put()
    // The framework's own title may come late, and takes the first place in the head.
    const late = new MutationObserver(put)
    late.observe(document.head, { childList: true })
    return () => late.disconnect()
  }, [phase, title])

  useEffect(() => {
    if (phase === null) return
    const link = iconLink()
    link.href = faviconOf(phase)
    // Browsers take the last icon that stands in the head.
    document.head.append(link)
    return () => link.remove()
  }, [phase])
}
