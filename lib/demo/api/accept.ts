import { refuse } from '../objects/refusal.ts'

/** In which form objects are wanted: whole, as rows of a table, or their metadata only. */
export type Form = 'object' | 'table' | 'metadata'

const forms: Readonly<Record<string, Form>> = {
  '': 'object',
  Table: 'table',
  PartialObjectMetadata: 'metadata',
  PartialObjectMetadataList: 'metadata',
}

const types: ReadonlySet<string> = new Set(['application/json', 'application/*', '*/*'])

/** The first form that a client takes and we have; a refusal when there is none. */
export function parseAccept(accept: string): Form {
  if (accept.trim() === '') return 'object'
  for (const range of accept.split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim())
    const values = new Map(
      parameters.map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]),
    )
    const as = values.get('as') ?? ''
    const form = Object.hasOwn(forms, as) ? forms[as] : undefined
    const known = as === '' || (values.get('g') === 'meta.k8s.io' && values.get('v') === 'v1')
    if (types.has(type) && form !== undefined && known) return form
  }
  throw refuse('NotAcceptable', 'only the following media types are accepted: application/json')
}
