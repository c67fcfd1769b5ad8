import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { HandoutOptions } from '@shared/handout/sheet'
import { UNIT_IDS } from '@shared/handout/text/review'
import type { CallInput } from '@shared/ipc/contract'
import type { SignedExam } from '@shared/records/exam'
import { PASSPHRASE, patientInput } from '../fixtures/records'
import { bodyOf, VIGNETTES } from '../fixtures/vignettes'
import { addMember, code, emptyFolder, firstRun, openApp, switchTo, value, type App } from './app'

const VISIT = VIGNETTES.V1.visits[0]!
const TAMIL: CallInput<'handouts.preview'>['options'] = {
  language: 'ta',
  paper: 'A4',
  size: 'standard',
  actions: [],
}
const HAZEL_PASSPHRASE = 'seven zz kingfishers dive'

let app: App
let exam: SignedExam
let linden: string
beforeEach(async () => {
  app = await openApp()
  app.clock = new Date(`${VISIT.visitOn}T03:00:00.000Z`)
  linden = (await firstRun(app)).person.personId
  const patient = patientInput({ ...VIGNETTES.V1.patient, language: 'ta' })
  const { patientId } = value(await app.call('patients.register', { patient }))
  const { examId, sequence } = value(await app.call('exams.start', { patientId, visitOn: VISIT.visitOn }))
  const saved = value(
    await app.call('exams.saveDraft', { examId, baseSequence: sequence, body: bodyOf(VISIT) }),
  )
  const sign = { examId, baseSequence: saved.sequence, mode: 'complete', passphrase: PASSPHRASE } as const
  exam = value(await app.call('exams.sign', sign))
})

const events = async () =>
  value(await app.call('audit.list', { filter: {}, limit: 50 })).rows.map(({ what, detail }) => [
    what,
    detail,
  ])
const print = (input: Partial<CallInput<'handouts.print'>> = {}) =>
  app.call('handouts.print', { examId: exam.examId, options: TAMIL, to: 'printer', ...input })
const units = async (language: HandoutOptions['language'] = 'ta') =>
  value(await app.call('translations.list', { language })).units
const signAll = async (passphrase: string, more: object = {}) =>
  app.call('translations.sign', {
    language: 'ta',
    units: (await units()).map(({ id, hash }) => ({ id, hash })),
    passphrase,
    ...more,
  })

describe('giving a translation that nobody reviewed', () => {
  it('opens on the language the patient prefers, with what each language is worth', async () => {
    const opened = value(await app.call('handouts.open', { examId: exam.examId }))
    expect(opened.patient.language).toBe('ta')
    expect(opened.standings.find(({ language }) => language === 'ta')).toMatchObject({
      units: UNIT_IDS.length,
      counts: { draft: UNIT_IDS.length, reviewed: 0 },
    })
  })

  it('prints nothing without a reason (G3)', async () => {
    expect(await print()).toMatchObject({ ok: false, error: { code: 'gated', detail: 'translation' } })
    expect(app.printed).toEqual([])
    expect(code(await app.call('handouts.printAll', { examId: exam.examId }))).toBe('gated')
    expect(app.printed).toEqual([])
  })

  it('prints with one, with the English copy; the reason stands with the visit and the act in the audit', async () => {
    value(await print({ override: 'An interpreter reads it out' }))
    const [{ job } = { job: undefined }] = app.printed
    expect(job).toMatchObject({ is: 'sheet', sheet: { language: 'ta' }, copy: { language: 'en' } })
    const [given] = value(await app.call('handouts.given', { examId: exam.examId })).given
    expect(given).toMatchObject({ override: 'An interpreter reads it out', options: { language: 'ta' } })
    expect(await events()).toEqual(
      expect.arrayContaining([
        ['translation.overridden', 'ta'],
        ['handout.given', 'printer'],
      ]),
    )
    expect(JSON.stringify(await events())).not.toContain('interpreter')
  })

  it('asks none for English', async () => {
    value(await print({ options: { ...TAMIL, language: 'en' } }))
    expect((await events()).map(([what]) => what)).not.toContain('translation.overridden')
  })
})

