import { tortureWindow } from '../torture/window'
import { expect, test } from './launch'

test('kill -9 in the middle of charting takes nothing that was acknowledged; `npm run torture` does it 200 times', async () => {
  test.setTimeout(120_000)
  const result = await tortureWindow({ from: 1, kills: 2, seed: 20_261_126, mostMs: 4000 })
  expect(result).toMatchObject({ lost: 0, unreadable: 0, intact: true })
  expect(result.saves).toBeGreaterThan(5)
  expect(result.goneMs).toBeLessThanOrEqual(1000)
})
