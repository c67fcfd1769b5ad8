import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fail } from '@shared/errors'
import type { ExamBody, ExamDraft } from '@shared/records/exam'
import { Connection } from '../../electron/store/connection'
import { PASSPHRASE, patientInput } from '../fixtures/records'
import { addMember, code, emptyFolder, firstRun, openApp, switchTo, value, type App } from './app'
import { answered, shortRules, WANTED } from './rules'

const WORST = 'complaint.nrsWorst'
const SECRET = 'zz quoll behind the belt'
const OAK = 'brisk otter mends a kite'

let app: App
let me: string
let examId: string
let patientId: string
beforeEach(async () => {
  app = await openApp(emptyFolder(), shortRules)
  me = (await firstRun(app)).person.personId
  patientId = value(await app.call('patients.register', { patient: patientInput() })).patientId
  examId = value(await app.call('exams.start', { patientId, visitOn: '2026-11-22' })).examId
})

const saying = (body: ExamBody, values: Record<string, number | string>): ExamBody => ({
  ...body,
  answers: {
    ...body.answers,
    values: {
      ...body.answers.values,
      ...Object.fromEntries(Object.entries(values).map(([id, level]) => [id, answered(level, me)])),
    },
  },
})
const open = async (): Promise<ExamDraft> => value(await app.call('exams.openDraft', { examId }))
const save = ({ sequence, writer }: ExamDraft, body: ExamBody) =>
  app.call('exams.saveDraft', { examId, baseSequence: sequence, body, writer })
const besides = async () => value(await app.call('exams.besides', { examId }))
const audited = async () =>
  value(await app.call('audit.list', { filter: { patientId }, limit: 100 }))
    .rows.map(({ what, detail }) => `${what} ${detail}`.trim())
    .filter((line) => /beside/iu.test(line))

/** One window has the visit, another takes it over and saves; the first goes on typing. */
const twoWindows = async () => {
  const loser = await open()
  value(await save(loser, saying(loser.body, { [WORST]: 8 })))
  const winner = await open()
  value(await save(winner, saying(winner.body, { [WANTED]: 2 })))
  return { loser: { ...loser, sequence: loser.sequence + 1 }, winner }
}

describe('the window that lost a visit to another', () => {
  it('has what it typed kept beside it, and what it had saved before is not taken for typing', async () => {
    const { loser } = await twoWindows()
    const typed = saying(loser.body, { [WORST]: 8, 'plan.narrative': SECRET })
    expect(await save(loser, typed)).toMatchObject({ error: { code: 'conflict', detail: 'beside' } })
    // It goes on typing; one row holds the newest.
    app.clock = new Date('2026-11-22T02:07:00.000Z')
    const more = saying(typed, { 'plan.narrative': `${SECRET}, twice` })
    expect(await save(loser, more)).toMatchObject({ error: { detail: 'beside' } })
    expect(await besides()).toMatchObject({
      damaged: 0,
      besides: [
        { besideId: loser.writer, by: 'Dr Zz-Test Linden', at: '2026-11-22T02:07:00.000Z', body: more },
      ],
    })
    expect((await besides()).besides[0]!.paths).toEqual(['plan.narrative'])
    // The visit itself is the winner's.
    const stored = await open()
    expect(stored.body.answers.values).toMatchObject({ [WANTED]: { value: 2 }, [WORST]: { value: 8 } })
    expect(stored.body.answers.values['plan.narrative']).toBeUndefined()
    expect(await audited()).toEqual(['exam.typedBeside'])
  })

  it('finds it again after a lock, sealed on the disk, and it goes when somebody has compared it', async () => {
    const { loser } = await twoWindows()
    await save(loser, saying(loser.body, { 'plan.narrative': SECRET }))
    value(await app.call('vault.lock', {}))
    for (const name of ['vault.db', 'vault.db-wal'])
      expect(readFileSync(join(app.dataFolder, name)).includes(SECRET)).toBe(false)
    value(await app.call('vault.unlock', { personId: me, passphrase: PASSPHRASE }))
    const [kept] = (await besides()).besides
    value(await app.call('exams.settleBeside', { examId, besideId: kept!.besideId, taken: 1 }))
    expect((await besides()).besides).toEqual([])
    expect(code(await app.call('exams.settleBeside', { examId, besideId: kept!.besideId, taken: 0 }))).toBe(
      'notFound',
    )
    expect(await audited()).toEqual(['exam.besideSettled 1', 'exam.typedBeside'])
  })

  it('keeps nothing where it typed nothing', async () => {
    const { loser } = await twoWindows()
    const same = await save(loser, saying(loser.body, { [WORST]: 8 }))
    expect(same).toEqual({ ok: false, error: { code: 'conflict' } })
    expect(await besides()).toEqual({ besides: [], damaged: 0 })
  })

  it('loses nothing to a signature either', async () => {
    const { loser, winner } = await twoWindows()
    const sign = {
      examId,
      baseSequence: winner.sequence + 1,
      mode: 'complete',
      passphrase: PASSPHRASE,
    } as const
    value(await app.call('exams.sign', sign))
    const typed = saying(loser.body, { [WORST]: 8, 'plan.narrative': SECRET })
    expect(await save(loser, typed)).toMatchObject({ error: { code: 'signed', detail: 'beside' } })
    expect((await besides()).besides).toMatchObject([{ paths: ['plan.narrative'] }])
    // An amendment of the visit is where it can be taken over.
    value(await app.call('exams.amend', { examId }))
    await open()
    expect((await besides()).besides).toHaveLength(1)
  })

  it('is told of a full disk until it is kept', async () => {
    const { loser } = await twoWindows()
    const typed = saying(loser.body, { 'plan.narrative': SECRET })
    const vault = app.folder.current()!
    const full = vi.spyOn(vault, 'transaction').mockResolvedValue(fail('diskFull'))
    expect(code(await save(loser, typed))).toBe('diskFull')
    full.mockRestore()
    expect(await save(loser, typed)).toMatchObject({ error: { detail: 'beside' } })
    expect((await besides()).besides).toHaveLength(1)
  })

  it('costs its row when the row is damaged, and says so', async () => {
    const { loser } = await twoWindows()
    await save(loser, saying(loser.body, { 'plan.narrative': SECRET }))
    const db = await Connection.open(join(app.dataFolder, 'vault.db'), 'create')
    await db.outside((tx) => tx.exec("UPDATE draft_beside SET at = '2026-11-22T02:00:01.000Z'"))
    await db.close()
    expect(await besides()).toEqual({ besides: [], damaged: 1 })
    expect((await open()).body.answers.values).toMatchObject({ [WANTED]: { value: 2 } })
  })

  it('is nothing for an assistant to read', async () => {
    const { loser } = await twoWindows()
    await save(loser, saying(loser.body, { 'plan.narrative': SECRET }))
    const oak = await addMember(app, 'Zz-Test Oak', 'assistant', OAK)
    value(await app.call('vault.unlock', { personId: oak.personId, passphrase: OAK }))
    expect(code(await app.call('exams.besides', { examId }))).toBe('notAllowed')
    await switchTo(app, me, PASSPHRASE)
    expect((await besides()).besides).toHaveLength(1)
  })
})
