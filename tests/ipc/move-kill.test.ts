import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { placeIn, Typist } from '../torture/child'
import type { Moves } from '../torture/mover'

/** Kills in a test run; many more with PALPA_TORTURE=<count>. */
const KILLS = Number(process.env['PALPA_TORTURE'] ?? 12)
vi.setConfig({ testTimeout: 120_000 + KILLS * 4_000 })

const folder = mkdtempSync(join(tmpdir(), 'palpa-move-kill-'))
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

it(`leaves a visit in one chart and whole, when moving it is killed at ${KILLS} moments`, async () => {
  const mover = await Typist.over(placeIn(folder), 'tests/torture/mover.ts')
  await mover.run('make', 0)
  // At once, and in the middle of copying the picture, of the transaction and of the unlinking of the old file.
  for (let kill = 0; kill < KILLS; kill += 1) await mover.run('chart', kill, (kill * 337) % 1613)
  const found = await mover.check<Moves>()
  expect(found).toMatchObject({ stands: 1, last: true, letters: 40, pictures: 1, whole: 1, files: 1 })
  expect(found).toMatchObject({ findings: [], intact: true })
  expect(found.acknowledged).toBeGreaterThan(KILLS / 2)
  // A kill may fall between the commit and its acknowledgement; nothing was acknowledged that did not happen.
  expect(found.told).toBeGreaterThanOrEqual(found.acknowledged)
  expect(found.told).toBeLessThanOrEqual(found.acknowledged + KILLS)
  if (process.env['PALPA_TORTURE'] !== undefined)
    process.stdout.write(
      `${KILLS} kills, ${found.acknowledged} acknowledged moves, ${JSON.stringify(found)}\n`,
    )
})
