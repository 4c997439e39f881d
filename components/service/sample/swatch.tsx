import { inertColor } from '@/lib/services/answer.ts'

interface SwatchProps {
  /** As the app says it; drawn only where it is a colour of hexadecimal digits. */
  readonly color: string
  readonly className: string
}

/** The colour an app gave itself. It tells nothing of state, and no words stand on it. */
export function Swatch({ color, className }: SwatchProps) {
  const safe = inertColor(color)
  return safe === '' ? null : <span aria-hidden className={className} style={{ backgroundColor: safe }} />
}
