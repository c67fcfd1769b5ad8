import { blob, integer, text, textOrNull, type Reader, type Row } from './connection'
import type { Core } from './core'
import { refuse, StoreFailure } from './failures'
import { applied, type Json, type JsonPatch } from './json-patch'
import { place, sealJson, unsealJson, type KeySet } from './sealing'

/** The clear columns of a draft; all of them are authenticated by its seal. */
export interface DraftRow {
  readonly examId: string
  readonly patientId: string
  readonly sequence: number
  readonly startedAt: string
  readonly savedAt: string
  /** Who has it open; null once it was closed properly. */
  readonly writer: string | null
}

/** The clear columns of one save in the journal, authenticated as well. */
export interface JournalRow {
  readonly examId: string
  readonly sequence: number
  readonly patientId: string
  readonly writer: string | null
  readonly deviceId: string
  readonly at: string
}

/** A draft as it stands: its row with the journal applied. */
export interface OpenedDraft {
  readonly row: DraftRow
  /** What the row itself holds: the draft when it was last opened or folded. */
  readonly folded: Json
  readonly body: Json
  readonly sequence: number
  readonly savedAt: string
  /** Saves that are only in the journal. */
  readonly tail: readonly JournalRow[]
  /** Saves of the journal that did not open. Each costs what it said itself, and nothing else. */
  readonly lost: number
}

const draftPlace = ({ examId, patientId, sequence, startedAt, savedAt, writer }: DraftRow): string =>
  place(
    'drafts',
    'draft',
    examId,
    patientId,
    sequence,
    startedAt,
    savedAt,
    // Drafts of the time before the journal have no writer among what was sealed.
    ...(writer === null ? [] : [writer]),
  )

const journalPlace = ({ examId, patientId, sequence, writer, deviceId, at }: JournalRow): string =>
  place('drafts', 'draft_journal', examId, patientId, sequence, writer, deviceId, at)

export const readDraftRow = (row: Row): DraftRow => ({
  examId: text(row, 'exam_id'),
  patientId: text(row, 'patient_id'),
  sequence: integer(row, 'sequence'),
  startedAt: text(row, 'started_at'),
  savedAt: text(row, 'saved_at'),
  writer: textOrNull(row, 'writer'),
})

const readJournalRow = (row: Row): JournalRow => ({
  examId: text(row, 'exam_id'),
  sequence: integer(row, 'sequence'),
  patientId: text(row, 'patient_id'),
  writer: textOrNull(row, 'writer'),
  deviceId: text(row, 'device_id'),
  at: text(row, 'at'),
})

export const sealDraft = (keys: KeySet, row: DraftRow, body: Json): Buffer =>
  sealJson(keys.for('drafts'), draftPlace(row), body)

export const sealEntry = (keys: KeySet, row: JournalRow, patch: JsonPatch): Buffer =>
  sealJson(keys.for('drafts'), journalPlace(row), patch)

/** Opens a draft row with the journal rows that belong to it, in order. */
export async function openDraftRow(
  core: Core,
  db: Reader,
  stored: Row,
  journal: readonly Row[],
): Promise<OpenedDraft> {
  const row = readDraftRow(stored)
  const key = (await core.patientKeys.existing(db, row.patientId)).for('drafts')
  // Whatever was sealed as JSON is JSON.
  const folded = unsealJson(key, draftPlace(row), blob(stored, 'sealed')) as Json
  const tail = journal.map((one) => ({ one, entry: readJournalRow(one) }))
  let body: Json = folded
  let lost = 0
  for (const { one, entry } of tail) {
    try {
      const patch = unsealJson(key, journalPlace(entry), blob(one, 'sealed')) as JsonPatch
      body = applied(body, patch) ?? body
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error
      lost += 1
    }
  }
  const last = tail.at(-1)?.entry
  return {
    row,
    folded,
    body,
    sequence: last?.sequence ?? row.sequence,
    savedAt: last?.at ?? row.savedAt,
    tail: tail.map(({ entry }) => entry),
    lost,
  }
}

export const JOURNAL_OF_ONE = 'SELECT * FROM draft_journal WHERE exam_id = ? ORDER BY sequence'

/** One draft as it stands; `notFound`. */
export async function findDraft(core: Core, db: Reader, examId: string): Promise<OpenedDraft> {
  const row = await db.get('SELECT * FROM draft WHERE exam_id = ?', [examId])
  if (row === undefined) return refuse('notFound')
  return openDraftRow(core, db, row, await db.all(JOURNAL_OF_ONE, [examId]))
}
