import type { JsonObject } from './json.ts'

const size = { cpu: '1000', memory: '4Ti', pods: '5000' }

/** Nodes for kwok to look after; the scheduler spreads pods over them. */
export function nodes(count: number): readonly JsonObject[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `node-${index + 1}`
    return {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name, labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux' } },
      status: { allocatable: size, capacity: size },
    }
  })
}
