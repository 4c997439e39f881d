import type { Phase } from '@/lib/rollouts/view.ts'

interface Sign {
  readonly glyph: string
  readonly color: string
  /** For the title: the tab tells the phase where its icon is not seen. */
  readonly mark: string
}

// Fixed colours: the tab's bar belongs to the browser, not to our theme.
const signs: Record<Phase, Sign> = {
  Healthy: { color: '#1b7a4b', glyph: '<path d="M9 16.5l5 5L23.500 11"/>', mark: '✓' },
  Progressing: { color: '#0c6f83', glyph: '<path d="M16 8a8 8 0 1 1-7.500 5.200"/>', mark: '◌' },
  Paused: { color: '#6d45c4', glyph: '<path d="M12.500 9.500v13M19.500 9.500v13"/>', mark: '❚❚' },
  Degraded: { color: '#bd2b22', glyph: '<path d="M10.500 10.500l11 11M21.500 10.500l-11 11"/>', mark: '✕' },
  Unknown: {
    color: '#565f6d',
    glyph: '<path d="M12.500 12.500a3.500 3.500 0 1 1 4.500 3.400c-.8.3-1 .9-1 2.100M16 22.500v.1"/>',
    mark: '?',
  },
}

// Paused and Degraded differ in outline too: a circle, a square with its corners, an octagon.
const shapes: Record<Phase, string> = {
  Healthy: '<circle cx="16" cy="16" r="15"/>',
  Progressing: '<circle cx="16" cy="16" r="15"/>',
  Paused: '<rect x="1" y="1" width="30" height="30" rx="7"/>',
  Degraded: '<path d="M10 1h12l9 9v12l-9 9H10l-9-9V10z"/>',
  Unknown: '<circle cx="16" cy="16" r="15"/>',
}

/** An SVG icon for a phase as a data URL. */
export function faviconOf(phase: Phase): string {
  const { color, glyph } = signs[phase]
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><g fill="${color}">${shapes[phase]}</g><g fill="none" stroke="#fff" stroke-width="3.6" stroke-linecap="round" stroke-linejoin="round">${glyph}</g></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

/** The document's title with the phase's mark in front. */
export const titleOf = (phase: Phase | null, title: string): string =>
  `${phase === null ? '' : `${signs[phase].mark} `}${title} · Rollout Cockpit`
