import { fail, type Result } from '../../shared/errors'
import type { PatientRow, Session as SessionFacts } from '../../shared/ipc/contract'
import type { AtTheKeys } from '../../shared/ipc/access'
import { rightsOf, type Right } from '../../shared/records/roles'
import { member, type Clinic, type Member, type MemberRecord } from '../../shared/records/people'
import type { ExamBody } from '../../shared/records/exam'
import type { Links } from '../../shared/records/joined'
import type { Instant, Uuid } from '../../shared/records/values'
import type { AwaitedFile } from '../../shared/records/image'
import type { ImageWriter, OpenVault, VaultFolder } from '../store/types'
import type { ExamRules } from './exam-rules'
import type { Intake } from './image-intake'
import { dayOf } from './local-time'
import { newNotes, type Notes } from './notes'
import type { Ports } from './ports'
import type { UnsavedDraft } from './stored'
import { ReadFiles } from './exam-files'

/** What a line of the directory says of the last signed visit. */
export interface LastVisit {
  readonly seenAt?: Instant
  readonly nodules: PatientRow['nodules']
}

/** One image on its way in. */
export interface Upload {
  readonly writer: ImageWriter
  readonly intake: Intake
  readonly patientId: Uuid
  readonly examId: Uuid
  readonly entryId: Uuid
  /** Length that was announced, bytes. */
  readonly bytes: number
  /** Number of the piece that must come next, and the bytes that came so far. */
  next: number
  received: number
}

/** Files that were chosen for a visit and are not all in. */
export interface AwaitedFiles {
  readonly patientId: Uuid
  readonly files: Map<Uuid, AwaitedFile>
  /** Pictures of the visit that are stored: an awaited file gets its own id as theirs. */
  readonly cameIn: Set<Uuid>
  /** The window has these in hand: it sends them, or says that it gives them up. */
  readonly inHand: Set<Uuid>
}

/** Everything that lives from unlock to lock. Dropped as a whole, so nothing opened outlives the lock. */
export interface Session {
  readonly vault: OpenVault
  /** Replaced when an owner changes their own standing. */
  person: Member
  /** The passphrase is one that somebody else chose. */
  ownPassphraseFirst: boolean
  clinic: Clinic
  /** Whose draft it is, so that a save needs no look-up first. */
  readonly patientOfDraft: Map<Uuid, Uuid>
  /** What was read or saved last of each draft: what differs from it is said by who is unlocked. */
  readonly bodyOfDraft: Map<Uuid, ExamBody>
  /** The same by the window that had it: what it typed since, where another saved in between. */
  readonly bodyOfWriter: Map<Uuid, ExamBody>
  /** What the directory says of each patient's last visit; forgotten when that patient's exams change. */
  readonly lastVisits: Map<Uuid, LastVisit>
  /** Signed visits that were read last; forgotten when any exam changes. */
  readonly files: ReadFiles
  /** Which charts are one; unknown until somebody asks. */
  links?: Links | undefined
  readonly uploads: Map<Uuid, Upload>
  /** By visit; read when it is first asked for. */
  readonly awaited: Map<Uuid, Promise<AwaitedFiles>>
  /** Of all patients: how many there are, and the highest number among them; unknown until one is registered. */
  clinicNumbers?: { readonly patients: number; readonly highest: number }
  /** Newest refused save of each visit. */
  readonly unsaved: Map<Uuid, UnsavedDraft>
  readonly notes: Notes
}

/** What every use case works with. */
export interface Context {
  readonly ports: Ports
  readonly folder: VaultFolder
  readonly rules: ExamRules
  session: Session | undefined
  /** A lock that is under way: whoever unlocks waits for it. */
  leaving?: Promise<Result<{ done: true }>> | undefined
  /** What was not saved when the vault was locked, sealed. */
  readonly aside: Uint8Array[]
}

export const newSession = (vault: OpenVault, record: MemberRecord, clinic: Clinic): Session => ({
  vault,
  person: member.parse(record),
  ownPassphraseFirst: record.passphraseBy !== undefined,
  clinic,
  patientOfDraft: new Map(),
  bodyOfDraft: new Map(),
  bodyOfWriter: new Map(),
  lastVisits: new Map(),
  files: new ReadFiles(),
  uploads: new Map(),
  awaited: new Map(),
  unsaved: new Map(),
  notes: newNotes(),
})

/** What the window may know of the session. */
export const sessionFacts = ({ person, clinic, ownPassphraseFirst }: Session): SessionFacts => ({
  person,
  clinic,
  ownPassphraseFirst,
})

export const rightsIn = ({ person, clinic }: Session): ReadonlySet<Right> =>
  rightsOf(person, clinic.settings.assistantsSee)

/** What the gate asks before every call. */
export const atTheKeys = ({ session }: Context): AtTheKeys | undefined =>
  session && {
    rights: rightsIn(session),
    ownPassphraseFirst: session.ownPassphraseFirst,
  }

/** Makes a use case that needs an unlocked vault; answers `locked` otherwise. */
export const whileOpen =
  (context: Context) =>
  <I, T>(work: (session: Session, input: I) => Promise<Result<T>>) =>
  (input: I): Promise<Result<T>> =>
    context.session ? work(context.session, input) : Promise.resolve(fail('locked'))

export const nowAt = (context: Context): string => context.ports.now().toISOString()

/** Today where the laptop stands, as `YYYY-MM-DD`. */
export const today = (context: Context): string => dayOf(context.ports.now())
