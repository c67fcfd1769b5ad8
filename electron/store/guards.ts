import { text, type Writer } from './connection'

/**
 * Changes a guarded table: its triggers stand aside for this statement and are as they were when it is done. For two
 * callers only: a repair, which puts back what was written, and an erasure, which empties what says something of the
 * patient in the chart of somebody else. Both write an audit entry in the same transaction.
 */
export async function past(db: Writer, table: string, change: () => Promise<unknown>): Promise<void> {
  const guards = await db.all(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? AND name LIKE '%!_no!_%' ESCAPE '!'",
    [table],
  )
  for (const guard of guards) await db.exec(`DROP TRIGGER ${text(guard, 'name')}`)
  await change()
  for (const guard of guards) await db.exec(text(guard, 'sql'))
}
