import { fleetPath, fromSegment } from '@/lib/paths.ts'

export interface Crumb {
  readonly text: string
  readonly href: string
}

/** The way to a page as its path tells it: cluster, namespace (the fleet, narrowed to it), name. */
export function crumbsOf(pathname: string): readonly Crumb[] {
  const [root, cluster, namespace, , name] = pathname.split('/').filter((segment) => segment !== '')
  if (root !== 'c' || cluster === undefined) return []
  const fleet = fleetPath(fromSegment(cluster))
  const crumbs: Crumb[] = [{ text: fromSegment(cluster), href: fleet }]
  if (namespace === undefined || name === undefined) return crumbs
  crumbs.push({ text: fromSegment(namespace), href: `${fleet}?ns=${namespace}` })
  crumbs.push({ text: fromSegment(name), href: pathname })
  return crumbs
}
