import { parseName, parseRef } from '@/app/api/params.ts'
import { jsonResponse, respond } from '@/app/api/respond.ts'
import { getCockpit } from '@/lib/cluster/process.ts'

export const dynamic = 'force-dynamic'

interface Context {
  readonly params: Promise<{ cluster: string; namespace: string; name: string }>
}

/** In what a revision's template differs from the present one; the revision is named by its ReplicaSet. */
export const GET = (request: Request, { params }: Context) =>
  respond(async () => {
    const replicaSet = parseName(new URL(request.url).searchParams.get('replicaSet') ?? '')
    const changes = await (await getCockpit()).changes(parseRef(await params), replicaSet)
    return jsonResponse({ changes })
  })
