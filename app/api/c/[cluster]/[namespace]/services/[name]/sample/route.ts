import { parseRef, requireWriter } from '@/app/api/params.ts'
import { jsonResponse, methodNotAllowed, respond } from '@/app/api/respond.ts'
import { parseSampleQuestion } from '@/app/api/service-params.ts'
import { getCockpit } from '@/lib/cluster/process.ts'

export const dynamic = 'force-dynamic'

interface Context {
  readonly params: Promise<{ cluster: string; namespace: string; name: string }>
}

/** A POST, because it sends requests into the cluster. */
export const POST = (request: Request, { params }: Context) =>
  respond(async () => {
    requireWriter(request)
    const cockpit = await getCockpit()
    if (cockpit.readOnly) return methodNotAllowed('This cockpit is read-only: it sends no requests to apps.')
    const question = await parseSampleQuestion(request)
    return jsonResponse(await cockpit.sample(parseRef(await params), question, request.signal))
  })
