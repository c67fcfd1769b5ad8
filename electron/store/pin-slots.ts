import { hkdfSync, randomBytes } from 'node:crypto'
import { blob, integer, type Connection, type Row, type Writer } from './connection'
import { refuse, StoreFailure } from './failures'
import { PreparedSlot } from './prepared-slot'
import { KEY_BYTES, KeySet, place } from './sealing'
import { kdfOf, stretch } from './stretch'
import { noteTry, notePinGone, tryOpened } from './locked-notes'
import type { KdfParams, Keychain } from './types'

/** Wrong PINs until the slot is destroyed and only the passphrase opens. */
export const MOST_PIN_TRIES = 5

interface PinSlot {
  readonly kdf: KdfParams
  readonly salt: Uint8Array
  readonly keychain: Uint8Array
  readonly wrapped: Uint8Array
  readonly tries: number
}

const readSlot = (row: Row): PinSlot => ({
  kdf: kdfOf(row),
  salt: blob(row, 'salt'),
  keychain: blob(row, 'keychain'),
  wrapped: blob(row, 'wrapped'),
  tries: integer(row, 'tries'),
})

/** Of which vault, laptop and person a PIN is. */
export interface PinOwner {
  readonly vaultId: string
  readonly deviceId: string
  readonly personId: string
}

const pinPlace = ({ vaultId, deviceId, personId }: PinOwner, kdf: KdfParams): string =>
  place('vaultKey', vaultId, 'pin', deviceId, personId, kdf.cost, kdf.blockSize, kdf.parallel)

/** Neither the PIN nor the keychain's secret alone makes the wrapping key. */
async function wrappingKey(pin: string, secret: string, salt: Uint8Array, kdf: KdfParams): Promise<Buffer> {
  const stretched = await stretch(pin, salt, kdf)
  const kept = Buffer.from(secret, 'base64')
  const both = Buffer.concat([stretched, kept])
  const key = Buffer.from(hkdfSync('sha256', both, salt, 'palpa/1/pin', KEY_BYTES))
  for (const bytes of [stretched, kept, both]) bytes.fill(0)
  return key
}

/**
 * PIN slots: quick unlocking on one laptop. The vault key is wrapped by the PIN together with a secret that lies in
 * the operating system's keychain, so a copy of the vault elsewhere opens with no PIN. Six digits are few: whoever
 * is signed in to this computer as this user and can run programs could ask the keychain and try them all outside
 * the app; the limit of tries holds inside it.
 */
export class PinSlots {
  constructor(
    private readonly connection: Connection,
    private readonly kdf: KdfParams,
    private readonly now: () => Date,
    private readonly keychain: Keychain | undefined,
  ) {}

  /** Whether this computer has a keychain that is worth the name. */
  async possible(): Promise<boolean> {
    return (await this.keychain?.available()) ?? false
  }

  /** Slow, so outside a transaction. `noKeychain`. */
  async prepare(keys: KeySet, owner: PinOwner, pin: string): Promise<PreparedSlot> {
    if (this.keychain === undefined || !(await this.keychain.available())) return refuse('noKeychain')
    const secret = randomBytes(KEY_BYTES).toString('base64')
    const kept = await this.keychain.protect(secret)
    const salt = randomBytes(16)
    const { kdf } = this
    const wrapping = await wrappingKey(pin, secret, salt, kdf)
    const wrapped = keys.wrap(wrapping, pinPlace(owner, kdf))
    wrapping.fill(0)
    return new PreparedSlot('pin', async (db) => {
      await db.run(
        `INSERT OR REPLACE INTO pin_slot (person_id, device_id, kdf_cost, kdf_block_size, kdf_parallel, salt,
           keychain, wrapped, tries) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)`,
        [owner.personId, owner.deviceId, kdf.cost, kdf.blockSize, kdf.parallel, salt, kept, wrapped],
      )
    })
  }

  /**
   * The vault key for the right PIN. Counted before it is tried; the last wrong one destroys the slot. `wrongSecret`
   * with the tries that are left, `pinGone` when none is left or there is no PIN, `noKeychain` when the keychain does
   * not answer (nothing is counted then, since nothing was tried).
   * @param meanwhile called while another thread stretches the PIN
   */
  async open(owner: PinOwner, pin: string, meanwhile: () => void = () => undefined): Promise<KeySet> {
    const kept = await this.connection.read((db) =>
      db.get('SELECT keychain FROM pin_slot WHERE person_id = ? AND device_id = ?', [
        owner.personId,
        owner.deviceId,
      ]),
    )
    if (kept === undefined) return refuse('pinGone')
    const secret = await this.keychain?.reveal(blob(kept, 'keychain')).catch(() => undefined)
    if (secret === undefined) return refuse('noKeychain')
    const { slot, tryId } = await this.countTry(owner)
    const stretching = wrappingKey(pin, secret, slot.salt, slot.kdf)
    meanwhile()
    const wrapping = await stretching
    let keys: KeySet
    try {
      keys = KeySet.unwrap(wrapping, pinPlace(owner, slot.kdf), slot.wrapped, owner.vaultId)
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error
      const triesLeft = MOST_PIN_TRIES - slot.tries
      if (triesLeft > 0) return refuse('wrongSecret', { triesLeft })
      await this.connection.transaction((db) => this.destroy(db, owner.personId))
      return refuse('pinGone')
    } finally {
      wrapping.fill(0)
    }
    await this.connection.transaction(async (db) => {
      await db.run('UPDATE pin_slot SET tries = 0 WHERE person_id = ?', [owner.personId])
      await tryOpened(db, tryId)
    })
    return keys
  }

  private async countTry(owner: PinOwner): Promise<{ slot: PinSlot; tryId: number }> {
    const counted = await this.connection.transaction(async (db) => {
      const row = await db.get('SELECT * FROM pin_slot WHERE person_id = ?', [owner.personId])
      if (row === undefined) return undefined
      const slot = readSlot(row)
      // The process ended between the last wrong try and its end: no further one is made.
      if (slot.tries >= MOST_PIN_TRIES) {
        await this.destroy(db, owner.personId)
        return undefined
      }
      const suspended = await db.get(
        'SELECT suspended_at FROM key_slot WHERE person_id = ? AND suspended_at IS NOT NULL',
        [owner.personId],
      )
      if (suspended !== undefined) return refuse('suspended')
      await db.run('UPDATE pin_slot SET tries = tries + 1 WHERE person_id = ?', [owner.personId])
      const tryId = await noteTry(db, this.now().toISOString(), 'pin', owner.personId)
      return { slot: { ...slot, tries: slot.tries + 1 }, tryId }
    })
    return counted ?? refuse('pinGone')
  }

  private async destroy(db: Writer, personId: string): Promise<void> {
    await db.run('DELETE FROM pin_slot WHERE person_id = ?', [personId])
    await notePinGone(db, this.now().toISOString(), personId)
  }
}
