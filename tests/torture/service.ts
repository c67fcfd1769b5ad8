import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Typist, placeIn } from './child'
import { noteIn, type Checked } from './ledger'

/** Which kills: so many from the round `from`, at moments that seed and round choose, at most so late. */
export interface Rounds {
  readonly from: number
  readonly kills: number
  readonly seed: number
  readonly mostMs: number
}

/** Spread over the whole span, at once and late, without a clock's regularity. */
export const momentOf = (round: number, { seed, mostMs }: Rounds): number =>
  (seed * 7919 + round * 104_729) % mostMs

/**
 * Kills whoever is charting on one vault, and then looks for everything that was acknowledged. The typist is the main
 * process with the window's autosave, without the window: many kills in little time, on any machine.
 */
export async function tortureService(
  rounds: Rounds,
  told: (kill: number) => void = () => undefined,
): Promise<Checked> {
  const folder = mkdtempSync(join(tmpdir(), 'palpa-torture-'))
  try {
    const place = placeIn(folder)
    const typist = await Typist.over(place)
    const note = noteIn(place.notes)
    await typist.run('make', 0)
    for (let kill = 0; kill < rounds.kills; kill += 1) {
      const round = rounds.from + kill
      await typist.run('chart', rounds.seed + round, momentOf(round, rounds))
      note('killed', Date.now(), 'charting')
      told(kill + 1)
    }
    return await typist.check()
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
