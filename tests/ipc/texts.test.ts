import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { handoutOptions } from '@shared/handout/sheet'
import type { ClinicTextInput } from '@shared/texts/clinic-text'
import { PEMAT_OURS } from '@shared/texts/pemat'
import { PASSPHRASE, patientInput } from '../fixtures/records'
import { bodyOf, VIGNETTES } from '../fixtures/vignettes'
import { addMember, code, emptyFolder, firstRun, openApp, value, type App } from './app'

const words = (text: string) => [{ is: 'paragraph' as const, inline: [{ is: 'words' as const, text }] }]
const SHEET: ClinicTextInput = {
  is: 'sheet',
  name: 'Zz-Test sheet',
  units: {},
  passages: [{ heading: 'Parking', blocks: words('Park behind the clinic.') }],
}
const LETTER: ClinicTextInput = {
  is: 'letter',
  name: 'Lump clinic',
  greeting: 'Dear team,',
  closing: 'Thank you',
  reason: [
    {
      is: 'paragraph',
      inline: [
        { is: 'words', text: 'Please see ' },
        { is: 'slot', slot: 'patient' },
        { is: 'words', text: ' with ' },
        { is: 'slot', slot: 'nodules' },
        { is: 'words', text: '.' },
      ],
    },
  ],
  question: [],
  topics: ['history', 'examination'],
}
const openClinic = async (): Promise<App> => {
  const app = await openApp()
  await firstRun(app)
  return app
}
const signV1 = async (app: App): Promise<string> => {
  const [visit] = VIGNETTES.V1.visits
  app.clock = new Date(`${visit!.visitOn}T03:00:00.000Z`)
  const { patientId } = value(
    await app.call('patients.register', { patient: patientInput(VIGNETTES.V1.patient) }),
  )
  const { examId, sequence } = value(await app.call('exams.start', { patientId, visitOn: visit!.visitOn }))
  const saved = value(
    await app.call('exams.saveDraft', { examId, baseSequence: sequence, body: bodyOf(visit!) }),
  )
  value(
    await app.call('exams.sign', {
      examId,
      baseSequence: saved.sequence,
      mode: 'complete',
      passphrase: PASSPHRASE,
    }),
  )
  return examId
}

