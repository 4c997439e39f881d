import { isFields, rootOf, textOf } from './read.ts'

/** What an app says of itself in JSON, as podinfo does; whatever is missing or of another type is empty. */
export interface AppAnswer {
  readonly hostname: string
  readonly version: string
  readonly color: string
  readonly message: string
}

/** Reads the body of any app's answer; null for one that is no JSON object. Never throws, whatever an app sends. */
export function readAppAnswer(body: string): AppAnswer | null {
  const json = parsed(body)
  if (!isFields(json)) return null
  const root = rootOf(json)
  return {
    hostname: textOf(root, 'hostname'),
    version: textOf(root, 'version'),
    color: textOf(root, 'color'),
    message: textOf(root, 'message'),
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}
