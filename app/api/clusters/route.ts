import { jsonResponse, respond } from '@/app/api/respond.ts'
import { getCockpit } from '@/lib/cluster/process.ts'
import { getEnv } from '@/lib/env.ts'

export const dynamic = 'force-dynamic'

export const GET = () =>
  respond(async () => {
    const { clusters, unusable, kubeconfig, readOnly, version } = await getCockpit()
    return jsonResponse({
      clusters: clusters(),
      unusable,
      kubeconfig,
      readOnly,
      version,
      demo: getEnv().demo,
    })
  })
