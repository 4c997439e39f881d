import type { Json, JsonObject } from '../objects/json.ts'
import { type Kind, kindOf, type ResourceName, resourceNames } from '../objects/kinds.ts'
import { type ReviewKind, reviewKinds } from './reviews.ts'

/** A resource or subresource as discovery tells it. */
interface Entry {
  readonly name: string
  readonly group: string
  readonly version: string
  readonly singularName: string
  readonly namespaced: boolean
  readonly kind: string
  /** Where the kind is of another group than the resource, as that of a scale is. */
  readonly of: { readonly group: string; readonly version: string }
  readonly verbs: readonly string[]
  readonly shortNames: readonly string[]
  readonly categories: readonly string[]
}

const allVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch']
/** Namespaces go one by one only. */
const verbsOf = (resource: string): readonly string[] =>
  resource === 'namespaces' ? allVerbs.filter((verb) => verb !== 'deletecollection') : allVerbs
const partVerbs = ['get', 'patch', 'update']

function entriesOf(kind: Kind): readonly Entry[] {
  const { resource, group, version, singular, namespaced, shortNames, categories } = kind
  const base = {
    group,
    version,
    namespaced,
    of: { group, version },
    shortNames: [],
    categories: [],
    singularName: '',
  }
  const part = (name: string, verbs: readonly string[], kindName = kind.kind): Entry => ({
    ...base,
    name: `${resource}/${name}`,
    kind: kindName,
    verbs,
  })
  const scale = { ...part('scale', partVerbs, 'Scale'), of: { group: 'autoscaling', version: 'v1' } }
  return [
    {
      ...base,
      name: resource,
      kind: kind.kind,
      singularName: singular,
      verbs: verbsOf(resource),
      shortNames,
      categories,
    },
    ...(resource === 'pods' ? [part('log', ['get'])] : []),
    ...(resource === 'pods' || resource === 'services'
      ? [part('proxy', ['get'], `${kind.kind}ProxyOptions`)]
      : []),
    ...(kind.scale ? [scale] : []),
    ...(kind.status ? [part('status', partVerbs)] : []),
  ]
}

const reviewEntry = ({ group, version, resource, kind }: ReviewKind): Entry => ({
  name: resource,
  group,
  version,
  singularName: kind.toLowerCase(),
  namespaced: false,
  kind,
  of: { group, version },
  verbs: ['create'],
  shortNames: [],
  categories: [],
})

const entries: readonly Entry[] = [
  ...resourceNames.flatMap((name) => entriesOf(kindOf(name))),
  ...reviewKinds.map(reviewEntry),
]

type Groups = ReadonlyMap<string, readonly Entry[]>
type Serves = (resource: ResourceName) => boolean

const groupsOf = (of: readonly Entry[]): Groups => Map.groupBy(of, ({ group }) => group)
const everything = groupsOf(entries)

/** The groups with those resources that are served; a review always is. */
const servedGroups = (serves: Serves): Groups =>
  resourceNames.every(serves)
    ? everything
    : groupsOf(
        entries.filter(({ name }) => {
          const resource = resourceNames.find((one) => one === name.split('/')[0])
          return resource === undefined || serves(resource)
        }),
      )

const versionOf = (group: string): string => everything.get(group)?.[0]?.version ?? ''
const groupVersion = (group: string): string =>
  group === '' ? versionOf(group) : `${group}/${versionOf(group)}`

const describedGroup = (group: string): JsonObject => {
  const version = { groupVersion: groupVersion(group), version: versionOf(group) }
  return { name: group, versions: [version], preferredVersion: version }
}

const describedEntry = ({
  name,
  singularName,
  namespaced,
  kind,
  of,
  group,
  verbs,
  shortNames,
  categories,
}: Entry): JsonObject => ({
  name,
  singularName,
  namespaced,
  ...(of.group === group ? {} : of),
  kind,
  verbs,
  ...(shortNames.length > 0 ? { shortNames } : {}),
  ...(categories.length > 0 ? { categories } : {}),
})

const namedOf = (groups: Groups): readonly string[] => [...groups.keys()].filter((group) => group !== '')

const documentsOf = (groups: Groups) =>
  new Map<string, Json>([
    ['/api', { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] }],
    ['/apis', { kind: 'APIGroupList', apiVersion: 'v1', groups: namedOf(groups).map(describedGroup) }],
    ...namedOf(groups).map((group): [string, Json] => [
      `/apis/${group}`,
      { kind: 'APIGroup', apiVersion: 'v1', ...describedGroup(group) },
    ]),
    ...[...groups].map(([group, found]): [string, Json] => [
      group === '' ? '/api/v1' : `/apis/${groupVersion(group)}`,
      {
        kind: 'APIResourceList',
        apiVersion: 'v1',
        groupVersion: groupVersion(group),
        resources: found.map(describedEntry),
      },
    ]),
  ])

const allDocuments = documentsOf(everything)

/** The media type of the discovery that tells everything at once. */
export const aggregatedType = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'

const always: Serves = () => true

/** The legacy discovery document at a path, if there is one. */
export function discoveryAt(path: string, serves: Serves = always): Json | undefined {
  const groups = servedGroups(serves)
  return (groups === everything ? allDocuments : documentsOf(groups)).get(path)
}

/** The aggregated discovery at `/api` and `/apis`, if that is asked for. */
export function aggregatedAt(path: string, accept: string, serves: Serves = always): Json | undefined {
  const wanted = /g=apidiscovery\.k8s\.io;v=v2;as=APIGroupDiscoveryList/.test(accept.replaceAll(' ', ''))
  if (!wanted || (path !== '/api' && path !== '/apis')) return undefined
  const groups = servedGroups(serves)
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: (path === '/api' ? [''] : namedOf(groups)).map((group) => aggregatedGroup(groups, group)),
  }
}

function aggregatedGroup(groups: Groups, group: string): JsonObject {
  const found = groups.get(group) ?? []
  const whole = found.filter(({ name }) => !name.includes('/'))
  return {
    metadata: { name: group, creationTimestamp: null },
    versions: [
      {
        version: versionOf(group),
        freshness: 'Current',
        resources: whole.map((entry) => ({
          ...aggregatedEntry(entry, entry.name),
          singularResource: entry.singularName,
          ...(entry.shortNames.length > 0 ? { shortNames: entry.shortNames } : {}),
          ...(entry.categories.length > 0 ? { categories: entry.categories } : {}),
          subresources: found
            .filter(({ name }) => name.startsWith(`${entry.name}/`))
            .map((part) => ({ ...subresourceOf(part), verbs: part.verbs })),
        })),
      },
    ],
  }
}

const responseKind = ({ of, kind }: Entry): JsonObject => ({ group: of.group, version: of.version, kind })

const subresourceOf = (part: Entry): JsonObject => ({
  subresource: part.name.slice(part.name.indexOf('/') + 1),
  responseKind: responseKind(part),
})

const aggregatedEntry = (entry: Entry, resource: string): JsonObject => ({
  resource,
  responseKind: responseKind(entry),
  scope: entry.namespaced ? 'Namespaced' : 'Cluster',
  verbs: entry.verbs,
})
