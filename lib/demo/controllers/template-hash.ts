import { isJsonList, isJsonObject, type Json, sameJson } from '../objects/json.ts'
import { canonicalQuantity } from './quantity.ts'

/** The letters and digits that Kubernetes makes names of: none that could spell a word. */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789'

/** A number as Kubernetes encodes it in names, one letter for each of its digits. Mirrors k8s.io/apimachinery@v0.36.3 pkg/util/rand/rand.go#L121 */
export const safeEncode = (text: string): string =>
  [...text].map((digit) => alphabet[digit.charCodeAt(0) % alphabet.length] ?? '').join('')

/** FNV-1a in 32 bits over the text's UTF-8. */
export function fnv32a(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash
}

/** Fields whose own fields are names that somebody chose: nothing in them is left out. */
const maps = new Set(['labels', 'annotations', 'matchLabels', 'nodeSelector'])

/** Fields that hold quantities by resource names. */
const quantities = new Set(['limits', 'requests'])

/**
 * The value without what says nothing (null, zeros, empty texts, objects and lists), with quantities in one way of writing and
 * fields in order, so that all texts of one template are the same, whoever wrote them; undefined when nothing is left.
 */
export function canonical(value: Json): Json | undefined {
  if (value === null || value === '' || value === 0 || value === false) return undefined
  if (isJsonList(value))
    return value.length === 0 ? undefined : value.map((entry) => canonical(entry) ?? null)
  if (!isJsonObject(value)) return value
  const entries = Object.entries(value).flatMap(([key, field]) => {
    const kept = canonicalField(key, field)
    return kept === undefined ? [] : [[key, kept] as const]
  })
  return entries.length === 0 ? undefined : inOrder(entries)
}

function canonicalField(key: string, field: Json): Json | undefined {
  if (!isJsonObject(field) || Object.keys(field).length === 0) return canonical(field)
  if (maps.has(key)) return inOrder(Object.entries(field))
  if (!quantities.has(key)) return canonical(field)
  return inOrder(
    Object.entries(field).map(([name, amount]) => [name, canonicalQuantity(String(amount))] as const),
  )
}

const inOrder = (entries: readonly (readonly [string, Json])[]): Json =>
  Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))

/** Whether two templates make the same pods. */
export const sameTemplate = (a: Json, b: Json): boolean => sameJson(canonical(a), canonical(b))

/** What is frozen says the same for ever, so its hash is made once. */
const known = new WeakMap<object, string>()

/**
 * The hash of a pod template or of steps: of the real ones' alphabet and length, not of their value, since that depends on Go's
 * field order. Mirrors argo-rollouts@v1.10.1 utils/hash/hash.go#L15
 */
export function templateHash(value: Json): string {
  const found = typeof value === 'object' && value !== null ? known.get(value) : undefined
  if (found !== undefined) return found
  const hash = safeEncode(String(fnv32a(JSON.stringify(canonical(value) ?? null))))
  if (typeof value === 'object' && value !== null && Object.isFrozen(value)) known.set(value, hash)
  return hash
}
