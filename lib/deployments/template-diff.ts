/** One thing in which two pod templates differ, where it stands and what it was and becomes; null for what is not there. */
export interface TemplateChange {
  readonly path: string
  readonly from: string | null
  readonly to: string | null
}

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The key by which the entries of a list are told apart, as a strategic merge does; null for lists that have none. */
function nameOf(value: unknown): string | null {
  if (!isFields(value)) return null
  for (const key of ['name', 'mountPath', 'containerPort', 'topologyKey', 'ip', 'key'])
    if (typeof value[key] === 'string' || typeof value[key] === 'number') return String(value[key])
  return null
}

/** The entries of an object or of a list whose entries have names; null for everything else. */
function entriesOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (isFields(value)) return new Map(Object.entries(value))
  if (!Array.isArray(value)) return null
  const named = value.map((entry) => [nameOf(entry) ?? '', entry] as const)
  const names = new Set(named.map(([name]) => name))
  return names.has('') || names.size !== value.length ? null : new Map(named)
}

/** The value as a person reads it: a variable by its value or by where it comes from. */
function words(value: unknown): string | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return value
  if (isFields(value) && typeof value.name === 'string' && typeof value.value === 'string') return value.value
  return JSON.stringify(value)
}

/** The order of an object's fields means nothing. */
const sorted = (_: string, value: unknown): unknown =>
  isFields(value) ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) : value

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a, sorted) === JSON.stringify(b, sorted)

const step = (path: string, key: string): string =>
  path === '' ? key : /^[\w-]+$/.test(key) ? `${path}.${key}` : `${path}[${key}]`

function differences(from: unknown, to: unknown, path: string): readonly TemplateChange[] {
  if (same(from, to)) return []
  const alike = Array.isArray(from) === Array.isArray(to)
  const [before, after] = [entriesOf(from), entriesOf(to)]
  if (!alike || before === null || after === null) return [{ path, from: words(from), to: words(to) }]
  const keys = new Set([...before.keys(), ...after.keys()])
  const found = [...keys].flatMap((key) => differences(before.get(key), after.get(key), step(path, key)))
  if (found.length > 0 || !Array.isArray(from)) return found
  // Alike but for the order of the entries.
  return [{ path, from: [...before.keys()].join(', '), to: [...after.keys()].join(', ') }]
}

const rank = ({ path }: TemplateChange): number =>
  /^spec\.(initC|c)ontainers\.[^.]+\.image$/.test(path) ? 0 : /\.env[.[]/.test(path) ? 1 : 2

/** In what two pod templates differ: images first, then variables, then all else, each by its path. What is equal gives nothing. */
export const templateChanges = (from: unknown, to: unknown): readonly TemplateChange[] =>
  differences(from, to, '').toSorted((a, b) => rank(a) - rank(b))
