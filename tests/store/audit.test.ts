import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { Connection } from '../../electron/store/connection'
import { vaultFile } from '../../electron/store/files'
import type { AuditSearch, OpenVault, StoredAuditEntry } from '../../electron/store/types'
import { code, freshVault, PASSPHRASE, value, vaultFolder } from './vaults'

/** Entries in the trail; more by hand, to measure: PALPA_AUDIT_ENTRIES=100000. */
const ENTRIES = Number(process.env['PALPA_AUDIT_ENTRIES'] ?? 3000)
const PER_TRANSACTION = 500

/** A trail over days, every tenth entry about one patient. */
const longTrail = async () => {
  let time = Date.parse('2026-01-01T08:00:00.000Z')
  const fresh = await freshVault({ now: () => new Date(time) })
  const patientId = uuidv7()
  for (let from = 0; from < ENTRIES; from += PER_TRANSACTION) {
    time += 86_400_000
    value(
      await fresh.vault.transaction(async (tx) => {
        for (let n = 0; n < PER_TRANSACTION; n += 1) {
          const noted = await tx.audit.append({
            what: n % 2 === 0 ? 'chart.viewed' : 'exam.signed',
            patientId: n % 10 === 0 ? patientId : uuidv7(),
            detail: String(from + n),
          })
          if (!noted.ok) return noted
        }
        return { ok: true, value: undefined }
      }),
    )
  }
  return { ...fresh, patientId }
}
/** All that a search finds, however many answers it takes. */
const all = async (vault: OpenVault, search: Omit<AuditSearch, 'limit'>): Promise<StoredAuditEntry[]> => {
  const found: StoredAuditEntry[] = []
  let before: number | undefined
  do {
    const page = value(await vault.audit.search({ ...search, limit: 100, ...(before && { before }) }))
    found.push(...page.entries)
    before = page.next
  } while (before !== undefined)
  return found
}

describe('a search of the trail', () => {
  it('finds everything that is wanted once, newest first, in parts of any number', async () => {
    const { vault, patientId } = await longTrail()
    const mine = (entry: StoredAuditEntry): boolean => entry.patientId === patientId
    const found = await all(vault, { wanted: mine })
    expect(found.map((entry) => Number(entry.detail))).toEqual(
      Array.from({ length: ENTRIES / 10 }, (_, n) => ENTRIES - 10 - n * 10),
    )
    const day = { from: '2026-01-03T00:00:00.000Z', to: '2026-01-04T00:00:00.000Z' }
    const ofDay = await all(vault, { wanted: () => true, ...day })
    expect(ofDay).toHaveLength(PER_TRANSACTION)
    expect(ofDay.every((entry) => entry.at.startsWith('2026-01-03'))).toBe(true)
    const none = { wanted: () => true, from: '2030-01-01T00:00:00.000Z' }
    expect(value(await vault.audit.search({ ...none, limit: 5 }))).toEqual({ entries: [] })
    // The first page never waits for the rest of the record.
    const started = performance.now()
    expect(value(await vault.audit.search({ wanted: () => true, limit: 100 })).entries).toHaveLength(100)
    expect(performance.now() - started).toBeLessThan(2000)
  })

  it('shows an entry that does not open, and what stands beside it still opens', async () => {
    const { folder, vault, personId, dataFolder } = await freshVault()
    for (const detail of ['1', '2', '3']) value(await vault.audit.append({ what: 'chart.viewed', detail }))
    await folder.close()
    const db = await Connection.open(vaultFile(dataFolder), 'create')
    await db.outside((tx) => tx.exec('DROP TRIGGER audit_no_update'))
    await db.transaction((tx) =>
      tx.run("UPDATE audit SET at = '2020-01-01T00:00:00.000Z' WHERE seq = (SELECT max(seq) - 1 FROM audit)"),
    )
    await db.close()
    const again = await vaultFolder({ dataFolder })
    const opened = value(await again.unlock({ personId, passphrase: PASSPHRASE }))
    const found = value(await opened.audit.search({ wanted: () => true, limit: 3 })).entries
    expect(found.map((entry) => entry.what)).toEqual(['chart.viewed', 'audit.unreadable', 'chart.viewed'])
    expect(code(await opened.audit.verify())).toBe('ok')
    expect(value(await opened.audit.verify()).intact).toBe(false)
  })
})
