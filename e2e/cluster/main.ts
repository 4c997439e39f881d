import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { CockpitError } from '../../lib/errors.ts'
import { type Cluster, startCluster } from './cluster.ts'
import type { JsonObject } from './json.ts'
import {
  courseBlueGreen,
  courseBlueGreenUpdated,
  courseCanary,
  courseCanaryUpdated,
} from './scenarios/course.ts'
import { untilPhase } from './waits.ts'

interface Scenario {
  readonly namespace: string
  readonly objects: readonly JsonObject[]
  readonly updated: JsonObject
}

const pods = { readyAfter: '1s' }
const newImage = 'ghcr.io/stefanprodan/podinfo:6.9.4'

const scenarios: Readonly<Record<string, Scenario>> = {
  canary: { namespace: 'webapp-canary', objects: courseCanary(pods), updated: courseCanaryUpdated(pods) },
  'blue-green': {
    namespace: 'webapp-blue-green',
    objects: courseBlueGreen(pods),
    updated: courseBlueGreenUpdated(pods),
  },
}

const help = `npm run cluster -- [options]

Starts a real Kubernetes control plane with the Argo Rollouts controller on 127.0.0.1, applies Rollouts, and runs
until Ctrl-C. The first run builds everything from source (Go, some minutes).

  --scenario canary|blue-green|all   what is applied (all)
  --update                           sets the new image at once, so that the Rollouts pause for you
  --context NAME                     name of the kubeconfig's context (rollout-cockpit-test)
  --logs FOLDER                      keeps the logs of all programs there
  --help
`

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      scenario: { type: 'string', default: 'all' },
      update: { type: 'boolean', default: false },
      context: { type: 'string', default: 'rollout-cockpit-test' },
      logs: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return say(help)
  const chosen = chooseScenarios(values.scenario)
  const { logs } = values
  const cluster = await startCluster({
    contextName: values.context,
    progress: say,
    ...(logs === undefined ? {} : { logFolder: logs }),
  })
  // Until here an interruption simply ends this process: the supervisor sees that and clears up.
  const interrupted = interruption()
  try {
    await applyScenarios(cluster, chosen, values.update)
    say(instructions(cluster, chosen))
    await Promise.race([interrupted, cluster.ended.then(() => fail('The cluster has ended by itself.'))])
    say('\nStopping …')
  } finally {
    await cluster.stop()
  }
  say('Everything is stopped and removed.')
}

function chooseScenarios(name: string): readonly Scenario[] {
  if (name === 'all') return Object.values(scenarios)
  const found = scenarios[name]
  return found
    ? [found]
    : fail(`There is no scenario "${name}"; there are ${Object.keys(scenarios).join(', ')} and all.`)
}

async function applyScenarios(cluster: Cluster, chosen: readonly Scenario[], update: boolean): Promise<void> {
  for (const { namespace, objects, updated } of chosen) {
    const ref = { namespace, name: 'frontend' }
    await cluster.apply(objects)
    await untilPhase(cluster, ref, 'Healthy')
    say(`applied Rollout ${namespace}/frontend`)
    if (!update) continue
    await cluster.apply([updated])
    await untilPhase(cluster, ref, 'Paused')
    say(`updated Rollout ${namespace}/frontend, it is paused`)
  }
}

function instructions({ kubeconfig, binaries }: Cluster, [first]: readonly Scenario[]): string {
  const path = [binaries.kubectl, binaries.rolloutsPlugin].map(dirname).join(':')
  const rollout = `frontend -n ${first?.namespace}`
  return `
kubeconfig   ${kubeconfig}
cockpit      npm start -- --kubeconfig ${kubeconfig}
kubectl      export KUBECONFIG=${kubeconfig} PATH=${path}:$PATH
             kubectl argo rollouts get rollout ${rollout}
             kubectl argo rollouts set image frontend frontend=${newImage} -n ${first?.namespace}

Press Ctrl-C to stop and remove all of it.`
}

function interruption(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

function fail(sentence: string): never {
  throw new CockpitError('invalid', sentence)
}

try {
  await main()
} catch (error) {
  // A CockpitError is a sentence for people, and so is what parseArgs says of a wrong option.
  const known = error instanceof CockpitError || (error instanceof Error && 'code' in error)
  process.stderr.write(`${known ? error.message : String(error instanceof Error ? error.stack : error)}\n`)
  process.exitCode = 1
}
