import { randomBytes, scrypt } from 'node:crypto'
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
import { KEY_BYTES, KeySet, place } from './sealing'
import type { KdfParams } from './types'

/** OWASP Password Storage Cheat Sheet: scrypt N=2^17, r=8, p=1. About half a second and 128 MiB. */
export const DEFAULT_KDF: KdfParams = { cost: 2 ** 17, blockSize: 8, parallel: 1 }

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
}

const readSlot = (row: Row): Slot => {
  const kind = text(row, 'kind')
  return {
    slotId: text(row, 'slot_id'),
    kind: kind === 'passphrase' || kind === 'recovery' ? kind : refuse('damaged'),
    personId: textOrNull(row, 'person_id'),
    name: text(row, 'name'),
    kdf: {
      cost: integer(row, 'kdf_cost'),
      blockSize: integer(row, 'kdf_block_size'),
      parallel: integer(row, 'kdf_parallel'),
    },
    salt: blob(row, 'salt'),
    wrapped: blob(row, 'wrapped'),
    fails: integer(row, 'fails'),
    failedAt: textOrNull(row, 'failed_at'),
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

/** Keyboards and systems spell the same accented letter in two ways: both are one passphrase. */
const derive = (secret: string, salt: Uint8Array, kdf: KdfParams): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const maxmem = 256 * kdf.cost * kdf.blockSize * kdf.parallel
    const params = { N: kdf.cost, r: kdf.blockSize, p: kdf.parallel, maxmem }
    scrypt(secret.normalize('NFKC'), salt, KEY_BYTES, params, (error, key) =>
      error === null ? resolve(key) : reject(error),
    )
  })

/** Milliseconds left of a slot's wait. A clock that was set back starts the wait afresh. */
const remaining = (slot: Slot, now: Date): number => {
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

  /** Names in clear, and the waits. */
  async status(db: Reader): Promise<{
    people: { personId: string; name: string; retryAfterMs: number }[]
    retryAfterMs: number
  }> {
    const slots = (await db.all('SELECT * FROM key_slot ORDER BY slot_id')).map(readSlot)
    const waits = slots.map((slot) => remaining(slot, this.now()))
    const people = slots.flatMap((slot, index) =>
      slot.personId === null
        ? []
        : [{ personId: slot.personId, name: slot.name, retryAfterMs: waits[index] ?? 0 }],
    )
    return { people, retryAfterMs: Math.max(0, ...waits) }
  }

  /** The name of a person who can unlock; `notFound`. */
  async nameOf(db: Reader, personId: string): Promise<string> {
    const row = await db.get('SELECT name FROM key_slot WHERE person_id = ?', [personId])
    return row === undefined ? refuse('notFound') : text(row, 'name')
  }

  /** Wraps the vault key under a secret. Slow on purpose, so call it outside a transaction. */
  async seal(
    keys: KeySet,
    vaultId: string,
    lock: Lock,
    name: string,
    secret: string,
  ): Promise<(db: Writer) => Promise<void>> {
    const slot = {
      slotId: uuidv7(),
      kind: lock === 'recovery' ? ('recovery' as const) : ('passphrase' as const),
      personId: lock === 'recovery' ? null : lock.personId,
      kdf: this.kdf,
    }
    const salt = randomBytes(16)
    const wrapping = await derive(secret, salt, slot.kdf)
    const wrapped = keys.wrap(wrapping, slotPlace(vaultId, slot))
    wrapping.fill(0)
    return async (db) => {
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
    }
  }

  /**
   * The vault key, for the right secret. A try is counted before it is made, so that ending the process does not
   * make it free; success sets the count back. `wrongSecret` with the wait, `notFound`.
   * @param meanwhile called while another thread stretches the secret
   */
  async open(
    vaultId: string,
    lock: Lock,
    secret: string,
    meanwhile: () => void = () => undefined,
  ): Promise<KeySet> {
    const slot = await this.countTry(lock)
    const stretching = derive(secret, slot.salt, slot.kdf)
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
    await this.connection.transaction((db) =>
      db.run('UPDATE key_slot SET fails = 0, failed_at = NULL WHERE slot_id = ?', [slot.slotId]),
    )
    return keys
  }

  private countTry(lock: Lock): Promise<Slot> {
    return this.connection.transaction(async (db) => {
      const row =
        lock === 'recovery'
          ? await db.get("SELECT * FROM key_slot WHERE kind = 'recovery'")
          : await db.get('SELECT * FROM key_slot WHERE person_id = ?', [lock.personId])
      if (row === undefined) return refuse('notFound')
      const slot = readSlot(row)
      const retryAfterMs = remaining(slot, this.now())
      if (retryAfterMs > 0) return refuse('wrongSecret', { retryAfterMs })
      const counted = { ...slot, fails: slot.fails + 1 }
      await db.run('UPDATE key_slot SET fails = ?, failed_at = ? WHERE slot_id = ?', [
        counted.fails,
        this.now().toISOString(),
        slot.slotId,
      ])
      return counted
    })
  }
}
