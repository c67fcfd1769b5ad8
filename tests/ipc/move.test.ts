import { readdirSync } from 'node:fs'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { withAnswer, withEntry } from '@shared/exam/edit'
import type { SignedExam } from '@shared/records/exam'
import type { PatientInput } from '@shared/records/people'
import { said as line } from '@shared/records/said'
import { blob, Connection, integer } from '../../electron/store/connection'
import { imageFolder, vaultFile } from '../../electron/store/files'
import { makePng } from '../fixtures/pictures'
import { PASSPHRASE, patientInput } from '../fixtures/records'
import { bodyOf, said, VIGNETTES } from '../fixtures/vignettes'
import { addMember, code, firstRun, openApp, switchTo, value, type App } from './app'

const REASON = 'The lists of Zz-Test Aster and Zz-Test Briar were mixed up'
const VISIT = VIGNETTES.V1.visits[0]!
const ENTRY = '01936b5c-0000-7000-8000-0000000000a1'
const DAY = 86_400_000
const OPTIONS = { language: 'en', paper: 'A4', size: 'standard', actions: [] } as const

let app: App
let wrong = ''
let right = ''
beforeEach(async () => {
  app = await openApp()
  app.clock = new Date(`${VISIT.visitOn}T03:00:00.000Z`)
  await firstRun(app)
  wrong = await register({ given: 'Zz-Test Aster' })
  right = await register({ given: 'Zz-Test Briar' })
})

const register = async (more: Partial<PatientInput>): Promise<string> =>
  value(await app.call('patients.register', { patient: patientInput({ ...VIGNETTES.V1.patient, ...more }) }))
    .patientId

/** A draft of V1 with a described picture in it. */
const draftIn = async (patientId: string) => {
  const visitOn = app.clock.toISOString().slice(0, 10)
  const { examId, sequence } = value(await app.call('exams.start', { patientId, visitOn }))
  const bytes = makePng(4, 4)
  const { uploadId } = value(await app.call('images.begin', { examId, entryId: ENTRY, bytes: bytes.length }))
  value(await app.call('images.chunk', { uploadId, index: 0, bytes }))
  const image = value(await app.call('images.finish', { uploadId }))
  const at = app.clock.toISOString()
  let body = withEntry({ ...bodyOf(VISIT), visitOn }, 'image', ENTRY)
  const [nodule] = body.answers.groups['nodule']!
  body = withAnswer(body, `image.modality@${ENTRY}`, said('ultrasound', at))
  body = withAnswer(body, `image.identifiersRemoved@${ENTRY}`, said('yes', at))
  body = withAnswer(body, `image.nodule@${ENTRY}`, said(nodule!.entryId, at))
  const saved = value(await app.call('exams.saveDraft', { examId, baseSequence: sequence, body }))
  // As it stands: whose answer each is, main says.
  const kept = value(await app.call('exams.openDraft', { examId })).body
  return { examId, baseSequence: saved.sequence, body: kept, nodule: nodule!.entryId, image, bytes }
}
const signedIn = async (patientId: string): Promise<SignedExam & { image: string }> => {
  const { examId, baseSequence, image } = await draftIn(patientId)
  const signing = { examId, baseSequence, mode: 'complete', passphrase: PASSPHRASE } as const
  const exam = value(await app.call('exams.sign', signing))
  app.clock = new Date(app.clock.getTime() + DAY)
  // A day went by, and somebody is still there.
  value(await app.call('vault.touch', {}))
  return { ...exam, image: image.imageId }
}
const move = (examId: string, patientId = right) =>
  app.call('exams.move', { examId, patientId, reason: REASON, passphrase: PASSPHRASE })
const visits = async (patientId: string) => value(await app.call('patients.visits', { patientId })).rows
const imagesOf = async (patientId: string) => value(await app.call('images.list', { patientId })).images
const filesThere = (): string[] => readdirSync(imageFolder(app.dataFolder)).sort()

