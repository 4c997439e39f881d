import type { Question } from '@/lib/cluster/sampling.ts'
import { CockpitError } from '@/lib/errors.ts'
import { isScalable, type ScaleChange } from '@/lib/services/scale.ts'

/** So many where the body does not say. */
const usual = 5

const bodyOf = async (request: Request): Promise<unknown> => request.json().catch(() => null)

/** A field of a body; undefined where there is none. */
function field(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null && Object.hasOwn(body, name)
    ? Reflect.get(body, name)
    : undefined
}

/** What a sample asks: `{"path": "/", "port": "http", "count": 5}`, each of which may be left out. Throws `invalid`. */
export async function parseSampleQuestion(request: Request): Promise<Question> {
  const body = await bodyOf(request)
  const path = field(body, 'path') ?? '/'
  const port = field(body, 'port') ?? null
  const count = field(body, 'count') ?? usual
  const sound =
    typeof body === 'object' &&
    body !== null &&
    typeof path === 'string' &&
    (port === null || typeof port === 'string') &&
    typeof count === 'number' &&
    Number.isInteger(count) &&
    count >= 1
  if (!sound)
    throw new CockpitError(
      'invalid',
      'The body must be {"path": "/…", "port": "<name or number>", "count": <1 or more>}.',
    )
  return { path, port, count }
}

/** What is to be scaled: `{"changes": [{"kind", "name", "from", "to"}], "dryRun": true}`. Throws `invalid`; a body that does not say is no dry run's. */
export async function parseScale(
  request: Request,
): Promise<{ readonly changes: readonly ScaleChange[]; readonly dryRun: boolean }> {
  const body = await bodyOf(request)
  const dryRun = field(body, 'dryRun')
  const listed = field(body, 'changes')
  const changes = Array.isArray(listed) ? listed.map(toChange) : []
  const sound = changes.filter((change) => change !== null)
  if (
    typeof dryRun !== 'boolean' ||
    sound.length === 0 ||
    sound.length < changes.length ||
    sound.length > most
  )
    throw new CockpitError(
      'invalid',
      'The body must be {"changes": [{"kind": "Deployment" or "Rollout", "name", "from", "to"}], "dryRun": true or false}.',
    )
  return { changes: sound, dryRun }
}

const most = 26

function toChange(value: unknown): ScaleChange | null {
  const [kind, name, from, to] = ['kind', 'name', 'from', 'to'].map((one) => field(value, one))
  if (typeof kind !== 'string' || !isScalable(kind) || typeof name !== 'string') return null
  return typeof from === 'number' && typeof to === 'number' ? { kind, name, from, to } : null
}
