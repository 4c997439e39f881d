/** The content security policy of a page: scripts run by this answer's nonce alone, nothing is fetched from elsewhere. */
export function pagePolicy(nonce: string, development: boolean): string {
  const reload = development ? ["'unsafe-eval'"] : []
  const injected = development ? ["'unsafe-inline'"] : [`'nonce-${nonce}'`, ...libraryStyles]
  return policy({
    'default-src': ["'none'"],
    'script-src': ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'", ...reload],
    'style-src-elem': ["'self'", ...injected],
    // React writes style={{…}} into the HTML as attributes. They reach no other element and load nothing from elsewhere (img-src and font-src hold).
    'style-src-attr': ["'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': development ? ["'self'", 'ws:'] : ["'self'"],
    'worker-src': ["'self'"],
    'manifest-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  })
}

/** The policy of everything that is no page. A worker obeys the policy its script came with, and it opens the stream. */
export const filePolicy: string = policy({
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'connect-src': ["'self'"],
  'frame-ancestors': ["'none'"],
})

/** Headers of every answer. */
export const commonHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), payment=(), browsing-topics=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/**
 * sonner adds its style sheet when it loads and knows no nonce, so its text is named by hash; it enters the page while still empty, so
 * nothing at all is named too.
 */
export const libraryStyles = [
  "'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY='",
  "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
] as const

function policy(directives: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(directives)
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ')
}
