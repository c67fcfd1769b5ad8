import { fail, ok, type Result } from '../../shared/errors'
import { certificatePage } from '../../shared/handout/certificate-page'
import type {
  CERTIFICATE_COPIES,
  ErasureDone,
  ErasurePreview,
  ErasureReached,
  ErasureReason,
} from '../../shared/records/erasure'
import { fullName, type Patient } from '../../shared/records/people'
import type { Uuid } from '../../shared/records/values'
import { isThere, recall } from './backup/memory'
import { chartedElsewhere } from './left-visits'
import { chartsOf, forgetLinks, joiningsElsewhere } from './charts'
import { whileOpen, type Context, type Session } from './context'
import { dayOf, timeOf } from './local-time'
import { onPaper, type PaperTo } from './paper'
import { readAll, readMember, readPatient } from './stored'

interface Request {
  readonly patientId: Uuid
  /** The clinic number, typed: proof that this is the chart that is meant. */
  readonly clinicNumber: string
  readonly reason: ErasureReason
  readonly passphrase: string
  readonly secondId: Uuid
  readonly secondPassphrase: string
}

/** What a certificate can still say. In memory only, until the certificate is printed or the vault locks. */
interface Erased extends ErasureDone {
  readonly patient: Patient
  readonly reason: ErasureReason
  readonly second: string
  /** What became of the older backups; unknown until they were all tried. */
  readonly backups?: { readonly rewritten: number; readonly left: number }
}

/**
 * Lawful erasure (ruling 34): two people, each with their own passphrase, a reason from a closed list, a preview of
 * what goes. Afterwards nothing here knows who it was: the audit entry names no patient.
 */
