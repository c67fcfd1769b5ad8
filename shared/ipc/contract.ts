import { z } from 'zod'
import { noteChoices, printJob } from '../handout/sheet'
import { backupHealth, workProgress } from '../records/backup'
import { vaultHealth } from '../records/health'
import {
  clinic,
  clinicInput,
  clinicSettings,
  member,
  memberRecord,
  MIN_PASSPHRASE,
  personInput,
} from '../records/people'
import { auditFilter, auditPage } from '../records/audit-row'
import { ROLES } from '../records/roles'
import { instant, uuid } from '../records/values'
import { DIRECTORY } from './directory'
import { JOINING } from './joining'
import { LETTERS } from './letters'
import { BESIDES } from './besides'
import { LIBRARY } from './library'
import type { Result } from '../errors'
import type { ChannelName, EventName, PrintChannelName } from './channels'
import { PAPER } from './paper'
import { PICTURES } from './pictures'
import { SAFEKEEPING } from './safekeeping'
import { channel, done, nothing, onPaper, paperTo, pinText, secret } from './shape'
import { TEXTS } from './texts'
import { VISITS } from './visits'

const newPassphrase = z.string().min(MIN_PASSPHRASE).max(1024)

export type { PatientRow } from './directory'
export type { OwnProof } from './shape'
/** Where a PIN is not enough. */
const ownPassphrase = { passphrase: secret }

/** Who is at the keys. */
export const session = z.object({
  person: member,
  clinic,
  /** The passphrase was chosen by somebody else: nothing goes before one of the person's own. */
  ownPassphraseFirst: z.boolean(),
})
export type Session = z.infer<typeof session>

/** The proof of sealing, run at every start: the files were read raw and nothing known was found in clear. */
export const sealProof = z.object({
  passed: z.boolean(),
  at: instant,
  /** What was tried, one plain sentence each. */
  checks: z.array(z.object({ what: z.string(), passed: z.boolean() })),
})

export const vaultStatus = z.object({
  state: z.enum(['new', 'locked', 'open', 'newerVault', 'damaged']),
  /** `new`, and an earlier first run ended before its recovery code was confirmed: that code opens nothing. */
  unfinished: z.boolean(),
  clinicName: z.string(),
  people: z.array(
    z.object({
      personId: uuid,
      name: z.string(),
      suspended: z.boolean(),
      /** Has a PIN on this laptop. */
      pin: z.boolean(),
      /** Set while tries are held back after wrong passphrases. */
      retryAfterMs: z.int().nonnegative(),
    }),
  ),
  /** The wait that the recovery code is under. */
  retryAfterMs: z.int().nonnegative(),
  /** A new vault is made only on a disk of this laptop. */
  place: z.discriminatedUnion('is', [
    z.object({ is: z.literal('local') }),
    z.object({ is: z.literal('cloud'), service: z.string() }),
    z.object({ is: z.literal('network') }),
  ]),
  /** The session when `open`, so that a reloaded window finds its place. */
  session: session.optional(),
})

const outcome = onPaper.extend({ givenId: uuid.optional() })

/** A place in the clinic; whether they sign counts only where the role leaves it open. */
const standing = { role: z.enum(ROLES), signs: z.boolean() }

/**
 * The contract: one input and one output shape per channel. Handler signatures, the client and `window.palpa`
 * derive from it. A name without a shape does not compile.
 */
