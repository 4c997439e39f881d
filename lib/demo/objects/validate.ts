import type { Json } from './json.ts'
import type { Kind } from './kinds.ts'
import type { NewMetadata } from './object.ts'
import { type Cause, invalidValue, requiredValue } from './refusal.ts'

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const subdomain = `${label}(\\.${label})*`
const key = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'

const labelWords =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
const subdomainWords = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`
const valueWords =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
const keyWords =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

const whole = (pattern: string) => new RegExp(`^${pattern}$`)
const patterns = {
  label: whole(label),
  subdomain: whole(subdomain),
  name: whole(key),
  value: whole(`(${key})?`),
}

/** Whether a text may be the name of a label or annotation: `app`, `example.com/app`. */
export function isQualifiedName(text: string): boolean {
  const parts = text.split('/')
  const name = parts.at(-1) ?? ''
  const prefix = parts.length === 2 ? (parts[0] ?? '') : null
  return (
    parts.length <= 2 &&
    name.length <= 63 &&
    patterns.name.test(name) &&
    (prefix === null || (prefix.length <= 253 && patterns.subdomain.test(prefix)))
  )
}

/** Whether a text may be the value of a label. */
export const isLabelValue = (text: string): boolean => text.length <= 63 && patterns.value.test(text)

/** What is wrong with a text as the name of a container or a Service, in the API server's words; null when nothing is. */
export function dnsLabelFault(text: string): string | null {
  if (text.length > 63) return 'must be no more than 63 characters'
  return patterns.label.test(text) ? null : labelWords
}

const ofDnsLabel: ReadonlySet<string> = new Set(['namespaces', 'services'])

function nameCauses(kind: Kind, name: string): readonly Cause[] {
  if (name === '') return [requiredValue('metadata.name', 'name or generateName is required')]
  const fault = ofDnsLabel.has(kind.resource) ? dnsLabelFault(name) : dnsSubdomainFault(name)
  return fault === null ? [] : [invalidValue('metadata.name', name, fault)]
}

function dnsSubdomainFault(text: string): string | null {
  if (text.length > 253) return 'must be no more than 253 characters'
  return patterns.subdomain.test(text) ? null : subdomainWords
}

function labelCauses(labels: Readonly<Record<string, string>> = {}): readonly Cause[] {
  return Object.entries(labels).flatMap(([name, value]) => [
    ...(isQualifiedName(name) ? [] : [invalidValue('metadata.labels', name, keyWords)]),
    ...(isLabelValue(value) ? [] : [invalidValue('metadata.labels', value, valueWords)]),
  ])
}

function textCauses(field: string, names: Iterable<string>): readonly Cause[] {
  return [...names]
    .filter((name) => !isQualifiedName(field === 'metadata.annotations' ? name.toLowerCase() : name))
    .map((name) => invalidValue(field, name, keyWords))
}

const ownerFields = ['apiVersion', 'kind', 'name', 'uid'] as const

function ownerCauses({ ownerReferences = [] }: NewMetadata): readonly Cause[] {
  const causes = ownerReferences.flatMap((owner, index) =>
    ownerFields
      .filter((field) => owner[field] === '')
      .map((field) =>
        invalidValue(
          `metadata.ownerReferences[${index}].${field}`,
          owner[field],
          `${field} must not be empty`,
        ),
      ),
  )
  if (ownerReferences.filter((owner) => owner.controller === true).length < 2) return causes
  const value: Json = [...ownerReferences]
  return [
    ...causes,
    invalidValue('metadata.ownerReferences', value, 'Only one reference can have Controller set to true'),
  ]
}

/** What is wrong with an object's metadata, in the API server's words; empty when nothing is. */
export function metadataCauses(kind: Kind, metadata: NewMetadata): readonly Cause[] {
  return [
    ...nameCauses(kind, metadata.name ?? ''),
    ...labelCauses(metadata.labels),
    ...textCauses('metadata.annotations', Object.keys(metadata.annotations ?? {})),
    ...textCauses('metadata.finalizers', metadata.finalizers ?? []),
    ...ownerCauses(metadata),
  ]
}
