import type { CommonRow } from './common-row.ts'

/** One condition; `field` is null for free text and the text before the colon otherwise. All of it is in lower case. */
export interface Term {
  readonly negated: boolean
  readonly field: string | null
  readonly value: string
}

export type Filter = readonly Term[]

function toTerm(token: string): Term | null {
  let field: string | null = null
  let value = ''
  let quoted = false
  const negated = token.startsWith('!')
  for (const letter of token.slice(negated ? 1 : 0)) {
    if (letter === '"') quoted = !quoted
    else if (letter === ':' && !quoted && field === null && value !== '') {
      field = value
      value = ''
    } else value += letter
  }
  return field === null && value === '' ? null : { negated, field, value }
}

/**
 * Reads what a person typed: words and `"quoted text"`, `ns:`, `image:`, `phase:`, `kind:`, and `key:value` for labels, each with `!`
 * before it for its opposite. Any text is a filter; a quote left open ends with the text.
 */
export function parseFilter(text: string): Filter {
  const tokens = text.toLowerCase().match(/(?:"[^"]*(?:"|$)|[^\s"])+/g) ?? []
  return tokens.map(toTerm).filter((term) => term !== null)
}

const print = (text: string): string => (/^[^\s:!]+$/.test(text) ? text : `"${text}"`)

/** Writes a filter so that reading it again gives the same filter. */
export const printFilter = (filter: Filter): string =>
  filter
    .map(({ negated, field, value }) => {
      const condition = field === null ? print(value) : `${print(field)}:${value === '' ? '' : print(value)}`
      return `${negated ? '!' : ''}${condition}`
    })
    .join(' ')

interface Searchable {
  readonly text: string
  readonly namespace: string
  readonly images: string
  readonly phase: string
  readonly kind: string
}

/** Rows never change, so each is brought into lower case once, not once per keystroke. */
const searchables = new WeakMap<CommonRow, Searchable>()

function searchable(row: CommonRow): Searchable {
  const known = searchables.get(row)
  if (known !== undefined) return known
  const images = [...row.stableImages, ...row.nextImages].join('\n').toLowerCase()
  const texts = [row.name, row.namespace, row.kind, row.phase, row.strategy, row.message]
    .join('\n')
    .toLowerCase()
  const made: Searchable = {
    text: `${texts}\n${images}`,
    namespace: row.namespace.toLowerCase(),
    images,
    phase: row.phase.toLowerCase(),
    kind: row.kind.toLowerCase(),
  }
  searchables.set(row, made)
  return made
}

const labelled = ({ labels }: CommonRow, key: string, value: string): boolean =>
  Object.keys(labels).some(
    (name) => name.toLowerCase() === key && labels[name]?.toLowerCase().includes(value),
  )

function holds({ field, value }: Term, of: CommonRow): boolean {
  const row = searchable(of)
  switch (field) {
    case null:
      return row.text.includes(value)
    case 'ns':
      return row.namespace.includes(value)
    case 'image':
      return row.images.includes(value)
    case 'phase':
      return row.phase.startsWith(value)
    case 'kind':
      return row.kind.startsWith(value) || labelled(of, field, value)
    default:
      // `podinfo:6.9.4` is both a label with its value and a piece of an image's name.
      return labelled(of, field, value) || row.text.includes(`${field}:${value}`)
  }
}

/** Whether a row satisfies every term of the filter; an empty filter is satisfied by all. */
export const matches = (filter: Filter, row: CommonRow): boolean =>
  filter.every((term) => holds(term, row) !== term.negated)
