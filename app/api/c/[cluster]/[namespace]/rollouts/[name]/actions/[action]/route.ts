import { parseAction, parseRef, readBody, requireWriter, stateIn } from '@/app/api/params.ts'
import { jsonResponse, methodNotAllowed, respond } from '@/app/api/respond.ts'
import { getCockpit } from '@/lib/cluster/process.ts'

export const dynamic = 'force-dynamic'

interface Context {
  readonly params: Promise<{ cluster: string; namespace: string; name: string; action: string }>
}

export const POST = (request: Request, { params }: Context) =>
  respond(async () => {
    requireWriter(request)
    const cockpit = await getCockpit()
    if (cockpit.readOnly) return methodNotAllowed('This cockpit is read-only.')
    const { action: word, ...ref } = await params
    const state = stateIn(await readBody(request))
    const deed = { resource: 'rollouts', action: parseAction(word), state } as const
    return jsonResponse(await cockpit.act(parseRef(ref), deed), 202)
  })
