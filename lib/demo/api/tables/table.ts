import type { JsonObject } from '../../objects/json.ts'
import type { ResourceName } from '../../objects/kinds.ts'
import type { KubeObject } from '../../objects/object.ts'
import { refuse } from '../../objects/refusal.ts'
import { partialObject } from '../encode.ts'
import { ageColumn, type Column, nameColumn } from './column.ts'
import { configMapColumns, eventColumns, namespaceColumns, podColumns, serviceColumns } from './core.ts'
import {
  autoscalerColumns,
  customColumns,
  deploymentColumns,
  endpointSliceColumns,
  ingressColumns,
  phaseColumns,
  replicaSetColumns,
  rolloutColumns,
} from './workloads.ts'

const columns: Record<ResourceName, readonly Column[]> = {
  namespaces: namespaceColumns,
  pods: podColumns,
  services: serviceColumns,
  events: eventColumns,
  configmaps: configMapColumns,
  serviceaccounts: [nameColumn, ageColumn],
  deployments: deploymentColumns,
  replicasets: replicaSetColumns,
  horizontalpodautoscalers: autoscalerColumns,
  endpointslices: endpointSliceColumns,
  ingresses: ingressColumns,
  virtualservices: customColumns,
  rollouts: rolloutColumns,
  analysisruns: phaseColumns,
  analysistemplates: customColumns,
  clusteranalysistemplates: customColumns,
  experiments: phaseColumns,
}

export type Include = 'Metadata' | 'Object' | 'None'

/** What each row of a table carries beside its cells. */
export function parseInclude(text: string | null): Include {
  if (text === null || text === '' || text === 'Metadata') return 'Metadata'
  if (text === 'Object' || text === 'None') return text
  throw refuse('BadRequest', `includeObject is "${text}"; it may be Metadata, Object or None`)
}

export interface TableSetting {
  readonly resource: ResourceName
  readonly include: Include
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly metadata: JsonObject
}

/** The objects as the server-side table that kubectl prints. */
export function toTable(
  objects: readonly KubeObject[],
  { resource, include, now, metadata }: TableSetting,
): JsonObject {
  const shown = columns[resource]
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: shown.map(({ name, type, format = '', wide = false }) => ({
      name,
      type,
      format,
      description: '',
      priority: wide ? 1 : 0,
    })),
    rows: objects.map((object) => ({
      cells: shown.map(({ cell }) => cell(object, now)),
      ...(include === 'None' ? {} : { object: include === 'Object' ? object : partialObject(object) }),
    })),
  }
}