describe('what was given', () => {
  it('is printed again to the letter, whatever was changed since', async () => {
    value(await print({ options: { ...TAMIL, language: 'en' } }))
    const clinic = value(await app.call('clinic.get', {}))
    const { settings: _settings, revision, ...rest } = clinic
    value(
      await app.call('clinic.update', { baseRevision: revision, clinic: { ...rest, name: 'Zz-Test Other' } }),
    )
    const before = value(await app.call('handouts.given', { examId: exam.examId })).given[0]!
    value(
      await app.call('handouts.reprint', {
        examId: exam.examId,
        givenId: before.givenId,
        to: 'printer',
        printer: { name: 'zz', copies: 2 },
      }),
    )
    expect(app.printed[1]!.job).toEqual(app.printed[0]!.job)
    expect(app.press.paper).toHaveBeenLastCalledWith(expect.anything(), { name: 'zz', copies: 2 })
    const [again] = value(await app.call('handouts.given', { examId: exam.examId })).given
    expect(again).toMatchObject({ again: before.givenId, sheet: before.sheet, copies: 2 })
    expect(await events()).toContainEqual(['handout.reprinted', 'printer'])
  })

  it('prints sheet and note in one call', async () => {
    const done = await app.call('handouts.printAll', { examId: exam.examId, override: 'zz' })
    expect(value(done).printed).toEqual(['handout', 'note'])
    expect(app.printed.map(({ job }) => job.is)).toEqual(['sheet', 'note'])
  })

  it('has a file name that says no name unless asked, and then one that every file system takes', async () => {
    const folder = emptyFolder()
    app.answers.pdf = join(folder, 'sheet.pdf')
    value(await print({ to: 'pdf', override: 'zz' }))
    value(await print({ to: 'pdf', override: 'zz', nameInFile: true }))
    expect(app.suggested).toEqual([
      `palpa-handout-${VISIT.visitOn}-ta.pdf`,
      `palpa-handout-${VISIT.visitOn}-ta-zz-test-aster.pdf`,
    ])
    expect((await readFile(app.answers.pdf)).length).toBeGreaterThan(0)
  })
})

describe('the review', () => {
  it('makes a language reviewed by two people of the clinic, unit by unit, and the sheet then needs no reason', async () => {
    const hazel = await addMember(app, 'Zz-Test Hazel', 'clinician', HAZEL_PASSPHRASE)
    await switchTo(app, linden, PASSPHRASE)
    value(await signAll(PASSPHRASE))
    expect(
      (await units()).every(({ state, signatures }) => state === 'draft' && signatures.length === 1),
    ).toBe(true)
    // The same person once more adds nothing.
    value(await signAll(PASSPHRASE))
    expect((await units())[0]!.signatures).toHaveLength(1)
    await switchTo(app, hazel.personId, HAZEL_PASSPHRASE)
    value(await signAll(HAZEL_PASSPHRASE))
    const [first] = await units()
    expect(first!.state).toBe('reviewed')
    expect(first!.signatures.map(({ name }) => name)).toEqual(['Dr Zz-Test Linden', 'Zz-Test Hazel'])
    value(await print())
    const { job } = app.printed[0]!
    expect(job).not.toHaveProperty('copy')
    expect(job.is === 'sheet' && job.sheet.banner).toBeUndefined()
    expect(await units('ms').then(([unit]) => unit!.state)).toBe('draft')
  }, 60_000)

  it('takes a named reviewer from outside beside the one who signs, and not the same name twice', async () => {
    expect(code(await signAll(PASSPHRASE, { with: { name: 'dr zz-test linden', what: 'zz' } }))).toBe(
      'validation',
    )
    value(await signAll(PASSPHRASE, { with: { name: 'Zz-Test Rowan', what: 'court interpreter' } }))
    const [first] = await units()
    expect(first!.state).toBe('reviewed')
    expect(first!.signatures[1]).toMatchObject({ name: 'Zz-Test Rowan', outside: true })
    expect(await events()).toContainEqual(['translation.signed', `ta ${UNIT_IDS.length}`])
  })

  it('signs nothing with a wrong passphrase, and nothing that reads otherwise by now', async () => {
    expect(code(await signAll('not it'))).toBe('wrongSecret')
    const stale = { language: 'ta' as const, units: [{ id: 'heat.put', hash: 'of other words' }] }
    expect(code(await app.call('translations.sign', { ...stale, passphrase: PASSPHRASE }))).toBe('conflict')
    expect((await units()).every(({ signatures }) => signatures.length === 0)).toBe(true)
  })

  it('keeps comments, and a withdrawal makes drafts of what was signed', async () => {
    value(await signAll(PASSPHRASE, { with: { name: 'Zz-Test Rowan', what: 'interpreter' } }))
    const { id, hash } = (await units())[3]!
    const about = { language: 'ta' as const, units: [{ id, hash }] }
    value(await app.call('translations.comment', { ...about, text: 'the older word is better' }))
    value(await app.call('translations.withdraw', { ...about, text: 'wrong word' }))
    const all = await units()
    expect(all.filter(({ state }) => state === 'draft').map((unit) => unit.id)).toEqual([id])
    expect(all[3]!.comments.map(({ text, withdrawal }) => [text, withdrawal])).toEqual([
      ['the older word is better', false],
      ['wrong word', true],
    ])
  })

  it('lets an assistant remark and not sign', async () => {
    const assistant = await addMember(app, 'Zz-Test Sorrel', 'assistant', HAZEL_PASSPHRASE)
    await switchTo(app, assistant.personId, HAZEL_PASSPHRASE)
    const { id, hash } = (await units())[0]!
    const about = { language: 'ta' as const, units: [{ id, hash }] }
    value(await app.call('translations.comment', { ...about, text: 'nobody says it like this' }))
    expect(code(await signAll(HAZEL_PASSPHRASE))).toBe('notAllowed')
  })
})
