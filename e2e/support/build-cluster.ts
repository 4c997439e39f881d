import { buildBinaries } from '../cluster/build.ts'
import { goProblem, requireCluster } from './real-cluster.ts'

/** Builds the control plane before the first suite, where no time limit of a test runs. */
export async function setup(): Promise<void> {
  if (requireCluster()) return void (await buildBinaries((line) => say(`cluster: ${line}`)))
  const edge = '!'.repeat(100)
  return say(`${edge}\n!! The tests on the real control plane are SKIPPED.\n!! ${goProblem()}\n${edge}`)
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
