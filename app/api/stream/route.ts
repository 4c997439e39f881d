import { parseStreamScope } from '@/app/api/params.ts'
import { methodNotAllowed, respond } from '@/app/api/respond.ts'
import { getCockpit } from '@/lib/cluster/process.ts'
import { sseResponse } from '@/lib/stream/sse.ts'

export const dynamic = 'force-dynamic'

/** Without it Next would run GET and read nothing of the body: a reader that never leaves. */
export const HEAD = () => methodNotAllowed('The stream has no end; only GET reads it.')

export const GET = (request: Request) =>
  respond(async () => {
    const scope = parseStreamScope(new URL(request.url).searchParams)
    const hub = (await getCockpit()).hub(scope.cluster)
    return sseResponse((signal) => hub.subscribe(scope, signal), request.signal)
  })
