/**
 * Expected failures. They travel as values, in a closed set, and the renderer maps each code to wording in one
 * file. Anything else is a bug: it throws, and the boundary turns it into `unexpected` with an incident id.
 * No text here ever holds patient data.
 */
export const ERROR_CODES = [
  /** The input does not have the shape or the values that the channel needs. `paths` names what to mend. */
  'validation',
  /** The caller is not the app's own page, or not the page that this channel belongs to. */
  'forbidden',
  /** The role of the person at the keys does not include this. `detail` names the right that is lacking. */
  'notAllowed',
  /** The passphrase was chosen by somebody else; one of the person's own comes first. */
  'ownPassphraseFirst',
  /** No vault is open. */
  'locked',
  /** The passphrase or recovery code opens nothing. `retryAfterMs` grows with each try. */
  'wrongSecret',
  /** The person was suspended: their key is gone. */
  'suspended',
  /** The clinic would be left without an owner. */
  'lastOwner',
  /** There is no PIN on this laptop, or too many wrong ones removed it. */
  'pinGone',
  /** This computer has no keychain worth the name, or it does not answer. */
  'noKeychain',
  /** Somebody saved in between: the base revision is not the latest. */
  'conflict',
  'notFound',
  /** A follow-up was asked for and no visit of the patient is signed yet. */
  'nothingSigned',
  /** Required answers are missing or refused; `paths` lists them in examination order. */
  'notReady',
  /** The revision is signed and cannot change. */
  'signed',
  /** The visit was cancelled or moved to another chart: it is kept as it is, and nothing more comes of it. */
  'withdrawn',
  /** The chart was joined to another, which is the one that is charted in. */
  'joined',
  /** A visit is being charted in the chart: it comes first. */
  'openDraft',
  /** A vault written by a newer Palpa. */
  'newerVault',
  /** The backup is another vault's: no key of this one opens it. */
  'otherVault',
  /** The folder or drive that was chosen for backups is not there. */
  'placeMissing',
  /** A backup, rehearsal, restore or erasure is under way; they run one at a time. */
  'busy',
  'diskFull',
  'readOnly',
  /** A sealed document or file failed its tag or could not be read. */
  'damaged',
  /** The sealed file of an image is not where its row says. */
  'missingFile',
  /** The data folder lies in a folder that a service keeps in step with a cloud. `detail` names the service. */
  'cloudFolder',
  /** The data folder lies on another computer. */
  'networkFolder',
  /** The file is not one of the kinds that Palpa takes, or it lies about its kind. */
  'unsupportedFile',
  /** The file ends early. `detail` says how much of it there is. */
  'truncatedFile',
  /** A file could not be read on while it was sent. What came so far waits. */
  'interrupted',
  'tooLarge',
  'cancelled',
  'printer',
  /** A gate of the prompt rules holds the document back. */
  'gated',
  'unexpected',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

/** One expected failure. */
export interface AppError {
  readonly code: ErrorCode
  /** Field ids, answer paths or input keys that the failure is about. */
  readonly paths?: readonly string[]
  /** A fact for the wording (a transfer syntax, a count of bytes). Never patient data. */
  readonly detail?: string
  /** Milliseconds to wait before another try counts. */
  readonly retryAfterMs?: number
  /** Wrong PINs that are left before the PIN is removed. */
  readonly triesLeft?: number
  /** Set on `unexpected` only; the same id stands in the log. */
  readonly incident?: string
}

/** What every call answers. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })
export const fail = <T = never>(code: ErrorCode, more: Omit<AppError, 'code'> = {}): Result<T> => ({
  ok: false,
  error: { code, ...more },
})
