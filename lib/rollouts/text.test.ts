import { describe, expect, it } from 'vitest'
import { toRolloutDetail } from './detail.ts'
import { canaryAnalysed } from './fixtures/analysis.ts'
import { blueGreenPromoted } from './fixtures/blue-green.ts'
import { canaryPaused } from './fixtures/canary.ts'
import { graphOf } from './fixtures/graph.ts'
import { fixtureNow, podinfo, rawReplicaSet, rawRollout, secondsAgo } from './fixtures/raw.ts'
import { canaryFailing, onlyNamed, withoutStrategy } from './fixtures/troubled.ts'
import type { RolloutGraph } from './model.ts'
import { rolloutText } from './text.ts'

/** The text with the end of each line marked, since blanks at its end count. */
const printed = (graph: RolloutGraph) =>
  `\n${rolloutText(toRolloutDetail(graph), fixtureNow).replaceAll('\n', '|\n')}`

it('prints a canary that is paused', () => {
  expect(printed(canaryPaused)).toBe(`
Name:            frontend|
Namespace:       webapp-canary|
Status:          ॥ Paused|
Message:         CanaryPauseStep|
Strategy:        Canary|
  Step:          1/5|
  SetWeight:     25|
  ActualWeight:  25|
Images:          ghcr.io/stefanprodan/podinfo:6.9.3 (stable)|
                 ghcr.io/stefanprodan/podinfo:6.9.4 (canary)|
Replicas:|
  Desired:       4|
  Current:       4|
  Updated:       1|
  Ready:         4|
  Available:     4|
|
NAME                                 KIND        STATUS     AGE    INFO|
⟳ frontend                           Rollout     ॥ Paused   24h    |
├──# revision:2                                                    |
│  └──⧉ frontend-7d8f9c6b5d          ReplicaSet  ✔ Healthy  5m     canary|
│     └──□ frontend-7d8f9c6b5d-pod0  Pod         ✔ Running  4m50s  ready:1/1|
└──# revision:1                                                    |
   └──⧉ frontend-6c54544bf9          ReplicaSet  ✔ Healthy  24h    stable|
      ├──□ frontend-6c54544bf9-pod0  Pod         ✔ Running  24h    ready:1/1|
      ├──□ frontend-6c54544bf9-pod1  Pod         ✔ Running  24h    ready:1/1|
      └──□ frontend-6c54544bf9-pod2  Pod         ✔ Running  24h    ready:1/1|
`)
})

it('prints a blue-green in its delay', () => {
  expect(printed(blueGreenPromoted)).toBe(`
Name:            frontend|
Namespace:       webapp-blue-green|
Status:          ✔ Healthy|
Strategy:        BlueGreen|
Images:          ghcr.io/stefanprodan/podinfo:6.9.3|
                 ghcr.io/stefanprodan/podinfo:6.9.4 (stable, active)|
Replicas:|
  Desired:       3|
  Current:       6|
  Updated:       3|
  Ready:         3|
  Available:     3|
|
NAME                                 KIND        STATUS     AGE   INFO|
⟳ frontend                           Rollout     ✔ Healthy  24h   |
├──# revision:2                                                   |
│  └──⧉ frontend-84b6c7d5f9          ReplicaSet  ✔ Healthy  2m    stable,active|
│     ├──□ frontend-84b6c7d5f9-pod0  Pod         ✔ Running  115s  ready:1/1|
│     ├──□ frontend-84b6c7d5f9-pod1  Pod         ✔ Running  115s  ready:1/1|
│     └──□ frontend-84b6c7d5f9-pod2  Pod         ✔ Running  115s  ready:1/1|
└──# revision:1                                                   |
   └──⧉ frontend-5c9d8b7f64          ReplicaSet  ✔ Healthy  24h   delay:27s|
      ├──□ frontend-5c9d8b7f64-pod0  Pod         ✔ Running  24h   ready:1/1|
      ├──□ frontend-5c9d8b7f64-pod1  Pod         ✔ Running  24h   ready:1/1|
      └──□ frontend-5c9d8b7f64-pod2  Pod         ✔ Running  24h   ready:1/1|
`)
})

