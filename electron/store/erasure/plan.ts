import { integer, text, type Reader, type Writer } from '../connection'
import { past } from '../guards'
import { isExam, type Emptied } from './ledger'

/**
 * What an erasure does to every table: `?1` is the patient, `?2` the instant. A table that is not named here fails a
 * test, so that a new one cannot be forgotten.
 */
export const ERASED: Readonly<Record<string, readonly string[]>> = {
  // The key is what opens everything else of the patient. Its row stays, so that no new key is ever made.
  patient_key: ['UPDATE patient_key SET wrapped = NULL WHERE patient_id = ?1'],
  thumbnail: ['DELETE FROM thumbnail WHERE image_id IN (SELECT image_id FROM image WHERE patient_id = ?1)'],
  // The row stays for the audit chain, which names its digest; what it says goes. Its file is unlinked afterwards.
  image: [
    'UPDATE image SET removed_at = ?2 WHERE patient_id = ?1 AND removed_at IS NULL',
    "UPDATE image SET record = x'', record_revision = record_revision + 1 WHERE patient_id = ?1",
  ],
  draft: ['DELETE FROM draft WHERE patient_id = ?1'],
  // After its draft: what is not folded yet cannot be taken away before.
  draft_journal: ['DELETE FROM draft_journal WHERE patient_id = ?1'],
  draft_beside: ['DELETE FROM draft_beside WHERE patient_id = ?1'],
  // A form that somebody is still filling in is named by its patient, alone or with what else it is.
  kept_form: ["DELETE FROM kept_form WHERE form = ?1 OR form LIKE ?1 || ':%'"],
  // Holds names of all patients; the index is built anew without this one.
  snapshot: ['DELETE FROM snapshot'],
}

/** Tables that an erasure leaves as they are, each with its reason. */
export const UNTOUCHED: Readonly<Record<string, string>> = {
  document_revision:
    'append-only; sealed with the key that is gone, and the chain needs its digests (but see `emptied`)',
  audit: 'append-only; names patients by an id that opens nothing any more',
  chain_head: 'the last number and tag of the audit chain',
  vault: 'ids of this vault and the name of the clinic',
  key_slot: 'the people who can unlock',
  pin_slot: 'people on this laptop, by id',
  locked_note: 'wrong tries at the unlock screen',
  health: 'what the checks found, by ids, sealed',
  erasure: 'the ledger itself, sealed',
  restore_note: 'the date of a backup',
}

/**
 * A visit that was charted in the chart of somebody else is sealed with that other patient's key, which stays. What it
 * said is taken out of its revisions there; the rows and their numbers stay, and so does the revision that says that
 * the visit went away. In a state of the vault from before the move it may still stand there as a draft with its
 * pictures: those go as well. A window that had the draft open when it was moved may have typed on beside it.
 * `?1` is the document.
 */
const EMPTIED_EXAM: readonly string[] = [
  'DELETE FROM draft WHERE exam_id = ?1',
  'DELETE FROM draft_journal WHERE exam_id = ?1',
  'DELETE FROM draft_beside WHERE exam_id = ?1',
  'DELETE FROM thumbnail WHERE image_id IN (SELECT image_id FROM image WHERE exam_id = ?1)',
  'UPDATE image SET removed_at = ?2 WHERE exam_id = ?1 AND removed_at IS NULL',
  "UPDATE image SET record = x'', record_revision = record_revision + 1 WHERE exam_id = ?1 AND record <> x''",
]

async function emptyRevisions(db: Writer, emptied: readonly Emptied[], at: string): Promise<void> {
  if (emptied.length === 0) return
  await past(db, 'document_revision', async () => {
    for (const { kind, docId, upTo } of emptied)
      await db.run(
        "UPDATE document_revision SET sealed = x'' WHERE kind = ? AND doc_id = ? AND revision <= ?",
        [kind, docId, upTo],
      )
  })
  for (const { docId } of emptied.filter(isExam))
    for (const sql of EMPTIED_EXAM) await db.run(sql, sql.includes('?2') ? [docId, at] : [docId])
}

/** Whether anything of it still stands there. */
export async function stillSays(db: Reader, emptied: readonly Emptied[]): Promise<boolean> {
  for (const one of emptied) {
    const { kind, docId, upTo } = one
    const row = await db.get(
      `SELECT count(*) AS n FROM document_revision
       WHERE kind = ? AND doc_id = ? AND revision <= ? AND length(sealed) > 0`,
      [kind, docId, upTo],
    )
    if (row !== undefined && integer(row, 'n') > 0) return true
    if (!isExam(one)) continue
    const beside = await db.get(
      `SELECT EXISTS (SELECT 1 FROM draft WHERE exam_id = ?1)
         OR EXISTS (SELECT 1 FROM draft_beside WHERE exam_id = ?1)
         OR EXISTS (SELECT 1 FROM image WHERE exam_id = ?1 AND record <> x'') AS n`,
      [docId],
    )
    if (beside !== undefined && integer(beside, 'n') > 0) return true
  }
  return false
}

/** Pictures of which an erasure leaves nothing: their files are unlinked after it. */
export async function picturesOf(
  db: Reader,
  patientId: string,
  emptied: readonly Emptied[] = [],
): Promise<string[]> {
  const rows = await db.all(
    `SELECT image_id FROM image WHERE patient_id = ?
       OR exam_id IN (SELECT value FROM json_each(?))`,
    [patientId, JSON.stringify(emptied.filter(isExam).map(({ docId }) => docId))],
  )
  return rows.map((row) => text(row, 'image_id'))
}

/** Runs the plan inside a transaction whose connection has `secure_delete` on. */
export async function eraseRows(
  db: Writer,
  patientId: string,
  at: string,
  emptied: readonly Emptied[] = [],
): Promise<void> {
  await emptyRevisions(db, emptied, at)
  for (const sql of Object.values(ERASED).flat()) {
    const params = [...(sql.includes('?1') ? [patientId] : []), ...(sql.includes('?2') ? [at] : [])]
    await db.run(sql, params)
  }
}
