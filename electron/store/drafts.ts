import { text, type Reader, type Row } from './connection'
import type { CachedDraft, Core, Run, Work } from './core'
import {
  findDraft,
  openDraftRow,
  readDraftRow,
  sealDraft,
  sealEntry,
  type DraftRow,
  type OpenedDraft,
} from './draft-rows'
import { answered, refuse, StoreFailure, unwrap } from './failures'
import { patchOf, type Json } from './json-patch'
import type { DraftReads, DraftWrites, StoredDraft } from './types'

/** Saves that stand in the journal at most: then they are folded, so that opening a draft never takes long. */
const MOST_IN_JOURNAL = 400

const storedOf = ({ row, body, sequence, savedAt }: OpenedDraft): StoredDraft => ({
  examId: row.examId,
  patientId: row.patientId,
  sequence,
  startedAt: row.startedAt,
  savedAt,
  body,
})

const byExam = (rows: readonly Row[]): Map<string, Row[]> => {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const examId = text(row, 'exam_id')
    groups.set(examId, [...(groups.get(examId) ?? []), row])
  }
  return groups
}

export const draftReads = (core: Core, run: Run<Reader>): DraftReads => ({
  get: (examId) => run(async (db) => storedOf(await findDraft(core, db, examId))),

  list: (filter = {}) =>
    run(async (db) => {
      const { patientId } = filter
      const mine = patientId === undefined ? '' : 'WHERE patient_id = ?'
      const params = patientId === undefined ? [] : [patientId]
      const rows = await db.all(`SELECT * FROM draft ${mine}`, params)
      const journal = byExam(
        await db.all(`SELECT * FROM draft_journal ${mine} ORDER BY exam_id, sequence`, params),
      )
      const drafts: StoredDraft[] = []
      const damaged: { examId: string; patientId: string }[] = []
      for (const row of rows) {
        const { examId, patientId: whose } = readDraftRow(row)
        try {
          drafts.push(storedOf(await openDraftRow(core, db, row, journal.get(examId) ?? [])))
        } catch (error) {
          if (!(error instanceof StoreFailure)) throw error
          if (error.error.code === 'damaged') damaged.push({ examId, patientId: whose })
        }
      }
      drafts.sort((a, b) => b.savedAt.localeCompare(a.savedAt) || a.examId.localeCompare(b.examId))
      return { drafts, damaged }
    }),
})

/** The clear columns of a draft with its seal, as one row of values. */
const COLUMNS = 'exam_id, patient_id, sequence, started_at, saved_at, writer, sealed'
const REPLACE = `INSERT INTO draft (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (exam_id) DO UPDATE SET sequence = excluded.sequence, saved_at = excluded.saved_at,
    writer = excluded.writer, sealed = excluded.sealed`

/** Writes the draft whole, with everything that the journal says, and empties the journal of it. */
async function fold({ db }: Work, core: Core, row: DraftRow, body: Json): Promise<void> {
  const keys = await core.patientKeys.existing(db, row.patientId)
  const { examId, patientId, sequence, startedAt, savedAt, writer } = row
  await db.run(REPLACE, [examId, patientId, sequence, startedAt, savedAt, writer, sealDraft(keys, row, body)])
  await db.run('DELETE FROM draft_journal WHERE exam_id = ?', [examId])
}

/** What the row of a draft would say if all of the journal stood in it. */
const foldedRow = ({ row, sequence, savedAt }: OpenedDraft, writer: string | null): DraftRow => ({
  ...row,
  sequence,
  savedAt,
  writer,
})

const JOURNAL_COLUMNS = 'exam_id, sequence, patient_id, writer, device_id, at, sealed'

/** Raised by the trigger of the journal. */
const isConflict = (error: unknown): boolean =>
  error instanceof Error && error.message === 'SQLITE_CONSTRAINT: conflict'

type PutInput = Omit<Parameters<DraftWrites['put']>[0], 'body'> & { readonly body: Json }

/** As it will be read back: members without a value are none. */
const asJson = (input: Parameters<DraftWrites['put']>[0]): PutInput => ({
  ...input,
  body: JSON.parse(JSON.stringify(input.body)) as Json,
})

/** The first save of a draft makes its row. */
async function begin(core: Core, work: Work, { examId, patientId, body, writer }: PutInput) {
  const { db, at } = work
  await core.patientKeys.ensure(db, patientId, work.madeKeys)
  const taken = await db.get('SELECT 1 AS n FROM draft WHERE exam_id = ?', [examId])
  if (taken !== undefined) return refuse('conflict')
  const row = { examId, patientId, sequence: 1, startedAt: at, savedAt: at, writer: writer ?? null }
  const keys = work.madeKeys.get(patientId) ?? (await core.patientKeys.existing(db, patientId))
  await db.run(`INSERT INTO draft (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`, [
    examId,
    patientId,
    1,
    at,
    at,
    row.writer,
    sealDraft(keys, row, body),
  ])
  work.afterCommit(() =>
    core.drafts.set(examId, {
      body,
      patientId,
      sequence: 1,
      startedAt: at,
      entries: 0,
    }),
  )
  return { sequence: 1, startedAt: at, savedAt: at }
}

/** What is known of a draft without asking the database: what was saved last in this session. */
async function known(core: Core, db: Reader, examId: string): Promise<CachedDraft> {
  const cached = core.drafts.get(examId)
  if (cached !== undefined) return cached
  const { row, body, sequence, tail } = await findDraft(core, db, examId)
  return { body, patientId: row.patientId, sequence, startedAt: row.startedAt, entries: tail.length }
}

