/** A sentence in which a figure and its unit stay on one line. */
export const unbroken = (text: string): string => text.replace(/(\d) (?=(?:s|min|h|d)\b|%)/g, '$1\u00a0')
