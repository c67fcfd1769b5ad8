import { expect, it, vi } from 'vitest'
import { torture } from '../torture/torture'

vi.setConfig({ testTimeout: 240_000 })

it('loses nothing that was acknowledged, whenever charting is killed; `npm run torture` does it 200 times', async () => {
  const result = await torture({ kills: 6, seed: 20_261_122, mostMs: 900 })
  expect(result).toMatchObject({ kills: 6, lost: 0, damaged: 0, intact: true })
  expect(result.saves).toBeGreaterThan(20)
  expect(result.goneMs).toBeLessThanOrEqual(1000)
})
