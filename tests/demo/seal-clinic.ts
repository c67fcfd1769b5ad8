import { v7 as newId } from 'uuid'
import type { Result } from '@shared/errors'
import { answerPath } from '@shared/exam/answer'
import type { ExamBody } from '@shared/records/exam'
import { createServices, type Services } from '../../electron/services'
import { examRules } from '../../electron/services/exam-rules'
import type { OpenVault } from '../../electron/store/types'
import { openVaultFolder } from '../../electron/store/vault'
import { CLINIC_PATIENTS, NEWEST_VISIT_ON, type ClinicPatient, type ClinicVisit } from '../fixtures/clinic'
import { ultrasound } from '../fixtures/dicom'
import { makePng } from '../fixtures/pictures'
import { portsAlone } from '../fixtures/ports'
import { CLINIC, LINDEN_INPUT, PASSPHRASE, patientInput } from '../fixtures/records'
import { bodyOf, said } from '../fixtures/vignettes'
import { bundle } from '../store/bundle'

const DAY_MS = 86_400_000

/** @throws Error with the code: the seeded clinic is a fixture, nothing in it may be refused */
const value = <T>(result: Result<T>, what: string): T => {
  if (result.ok) return result.value
  throw new Error(`${what}: ${JSON.stringify(result.error)}`)
}

/** Days by which the fixtures move, so that the newest visits were made yesterday. */
const moveDays = (): number => Math.round((Date.parse(todayIso()) - Date.parse(NEWEST_VISIT_ON)) / DAY_MS) - 1
const todayIso = (): string => new Date().toISOString().slice(0, 10)
const moved = (isoDate: string, days: number): string =>
  new Date(Date.parse(isoDate) + days * DAY_MS).toISOString().slice(0, 10)

/** Every calendar date inside a visit moves with it. */
const movedVisit = (visit: ClinicVisit, days: number): ClinicVisit =>
  JSON.parse(JSON.stringify(visit), (_key, held: unknown) =>
    typeof held === 'string' && /^\d{4}-\d\d-\d\d$/.test(held) ? moved(held, days) : held,
  ) as ClinicVisit

const FILM = { columns: 320, rows: 240, shrink: 2 }
/** The synthetic ultrasound and a small picture of it; the pixels stand at the end of the file. */
const film = (bornOn: string): { file: Uint8Array; thumbnail: Uint8Array } => {
  const { columns, rows, shrink } = FILM
  const file = ultrasound({ bornOn: bornOn.replaceAll('-', '') }, columns, rows)
  const start = file.length - columns * rows * 3
  const grey = (x: number, y: number): number => file[start + (y * shrink * columns + x * shrink) * 3] ?? 0
  return { file, thumbnail: makePng(columns / shrink, rows / shrink, [], grey) }
}

const attach = async (
  services: Services,
  examId: string,
  body: ExamBody,
  bornOn: string,
): Promise<ExamBody> => {
  const entryId = newId()
  const { file, thumbnail } = film(bornOn)
  const { images } = services
  const { uploadId } = value(await images.begin({ examId, entryId, bytes: file.length }), 'begin')
  value(await images.chunk({ uploadId, index: 0, bytes: file }), 'chunk')
  const { imageId } = value(await images.finish({ uploadId }), 'finish')
  value(await images.thumbnail({ imageId, png: thumbnail }), 'thumbnail')
  const nodule = body.answers.groups['nodule']?.[0]?.entryId ?? ''
  const at = `${body.visitOn}T10:40:00.000Z`
  const values = {
    'image.modality': said('ultrasound', at),
    'image.nodule': said(nodule, at),
    'image.identifiersRemoved': said('yes', at),
  }
  const answers = {
    ...body.answers,
    groups: { ...body.answers.groups, image: [{ entryId, values }] },
  }
  return { ...body, answers }
}

interface Seeding {
  readonly services: Services
  /** Moves the clock of main. */
  readonly at: (instant: string) => void
  readonly days: number
}

async function seedPatient(
  { services, at, days }: Seeding,
  { patient, visits }: ClinicPatient,
): Promise<void> {
  const first = movedVisit(visits[0]!, days)
  at(`${first.visitOn}T02:30:00.000Z`)
  const { patientId } = value(
    await services.patients.register({ patient: patientInput(patient) }),
    'register',
  )
  for (const [index, fixture] of visits.entries()) {
    const visit = movedVisit(fixture, days)
    at(`${visit.visitOn}T03:${String(index).padStart(2, '0')}:00.000Z`)
    const draft = value(await services.exams.start({ patientId, visitOn: visit.visitOn }), 'start')
    const { examId } = draft
    const typed = bodyOf(visit)
    const body = visit.groups['injection']
      ? await attach(services, examId, typed, patient.bornOn ?? '')
      : typed
    const focus = visit.draft ? { focus: answerPath('complaint.painAverage') } : {}
    const saved = value(
      await services.exams.saveDraft({ examId, baseSequence: draft.sequence, body, ...focus }),
      'save',
    )
    if (visit.draft) continue
    const baseSequence = saved.sequence
    const mode = visit.mode ?? 'complete'
    value(await services.exams.sign({ examId, baseSequence, mode, passphrase: PASSPHRASE }), `sign ${examId}`)
  }
}

/** Who comes to the clinic, and what else is put in its vault before it is closed. */
interface Filling {
  readonly patients: readonly ClinicPatient[]
  readonly more?: (vault: OpenVault) => Promise<void>
}

/**
 * Makes a vault with the invented clinic in an empty folder and closes it again.
 * @param told hears of each patient that is in
 * @param filling other people than the dozen invented ones
 * @returns the recovery code, group by group; the passphrase is the fixtures'
 */
export async function sealClinic(
  dataFolder: string,
  told: (patient: ClinicPatient) => void = () => undefined,
  { patients, more }: Filling = { patients: CLINIC_PATIENTS },
): Promise<readonly string[]> {
  let clock = new Date()
  const now = (): Date => clock
  const folder = openVaultFolder({
    dataFolder,
    now,
    indexWorker: await bundle('electron/store/index-worker.ts'),
  })
  const services: Services = createServices(
    portsAlone({ dataFolder, now, locking: () => services.flushed() }),
    folder,
    examRules,
  )
  try {
    const days = moveDays()
    const at = (instant: string): void => {
      clock = new Date(instant)
      // A clock that leaps must not look like somebody who went away.
      services.quiet.touch()
    }
    // The clinic is a year old.
    at(`${moved(todayIso(), -365)}T01:00:00.000Z`)
    const made = value(
      await services.create({ clinic: CLINIC, person: LINDEN_INPUT, passphrase: PASSPHRASE }),
      'create',
    )
    const groups = [0, 1].map((index) => ({ index, text: made.recoveryCode[index] ?? '' }))
    const { clinic } = value(await services.confirmRecovery({ groups }), 'confirm')
    const settings = { ...clinic.settings, procedures: true, idleMinutes: 60 }
    value(await services.clinic.updateSettings({ baseRevision: clinic.revision, settings }), 'settings')
    for (const patient of patients) {
      await seedPatient({ services, at, days }, patient)
      told(patient)
    }
    at(new Date().toISOString())
    const vault = folder.current()
    if (vault !== undefined) await more?.(vault)
    await services.lock()
    return made.recoveryCode
  } finally {
    // Also where something was refused: an open vault keeps the command alive.
    await folder.close()
  }
}
