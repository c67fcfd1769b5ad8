import { withAnswer, withEntry } from '@shared/exam/edit'
import type { ExamBody, SignedExam } from '@shared/records/exam'
import type { PatientInput } from '@shared/records/people'
import { PASSPHRASE, patientInput } from '../fixtures/records'
import { bodyOf, said, VIGNETTES } from '../fixtures/vignettes'
import { firstRun, openApp, value, type App } from './app'

export const REASON = 'Registered twice, checked against the identity card'
export const VISIT = VIGNETTES.V1.visits[0]!
const DAY = 86_400_000
const NOT_LOOKED = said({ is: 'notExamined' }, `${VISIT.visitOn}T03:00:00.000Z`)

/** The whole of main on the day of the first visit. */
export async function clinicOnDayOne(dataFolder?: string): Promise<App> {
  const app = await openApp(dataFolder)
  app.clock = new Date(`${VISIT.visitOn}T03:00:00.000Z`)
  await firstRun(app)
  return app
}

let entries = 0

/** Charts that may be of one person, what is signed in them, and joining and separating them. */
export const twoCharts = (app: () => App) => {
  const register = async (more: Partial<PatientInput> = {}): Promise<string> =>
    value(
      await app().call('patients.register', {
        patient: patientInput({ ...VIGNETTES.V1.patient, ...more }),
      }),
    ).patientId

  /** Entry ids of its own for each visit, as the window makes them. */
  const ownEntries = (body: ExamBody): ExamBody =>
    JSON.parse(
      JSON.stringify(body).replaceAll(/01936b5c-0000-7000-(?<rest>[0-9a-f-]{17})/gu, (_id, rest: string) => {
        return `01936b5c-${String(entries).padStart(4, '0')}-7000-${rest}`
      }),
    ) as ExamBody

  const sign = async (patientId: string, change = (body: ExamBody) => body): Promise<SignedExam> => {
    entries += 1
    const visitOn = app().clock.toISOString().slice(0, 10)
    const { examId, sequence, body: begun } = value(await app().call('exams.start', { patientId, visitOn }))
    // What the record knows is spoken of, before anything new.
    const known = (begun.answers.groups['nodule'] ?? []).map(({ entryId }) => entryId)
    const fresh = known.reduce(
      (all, entryId) => withAnswer(withEntry(all, 'nodule', entryId), `nodule.status@${entryId}`, NOT_LOOKED),
      ownEntries(bodyOf(VISIT)),
    )
    const [mine] = fresh.answers.groups['nodule']!
    const dated = withAnswer(fresh, `nodule.status@${mine!.entryId}`, said('new', app().clock.toISOString()))
    const body = change({ ...dated, visitOn })
    const saved = value(await app().call('exams.saveDraft', { examId, baseSequence: sequence, body }))
    const signing = {
      examId,
      baseSequence: saved.sequence,
      mode: 'complete',
      passphrase: PASSPHRASE,
    } as const
    const exam = value(await app().call('exams.sign', signing))
    app().clock = new Date(app().clock.getTime() + DAY)
    // A day went by, and somebody is still there.
    value(await app().call('vault.touch', {}))
    return exam
  }
  const allergic = (to: string) => (body: ExamBody) =>
    withAnswer(body, 'medicines.otherAllergy', said([to], app().clock.toISOString()))

  /** Two charts of one person: each with a visit and an R1, the older one with an allergy that the newer one denies. */
  const twice = async () => {
    const otherId = await register({ given: 'Zz-Test Astor', phone: '+65 8000 0099' })
    const old = await sign(otherId, allergic('latex'))
    const keepId = await register()
    const recent = await sign(keepId, allergic('none'))
    return { keepId, otherId, old, recent }
  }
  const join = async (keepId: string, otherId: string) =>
    app().call('patients.join', { keepId, otherId, reason: REASON, passphrase: PASSPHRASE })
  const separate = async (otherId: string) =>
    app().call('patients.separate', { otherId, reason: 'Two people after all', passphrase: PASSPHRASE })

  return { register, sign, allergic, twice, join, separate, ownEntries }
}
