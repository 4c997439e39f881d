import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCluster } from '../cluster/cluster.ts'
import { requireCluster } from '../support/real-cluster.ts'
import { abortedJourneys } from './journeys/aborted.ts'
import { analysisJourneys } from './journeys/analysis.ts'
import { blueGreenJourneys } from './journeys/blue-green.ts'
import { canaryJourneys } from './journeys/canary.ts'
import { measuredJourneys } from './journeys/measured.ts'
import { meshJourneys } from './journeys/mesh.ts'
import { routedJourneys } from './journeys/routed.ts'
import { troubleJourneys } from './journeys/trouble.ts'
import { verifiedJourneys } from './journeys/verified.ts'
import { startMetrics } from './metrics.ts'
import { startOracle } from './oracle.ts'
import { watchCluster } from './view.ts'
import { type Findings, type Stage, startWalk } from './walk.ts'

const journeys = [
  ...meshJourneys,
  ...canaryJourneys,
  ...abortedJourneys,
  ...routedJourneys,
  ...blueGreenJourneys,
  ...verifiedJourneys,
  ...troubleJourneys,
  ...analysisJourneys,
  ...measuredJourneys,
]
const all: Findings = { states: new Map(), differences: [], comparisons: 0 }

const JOURNEY_LIMIT_MS = 240_000

describe.skipIf(!requireCluster())('our view equals the tools of Argo Rollouts', { concurrent: true }, () => {
  let stage: Stage

  beforeAll(async () => {
    const cluster = await startCluster()
    stage = {
      cluster,
      metrics: await startMetrics(),
      view: await watchCluster(cluster),
      oracle: await startOracle(cluster),
    }
  })
  afterAll(async () => {
    await stage.oracle.stop()
    await stage.view.stop()
    await stage.metrics.stop()
    await stage.cluster.stop()
  })

  test.for(journeys)('$name', { timeout: JOURNEY_LIMIT_MS }, async ({ name, rollout, run }) => {
    const findings: Findings = { states: all.states, differences: [], comparisons: 0 }
    await run(startWalk(stage, { namespace: name, name: rollout }, findings))
    all.comparisons += findings.comparisons
    expect(findings.differences).toEqual([])
    expect(findings.comparisons).toBeGreaterThan(0)
  })
})

describe.skipIf(!requireCluster())('the journeys', () => {
  test('pass through at least 60 distinct states', () => {
    console.log(`${all.comparisons} comparisons in ${all.states.size} distinct states`)
    expect(all.states.size).toBeGreaterThanOrEqual(60)
  })
})