describe('a text of the clinic’s own', () => {
  it('is kept in revisions, listed once, and taken away without losing them', async () => {
    const app = await openClinic()
    const first = value(await app.call('texts.save', { baseRevision: 0, text: SHEET }))
    expect(code(await app.call('texts.save', { baseRevision: 0, text: SHEET }))).toBe('validation')
    const { textId } = first
    const changed = { ...SHEET, passages: [{ heading: 'Parking', blocks: words('Park in the street.') }] }
    const second = value(await app.call('texts.save', { textId, baseRevision: 1, text: changed }))
    expect(code(await app.call('texts.save', { textId, baseRevision: 1, text: SHEET }))).toBe('conflict')
    expect(value(await app.call('texts.list', {})).texts).toEqual([second])
    expect(value(await app.call('texts.history', { textId })).revisions).toEqual([second, first])
    value(await app.call('texts.remove', { textId, baseRevision: 2 }))
    expect(value(await app.call('texts.list', {})).texts).toEqual([])
    expect(value(await app.call('texts.history', { textId })).revisions).toEqual([second, first])
    const { rows } = value(await app.call('audit.list', { filter: { kind: 'settings' }, limit: 9 }))
    expect(rows.map(({ what }) => what).filter((what) => what.startsWith('text.'))).toEqual([
      'text.removed',
      'text.written',
      'text.written',
    ])
  })

  it('prints on the sheet that chose it, with its revision, and a letter begins with it', async () => {
    const app = await openClinic()
    const examId = await signV1(app)
    const { textId } = value(await app.call('texts.save', { baseRevision: 0, text: SHEET }))
    const options = handoutOptions.parse({
      language: 'en',
      paper: 'A4',
      size: 'standard',
      actions: [],
      own: textId,
    })
    const { sheet } = value(await app.call('handouts.preview', { examId, options }))
    expect(JSON.stringify(sheet.sections)).toContain('Park behind the clinic.')
    expect(sheet.footer.sheet).toContain('Zz-Test sheet, revision 1')
    value(await app.call('handouts.print', { examId, options, to: 'printer' }))
    value(await app.call('texts.remove', { textId, baseRevision: 1 }))
    expect(code(await app.call('handouts.preview', { examId, options }))).toBe('notFound')
    const [given] = value(await app.call('handouts.given', { examId })).given
    expect(JSON.stringify(given!.sheet)).toContain('Park behind the clinic.')

    const letter = value(await app.call('texts.save', { baseRevision: 0, text: LETTER }))
    const begun = value(await app.call('letters.begin', { examId, textId: letter.textId }))
    expect(begun.options.text).toMatchObject({
      greeting: 'Dear team,',
      reason: 'Please see Zz-Test Aster with R1 (right).',
    })
    expect(begun.options.topics).toEqual(['history', 'examination'])
    expect(code(await app.call('letters.begin', { examId, textId }))).toBe('notFound')
  })

  it('goes to another laptop in one file that holds no patient; a hostile file brings nothing in', async () => {
    const app = await openClinic()
    const file = join(emptyFolder(), 'texts.json')
    app.answers.file = file
    value(await app.call('texts.save', { baseRevision: 0, text: SHEET }))
    value(await app.call('texts.save', { baseRevision: 0, text: LETTER }))
    value(await app.call('texts.export', {}))
    expect(value(await app.call('texts.import', {}))).toEqual({ taken: 0, there: 2 })
    const other = await openClinic()
    other.answers.file = file
    expect(value(await other.call('texts.import', {}))).toEqual({ taken: 2, there: 0 })

    const good = JSON.parse(readFileSync(file, 'utf8')) as { texts: unknown[] }
    const bad = [
      '{"is":"palpa texts"',
      JSON.stringify({
        ...good,
        texts: [
          {
            ...SHEET,
            name: 'new',
            passages: [{ heading: 'x', blocks: [{ is: 'html', html: '<script>1</script>' }] }],
          },
        ],
      }),
      JSON.stringify({
        ...good,
        texts: [
          { ...SHEET, name: 'new' },
          { ...SHEET, name: 'b', units: { 'help.emergency': [] } },
        ],
      }),
      JSON.stringify({
        ...good,
        texts: [{ ...SHEET, name: 'new', passages: [{ heading: 'x', blocks: words('Take ibuprofen.') }] }],
      }),
    ]
    for (const text of bad) {
      writeFileSync(file, text)
      expect(code(await other.call('texts.import', {}))).toBe('unsupportedFile')
    }
    expect(value(await other.call('texts.list', {})).texts).toHaveLength(2)

    // Of one name twice the first is taken in, and nothing stops half way.
    const twice = { ...SHEET, name: 'new' }
    const third = { ...SHEET, name: 'third' }
    writeFileSync(file, JSON.stringify({ ...good, texts: [twice, { ...twice, units: {} }, third] }))
    expect(value(await other.call('texts.import', {}))).toEqual({ taken: 2, there: 1 })
    const names = value(await other.call('texts.list', {})).texts.map(({ text }) => text.name)
    expect(names).toEqual(expect.arrayContaining(['new', 'third']))
  })

  it('is written by those who govern the clinic, and chosen by everybody who prints', async () => {
    const app = await openClinic()
    const { textId } = value(await app.call('texts.save', { baseRevision: 0, text: SHEET }))
    const own = 'zz helper has a passphrase'
    const helper = await addMember(app, 'Zz-Test Helper', 'clinician', own)
    value(await app.call('vault.unlock', { personId: helper.personId, passphrase: own }))
    expect(value(await app.call('texts.list', {})).texts).toHaveLength(1)
    expect(code(await app.call('texts.save', { textId, baseRevision: 1, text: SHEET }))).toBe('notAllowed')
    expect(code(await app.call('texts.remove', { textId, baseRevision: 1 }))).toBe('notAllowed')
  })

  it('is measured while it is written, and its version is scored by name', async () => {
    const app = await openClinic()
    const reading = value(
      await app.call('texts.measure', { pieces: ['Subcutaneous lumps are pressed.'], names: [] }),
    )
    expect(reading.hints.map(({ kind }) => kind)).toEqual(['passive', 'hard'])
    const { textId } = value(await app.call('texts.save', { baseRevision: 0, text: SHEET }))
    const score = value(
      await app.call('texts.score', { of: { is: 'own', textId, revision: 1 }, marks: [...PEMAT_OURS] }),
    )
    expect(score.by).toBe('Dr Zz-Test Linden')
    expect(value(await app.call('texts.list', {})).scores).toEqual([score])
  })
})
