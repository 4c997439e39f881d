import { at, isJsonList, type Json } from './json.ts'

/**
 * Every place of an object that a path leads to and where something is said: `spec.steps[2].plugin` for `spec.steps[].plugin`, in which `[]`
 * stands for every entry. Where it depends on what is said there, `when` tells.
 */
export const saidAt = (
  value: Json | undefined,
  path: string,
  when: (found: Json | undefined) => boolean = () => true,
): readonly string[] => walk(value, path.split('.'), when, '')

function walk(
  value: Json | undefined,
  keys: readonly string[],
  when: (found: Json | undefined) => boolean,
  before: string,
): readonly string[] {
  const [key, ...rest] = keys
  if (key === undefined) {
    const nothing = value === undefined || value === null || (isJsonList(value) && value.length === 0)
    return nothing || !when(value) ? [] : [before]
  }
  const name = key.replace('[]', '')
  const path = before === '' ? name : `${before}.${name}`
  const found = at(value, name)
  if (name === key) return walk(found, rest, when, path)
  return isJsonList(found)
    ? found.flatMap((entry, index) => walk(entry, rest, when, `${path}[${index}]`))
    : []
}
