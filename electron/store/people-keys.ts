import { sealNotes } from './locked-notes'
import type { Core, Run, Work } from './core'
import { answered, StoreFailure } from './failures'
import { removePin, suspendSlot, type Slots } from './keyring'
import type { PinSlots } from './pin-slots'
import { PreparedSlot } from './prepared-slot'
import type { KeySet } from './sealing'
import type { Keyring, KeyringWrites } from './types'

/** The keyring of an open vault. The vault key never leaves this room: callers get slots that only `put` can use. */
export const keyring = (core: Core, slots: Slots, pins: PinSlots): Keyring => {
  /** A wrong secret is in the chain before the answer is out. */
  const check = (open: () => Promise<KeySet>) =>
    answered(async () => {
      core.mustBeOpen()
      try {
        const keys = await open()
        keys.wipe()
        return true as const
      } catch (error) {
        if (error instanceof StoreFailure)
          await core.transact((work) => sealNotes(work, 'person.confirmFailed'))
        throw error
      }
    })
  const pinOwner = (personId: string) => ({ vaultId: core.vaultId, deviceId: core.deviceId, personId })

  return {
    checkPassphrase: (personId, passphrase) =>
      check(() => slots.open(core.vaultId, { personId }, passphrase)),

    checkPin: (personId, pin) => check(() => pins.open(pinOwner(personId), pin)),

    newPassphrase: (personId, name, passphrase) =>
      answered(() => {
        core.mustBeOpen()
        return slots.seal(core.keys, core.vaultId, { personId }, name, passphrase)
      }),

    newPin: (personId, pin) =>
      answered(() => {
        core.mustBeOpen()
        return pins.prepare(core.keys, pinOwner(personId), pin)
      }),

    pinPossible: () => pins.possible(),
  }
}

/** What a transaction may change of the keyring. */
export const keyringWrites = (run: Run<Work>): KeyringWrites => ({
  put: (slot) =>
    run(({ db }) => {
      if (!(slot instanceof PreparedSlot)) throw new Error('A slot is put as the keyring made it')
      return slot.put(db)
    }),
  suspend: (personId) => run(({ db, at }) => suspendSlot(db, personId, at)),
  removePin: (personId) => run(({ db }) => removePin(db, personId)),
  rename: ({ clinicName, people = [] }) =>
    run(async ({ db }) => {
      if (clinicName !== undefined) await db.run('UPDATE vault SET clinic_name = ?', [clinicName])
      for (const { personId, name } of people) {
        await db.run('UPDATE key_slot SET name = ? WHERE person_id = ?', [name, personId])
      }
    }),
})
