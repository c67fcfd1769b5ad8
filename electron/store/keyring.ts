import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import {
  blob,
  integer,
  text,
  textOrNull,
  type Connection,
  type Reader,
  type Row,
  type Writer,
} from './connection'
import { refuse, StoreFailure } from './failures'
import { PreparedSlot } from './prepared-slot'
import { KeySet, place } from './sealing'
import { kdfOf, stretch } from './stretch'
import { noteTry, tryOpened } from './locked-notes'
import type { FolderStatus, KdfParams } from './types'

/** Tries that cost no wait, and the longest wait. */
const FREE_TRIES = 3
const FIRST_WAIT_MS = 2_000
const LONGEST_WAIT_MS = 15 * 60_000

/** The wait after so many wrong tries in a row: none for the first three, then doubling from two seconds. */
export const waitAfter = (fails: number): number =>
  fails < FREE_TRIES ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (fails - FREE_TRIES), LONGEST_WAIT_MS)

interface Slot {
  readonly slotId: string
  readonly kind: 'passphrase' | 'recovery'
  readonly personId: string | null
  readonly name: string
  readonly kdf: KdfParams
  readonly salt: Uint8Array
  readonly wrapped: Uint8Array
  readonly fails: number
  readonly failedAt: string | null
  readonly suspended: boolean
}

const readSlot = (row: Row): Slot => {
  const kind = text(row, 'kind')
  return {
    slotId: text(row, 'slot_id'),
    kind: kind === 'passphrase' || kind === 'recovery' ? kind : refuse('damaged'),
    personId: textOrNull(row, 'person_id'),
    name: text(row, 'name'),
    kdf: kdfOf(row),
    salt: blob(row, 'salt'),
    wrapped: blob(row, 'wrapped'),
    fails: integer(row, 'fails'),
    failedAt: textOrNull(row, 'failed_at'),
    suspended: textOrNull(row, 'suspended_at') !== null,
  }
}

const slotPlace = (vaultId: string, slot: Pick<Slot, 'slotId' | 'kind' | 'personId' | 'kdf'>): string =>
  place(
    'vaultKey',
    vaultId,
    slot.slotId,
    slot.kind,
    slot.personId,
    slot.kdf.cost,
    slot.kdf.blockSize,
    slot.kdf.parallel,
  )

/** Milliseconds left of a slot's wait. A clock that was set back starts the wait afresh. */
const remaining = (slot: Pick<Slot, 'fails' | 'failedAt'>, now: Date): number => {
  const wait = waitAfter(slot.fails)
  if (wait === 0 || slot.failedAt === null) return 0
  const passed = now.getTime() - Date.parse(slot.failedAt)
  return passed < 0 ? wait : Math.max(0, wait - passed)
}

export type Lock = { readonly personId: string } | 'recovery'

/** The key slots of one vault. Works locked; a key set leaves it only for the right secret. */
export class Slots {
  /** @param kdf cost of new slots */
  constructor(
    private readonly connection: Connection,
    private readonly kdf: KdfParams,
    private readonly now: () => Date,
  ) {}

  /** Names in clear, who is suspended, who has a PIN on this laptop, and the waits. */
  async status(db: Reader): Promise<Pick<FolderStatus, 'people' | 'retryAfterMs'>> {
    const slots = (await db.all('SELECT * FROM key_slot ORDER BY slot_id')).map(readSlot)
    const pins = await db.all(
      'SELECT person_id FROM pin_slot WHERE device_id = (SELECT device_id FROM vault)',
    )
    const withPin = new Set(pins.map((row) => text(row, 'person_id')))
    const people = slots.flatMap(({ personId, ...slot }) =>
      personId === null
        ? []
        : [
            {
              personId,
              name: slot.name,
              suspended: slot.suspended,
              pin: withPin.has(personId),
              retryAfterMs: remaining(slot, this.now()),
            },
          ],
    )
    const recovery = slots.find((slot) => slot.kind === 'recovery')
    return { people, retryAfterMs: recovery === undefined ? 0 : remaining(recovery, this.now()) }
  }

  /** The name of a person who can unlock; `suspended`, `notFound`. */
  async nameOf(db: Reader, personId: string): Promise<string> {
    const row = await db.get('SELECT name, suspended_at FROM key_slot WHERE person_id = ?', [personId])
    if (row === undefined) return refuse('notFound')
    return textOrNull(row, 'suspended_at') === null ? text(row, 'name') : refuse('suspended')
  }

