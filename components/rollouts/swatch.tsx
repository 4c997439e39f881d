import { inertColor } from '@/lib/rollouts/color.ts'

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

/** The same with its digits beside it; nothing where there is none. */
export function AppColor({ color }: Pick<SwatchProps, 'color'>) {
  if (color === '') return null
  return (
    <span
      title="The colour that the app is told to have"
      className="mono inline-flex items-center gap-1.5 font-normal text-muted tracking-normal"
    >
      <Swatch color={color} className="size-4 rounded-[5px] border border-edge" />
      {color}
    </span>
  )
}
