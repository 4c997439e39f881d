import type { DeleteOptions, Propagation } from '../objects/deletion.ts'
import { at, isJsonObject, type Json, type JsonObject, textAt } from '../objects/json.ts'
import { invalidOptions, refuse, unsupportedValue } from '../objects/refusal.ts'
import type { WriteOptions } from '../objects/store.ts'
import type { Call } from './call.ts'

/** A whole number of the query; null where there is none. */
export function wholeOption(query: URLSearchParams, name: string): number | null {
  const text = query.get(name) ?? ''
  if (text === '') return null
  const value = Number(text)
  if (!/^-?\d{1,15}$/.test(text) || !Number.isSafeInteger(value))
    throw refuse('BadRequest', `the query parameter ${name} is "${text}", which is no whole number`)
  return value
}

/** A yes or no of the query, as Go reads it. */
export function flagOption(query: URLSearchParams, name: string): boolean {
  const text = query.get(name)
  if (text === null || /^(0|f|F|false|False|FALSE)$/.test(text)) return false
  // A parameter without a value is a yes: conversion of a url.Values to a bool in apimachinery.
  if (/^(|1|t|T|true|True|TRUE)$/.test(text)) return true
  throw refuse('BadRequest', `the query parameter ${name} is "${text}", which is neither true nor false`)
}

/** What a request to write is called where its options are at fault. */
const optionsOf = (method: string): string =>
  ({ POST: 'CreateOptions', PUT: 'UpdateOptions' })[method] ?? 'PatchOptions'

/** What the query says of a write. */
export const writeOptions = ({ method, query }: Pick<Call, 'method' | 'query'>): WriteOptions => ({
  dryRun: isDryRun(query.getAll('dryRun'), optionsOf(method)),
})

const strictnesses = ['Ignore', 'Strict', 'Warn'] as const

/** What is to become of fields that a kind does not have; a warning where the query says nothing. */
export function strictnessOf({
  method,
  query,
}: Pick<Call, 'method' | 'query'>): (typeof strictnesses)[number] {
  const text = query.get('fieldValidation') || 'Warn'
  const found = strictnesses.find((one) => one === text)
  if (found) return found
  throw invalidOptions(optionsOf(method), unsupportedValue('fieldValidation', text, ['', ...strictnesses]))
}

function isDryRun(values: readonly Json[], options: string): boolean {
  const given = values.filter((value) => value !== '')
  if (!given.every((value) => value === 'All'))
    throw invalidOptions(options, unsupportedValue('dryRun', given, ['All']))
  return given.length > 0
}

/** What the query and, before it, the body say of a deletion. */
export function deleteOptions(query: URLSearchParams, body: JsonObject): DeleteOptions {
  const grace = at(body, 'gracePeriodSeconds') ?? wholeOption(query, 'gracePeriodSeconds')
  if (grace !== null && (typeof grace !== 'number' || !Number.isSafeInteger(grace) || grace < 0))
    throw refuse('BadRequest', 'gracePeriodSeconds must be a whole number that is not negative')
  const dryRun = at(body, 'dryRun')
  const propagation = propagationOf(query, body)
  const preconditions = preconditionsOf(at(body, 'preconditions'))
  return {
    dryRun: isDryRun(Array.isArray(dryRun) ? dryRun : query.getAll('dryRun'), 'DeleteOptions'),
    ...(grace === null ? {} : { gracePeriodSeconds: grace }),
    ...(propagation === null ? {} : { propagation }),
    ...(preconditions === null ? {} : { preconditions }),
  }
}

const policies = ['Foreground', 'Background', 'Orphan', 'nil'] as const

function propagationOf(query: URLSearchParams, body: JsonObject): Propagation | null {
  const text = textAt(body, 'propagationPolicy') || (query.get('propagationPolicy') ?? '')
  if (text === 'Background' || text === 'Foreground' || text === 'Orphan') return text
  if (text !== '')
    throw invalidOptions('DeleteOptions', unsupportedValue('propagationPolicy', text, policies))
  const orphan = at(body, 'orphanDependents') ?? flagOption(query, 'orphanDependents')
  return orphan === true ? 'Orphan' : null
}

function preconditionsOf(value: Json | undefined): NonNullable<DeleteOptions['preconditions']> | null {
  if (!isJsonObject(value)) return null
  const uid = textAt(value, 'uid')
  const resourceVersion = textAt(value, 'resourceVersion')
  return { ...(uid === '' ? {} : { uid }), ...(resourceVersion === '' ? {} : { resourceVersion }) }
}