describe('a draft on the wrong patient', () => {
  it('goes to the right one with its pictures; where it stood stays that it went away', async () => {
    const { examId, body, nodule, image, bytes } = await draftIn(wrong)
    expect(value(await app.call('exams.movePreview', { examId, patientId: right }))).toMatchObject({
      from: { given: 'Zz-Test Aster' },
      to: { given: 'Zz-Test Briar' },
      nodules: [{ was: 'R1', becomes: 'R1' }],
      images: 1,
      given: 0,
      left: 0,
    })
    const moved = value(await move(examId))
    expect(await visits(wrong)).toMatchObject([
      {
        examId,
        state: 'moved',
        summary: line(''),
        nodules: [],
        closed: true,
        changes: [{ kind: 'moved', author: 'Dr Zz-Test Linden', at: app.clock.toISOString() }],
      },
    ])
    // Nothing that could name the other patient or say what was found.
    expect(JSON.stringify(await visits(wrong))).not.toMatch(/Briar|tender|mixed/u)
    expect(await imagesOf(wrong)).toEqual([])
    expect(code(await app.call('exams.openDraft', { examId }))).toBe('notFound')

    const [row] = await visits(right)
    expect(row).toMatchObject({
      examId: moved.examId,
      state: 'draft',
      movedFrom: { examId, reason: REASON, by: { name: 'Dr Zz-Test Linden' } },
    })
    const draft = value(await app.call('exams.openDraft', { examId: moved.examId }))
    const [came] = draft.body.answers.groups['nodule']!
    const [picture] = draft.body.answers.groups['image']!
    // An identity of its own: it is no nodule of the other patient.
    expect(came!.entryId).not.toBe(nodule)
    expect(came!.values).toEqual(body.answers.groups['nodule']![0]!.values)
    expect(picture!.values['image.nodule']).toMatchObject({ value: came!.entryId })
    const [kept] = await imagesOf(right)
    expect(kept).toMatchObject({ examId: moved.examId, entryId: picture!.entryId, bytes: bytes.length })
    const again = (await app.services.images.bytes(kept!.imageId))!
    const read = new Uint8Array(await new Response(again.read(0, again.length)).arrayBuffer())
    expect(read).toEqual(new Uint8Array(bytes))
    expect(await app.services.images.bytes(image.imageId)).toBeUndefined()
    await expect.poll(filesThere).toEqual([`${kept!.imageId}.sealed`])

    const log = async (patientId: string) =>
      value(await app.services.audit.list({ filter: { patientId }, limit: 99 }))
        .rows.filter(({ what }) => what === 'exam.moved')
        .map(({ detail }) => detail)
    expect([await log(wrong), await log(right)]).toEqual([['from'], ['to']])
  })

  it('signed in the right chart it says where it came from, in the record and on screen', async () => {
    const { examId } = await draftIn(wrong)
    const moved = value(await move(examId))
    const draft = value(await app.call('exams.openDraft', { examId: moved.examId }))
    const signing = { examId: moved.examId, baseSequence: draft.sequence, passphrase: PASSPHRASE } as const
    const exam = value(await app.call('exams.sign', { ...signing, mode: 'complete' }))
    expect(exam.patient.given).toBe('Zz-Test Briar')
    expect(exam.movedFrom).toMatchObject({ examId, reason: REASON })
    const { text: note } = value(await app.call('notes.text', { examId: moved.examId }))
    expect(note).toContain('Charted in another chart first')
    expect(note).toContain(REASON)
    expect(note).not.toContain('Aster.')
  })

  it('that meets a known nodule there is asked about both, and takes the next label', async () => {
    const there = await signedIn(right)
    const { examId } = await draftIn(wrong)
    const preview = value(await app.call('exams.movePreview', { examId, patientId: right }))
    expect(preview.nodules).toEqual([{ was: 'R1', becomes: 'R2' }])
    const moved = value(await move(examId))
    const { body } = value(await app.call('exams.openDraft', { examId: moved.examId }))
    const [known] = Object.keys(there.noduleLabels)
    const ids = body.answers.groups['nodule']!.map(({ entryId }) => entryId)
    expect(ids).toHaveLength(2)
    expect(ids).toContain(known)
  })

  it('leaves behind what was only said against the chart that it leaves', async () => {
    const before = await signedIn(wrong)
    const [known] = Object.keys(before.noduleLabels)
    const visitOn = app.clock.toISOString().slice(0, 10)
    const at = app.clock.toISOString()
    const begun = value(await app.call('exams.followUp', { patientId: wrong, visitOn }))
    const { examId, sequence } = begun
    let body = withAnswer(begun.body, `nodule.status@${known}`, said('changed', at))
    body = withAnswer(body, `nodule.tenderness@${known}`, said(1, at))
    body = withAnswer(body, `nodule.consistency@${known}`, {
      is: 'value',
      value: 'soft',
      at,
      by: before.signer.personId,
      via: 'same',
      sameAs: before.examId,
    })
    value(await app.call('exams.saveDraft', { examId, baseSequence: sequence, body }))
    expect(value(await app.call('exams.movePreview', { examId, patientId: right })).left).toBe(2)
    const moved = value(await move(examId))
    const draft = value(await app.call('exams.openDraft', { examId: moved.examId }))
    expect(draft.body.followsUp).toBeUndefined()
    const [nodule] = draft.body.answers.groups['nodule']!
    expect(Object.keys(nodule!.values)).toEqual(['nodule.tenderness'])
    // The chart that it left is as it was: its nodule is still known, and nothing new is said of it.
    expect(value(await app.call('exams.get', { examId: before.examId })).revision).toBe(1)
  })
})

