import type { AuditEvent } from '@shared/records/audit'
import { integer, text, textOrNull, type Writer } from './connection'
import type { Work } from './core'

/** What was tried. */
export type TriedSecret = 'passphrase' | 'pin' | 'recovery'
/** What is written down while no key is there to seal it: a try that opened nothing, a PIN that had too many. */
type Note = TriedSecret | 'pinGone'

const put = async (db: Writer, at: string, what: Note, personId: string | null): Promise<number> =>
  (await db.run('INSERT INTO locked_note (at, person_id, what) VALUES (?, ?, ?)', [at, personId, what]))
    .lastId

/**
 * A try is written down before it is made, so that ending the process does not make it unseen, and taken out again
 * when it opened. Until the next unlock these rows stand in clear, and whoever can write the file can take them away:
 * that much they cannot show.
 */
export const noteTry = (
  db: Writer,
  at: string,
  tried: TriedSecret,
  personId: string | null,
): Promise<number> => put(db, at, tried, personId)

/** The try opened. */
export const tryOpened = async (db: Writer, id: number): Promise<void> => {
  await db.run('DELETE FROM locked_note WHERE id = ?', [id])
}

/** The last wrong PIN destroyed the slot. */
export const notePinGone = async (db: Writer, at: string, personId: string): Promise<void> => {
  await put(db, at, 'pinGone', personId)
}

/**
 * Moves the notes into the audit chain, each with its time.
 * @param tried what a wrong try is called: before an unlock it was nobody's, afterwards it is of who is at the keys
 */
export async function sealNotes(
  work: Work,
  tried: 'vault.unlockFailed' | 'person.confirmFailed',
): Promise<void> {
  const rows = await work.db.all('SELECT id, at, person_id, what FROM locked_note ORDER BY id')
  for (const row of rows) {
    const personId = textOrNull(row, 'person_id')
    const note = text(row, 'what')
    const what: AuditEvent = note === 'pinGone' ? 'person.pinRemoved' : tried
    work.record({
      what,
      ...(tried === 'vault.unlockFailed' ? { by: null } : {}),
      ...(personId === null ? {} : { docId: personId }),
      detail: note === 'pinGone' ? 'tries' : note,
      happenedAt: text(row, 'at'),
    })
  }
  const last = rows.at(-1)
  if (last !== undefined) await work.db.run('DELETE FROM locked_note WHERE id <= ?', [integer(last, 'id')])
}
