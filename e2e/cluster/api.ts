import { Agent, type Dispatcher, request as httpRequest } from 'undici'
import { parseAllDocuments } from 'yaml'
import { CockpitError } from '../../lib/errors.ts'
import { isJsonObject, type JsonObject, type JsonValue, listAt, textAt } from './json.ts'

export interface ApiAnswer {
  readonly status: number
  readonly body: JsonValue
}

export interface Api {
  /** One request as the administrator; answers whatever the status is, a string body is sent as it stands. */
  request(
    method: Dispatcher.HttpMethod,
    path: string,
    body?: JsonValue,
    contentType?: string,
  ): Promise<ApiAnswer>
  /** As `request` with a GET, but a status of 400 and above is a CockpitError with the API server's message. */
  get(path: string): Promise<JsonValue>
  /** A POST to the address of a collection, with refusals as in `get`. */
  create(collection: string, object: JsonValue, contentType?: string): Promise<JsonValue>
  /** A merge patch, with refusals as in `get`. */
  patch(path: string, patch: JsonValue): Promise<JsonValue>
  remove(path: string): Promise<JsonValue>
  /** Server-side apply of each object, in order, with refusals as in `get`. */
  apply(objects: readonly JsonObject[] | string): Promise<void>
  /** The address of an object of any kind that the API server serves. */
  pathOf(object: JsonObject): Promise<string>
  /** Breaks off what is under way. */
  close(): Promise<void>
}

export interface ApiAccess {
  readonly server: string
  readonly ca: string
  readonly token: string
}

const REQUEST_LIMIT_MS = 30_000

/** A small client for tests: it knows every kind by asking the API server, and keeps nothing but connections. */
export function createApi({ server, ca, token }: ApiAccess): Api {
  const dispatcher = new Agent({ connect: { ca } })

  const request: Api['request'] = async (method, path, body, contentType = 'application/json') => {
    const response = await httpRequest(`${server}${path}`, {
      method,
      dispatcher,
      signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
      headers: { authorization: `Bearer ${token}`, 'content-type': contentType },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    return { status: response.statusCode, body: parseBody(await response.body.text()) }
  }
  const insist = async (...call: Parameters<Api['request']>): Promise<JsonValue> => {
    const { status, body } = await request(...call)
    if (status < 400) return body
    const message = textAt(body, 'message') || JSON.stringify(body)
    throw new CockpitError('refused', `${call[0]} ${call[1]} was answered with ${status}: ${message}`)
  }
  const pathOf = createPaths((path) => insist('GET', path))

  return {
    request,
    get: (path) => insist('GET', path),
    create: (collection, object, contentType) => insist('POST', collection, object, contentType),
    patch: (path, patch) => insist('PATCH', path, patch, 'application/merge-patch+json'),
    remove: (path) => insist('DELETE', path),
    apply: async (objects) => {
      for (const object of typeof objects === 'string' ? parseObjects(objects) : objects) {
        const query = '?fieldManager=cockpit-test&force=true'
        await insist('PATCH', `${await pathOf(object)}${query}`, object, 'application/apply-patch+yaml')
      }
    },
    pathOf,
    close: () => dispatcher.destroy(),
  }
}

/** The objects of a YAML text of one or more documents. */
export function parseObjects(yaml: string): readonly JsonObject[] {
  return parseAllDocuments(yaml)
    .map((document): JsonValue => document.toJS())
    .filter(isJsonObject)
}

function parseBody(text: string): JsonValue {
  try {
    return JSON.parse(text)
  } catch {
    // The API server answers some requests in plain text: /readyz, and 429 of its flow control.
    return text
  }
}

function createPaths(get: (path: string) => Promise<JsonValue>): Api['pathOf'] {
  const known = new Map<string, readonly JsonObject[]>()

  async function resourceOf(root: string, kind: string): Promise<JsonObject> {
    const find = () => known.get(root)?.find((one) => one.kind === kind && !textAt(one, 'name').includes('/'))
    // What is not known may have come with a CustomResourceDefinition since the last question.
    if (!find()) known.set(root, listAt(await get(root), 'resources'))
    const found = find()
    if (!found) throw new CockpitError('invalid', `The API server has no kind ${kind} in ${root}`)
    return found
  }

  return async (object) => {
    const version = textAt(object, 'apiVersion')
    const root = version.includes('/') ? `/apis/${version}` : `/api/${version}`
    const resource = await resourceOf(root, textAt(object, 'kind'))
    const namespace = textAt(object, 'metadata.namespace') || 'default'
    const place = resource.namespaced === true ? `/namespaces/${namespace}` : ''
    return `${root}${place}/${textAt(resource, 'name')}/${textAt(object, 'metadata.name')}`
  }
}
