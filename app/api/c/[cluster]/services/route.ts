import { jsonResponse, respond } from '@/app/api/respond.ts'
import { getCockpit } from '@/lib/cluster/process.ts'
import { readServices } from '@/lib/cluster/reads.ts'

export const dynamic = 'force-dynamic'

interface Context {
  readonly params: Promise<{ cluster: string }>
}

export const GET = (_request: Request, { params }: Context) =>
  respond(async () => jsonResponse(await readServices(await getCockpit(), (await params).cluster)))
