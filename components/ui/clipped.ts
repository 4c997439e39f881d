/**
 * The beginning of a text that nobody reads to its end: what is that long is an accident or meant to harm, and would push everything else off the page.
 * kubectl has the rest. A letter that is written as two halves is not cut in the middle.
 */
export const clipped = (text: string, most = 1_000): string =>
  text.length > most ? `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')}…` : text
