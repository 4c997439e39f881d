import { describe, expect, it } from 'vitest'
import { portIsFree, reservePort } from './ports.ts'

describe('reserved ports', () => {
  it('are held until they are released', async () => {
    const reserved = await reservePort()
    expect(await portIsFree(reserved.port)).toBe(false)
    await reserved.release()
    expect(await portIsFree(reserved.port)).toBe(true)
  })

  it('are never given twice, even when asked for at once', async () => {
    const all = await Promise.all(Array.from({ length: 200 }, reservePort))
    expect(new Set(all.map(({ port }) => port)).size).toBe(200)
    await Promise.all(all.map((reserved) => reserved.release()))
  })
})
