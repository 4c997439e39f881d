import { readFile } from 'node:fs/promises'
import { Agent, request } from 'undici'
import { parse } from 'yaml'
import { apiVersionOf, kindOf, resourceNames } from '../../../lib/demo/objects/kinds.ts'
import { type JsonValue, textAt } from '../../cluster/json.ts'

/** Lists every kind that the demo's API serves, and watches all of them until it is disposed of. */
export async function readAll(told: JsonValue): Promise<AsyncDisposable> {
  const config: JsonValue = parse(await readFile(textAt(told, 'kubeconfig'), 'utf8'))
  const server = textAt(config, 'clusters.0.cluster.server')
  const ca = Buffer.from(textAt(config, 'clusters.0.cluster.certificate-authority-data'), 'base64')
  const dispatcher = new Agent({ connect: { ca } })
  const headers = { authorization: `Bearer ${textAt(config, 'users.0.user.token')}` }
  for (const resource of resourceNames) {
    const kind = kindOf(resource)
    const url = `${server}/${kind.group === '' ? 'api' : 'apis'}/${apiVersionOf(kind)}/${resource}`
    const list = await request(url, { dispatcher, headers })
    const version = textAt(JSON.parse(await list.body.text()), 'metadata.resourceVersion')
    const watch = await request(`${url}?watch=1&resourceVersion=${version}`, { dispatcher, headers })
    // It reads until the end, which comes with the connection's.
    watch.body.on('error', () => undefined).resume()
  }
  return { [Symbol.asyncDispose]: () => dispatcher.destroy() }
}
