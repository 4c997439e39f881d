import { describe, expect, it } from 'vitest'
import { nearNames } from './near-names.ts'

const of = (...keys: readonly string[]) =>
  keys.map((key) => {
    const [namespace = '', name = ''] = key.split('/')
    return { namespace, name }
  })
const near = (name: string, ...keys: readonly string[]) =>
  nearNames(of(...keys), { cluster: 'c', namespace: 'shop', name }).map(
    (row) => `${row.namespace}/${row.name}`,
  )

describe('nearNames', () => {
  it('finds the same name elsewhere and a slip of the finger', () => {
    expect(near('frontnd', 'shop/ledger', 'web/frontnd', 'shop/frontend')).toEqual([
      'web/frontnd',
      'shop/frontend',
    ])
  })

  it('does not offer what has little in common', () => {
    expect(near('api', 'shop/web', 'shop/ledger')).toEqual([])
  })

  it('offers five at most', () => {
    expect(near('app', ...Array.from({ length: 9 }, (_, i) => `n${i}/app`))).toHaveLength(5)
  })
})
