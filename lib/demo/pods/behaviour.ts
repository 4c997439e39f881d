import { annotationOf } from '../controllers/facts.ts'
import { listAt, textAt } from '../objects/json.ts'
import type { KubeObject } from '../objects/object.ts'

/** What may be wrong with a pod. */
export type Fault = 'image-pull-error' | 'crash-loop' | 'never-ready'

/** How long pods take for what they do, in milliseconds, where they do not say it themselves. */
export interface PodTimes {
  /** From the node to running. */
  readonly start: number
  /** From running to ready. */
  readonly ready: number
  readonly terminate: number
  /** Between what one pod does and what the next one does: a node does one thing after the other. */
  readonly apart: number
}

const faults = ['image-pull-error', 'crash-loop', 'never-ready'] as const

/** Words in an image's tag that make its pods fail. */
const tagWords: Readonly<Record<string, Fault>> = {
  missing: 'image-pull-error',
  crash: 'crash-loop',
  stuck: 'never-ready',
}

/** The tag of an image, empty where it has none: a registry's port and a digest are no tags. */
export function tagOf(image: string): string {
  const [name = ''] = image.split('@')
  const last = name.slice(name.lastIndexOf('/') + 1)
  return last.includes(':') ? last.slice(last.indexOf(':') + 1) : ''
}

/** What is wrong with a pod: an annotation `cockpit.test/<fault>: "true"`, or a word in the tag of an image (`6.9.5-crash`). */
export function faultOf(pod: KubeObject): Fault | null {
  const told = faults.find((fault) => annotationOf(pod, `cockpit.test/${fault}`) === 'true')
  if (told) return told
  const tags = listAt(pod, 'spec', 'containers').map((container) => tagOf(textAt(container, 'image')))
  const word = Object.keys(tagWords).find((one) => tags.some((tag) => tag.includes(one)))
  return (word && tagWords[word]) || null
}

/** The duration in the annotation (`5s`, `500ms`) in milliseconds, else the one given. */
function durationOf(pod: KubeObject, annotation: string, otherwise: number): number {
  const [, amount, unit] = /^(\d+)(ms|s|m)$/.exec(annotationOf(pod, `cockpit.test/${annotation}`) ?? '') ?? []
  if (amount === undefined) return otherwise
  return Number(amount) * (unit === 'ms' ? 1 : unit === 's' ? 1000 : 60_000)
}

/** How long this pod takes. */
export const timesOf = (pod: KubeObject, times: PodTimes): PodTimes => ({
  start: times.start,
  ready: durationOf(pod, 'ready-after', times.ready),
  terminate: durationOf(pod, 'terminate-after', times.terminate),
  apart: times.apart,
})
