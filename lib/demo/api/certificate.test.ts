import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { createCertificate } from './certificate.ts'

test('a certificate vouches for itself at 127.0.0.1 and localhost for a year', () => {
  const now = Date.parse('2026-11-23T10:00:00Z')
  const { certificate, key } = createCertificate(now)
  const read = new X509Certificate(certificate)
  expect(read.verify(read.publicKey)).toBe(true)
  expect(read.checkIP('127.0.0.1')).toBe('127.0.0.1')
  expect(read.checkHost('localhost')).toBe('localhost')
  expect(read.checkHost('example.com')).toBeUndefined()
  expect(read.ca).toBe(true)
  expect(read.subject).toBe('CN=rollout-cockpit-demo')
  expect(Date.parse(read.validFrom)).toBe(now - 86_400_000)
  expect(Date.parse(read.validTo)).toBe(now + 365 * 86_400_000)
  expect(key).toContain('PRIVATE KEY')
  expect(new X509Certificate(createCertificate(now).certificate).serialNumber).not.toBe(read.serialNumber)
})
