import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** One file: a state as it looks in one theme at one width. */
export interface Picture {
  readonly path: string
  readonly theme: 'light' | 'dark'
  readonly width: number
}

export const heights: Readonly<Record<number, number>> = { 1440: 900, 1024: 768, 390: 844 }

const folderOf = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
export const galleryFolder = folderOf('screenshots')
export const readmeFolder = folderOf('docs/images')

export interface Choice {
  /** All states where none is named. */
  readonly only: readonly string[]
  readonly theme: readonly string[]
  readonly width: readonly string[]
}

/** The pictures of a state for the gallery; none where the choice leaves it out. */
export function galleryPictures(state: string, { only, theme: themes, width: widths }: Choice): Picture[] {
  if (only.length > 0 && !only.includes(state)) return []
  return widths.flatMap((width) =>
    (['light', 'dark'] as const)
      .filter((theme) => themes.includes(theme))
      .map((theme) => ({
        path: join(galleryFolder, `${state}-${theme}-${width}.png`),
        theme,
        width: Number(width),
      })),
  )
}

const ofReadme = [
  { state: 'canary-paused', theme: 'light', file: 'canary-light.png' },
  { state: 'fleet-table', theme: 'dark', file: 'fleet-dark.png' },
  { state: 'blue-green-paused', theme: 'light', file: 'blue-green-light.png' },
  { state: 'service-sampled', theme: 'light', file: 'a-b-light.png' },
  { state: 'deployment-rolling', theme: 'dark', file: 'deployment-dark.png' },
] as const

/** The pictures of a state that the README shows. */
export const readmePictures = (state: string): Picture[] =>
  ofReadme
    .filter((one) => one.state === state)
    .map(({ theme, file }) => ({ path: join(readmeFolder, file), theme, width: 1440 }))
