import type { ResourceName } from '../objects/kinds.ts'
import type { KubeObject } from '../objects/object.ts'
import type { Store } from '../objects/store.ts'

/** `namespace/name`. */
export const keyOf = ({ metadata }: KubeObject): string => `${metadata.namespace ?? ''}/${metadata.name}`

/** The object at `namespace/name`, if it is there. */
export function objectAtKey(store: Store, resource: ResourceName, key: string): KubeObject | undefined {
  const slash = key.indexOf('/')
  return store.get(resource, key.slice(0, slash), key.slice(slash + 1))
}

/** The key of the object of this kind that controls another; none for what nobody of that kind controls. */
export function controllerKeys(object: KubeObject, kind: string): readonly string[] {
  const owner = object.metadata.ownerReferences?.find((one) => one.controller === true && one.kind === kind)
  return owner ? [`${object.metadata.namespace ?? ''}/${owner.name}`] : []
}

/** Whether this one is what controls an object. */
export const isControlledBy = ({ metadata }: KubeObject, owner: KubeObject): boolean =>
  metadata.ownerReferences?.some(
    ({ controller, uid }) => controller === true && uid === owner.metadata.uid,
  ) ?? false

/** The objects of a resource that this one controls. */
export const controlledBy = (
  store: Pick<Store, 'owned'>,
  resource: ResourceName,
  owner: KubeObject,
): readonly KubeObject[] =>
  store.owned(resource, owner.metadata.uid).filter((one) => isControlledBy(one, owner))
