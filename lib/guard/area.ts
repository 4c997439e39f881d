/**
 * What a path leads to. page: an HTML shell without cluster data; asset: a file of the build; health: for probes; session: trading the token
 * for a cookie; data: the rest of the API, and what drives the demo; nowhere: everything else, closed as data is, so that a path nobody thought of is closed, and answered by the
 * page that says so.
 */
export type Area = 'page' | 'asset' | 'health' | 'session' | 'data' | 'nowhere'

/** Where the event stream is. */
export const streamPath = '/api/stream'

/** The area of a path as the URL parser left it; the pages' own files at the root are assets. */
export function areaOf(pathname: string, development: boolean): Area {
  if (pathname === '/healthz' || pathname === '/readyz') return 'health'
  if (pathname === '/api/session') return 'session'
  if (pathname.startsWith('/_next/static/') || /^\/[a-z0-9-]+\.(ico|svg|png|webmanifest)$/.test(pathname))
    return 'asset'
  if (development && /^\/(_next\/|__nextjs)/.test(pathname)) return 'asset'
  if (pathname === '/' || /^\/c\/./.test(pathname)) return 'page'
  return /^\/(api|_next|demo\/)/.test(pathname) ? 'data' : 'nowhere'
}

/** Whether this is where an action is posted, or what is guarded as one: scaling behind a Service, and requests to its pods. */
export const isAction = (pathname: string): boolean =>
  /^\/api\/c\/.*\/(actions\/[^/]+|services\/[^/]+\/(sample|scale))\/?$/.test(pathname)
