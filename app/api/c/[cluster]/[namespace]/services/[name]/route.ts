import { parseRef } from '@/app/api/params.ts'
import { jsonResponse, respond } from '@/app/api/respond.ts'
import { getCockpit } from '@/lib/cluster/process.ts'
import { readService } from '@/lib/cluster/reads.ts'

export const dynamic = 'force-dynamic'

interface Context {
  readonly params: Promise<{ cluster: string; namespace: string; name: string }>
}

export const GET = (_request: Request, { params }: Context) =>
  respond(async () => jsonResponse(await readService(await getCockpit(), parseRef(await params))))
