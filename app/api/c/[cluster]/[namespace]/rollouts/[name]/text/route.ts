import { parseRef } from '@/app/api/params.ts'
import { respond, textResponse } from '@/app/api/respond.ts'
import { getCockpit } from '@/lib/cluster/process.ts'
import { readRollout } from '@/lib/cluster/reads.ts'
import { rolloutText } from '@/lib/rollouts/text.ts'

export const dynamic = 'force-dynamic'

interface Context {
  readonly params: Promise<{ cluster: string; namespace: string; name: string }>
}

export const GET = (_request: Request, { params }: Context) =>
  respond(async () => {
    const { detail } = await readRollout(await getCockpit(), parseRef(await params))
    return textResponse(rolloutText(detail, Date.now()))
  })
