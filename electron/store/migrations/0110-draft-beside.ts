import type { Migration } from './migration'

/**
 * What somebody typed into a draft that another window had taken over or signed meanwhile, one row for each writer that
 * lost. In clear stand whose and which visit it is, who typed it and when.
 */
export const draftBeside: Migration = {
  version: 110,
  sql: `
CREATE TABLE draft_beside (
  beside_id TEXT PRIMARY KEY,
  exam_id TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  at TEXT NOT NULL,
  sealed BLOB NOT NULL
) STRICT;
CREATE INDEX draft_beside_exam ON draft_beside (exam_id);
`,
}
