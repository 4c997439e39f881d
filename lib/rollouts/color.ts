/** The variable of a container by which podinfo, the app of the course, is told the colour of its page. */
export const colorVariable = 'PODINFO_UI_COLOR'

/** A colour of six hexadecimal digits in one spelling; empty for every other text, so that no foreign CSS is ever drawn. */
export function inertColor(text: string): string {
  const match = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(text.trim())
  const digits = match?.[1]?.toLowerCase()
  if (digits === undefined) return ''
  return `#${digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits}`
}
