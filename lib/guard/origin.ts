/** What a browser says about who asks; null where it says nothing, as scripts do. */
export interface Sender {
  readonly host: string
  readonly origin: string | null
  readonly fetchSite: string | null
}

/** Whether another site's page is asking. `none` is a person at the address bar; `same-site` is another port of this machine. */
export function foreign({ host, origin, fetchSite }: Sender): boolean {
  if (fetchSite !== null && fetchSite !== 'same-origin' && fetchSite !== 'none') return true
  return origin !== null && !sameHost(origin, host)
}

/** The scheme is left open: a proxy that ends TLS in front makes the browser's origin https and ours http. */
function sameHost(origin: string, host: string): boolean {
  if (!/^https?:\/\/[^/\s]+$/i.test(origin)) return false
  const scheme = origin.slice(0, origin.indexOf('//'))
  const here = `${scheme}//${host}`
  return URL.canParse(origin) && URL.canParse(here) && new URL(origin).origin === new URL(here).origin
}
