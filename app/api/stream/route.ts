import { parseStreamScope } from '@/app/api/params.ts'
import { respond } from '@/app/api/respond.ts'
import { getCockpit } from '@/lib/cluster/process.ts'
import { sseResponse } from '@/lib/stream/sse.ts'

export const dynamic = 'force-dynamic'

export const GET = (request: Request) =>
  respond(async () => {
    const scope = parseStreamScope(new URL(request.url).searchParams)
    const hub = (await getCockpit()).hub(scope.cluster)
    return sseResponse((signal) => hub.subscribe(scope, signal), request.signal)
  })
