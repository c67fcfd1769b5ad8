import type { Result } from '@shared/errors'
import type { Uuid } from '@shared/records/values'

/** Who can unlock, as the rooms above may know it. Usual failures and what an answer is stand in types.ts. */

/** A slot that is stretched and sealed, and counts once a transaction has put it. */
export interface NewSlot {
  readonly kind: 'passphrase' | 'pin' | 'recovery'
}

/** The people who can unlock. */
export interface Keyring {
  /**
   * True when it is theirs. Wrong tries count and wait as at unlock (`wrongSecret` with `retryAfterMs`) and are in the
   * audit chain when this answers.
   */
  checkPassphrase(personId: Uuid, passphrase: string): Promise<Result<true>>
  /** As at unlock by PIN: `wrongSecret` with `triesLeft`, `pinGone`, `noKeychain`. */
  checkPin(personId: Uuid, pin: string): Promise<Result<true>>
  /** Slow on purpose, so before the transaction that puts it. Replaces the passphrase that the person has. */
  newPassphrase(personId: Uuid, name: string, passphrase: string): Promise<Result<NewSlot>>
  /** The same for a PIN on this laptop. `noKeychain` where the computer has none worth the name. */
  newPin(personId: Uuid, pin: string): Promise<Result<NewSlot>>
  pinPossible(): Promise<boolean>
}

/** Changes of the keyring, saved with the documents and audit rows that go with them. */
export interface KeyringWrites {
  put(slot: NewSlot): Promise<Result<void>>
  /** Destroys the person's wrapped key and PIN; the name stays, marked. A new passphrase brings them back. */
  suspend(personId: Uuid): Promise<Result<void>>
  /** True when there was one. */
  removePin(personId: Uuid): Promise<Result<boolean>>
  /** The names shown on the unlock screen, in clear. */
  rename(names: {
    clinicName?: string
    people?: readonly { personId: Uuid; name: string }[]
  }): Promise<Result<void>>
}

/** The operating system's keychain: protects a text so that only this user on this machine gets it back. */
export interface Keychain {
  /** False where there is none, or only a pretence of one. */
  available(): Promise<boolean>
  protect(text: string): Promise<Uint8Array>
  /** Rejects when the keychain does not answer or the bytes are not its own. */
  reveal(bytes: Uint8Array): Promise<string>
}
