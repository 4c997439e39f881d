import { parseRef, requireWriter } from '@/app/api/params.ts'
import { jsonResponse, methodNotAllowed, respond } from '@/app/api/respond.ts'
import { parseScale } from '@/app/api/service-params.ts'
import { getCockpit } from '@/lib/cluster/process.ts'

export const dynamic = 'force-dynamic'

interface Context {
  readonly params: Promise<{ cluster: string; namespace: string; name: string }>
}

export const POST = (request: Request, { params }: Context) =>
  respond(async () => {
    requireWriter(request)
    const cockpit = await getCockpit()
    if (cockpit.readOnly) return methodNotAllowed('This cockpit is read-only.')
    const { changes, dryRun } = await parseScale(request)
    const scaled = await cockpit.scale(parseRef(await params), changes, dryRun, request.signal)
    return jsonResponse(scaled, dryRun ? 200 : 202)
  })