describe('a signed visit on the wrong patient', () => {
  it('leaves a revision that says so; the earlier ones stay sealed, and no call shows them', async () => {
    const exam = await signedIn(wrong)
    value(
      await app.call('handouts.print', {
        examId: exam.examId,
        options: { ...OPTIONS, actions: [] },
        to: 'printer',
      }),
    )
    expect(
      value(await app.call('exams.movePreview', { examId: exam.examId, patientId: right })),
    ).toMatchObject({
      signed: { by: 'Dr Zz-Test Linden', revisions: 1 },
      given: 1,
    })
    const moved = value(await move(exam.examId))
    const { revisions } = value(await app.call('exams.history', { examId: exam.examId }))
    expect(revisions).toHaveLength(1)
    expect(revisions[0]!.exam).toMatchObject({
      revision: 2,
      change: { kind: 'moved', reason: 'It was charted in the wrong chart.' },
      noduleLabels: {},
      body: { answers: { values: {}, groups: {} } },
    })
    expect(JSON.stringify([await visits(wrong), revisions])).not.toMatch(/Briar|mixed|latex/u)
    const { text: note } = value(await app.call('notes.text', { examId: exam.examId }))
    expect(note).toContain('Charted here by mistake')
    expect(note).not.toContain('ender')
    expect(await visits(wrong)).toMatchObject([{ state: 'moved', summary: line('') }])
    expect(await visits(right)).toMatchObject([
      { state: 'draft', movedFrom: { signed: { revisions: 1, by: { name: 'Dr Zz-Test Linden' } } } },
    ])
    expect(code(await move(exam.examId))).toBe('withdrawn')
    // The first revision is there, to the byte, under its own seal.
    expect(await revisionsOf(exam.examId)).toEqual([1, 2])
    value(await app.folder.current()!.health.begin())
    for (const check of ['trail', 'records'] as const)
      expect(value(await app.folder.current()!.health.check(check)).findings).toEqual([])
    expect(moved.examId).not.toBe(exam.examId)
  })

  it('is reached by an erasure of the patient whose visit it was, and the wrong chart stays whole', async () => {
    const exam = await signedIn(wrong)
    const options = { ...OPTIONS, actions: [] }
    value(await app.call('handouts.print', { examId: exam.examId, options, to: 'printer' }))
    value(await move(exam.examId))
    const own = await signedIn(wrong)
    const second = await addMember(app, 'Zz-Test Rowan', 'clinician', 'three zz-test otters sleep afloat')
    const first = value(await app.call('vault.status', {})).people[0]!
    await switchTo(app, first.personId, PASSPHRASE)
    expect(value(await app.call('erasure.preview', { patientId: right })).elsewhere).toBe(1)
    const erasing = {
      patientId: right,
      clinicNumber: '00002',
      reason: 'patientAsked',
      passphrase: PASSPHRASE,
      secondId: second.personId,
      secondPassphrase: 'three zz-test otters sleep afloat',
    } as const
    value(await app.call('erasure.erase', erasing))
    const vault = app.folder.current()!
    expect(code(await vault.documents.byRevision('exam', exam.examId, 1))).toBe('notFound')
    expect(value(await vault.documents.byRevision('exam', exam.examId, 2)).revision).toBe(2)
    expect(value(await vault.documents.list('givenHandout', { patientId: wrong }))).toEqual({
      documents: [],
      damaged: [],
    })
    expect((await visits(wrong)).map(({ state }) => state)).toEqual(['signed', 'moved'])
    expect(value(await app.call('exams.get', { examId: own.examId })).revision).toBe(1)
    // Nothing of it is damage, and nobody else may empty a revision.
    value(await vault.health.begin())
    for (const check of ['trail', 'pages', 'whole', 'records'] as const)
      expect(value(await vault.health.check(check)).findings).toEqual([])
    await expect(rawSql("UPDATE document_revision SET sealed = x'' WHERE kind = 'exam'")).rejects.toThrow(
      'append-only',
    )
  })
})

