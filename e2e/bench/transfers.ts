import type { Page } from '@playwright/test'
import { fetchAll, readWorkerFiles } from './in-page.ts'

/** What came over the wire so far, compressed and with headers, as the browser counts it. */
export interface Transfers {
  readonly requests: number
  readonly scriptBytes: number
  readonly allBytes: number
  /** The scripts among it, the largest first. */
  readonly scripts: readonly { readonly path: string; readonly bytes: number }[]
}

interface Transfer {
  readonly path: string
  readonly script: boolean
  readonly bytes: number
}

/** Counts from now on what is finished: the stream is not. */
export async function watchTransfers(page: Page): Promise<{ read(): Promise<Transfers> }> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const begun = new Map<string, Omit<Transfer, 'bytes'>>()
  const finished: Transfer[] = []
  session.on('Network.responseReceived', ({ requestId, type, response }) =>
    begun.set(requestId, { path: new URL(response.url).pathname, script: type === 'Script' }),
  )
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const transfer = begun.get(requestId)
    if (transfer !== undefined) finished.push({ ...transfer, bytes: encodedDataLength })
  })
  return {
    async read() {
      const loaded = [...finished]
      // What a shared worker loads is no traffic of the page's: its own files are asked for once more, and counted.
      const known = new Set(loaded.map(({ path }) => path))
      const files = (await page.evaluate(readWorkerFiles)).filter((path) => !known.has(path))
      await page.evaluate(fetchAll, files)
      const all = [...loaded, ...finished.filter(({ path }) => files.includes(path))]
      const sum = (some: readonly Transfer[]) => some.reduce((bytes, transfer) => bytes + transfer.bytes, 0)
      const scripts = all.filter(({ path, script }) => script || files.includes(path))
      return {
        requests: all.length,
        scriptBytes: sum(scripts),
        allBytes: sum(all),
        scripts: scripts.map(({ path, bytes }) => ({ path, bytes })).sort((a, b) => b.bytes - a.bytes),
      }
    },
  }
}
