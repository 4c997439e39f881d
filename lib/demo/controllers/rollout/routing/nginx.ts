import { isJsonObject, type Json, listAt, objectAt, sameJson, textAt } from '../../../objects/json.ts'
import type { KubeObject, NewObject } from '../../../objects/object.ts'
import { annotationOf, controllerReference, withAnnotations } from '../../facts.ts'
import { isControlledBy } from '../../owners.ts'
import { strategyOf } from '../status.ts'
import type { Turn } from '../turn.ts'
import { canaryOf, routingOf } from './roles.ts'
import type { Router } from './router.ts'

const SUFFIX = '-canary'
const LONGEST_NAME = 253

/** The annotation that told the controller of an Ingress before there was a field for it. */
export const INGRESS_CLASS = 'kubernetes.io/ingress.class'

/** Its controller splits what comes for one Ingress by the annotations of a second one. Mirrors argo-rollouts@v1.10.1 rollout/trafficrouting/nginx/nginx.go#L252 */
export const nginx: Router = {
  removeRoutes: () => undefined,
  setRoute: () => undefined,
  waits: () => false,
  setWeight: (turn, weight) => {
    const name = textAt(routingOf(turn), 'nginx', 'stableIngress')
    const stable = turn.parts.ingresses.find(({ metadata }) => metadata.name === name)
    if (stable === undefined)
      return `error retrieving stableIngress \`${name}\` from cache: ingress.networking.k8s.io "${name}" not found`
    const wanted = canaryIngress(turn, stable, weight)
    const there = turn.parts.ingresses.find(({ metadata }) => metadata.name === wanted.metadata.name)
    if (there === undefined) create(turn, wanted, weight)
    else if (!isControlledBy(there, turn.object))
      return `canary ingress \`${there.metadata.name}\` controlled by different object`
    else patch(turn, there, wanted, weight)
    return null
  },
}

/** The name of the Ingress that takes the new version's share. Mirrors argo-rollouts@v1.10.1 utils/ingress/ingress.go#L164 */
export const canaryIngressName = (rollout: string, ingress: string): string =>
  `${`${rollout}-${ingress}`.slice(0, LONGEST_NAME - SUFFIX.length)}${SUFFIX}`

function create(turn: Turn, ingress: NewObject, weight: number): void {
  turn.journal.tell(
    turn.object,
    'CreatingCanaryIngress',
    `Creating canary ingress \`${ingress.metadata.name ?? ''}\` with weight \`${weight}\``,
  )
  turn.journal.create('ingresses', ingress)
}

/** Annotations that others have added stay, labels go. */
function patch(turn: Turn, there: KubeObject, wanted: NewObject, weight: number): void {
  const annotated = withAnnotations(there, wanted.metadata.annotations ?? {})
  const { labels = {}, ...metadata } = annotated.metadata
  const labelled = Object.keys(labels).length > 0
  if (annotated === there && !labelled && sameJson(there.spec, wanted.spec)) return
  const { name } = there.metadata
  turn.journal.tell(
    turn.object,
    'PatchingCanaryIngress',
    `Updating Ingress \`${name}\` to desiredWeight '${weight}'`,
  )
  turn.journal.change('ingresses', there, 'spec', () => ({ ...annotated, metadata, spec: wanted.spec ?? {} }))
}

/** The rules of the Ingress that lead to the stable Service, with the canary Service in its place. Mirrors argo-rollouts@v1.10.1 rollout/trafficrouting/nginx/nginx.go#L64 */
function canaryIngress(turn: Turn, stable: KubeObject, weight: number): NewObject {
  const { stableService, canaryService } = strategyOf(turn.object, 'canary')
  const rules = listAt(stable, 'spec', 'rules')
    .filter((rule) => leadsTo(rule, stableService ?? ''))
    .map((rule) => {
      const paths = listAt(rule, 'http', 'paths').map((path) =>
        backend(path) === stableService ? withBackend(path, canaryService ?? '') : path,
      )
      return { ...objectAt(rule), http: { ...objectAt(rule, 'http'), paths } }
    })
  const { tls, ingressClassName } = objectAt(stable, 'spec')
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: canaryIngressName(turn.rollout.meta.name, stable.metadata.name),
      namespace: turn.rollout.meta.namespace,
      annotations: annotationsOf(turn, stable, weight),
      ownerReferences: [controllerReference(turn.object)],
    },
    spec: {
      ...(tls === undefined ? {} : { tls }),
      ...(ingressClassName === undefined ? {} : { ingressClassName }),
      rules,
    },
  }
}

function annotationsOf(turn: Turn, stable: KubeObject, weight: number): Readonly<Record<string, string>> {
  const settings = objectAt(routingOf(turn), 'nginx')
  const prefix = textAt(settings, 'annotationPrefix') || 'nginx.ingress.kubernetes.io'
  const ofClass = annotationOf(stable, INGRESS_CLASS)
  const added = texts(settings.additionalIngressAnnotations).map(([key, value]) => [
    key.startsWith(prefix) ? key : `${prefix}/${key}`,
    value,
  ])
  const most = canaryOf(turn)?.trafficRouting?.maxTrafficWeight ?? null
  return {
    ...(ofClass === null ? {} : { [INGRESS_CLASS]: ofClass }),
    ...Object.fromEntries(added),
    ...Object.fromEntries(texts(settings.canaryIngressAnnotations)),
    [`${prefix}/canary`]: 'true',
    [`${prefix}/canary-weight`]: String(weight),
    ...(most === null ? {} : { [`${prefix}/canary-weight-total`]: String(most) }),
  }
}

const texts = (value: Json | undefined): readonly (readonly [string, string])[] =>
  isJsonObject(value) ? Object.entries(value).map(([key, text]) => [key, String(text)]) : []

const backend = (path: Json): string => textAt(path, 'backend', 'service', 'name')

const withBackend = (path: Json, name: Json): Json => ({
  ...objectAt(path),
  backend: { ...objectAt(path, 'backend'), service: { ...objectAt(path, 'backend', 'service'), name } },
})

/** Whether a rule of an Ingress leads to a Service. */
export const leadsTo = (rule: Json, service: Json): boolean =>
  listAt(rule, 'http', 'paths').some((path) => backend(path) === service)
