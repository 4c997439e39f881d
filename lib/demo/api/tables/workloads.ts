import { at, listAt, numberAt, textAt } from '../../objects/json.ts'
import type { KubeObject } from '../../objects/object.ts'
import { ageColumn, type Column, dateColumn, nameColumn, number, selectorText, text } from './column.ts'

const containers = (object: KubeObject) => listAt(object, 'spec', 'template', 'spec', 'containers')

const templateColumns: readonly Column[] = [
  text(
    'Containers',
    (object) =>
      containers(object)
        .map((one) => textAt(one, 'name'))
        .join(','),
    true,
  ),
  text(
    'Images',
    (object) =>
      containers(object)
        .map((one) => textAt(one, 'image'))
        .join(','),
    true,
  ),
  text('Selector', selectorText, true),
]

const status = (name: string, field: string): Column =>
  number(name, (object) => numberAt(object, 'status', field))

export const replicaSetColumns: readonly Column[] = [
  nameColumn,
  number('Desired', (object) => numberAt(object, 'spec', 'replicas')),
  status('Current', 'replicas'),
  status('Ready', 'readyReplicas'),
  ageColumn,
  ...templateColumns,
]

export const deploymentColumns: readonly Column[] = [
  nameColumn,
  text(
    'Ready',
    (object) => `${numberAt(object, 'status', 'readyReplicas')}/${numberAt(object, 'spec', 'replicas')}`,
  ),
  { ...status('Up-to-date', 'updatedReplicas'), type: 'string' },
  { ...status('Available', 'availableReplicas'), type: 'string' },
  ageColumn,
  ...templateColumns,
]

export const autoscalerColumns: readonly Column[] = [
  nameColumn,
  text('Reference', (object) => {
    const target = at(object, 'spec', 'scaleTargetRef')
    return `${textAt(target, 'kind')}/${textAt(target, 'name')}`
  }),
  text('Targets', () => '<unknown>'),
  text('MinPods', (object) => String(at(object, 'spec', 'minReplicas') ?? '<unset>')),
  text('MaxPods', (object) => numberAt(object, 'spec', 'maxReplicas')),
  { ...status('Replicas', 'currentReplicas'), type: 'string' },
  ageColumn,
]

const addresses = (slice: KubeObject) =>
  listAt(slice, 'endpoints').flatMap((one) => listAt(one, 'addresses').map(String))

export const endpointSliceColumns: readonly Column[] = [
  nameColumn,
  text('AddressType', (slice) => textAt(slice, 'addressType')),
  text(
    'Ports',
    (slice) =>
      listAt(slice, 'ports')
        .map((port) => String(numberAt(port, 'port')))
        .join(',') || '<unset>',
  ),
  text('Endpoints', (slice) => {
    const found = addresses(slice)
    const more = found.length - 3
    if (found.length === 0) return '<unset>'
    return more > 0 ? `${found.slice(0, 3).join(',')} + ${more} more...` : found.join(',')
  }),
  ageColumn,
]

const mostHosts = 3

/** Nobody gives an Ingress an address here. */
export const ingressColumns: readonly Column[] = [
  nameColumn,
  text('Class', (ingress) => textAt(ingress, 'spec', 'ingressClassName') || '<none>'),
  text('Hosts', (ingress) => {
    const hosts = listAt(ingress, 'spec', 'rules').flatMap((rule) => textAt(rule, 'host') || [])
    const more = hosts.length - mostHosts
    const named = hosts.slice(0, mostHosts).join(',')
    return hosts.length === 0 ? '*' : more > 0 ? `${named} + ${more} more...` : named
  }),
  text('Address', () => ''),
  text('Ports', (ingress) => (listAt(ingress, 'spec', 'tls').length > 0 ? '80, 443' : '80')),
  ageColumn,
]

/** A field that a custom resource may not have yet is an empty cell. */
const field = (name: string, ...keys: readonly string[]): Column =>
  number(name, (object) => at(object, ...keys) ?? null)

export const rolloutColumns: readonly Column[] = [
  nameColumn,
  field('Desired', 'spec', 'replicas'),
  field('Current', 'status', 'replicas'),
  field('Up-to-date', 'status', 'updatedReplicas'),
  field('Available', 'status', 'availableReplicas'),
  dateColumn,
]

export const phaseColumns: readonly Column[] = [
  nameColumn,
  text('Status', (object) => textAt(object, 'status', 'phase')),
  dateColumn,
]

export const customColumns: readonly Column[] = [nameColumn, dateColumn]
