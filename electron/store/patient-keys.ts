import { blob, text, type Reader, type Writer } from './connection'
import { refuse } from './failures'
import { KeySet, place } from './sealing'

/** Where a patient's wrapped key belongs. */
export const keyPlace = (patientId: string): string => place('patientKeys', 'patient_key', patientId)

const KEYS_PER_INSERT = 50

/** The data keys of patients, opened once per unlock. */
export class PatientKeys {
  private readonly known = new Map<string, KeySet>()

  /** @param wrapping subkey of the vault key for `patientKeys` */
  constructor(private readonly wrapping: Uint8Array) {}

  /** `damaged` when the key does not open, `notFound` when there is none or it was destroyed. */
  async existing(db: Reader, patientId: string): Promise<KeySet> {
    return (await this.find(db, patientId)) ?? refuse('notFound')
  }

  /** The key of a patient, made at first use. A key that was destroyed is never made again. */
  async ensure(db: Writer, patientId: string, made: Map<string, KeySet>): Promise<KeySet> {
    const found = made.get(patientId) ?? (await this.find(db, patientId))
    if (found !== undefined) return found
    const fresh = KeySet.random(patientId)
    await db.run('INSERT INTO patient_key (patient_id, wrapped) VALUES (?, ?)', [
      patientId,
      fresh.wrap(this.wrapping, keyPlace(patientId)),
    ])
    made.set(patientId, fresh)
    return fresh
  }

  /** Makes the missing keys of many patients with few statements; `ensure` then finds them. */
  async ensureMany(db: Writer, patientIds: ReadonlySet<string>, made: Map<string, KeySet>): Promise<void> {
    const unknown = [...patientIds].filter((id) => !this.known.has(id) && !made.has(id))
    const rows = await db.all(
      'SELECT patient_id FROM patient_key WHERE patient_id IN (SELECT value FROM json_each(?))',
      [JSON.stringify(unknown)],
    )
    const stored = new Set(rows.map((row) => text(row, 'patient_id')))
    const missing = unknown.filter((id) => !stored.has(id))
    for (let from = 0; from < missing.length; from += KEYS_PER_INSERT) {
      const part = missing.slice(from, from + KEYS_PER_INSERT)
      const params = part.flatMap((patientId) => {
        const fresh = KeySet.random(patientId)
        made.set(patientId, fresh)
        return [patientId, fresh.wrap(this.wrapping, keyPlace(patientId))]
      })
      const values = part.map(() => '(?, ?)').join(', ')
      await db.run(`INSERT INTO patient_key (patient_id, wrapped) VALUES ${values}`, params)
    }
  }

  /** Keeps the keys that a transaction made, once it is committed. */
  keep(made: ReadonlyMap<string, KeySet>): void {
    for (const [patientId, keys] of made) this.known.set(patientId, keys)
  }

  /** Forgets a key that was destroyed. */
  forget(patientId: string): void {
    this.known.get(patientId)?.wipe()
    this.known.delete(patientId)
  }

  wipe(): void {
    for (const keys of this.known.values()) keys.wipe()
    this.known.clear()
  }

  /** The key, if there is one; `notFound` when it was destroyed. */
  async find(db: Reader, patientId: string): Promise<KeySet | undefined> {
    const known = this.known.get(patientId)
    if (known !== undefined) return known
    const row = await db.get('SELECT wrapped FROM patient_key WHERE patient_id = ?', [patientId])
    if (row === undefined) return undefined
    if (row['wrapped'] === null) return refuse('notFound')
    const keys = KeySet.unwrap(this.wrapping, keyPlace(patientId), blob(row, 'wrapped'), patientId)
    this.known.set(patientId, keys)
    return keys
  }
}
