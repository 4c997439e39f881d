import { CockpitError } from '@/lib/errors.ts'

/** The plain text at a URL of our own server; throws a CockpitError when it does not give it. */
export async function fetchText(url: string): Promise<string> {
  const response = await fetch(url, { cache: 'no-store' })
  if (!response.ok) throw new CockpitError('unexpected', `The server answered ${response.status}.`)
  return response.text()
}
