import { z } from 'zod'
import { finding, HEALTH_CHECKS, healthCheck, vaultHealth } from '@shared/records/health'
import { blob } from '../connection'
import type { Core } from '../core'
import { isDamage } from '../failures'
import { place, sealJson, unsealJson } from '../sealing'
import { passState } from './pass'

/** What the checks remember from one unlock to the next. */
const book = z.object({
  checks: z.array(healthCheck),
  /** Findings of each check's last run. */
  found: z.partialRecord(z.enum(HEALTH_CHECKS), z.array(finding)),
  /** What was true once and must be read by somebody, although the next start does not find it again. */
  standing: z.array(finding),
  accepted: vaultHealth.shape.accepted,
  pass: passState.optional(),
  /** Places where a copy of the seal was written, as hashes: one that is gone afterwards was taken away. */
  sealCopies: z.array(z.string()),
  /** Alarms that stand in the audit trail already, by finding. */
  alarmed: z.array(z.string()).default([]),
})
export type HealthBook = z.infer<typeof book>

const EMPTY: HealthBook = { checks: [], found: {}, standing: [], accepted: [], sealCopies: [], alarmed: [] }

const bookPlace = (vaultId: string): string => place('audit', 'health', vaultId)

/** A book that is gone or does not open is begun anew: what it held is found again by the next checks. */
export async function readBook(core: Core): Promise<HealthBook> {
  try {
    return await core.connection.read(async (db) => {
      const row = await db.get('SELECT sealed FROM health WHERE id = 1')
      if (row === undefined) return EMPTY
      const body = unsealJson(core.keys.for('audit'), bookPlace(core.vaultId), blob(row, 'sealed'))
      const parsed = book.safeParse(body)
      return parsed.success ? parsed.data : EMPTY
    })
  } catch (error) {
    if (isDamage(error)) return EMPTY
    throw error
  }
}

/** Not part of the audit trail: nothing in it is a record. */
export async function writeBook(core: Core, body: HealthBook): Promise<void> {
  const sealed = sealJson(core.keys.for('audit'), bookPlace(core.vaultId), body)
  await core.connection.transaction((db) =>
    db.run('INSERT OR REPLACE INTO health (id, sealed) VALUES (1, ?)', [sealed]),
  )
}