export const erasureService = (context: Context) => {
  const open = whileOpen(context)
  const erased = new WeakMap<Session, Erased>()

  const patientOf = async (session: Session, patientId: Uuid): Promise<Result<Patient>> => {
    const found = await session.vault.documents.latest('patient', patientId)
    return found.ok ? readPatient(found.value) : found
  }

  const places = async (session: Session) =>
    Promise.all(
      (await recall(session)).places.map(async (place) => ({ ...place, there: await isThere(place.folder) })),
    )

  /**
   * Everybody who can unlock, but the one who asks, and those whose passphrase somebody else chose: whoever chose it
   * could type both.
   */
  const seconds = async (session: Session): Promise<Result<ErasurePreview['seconds']>> => {
    const stored = await session.vault.documents.list('person')
    if (!stored.ok) return stored
    const others = readAll(stored.value.documents, readMember).values.filter(
      ({ personId, suspendedAt, passphraseBy }) =>
        personId !== session.person.personId && suspendedAt === undefined && passphraseBy === undefined,
    )
    return ok(others.map(({ personId, name }) => ({ personId, name })))
  }

  /** What is held of the patient in this session goes as well. */
  const forget = (session: Session, patientId: Uuid): void => {
    session.lastVisits.delete(patientId)
    session.files.forget()
    for (const [examId, whose] of session.patientOfDraft) {
      if (whose !== patientId) continue
      session.patientOfDraft.delete(examId)
      session.bodyOfDraft.delete(examId)
    }
    for (const [examId, draft] of session.unsaved) {
      if (draft.patientId === patientId) session.unsaved.delete(examId)
    }
    context.ports.press.close()
  }

  return {
    preview: open(async (session, input: { patientId: Uuid }): Promise<Result<ErasurePreview>> => {
      const charts = await chartsOf(session, input.patientId)
      if (!charts.ok) return charts
      const sum = { visits: 0, handouts: 0, drafts: 0, revisions: 0, images: 0, imageBytes: 0 }
      const joined: ErasurePreview['joined'] = []
      for (const patientId of charts.value) {
        const counted = await session.vault.erasures.preview(patientId)
        if (!counted.ok) return counted
        const { documents, drafts, revisions, images, imageBytes } = counted.value
        sum.visits += documents.exam ?? 0
        sum.handouts += (documents.givenHandout ?? 0) + (documents.givenLetter ?? 0)
        sum.drafts += drafts
        sum.revisions += revisions
        sum.images += images
        sum.imageBytes += imageBytes
        const other = patientId === input.patientId ? undefined : await patientOf(session, patientId)
        if (other && !other.ok) return other
        if (other) joined.push({ name: fullName(other.value), clinicNumber: other.value.clinicNumber })
      }
      const elsewhere = await chartedElsewhere(session, charts.value)
      if (!elsewhere.ok) return elsewhere
      const others = await seconds(session)
      if (!others.ok) return others
      return ok({
        ...sum,
        joined,
        elsewhere: new Set(elsewhere.value.filter(({ kind }) => kind === 'exam').map(({ docId }) => docId))
          .size,
        seconds: others.value,
        places: await places(session),
      })
    }),

    /** `validation` names what does not fit; wrong passphrases count and wait as at unlock, with `paths` = whose. */
    erase: open(async (session, input: Request): Promise<Result<ErasureDone>> => {
      const { vault, person } = session
      const found = await patientOf(session, input.patientId)
      if (!found.ok) return found
      const patient = found.value
      if (patient.clinicNumber !== input.clinicNumber.trim())
        return fail('validation', { paths: ['clinicNumber'] })
      const others = await seconds(session)
      if (!others.ok) return others
      const second = others.value.find(({ personId }) => personId === input.secondId)
      if (second === undefined) return fail('validation', { paths: ['secondId'] })
      const checks = [
        ['passphrase', person.personId, input.passphrase],
        ['secondPassphrase', second.personId, input.secondPassphrase],
      ] as const
      for (const [path, personId, passphrase] of checks) {
        const right = await vault.keyring.checkPassphrase(personId, passphrase)
        if (!right.ok) return { ok: false, error: { ...right.error, paths: [path] } }
      }
      const charts = await chartsOf(session, input.patientId)
      if (!charts.ok) return charts
      // Read before anything goes: afterwards nobody knows any more where else the patient was charted.
      const emptied = await chartedElsewhere(session, charts.value)
      if (!emptied.ok) return emptied
      const joinings = await joiningsElsewhere(session, charts.value)
      if (!joinings.ok) return joinings
      const done = await vault.erasures.erase(
        input.patientId,
        (erasureId) => ({
          what: 'patient.erased',
          detail: `${input.reason}; with ${second.personId}; certificate ${erasureId}`,
        }),
        {
          others: charts.value.filter((id) => id !== input.patientId),
          emptied: [...emptied.value, ...joinings.value.emptied],
          written: joinings.value.written,
        },
      )
      if (!done.ok) return done
      for (const chart of charts.value) forget(session, chart)
      forgetLinks(session)
      erased.set(session, { ...done.value, patient, reason: input.reason, second: second.name })
      return done
    }),

    /** Takes the patient out of every backup within reach, and names those that are not. */
    reachBackups: open(async (session): Promise<Result<ErasureReached>> => {
      const reached: ErasureReached['places'] = []
      for (const place of await places(session)) {
        if (!place.there) {
          reached.push({ ...place, rewritten: 0, left: [] })
          continue
        }
        const done = await session.vault.backups.cleanse(place.folder)
        if (!done.ok) return done
        reached.push({ ...place, rewritten: done.value.rewritten, left: [...done.value.left] })
      }
      const left = reached.filter((place) => !place.there || place.left.length > 0).length
      const known = erased.get(session)
      if (known) erased.set(session, { ...known, backups: { rewritten: reached.length - left, left } })
      return ok({ places: reached })
    }),

    /** `notFound` once it has been let go of: then nobody knows any more who it was. */
    certificate: open(async (session, input: { copy: (typeof CERTIFICATE_COPIES)[number]; to: PaperTo }) => {
      const known = erased.get(session)
      if (known === undefined) return fail('notFound')
      const { patient, backups, ...facts } = known
      // It says what became of the backups, so they come first.
      if (backups === undefined) return fail('notReady')
      const note = certificatePage(
        {
          ...facts,
          backups,
          on: dayOf(known.erasedAt),
          time: timeOf(known.erasedAt),
          first: session.person.name,
          clinic: session.clinic,
        },
        input.copy === 'patient' ? patient : undefined,
      )
      const printed = await onPaper(context, { is: 'note', note }, input.to, 'palpa-certificate.pdf')
      if (!printed.ok) return printed
      const noted = await session.vault.audit.append({ what: 'certificate.printed', detail: input.copy })
      return noted.ok ? ok(printed.value) : noted
    }),

    /** The window is done with it. */
    close: open((session) => {
      erased.delete(session)
      return Promise.resolve(ok({ done: true as const }))
    }),
  }
}
