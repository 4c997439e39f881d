import { isJsonObject, type JsonObject, listAt, objectAt, textAt } from '../objects/json.ts'
import type { KubeObject } from '../objects/object.ts'
import { tagOf } from '../pods/behaviour.ts'
import { amber, blue, green, type Version, violet } from '../scenarios/podinfo.ts'
import type { Flaw } from '../scenarios/scenario.ts'

const colours = [blue, green, amber, violet].map(({ colour }) => colour)
const badColour = '#b03a48'

/** The tag of the first container's image; empty where there is none. */
export const shippedTag = (workload: KubeObject): string => tagOf(textAt(firstContainer(workload), 'image'))

/** The version after the one that a tag names, with a colour of its own. */
export function nextVersion(tag: string): Version {
  const [, major = '6', minor = '9', patch = '4'] = /^v?(\d{1,6})\.(\d{1,6})\.(\d{1,6})/.exec(tag) ?? []
  const next = Number(patch) + 1
  return { tag: `${major}.${minor}.${next}`, colour: colours[(next + 1) % colours.length] ?? blue.colour }
}

/** The version after the one that a tag names, with something wrong; the word in its tag is what its pods obey. */
export const badVersion = (tag: string, flaw: Flaw): Version => ({
  tag: `${nextVersion(tag).tag}-${flaw}`,
  colour: badColour,
})

/** The workload with the version in its template, as `kubectl set image` and `set env` leave it; all else stays as it is. */
export function withVersion(workload: KubeObject, { tag, colour }: Version): KubeObject {
  const spec = objectAt(workload, 'spec')
  const template = objectAt(spec, 'template')
  const podSpec = objectAt(template, 'spec')
  const [first, ...others] = listAt(podSpec, 'containers')
  if (!isJsonObject(first)) return workload
  const changed = { ...first, image: retagged(textAt(first, 'image'), tag), env: coloured(first, colour) }
  const containers = [changed, ...others]
  return { ...workload, spec: { ...spec, template: { ...template, spec: { ...podSpec, containers } } } }
}

const firstContainer = (workload: KubeObject) =>
  listAt(workload, 'spec', 'template', 'spec', 'containers')[0] ?? null

function retagged(image: string, tag: string): string {
  const name = image.split('@')[0] ?? ''
  return `${name.replace(/:[^/:]*$/, '')}:${tag}`
}

const colourName = 'PODINFO_UI_COLOR'

const coloured = (container: JsonObject, value: string): readonly JsonObject[] => [
  ...listAt(container, 'env')
    .filter(isJsonObject)
    .filter((one) => textAt(one, 'name') !== colourName),
  { name: colourName, value },
]