/** One more save: a sealed patch at the end of the journal, refused by its trigger unless it follows the last. */
async function nextEntry(core: Core, db: Reader, at: string, input: PutInput, before: CachedDraft) {
  const { examId, patientId, baseSequence, body, writer } = input
  if (before.sequence !== baseSequence || before.patientId !== patientId) return refuse('conflict')
  const keys = await core.patientKeys.existing(db, patientId)
  const entry = {
    examId,
    sequence: baseSequence + 1,
    patientId,
    writer: writer ?? null,
    deviceId: core.deviceId,
    at,
  }
  const sealed = sealEntry(keys, entry, patchOf(before.body, body) ?? { in: {} })
  return {
    sql: `INSERT INTO draft_journal (${JOURNAL_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    params: [examId, entry.sequence, patientId, entry.writer, entry.deviceId, at, sealed],
    committed: () => {
      core.drafts.set(examId, {
        body,
        patientId,
        sequence: entry.sequence,
        startedAt: before.startedAt,
        entries: before.entries + 1,
      })
      return { sequence: entry.sequence, startedAt: before.startedAt, savedAt: at }
    },
  }
}

const refusingConflict = (error: unknown): never => {
  if (isConflict(error)) return refuse('conflict')
  throw error
}

/** Outside a transaction: one statement for a save, the same as for a document. */
export const putDraftAlone =
  (
    core: Core,
    inTransaction: DraftWrites['put'],
    foldLong: (examId: string) => Promise<void>,
  ): DraftWrites['put'] =>
  (input) =>
    answered(async () => {
      if (input.baseSequence === 0) return unwrap(await inTransaction(input))
      const put = asJson(input)
      const saved = await core.connection
        .single(async (db) => {
          core.mustBeOpen()
          const before = await known(core, db, input.examId).catch((error: unknown) => {
            if (error instanceof StoreFailure && error.error.code === 'notFound') return refuse('conflict')
            throw error
          })
          return nextEntry(core, db, core.now().toISOString(), put, before)
        })
        .catch(refusingConflict)
      if (saved === undefined) return refuse('conflict')
      // Only so that the journal stays short: a failure here costs nothing.
      if ((core.drafts.get(input.examId)?.entries ?? 0) >= MOST_IN_JOURNAL)
        await foldLong(input.examId).catch(() => undefined)
      return saved
    })

export const draftWrites = (core: Core, run: Run<Work>): DraftWrites => ({
  put: (input) =>
    run(async (work) => {
      if (input.baseSequence === 0) return begin(core, work, asJson(input))
      const before = await known(core, work.db, input.examId)
      const { sql, params, committed } = await nextEntry(core, work.db, work.at, asJson(input), before)
      await work.db.run(sql, params).catch(refusingConflict)
      work.afterCommit(() => void committed())
      return { sequence: input.baseSequence + 1, startedAt: before.startedAt, savedAt: work.at }
    }),

  open: (examId, writer) =>
    run(async (work) => {
      const draft = await findDraft(core, work.db, examId)
      const { row, body, sequence, tail, lost } = draft
      await fold(work, core, foldedRow(draft, writer), body)
      work.afterCommit(() =>
        core.drafts.set(examId, {
          body,
          patientId: row.patientId,
          sequence,
          startedAt: row.startedAt,
          entries: 0,
        }),
      )
      const from = tail[0]?.at ?? row.savedAt
      return {
        ...storedOf(draft),
        ...(row.writer === null
          ? {}
          : { interrupted: { from, to: draft.savedAt, before: draft.folded, lost } }),
      }
    }),

  close: (examId, writer) =>
    run(async (work) => {
      const draft = await findDraft(core, work.db, examId)
      if (draft.row.writer !== writer) return refuse('conflict')
      await fold(work, core, foldedRow(draft, null), draft.body)
    }),

  remove: (examId, baseSequence) =>
    run(async (work) => {
      const draft = await findDraft(core, work.db, examId)
      if (draft.sequence !== baseSequence) return refuse('conflict')
      await work.db.run('DELETE FROM draft WHERE exam_id = ?', [examId])
      await work.db.run('DELETE FROM draft_journal WHERE exam_id = ?', [examId])
      work.afterCommit(() => core.drafts.delete(examId))
    }),
})

/** Folds a draft that stays open. */
export const foldDraft = (core: Core, examId: string): Promise<void> =>
  core.transact(async (work) => {
    const draft = await findDraft(core, work.db, examId)
    await fold(work, core, foldedRow(draft, draft.row.writer), draft.body)
    work.afterCommit(() => {
      const cached = core.drafts.get(examId)
      if (cached !== undefined) core.drafts.set(examId, { ...cached, entries: 0 })
    })
  })

/** At the lock: everything that is still open was left properly. A damaged draft stays as it is. */
export async function closeAllDrafts(core: Core): Promise<void> {
  const rows = await core.connection.read((db) =>
    db.all('SELECT exam_id FROM draft WHERE writer IS NOT NULL'),
  )
  for (const row of rows) {
    const examId = text(row, 'exam_id')
    await core
      .transact(async (work) => {
        const draft = await findDraft(core, work.db, examId)
        await fold(work, core, foldedRow(draft, null), draft.body)
      })
      .catch((error: unknown) => {
        if (!(error instanceof StoreFailure)) throw error
      })
  }
}