export const CONTRACT = {
  'vault.status': channel(nothing, vaultStatus),
  'vault.create': channel(
    z.object({
      clinic: clinicInput,
      person: personInput,
      passphrase: newPassphrase,
    }),
    z.object({ recoveryCode: z.array(z.string()) }),
  ),
  /** Two groups of the recovery code asked back; only then is the vault in use. */
  'vault.confirmRecovery': channel(
    z.object({ groups: z.array(z.object({ index: z.int().nonnegative(), text: z.string() })).length(2) }),
    session,
  ),
  'vault.printRecovery': channel(nothing, done),
  'vault.unlock': channel(z.object({ personId: uuid, passphrase: secret }), session),
  'vault.unlockWithPin': channel(z.object({ personId: uuid, pin: pinText }), session),
  'vault.unlockWithRecovery': channel(z.object({ code: secret, personId: uuid, newPassphrase }), session),
  'vault.lock': channel(z.object({ why: z.enum(['key', 'switch']).default('key') }), done),
  /** Somebody is still there: puts off the idle lock. */
  'vault.touch': channel(nothing, done),
  /** The answer to `vault.locking`: the draft is handed over, nothing is left in the window. */
  'vault.flushed': channel(nothing, done),
  /** How the open vault stands: what was checked and what was found. */
  'health.get': channel(nothing, vaultHealth),
  /** Checks the audit trail and the pages of the file now. */
  'health.check': channel(nothing, vaultHealth),
  /**
   * Puts the last good copy of a damaged thing back from a backup, or takes out what nobody wrote. `choose`: from a
   * backup that the person picks instead of the last ones.
   */
  'health.repair': channel(z.object({ findingId: z.string().max(300), choose: z.boolean() }), vaultHealth),
  /** Goes on in spite of findings that nothing can mend. */
  'health.accept': channel(
    z.object({
      findingIds: z.array(z.string().max(300)).min(1).max(100),
      reason: z.string().trim().min(1).max(500),
    }),
    vaultHealth,
  ),
  'app.about': channel(
    nothing,
    z.object({
      version: z.string(),
      runtime: z.string(),
      standIn: z.boolean(),
      versions: z.record(z.string(), z.string()),
      dataFolder: z.string(),
      proof: sealProof,
      /** While a vault is open. */
      backup: backupHealth.optional(),
    }),
  ),
  'clinic.get': channel(nothing, clinic),
  'clinic.update': channel(z.object({ baseRevision: z.int(), clinic: clinicInput }), clinic),
  'clinic.updateSettings': channel(z.object({ baseRevision: z.int(), settings: clinicSettings }), clinic),
  /** Everybody who can or could unlock, the suspended too. */
  'people.list': channel(nothing, z.object({ people: z.array(memberRecord) })),
  /** `firstPassphrase` is handed over; the person must choose another at once. `passphrase` is the owner's own. */
  'people.add': channel(
    z.object({ person: personInput, ...standing, firstPassphrase: newPassphrase, ...ownPassphrase }),
    memberRecord,
  ),
  'people.update': channel(
    z.object({ personId: uuid, person: personInput, ...standing, ...ownPassphrase }),
    memberRecord,
  ),
  'people.suspend': channel(z.object({ personId: uuid, ...ownPassphrase }), memberRecord),
  'people.reactivate': channel(
    z.object({ personId: uuid, firstPassphrase: newPassphrase, ...ownPassphrase }),
    memberRecord,
  ),
  'people.resetPassphrase': channel(
    z.object({ personId: uuid, firstPassphrase: newPassphrase, ...ownPassphrase }),
    memberRecord,
  ),
  'people.changePassphrase': channel(z.object({ newPassphrase, ...ownPassphrase }), session),
  /** Whether this computer has a keychain that a PIN can be bound to. */
  'people.me': channel(nothing, z.object({ pinPossible: z.boolean() })),
  'people.setPin': channel(z.object({ pin: pinText, ...ownPassphrase }), done),
  'people.removePin': channel(nothing, done),
  /** Newest first. A long search answers what it has after a moment, with `next` to go on from. */
  'audit.list': channel(
    z.object({ filter: auditFilter, before: z.int().positive().optional(), limit: z.int().min(1).max(500) }),
    auditPage,
  ),
  /** The newest 500 lines of the filter, on paper. */
  'audit.print': channel(z.object({ filter: auditFilter, to: paperTo }), outcome),
  'notes.text': channel(z.object({ examId: uuid }), z.object({ text: z.string() })),
  'notes.print': channel(noteChoices.extend({ examId: uuid, to: paperTo }), outcome),
  ...DIRECTORY,
  ...VISITS,
  ...JOINING,
  ...PAPER,
  ...SAFEKEEPING,
  ...LETTERS,
  ...TEXTS,
  ...LIBRARY,
  ...BESIDES,
  ...PICTURES,
} satisfies Record<ChannelName, { input: z.ZodType; output: z.ZodType }>

/** Channels of the hidden print window. */
export const PRINT_CONTRACT = {
  'print.job': channel(nothing, printJob),
  'print.ready': channel(z.object({ pages: z.int().nonnegative() }), done),
} satisfies Record<PrintChannelName, { input: z.ZodType; output: z.ZodType }>

export const EVENT_CONTRACT = {
  /** Sent before the lock, so that the window can hand over the last keystrokes. */
  'vault.locking': nothing,
  'vault.locked': nothing,
  /** A check began or ended, or a finding was answered. */
  'health.changed': nothing,
  'backup.progress': workProgress,
  /** Whatever was under way has ended, well or not. */
  'backup.ended': workProgress.pick({ what: true }),
} satisfies Record<EventName, z.ZodType>

type AllContracts = typeof CONTRACT & typeof PRINT_CONTRACT
export type CallName = ChannelName | PrintChannelName
export type CallInput<N extends CallName> = z.input<AllContracts[N]['input']>
/** What a handler receives: parsed, trimmed, nothing extra. */
export type ParsedInput<N extends CallName> = z.output<AllContracts[N]['input']>
export type CallOutput<N extends CallName> = z.output<AllContracts[N]['output']>

/**
 * `window.palpa`: one function per channel, named as the channel, and `on`, which answers the function that
 * unsubscribes. Every call answers a `Result`; none rejects.
 *
 * @public declared on the window in renderer/env.d.ts
 */
export type PalpaApi = {
  readonly [N in CallName]: (input: CallInput<N>) => Promise<Result<CallOutput<N>>>
} & {
  on<N extends EventName>(
    name: N,
    listener: (payload: z.output<(typeof EVENT_CONTRACT)[N]>) => void,
  ): () => void
}
