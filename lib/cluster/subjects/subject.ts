import type { FleetRow, PageDetail, PageResource } from '../../stream/page.ts'
import type { Resource } from '../source.ts'
import type { Objects, Owned, World } from '../world.ts'

/** What is told of one object: its page, and its row in the fleet, null where it has no place there. */
export interface Drawn {
  readonly detail: PageDetail
  readonly row: FleetRow | null
}

export interface At {
  readonly namespace: string
  readonly name: string
}

/**
 * Whether the objects of a resource are known in the namespace that is drawn: what is missing may only be called missing where they are. null while the
 * first list of them is under way, when it is too early to say that they cannot be known.
 */
export type Knows = (resource: Resource) => boolean | null

/**
 * One kind that has a page: how its graph is gathered from the world, and whose picture an object may be part of. Each answer costs what the object
 * touches, never a scan of the world.
 */
export interface Subject {
  /** Its own objects; each has a page, and belongs to its own picture. */
  readonly resource: PageResource
  /** Words under which this kind finds objects of a resource in the world, beside their owners' uids. */
  readonly words: { readonly [R in Resource]?: (object: Objects[R]) => readonly string[] }
  /** The objects of this kind into whose pictures an object of another resource may come. */
  readonly reaches: {
    readonly [R in Resource]?: (object: Objects[R], world: World) => readonly Owned[]
  }
  /** The picture as of now; null where there is no such object. */
  draw(world: World, at: At, knows: Knows): Drawn | null
}
