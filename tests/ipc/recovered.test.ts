import { describe, expect, it } from 'vitest'
import type { ExamBody } from '@shared/records/exam'
import { PASSPHRASE, patientInput } from '../fixtures/records'
import { code, firstRun, openApp, value, type App } from './app'
import { answered, shortRules, WANTED } from './rules'

const TODAY = '2026-11-22'
const typed = (body: ExamBody, pain: number, me: string): ExamBody => ({
  ...body,
  answers: { ...body.answers, values: { [WANTED]: answered(pain, me) } },
})

/** A visit open in a window, with one answer typed and acknowledged at 02:05. */
const openVisit = async (app: App) => {
  const me = (await firstRun(app)).person.personId
  const { patientId } = value(await app.call('patients.register', { patient: patientInput() }))
  const { examId } = value(await app.call('exams.start', { patientId, visitOn: TODAY }))
  const draft = value(await app.call('exams.openDraft', { examId }))
  app.clock = new Date('2026-11-22T02:05:00.000Z')
  const { sequence, body, writer } = draft
  value(
    await app.call('exams.saveDraft', {
      examId,
      baseSequence: sequence,
      body: typed(body, 7, me),
      writer,
    }),
  )
  return { me, examId, draft }
}

describe('a draft that nobody closed', () => {
  it('comes back with what was typed, says which answers and when', async () => {
    const app = await openApp(undefined, shortRules)
    const { me, examId } = await openVisit(app)
    // Another process on the same folder: the first one was killed.
    const after = await openApp(app.dataFolder, shortRules)
    value(await after.call('vault.unlock', { personId: me, passphrase: PASSPHRASE }))
    const back = value(await after.call('exams.openDraft', { examId }))
    expect(back.body.answers.values[WANTED]).toMatchObject({ value: 7 })
    expect(back.recovered).toEqual({
      paths: [WANTED],
      from: '2026-11-22T02:05:00.000Z',
      to: '2026-11-22T02:05:00.000Z',
      lost: 0,
    })
    expect(value(await after.call('exams.drafts', {})).rows).toHaveLength(1)
    const trail = value(await after.call('audit.list', { filter: {}, limit: 100 })).rows
    expect(trail.filter(({ what }) => what === 'exam.recovered')).toMatchObject([{ detail: '1' }])
  })

  it('comes back so after the window failed, too: the vault is locked and asks nobody', async () => {
    const app = await openApp(undefined, shortRules)
    const { me, examId } = await openVisit(app)
    // Whoever waited for this window would wait for ever.
    app.onTold = () => undefined
    value(await app.services.lock('crash'))
    expect(app.told).not.toContain('vault.locking')
    expect(value(await app.call('vault.status', {})).state).toBe('locked')
    value(await app.call('vault.unlock', { personId: me, passphrase: PASSPHRASE }))
    const back = value(await app.call('exams.openDraft', { examId }))
    expect(back.body.answers.values[WANTED]).toMatchObject({ value: 7 })
    expect(back.recovered).toMatchObject({ paths: [WANTED], to: '2026-11-22T02:05:00.000Z', lost: 0 })
    const trail = value(await app.call('audit.list', { filter: {}, limit: 9 })).rows
    expect(trail.find(({ what }) => what === 'vault.locked')).toMatchObject({ detail: 'crash' })
  })

  it('is not what a closed or locked one is', async () => {
    const app = await openApp(undefined, shortRules)
    const { me, examId, draft } = await openVisit(app)
    value(await app.call('exams.closeDraft', { examId, writer: draft.writer! }))
    expect(value(await app.call('exams.openDraft', { examId })).recovered).toBeUndefined()
    value(await app.call('vault.lock', {}))
    value(await app.call('vault.unlock', { personId: me, passphrase: PASSPHRASE }))
    expect(value(await app.call('exams.openDraft', { examId })).recovered).toBeUndefined()
  })

  it('is written by the window that opened it last, and by no other', async () => {
    const app = await openApp(undefined, shortRules)
    const { me, examId, draft } = await openVisit(app)
    const other = value(await app.call('exams.openDraft', { examId }))
    const save = (writer: string | undefined) =>
      app.call('exams.saveDraft', {
        examId,
        baseSequence: other.sequence,
        body: typed(draft.body, 3, me),
        writer,
      })
    expect(code(await save(draft.writer))).toBe('conflict')
    value(await save(other.writer))
    expect(value(await app.call('exams.openDraft', { examId })).body.answers.values[WANTED]).toMatchObject({
      value: 3,
    })
  })
})
