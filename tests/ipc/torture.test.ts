import { expect, it, vi } from 'vitest'
import { tortureService } from '../torture/service'

vi.setConfig({ testTimeout: 240_000 })

it('loses nothing that was acknowledged, whenever charting is killed; `npm run torture -- --service` does it 200 times', async () => {
  const result = await tortureService({ from: 1, kills: 6, seed: 20_261_122, mostMs: 900 })
  expect(result).toMatchObject({ lost: 0, unreadable: 0, intact: true, killedWhile: { charting: 6 } })
  // How many depends on the machine.
  expect(result.saves).toBeGreaterThan(6)
  expect(result.goneMs).toBeLessThanOrEqual(1000)
})