describe('a move that does not come through', () => {
  it('changes nothing: disk full at any write of it', async () => {
    const { examId } = await draftIn(wrong)
    const before = { files: filesThere(), rows: await visits(wrong) }
    const vault = app.folder.current()!
    const transaction = vault.transaction.bind(vault)
    const spy = vi.spyOn(vault, 'transaction')
    for (let at = 1; at <= 6; at += 1) {
      spy.mockImplementationOnce((work) => transaction((tx) => work(failingAt(tx, at))))
      expect(code(await move(examId))).toBe('diskFull')
      expect(await visits(right)).toEqual([])
      expect({ files: filesThere(), rows: await visits(wrong) }).toEqual(before)
    }
    spy.mockRestore()
    value(await move(examId))
    // The old file is unlinked after the commit.
    await expect.poll(filesThere).toHaveLength(1)
  })

  it('is refused before anything is asked: same patient, a visit open there, an amendment under way', async () => {
    const { examId } = await draftIn(wrong)
    expect(code(await move(examId, wrong))).toBe('validation')
    const visitOn = app.clock.toISOString().slice(0, 10)
    const there = value(await app.call('exams.start', { patientId: right, visitOn }))
    expect(code(await move(examId))).toBe('openDraft')
    value(await app.call('exams.discard', { examId: there.examId, reason: 'begun twice' }))
    const bad = { examId, patientId: right, reason: REASON, passphrase: 'not hers at all' }
    expect(code(await app.call('exams.move', bad))).toBe('wrongSecret')
    value(await move(examId))
    const exam = await signedIn(wrong)
    value(await app.call('exams.amend', { examId: exam.examId }))
    expect(code(await move(exam.examId))).toBe('openDraft')
  })
})

describe('a draft begun by mistake', () => {
  it('leaves the chart, stays told with who, when and why, and comes back as it was', async () => {
    const { examId, body } = await draftIn(wrong)
    value(await app.call('exams.discard', { examId, reason: 'Begun in the waiting room' }))
    expect(await visits(wrong)).toMatchObject([
      {
        state: 'discarded',
        summary: line(''),
        closed: true,
        changes: [{ kind: 'discarded', reason: 'Begun in the waiting room', author: 'Dr Zz-Test Linden' }],
      },
    ])
    expect(await imagesOf(wrong)).toEqual([])
    expect(code(await app.call('exams.openDraft', { examId }))).toBe('notFound')
    value(await app.call('exams.bringBack', { examId }))
    expect(await visits(wrong)).toMatchObject([{ examId, state: 'draft' }])
    expect(value(await app.call('exams.openDraft', { examId })).body).toEqual(body)
    expect(code(await app.call('exams.bringBack', { examId }))).toBe('notFound')
    value(await app.call('exams.discard', { examId, reason: 'Again' }))
    expect(await visits(wrong)).toHaveLength(1)
  })

  it('is no way to be rid of a signed visit or its amendment', async () => {
    const exam = await signedIn(wrong)
    expect(code(await app.call('exams.discard', { examId: exam.examId, reason: 'zz' }))).toBe('signed')
    value(await app.call('exams.amend', { examId: exam.examId }))
    expect(code(await app.call('exams.discard', { examId: exam.examId, reason: 'zz' }))).toBe('openDraft')
  })
})

/** A transaction whose so-many-th write meets a full disk. */
function failingAt<T extends object>(tx: T, at: number): T {
  let writes = 0
  const guarded = (part: object): object =>
    new Proxy(part, {
      get: (target, name) => {
        const found = Reflect.get(target, name) as unknown
        if (typeof found !== 'function') return found
        if (!['put', 'remove', 'adopt', 'append'].includes(String(name))) return found
        return (...input: unknown[]) => {
          writes += 1
          if (writes === at) return Promise.resolve({ ok: false, error: { code: 'diskFull' } })
          return (found as (...all: unknown[]) => unknown).apply(target, input)
        }
      },
    })
  return new Proxy(tx, { get: (target, name) => guarded(Reflect.get(target, name) as object) })
}

const rawSql = async (sql: string): Promise<void> => {
  const db = await Connection.open(vaultFile(app.dataFolder), 'create')
  try {
    await db.transaction((tx) => tx.exec(sql))
  } finally {
    await db.close()
  }
}
const revisionsOf = async (examId: string): Promise<number[]> => {
  const db = await Connection.open(vaultFile(app.dataFolder), 'readOnly')
  const rows = await db.read((tx) =>
    tx.all("SELECT * FROM document_revision WHERE kind = 'exam' AND doc_id = ? ORDER BY revision", [examId]),
  )
  await db.close()
  return rows.filter((row) => blob(row, 'sealed').length > 0).map((row) => integer(row, 'revision'))
}
