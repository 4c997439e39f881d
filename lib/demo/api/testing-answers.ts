import { expect } from 'vitest'
import { isJsonObject, type Json, type JsonObject, objectAt, textAt } from '../objects/json.ts'

const codes = new Set([200, 201, 400, 401, 403, 404, 405, 406, 409, 410, 413, 415, 422, 503, 504])

/** Fields that every stored object has, whoever wrote it. */
export function expectSound(stored: JsonObject): void {
  expect(stored).toMatchObject({
    apiVersion: expect.any(String),
    kind: expect.any(String),
    metadata: { name: expect.stringMatching(/^[a-z0-9]/), uid: expect.any(String) },
  })
  expect(
    Object.values(objectAt(stored, 'metadata', 'labels')).every((label) => typeof label === 'string'),
  ).toBe(true)
}

/** What is answered to a request that is about to be understood or not: a `Status` that says so, or something of use. */
export function expectAnswer({
  code,
  type,
  body: answered,
}: {
  readonly code: number
  readonly type: string
  readonly body: unknown
}): void {
  if (!type.includes('json')) return void expect(codes).toContain(code)
  const value: Json = JSON.parse(JSON.stringify(answered))
  // The one refusal for which the API server itself has no better code.
  if (textAt(value, 'message').startsWith('failed to create typed patch object'))
    return void expect(code).toBe(500)
  expect(codes).toContain(code)
  if (code >= 400)
    expect(value).toMatchObject({
      kind: 'Status',
      status: 'Failure',
      code,
      reason: expect.any(String),
      message: expect.any(String),
    })
  else expect(isJsonObject(value) || Array.isArray(value)).toBe(true)
}