  /** Wraps the vault key under a secret. Slow on purpose, so call it outside a transaction. */
  async seal(keys: KeySet, vaultId: string, lock: Lock, name: string, secret: string): Promise<PreparedSlot> {
    const slot = {
      slotId: uuidv7(),
      kind: lock === 'recovery' ? ('recovery' as const) : ('passphrase' as const),
      personId: lock === 'recovery' ? null : lock.personId,
      kdf: this.kdf,
    }
    const salt = randomBytes(16)
    const wrapping = await stretch(secret, salt, slot.kdf)
    const wrapped = keys.wrap(wrapping, slotPlace(vaultId, slot))
    wrapping.fill(0)
    return new PreparedSlot(slot.kind, async (db) => {
      await db.run('DELETE FROM key_slot WHERE person_id IS ? AND kind = ?', [slot.personId, slot.kind])
      await db.run(
        `INSERT INTO key_slot (slot_id, kind, person_id, name, kdf_cost, kdf_block_size, kdf_parallel, salt,
           wrapped, fails, failed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, NULL)`,
        [
          slot.slotId,
          slot.kind,
          slot.personId,
          name,
          slot.kdf.cost,
          slot.kdf.blockSize,
          slot.kdf.parallel,
          salt,
          wrapped,
        ],
      )
    })
  }

  /**
   * The vault key, for the right secret. A try is counted before it is made, so that ending the process does not
   * make it free; success sets the count back. `wrongSecret` with the wait, `suspended`, `notFound`.
   * @param meanwhile called while another thread stretches the secret
   */
  async open(
    vaultId: string,
    lock: Lock,
    secret: string,
    meanwhile: () => void = () => undefined,
  ): Promise<KeySet> {
    const { slot, tryId } = await this.countTry(lock)
    const stretching = stretch(secret, slot.salt, slot.kdf)
    meanwhile()
    const wrapping = await stretching
    let keys: KeySet
    try {
      keys = KeySet.unwrap(wrapping, slotPlace(vaultId, slot), slot.wrapped, vaultId)
    } catch (error) {
      if (error instanceof StoreFailure) return refuse('wrongSecret', { retryAfterMs: waitAfter(slot.fails) })
      throw error
    } finally {
      wrapping.fill(0)
    }
    await this.connection.transaction(async (db) => {
      await db.run('UPDATE key_slot SET fails = 0, failed_at = NULL WHERE slot_id = ?', [slot.slotId])
      await db.run('UPDATE pin_slot SET tries = 0 WHERE person_id = ?', [slot.personId])
      await tryOpened(db, tryId)
    })
    return keys
  }

  private countTry(lock: Lock): Promise<{ slot: Slot; tryId: number }> {
    return this.connection.transaction(async (db) => {
      const row =
        lock === 'recovery'
          ? await db.get("SELECT * FROM key_slot WHERE kind = 'recovery'")
          : await db.get('SELECT * FROM key_slot WHERE person_id = ?', [lock.personId])
      if (row === undefined) return refuse('notFound')
      const slot = readSlot(row)
      if (slot.suspended) return refuse('suspended')
      const retryAfterMs = remaining(slot, this.now())
      if (retryAfterMs > 0) return refuse('wrongSecret', { retryAfterMs })
      const counted = { ...slot, fails: slot.fails + 1 }
      const at = this.now().toISOString()
      await db.run('UPDATE key_slot SET fails = ?, failed_at = ? WHERE slot_id = ?', [
        counted.fails,
        at,
        slot.slotId,
      ])
      const kind = slot.kind === 'recovery' ? 'recovery' : 'passphrase'
      return { slot: counted, tryId: await noteTry(db, at, kind, slot.personId) }
    })
  }
}

/** Takes the wrapped key away and keeps the name, so that the unlock screen can say why nothing opens. */
export async function suspendSlot(db: Writer, personId: string, at: string): Promise<void> {
  await db.run("UPDATE key_slot SET wrapped = x'', suspended_at = ? WHERE person_id = ?", [at, personId])
  await removePin(db, personId)
}

/** Whether there was one. */
export async function removePin(db: Writer, personId: string): Promise<boolean> {
  const { changes } = await db.run('DELETE FROM pin_slot WHERE person_id = ?', [personId])
  return changes > 0
}