it('prints an Experiment, AnalysisRuns and Jobs', () => {
  expect(printed(canaryAnalysed)).toBe(`
Name:            frontend|
Namespace:       webapp-canary|
Status:          ◌ Progressing|
Message:         more replicas need to be updated|
Strategy:        Canary|
  Step:          2/3|
  SetWeight:     25|
  ActualWeight:  25|
Images:          ghcr.io/stefanprodan/podinfo:6.9.3 (stable, Σ:baseline)|
                 ghcr.io/stefanprodan/podinfo:6.9.4 (canary)|
Replicas:|
  Desired:       4|
  Current:       4|
  Updated:       1|
  Ready:         4|
  Available:     4|
|
NAME                                         KIND         STATUS         AGE    INFO|
⟳ frontend                                   Rollout      ◌ Progressing  24h    |
├──# revision:2                                                                 |
│  ├──⧉ frontend-7d8f9c6b5d                  ReplicaSet   ✔ Healthy      5m     canary|
│  │  └──□ frontend-7d8f9c6b5d-pod0          Pod          ✔ Running      4m50s  ready:1/1|
│  ├──Σ frontend-7d8f9c6b5d-2-2              Experiment   ◌ Running      100s   |
│  │  ├──⧉ frontend-7d8f9c6b5d-2-2-baseline  ReplicaSet   ✔ Healthy      95s    |
│  │  └──α frontend-experiment-run           AnalysisRun  ◌ Running      3m20s  ? 1|
│  └──α frontend-7d8f9c6b5d-2-1              AnalysisRun  ✔ Successful   3m20s  ✔ 3,✖ 1,⚠ 1|
│     ├──⊞ job-a                             Job          ✔ Successful   3m     |
│     └──⊞ job-b                             Job          ✖ Failed       3m     |
└──# revision:1                                                                 |
   └──⧉ frontend-6c54544bf9                  ReplicaSet   ✔ Healthy      24h    stable|
      ├──□ frontend-6c54544bf9-pod0          Pod          ✔ Running      24h    ready:1/1|
      ├──□ frontend-6c54544bf9-pod1          Pod          ✔ Running      24h    ready:1/1|
      └──□ frontend-6c54544bf9-pod2          Pod          ✔ Running      24h    ready:1/1|
`)
})

it('prints a pod that cannot run', () => {
  expect(printed(canaryFailing)).toBe(`
Name:            frontend|
Namespace:       webapp-canary|
Status:          ◌ Progressing|
Message:         more replicas need to be updated|
Strategy:        Canary|
  Step:          0/5|
  SetWeight:     25|
  ActualWeight:  0|
Images:          ghcr.io/stefanprodan/podinfo:6.9.3 (stable)|
                 ghcr.io/stefanprodan/podinfo:6.9.5-typo (canary)|
Replicas:|
  Desired:       4|
  Current:       4|
  Updated:       1|
  Ready:         3|
  Available:     3|
|
NAME                                 KIND        STATUS              AGE    INFO|
⟳ frontend                           Rollout     ◌ Progressing       24h    |
├──# revision:2                                                             |
│  └──⧉ frontend-7d8f9c6b5d          ReplicaSet  ◌ Progressing       5m     canary|
│     └──□ frontend-7d8f9c6b5d-pod0  Pod         ⚠ ImagePullBackOff  4m50s  ready:0/1|
└──# revision:1                                                             |
   └──⧉ frontend-6c54544bf9          ReplicaSet  ✔ Healthy           24h    stable|
      ├──□ frontend-6c54544bf9-pod0  Pod         ✔ Running           24h    ready:1/1|
      ├──□ frontend-6c54544bf9-pod1  Pod         ✔ Running           24h    ready:1/1|
      └──□ frontend-6c54544bf9-pod2  Pod         ✔ Running           24h    ready:1/1|
`)
})

it('prints a Rollout without strategy', () => {
  expect(printed(withoutStrategy)).toBe(`
Name:            frontend|
Namespace:       webapp-canary|
Status:          ◌ Progressing|
Message:         more replicas need to be updated|
Strategy:        |
Replicas:|
  Desired:       4|
  Current:       0|
  Updated:       0|
  Ready:         0|
  Available:     0|
|
NAME        KIND     STATUS         AGE  INFO|
⟳ frontend  Rollout  ◌ Progressing  24h  |
`)
})

it('prints a Rollout of which only the name is known', () => {
  expect(printed(onlyNamed)).toBe(`
Name:            frontend|
Namespace:       webapp-canary|
Status:          ◌ Progressing|
Message:         more replicas need to be updated|
Strategy:        |
Replicas:|
  Desired:       1|
  Current:       0|
  Updated:       0|
  Ready:         0|
  Available:     0|
|
NAME        KIND     STATUS         AGE   INFO|
⟳ frontend  Rollout  ◌ Progressing  292y  |
`)
})

describe('the delay', () => {
  const rollout = rawRollout({ namespace: 'n', revision: 1, spec: { strategy: { canary: {} } }, status: {} })
  const info = (deadline: string) => {
    const annotations = { 'scale-down-deadline': deadline }
    const replicaSets = [
      rawReplicaSet({
        owner: rollout,
        hash: 'a',
        revision: 1,
        image: podinfo('1'),
        replicas: 0,
        annotations,
      }),
    ]
    return printed(graphOf({ rollout, replicaSets })).trimEnd().split(' ').at(-1)
  }

  it.each([
    ['ahead', secondsAgo(-4 * 3600 + 1), 'delay:3h59m|'],
    ['just now', secondsAgo(0), 'delay:0s|'],
    ['gone by', secondsAgo(1), 'delay:passed|'],
    ['in another zone', '2026-03-02T12:00:30+02:00', 'delay:30s|'],
    ['unreadable', 'soon', 'delay:|'],
    ['empty', '', '|'],
  ])('of a deadline that is %s', (_, deadline, text) => {
    expect(info(deadline)).toBe(text)
  })
})
