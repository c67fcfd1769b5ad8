import type { Migration } from './migration'

/**
 * `erasure` is the ledger of ruling 34: who was erased stands sealed in it, so that the table names nobody. A row
 * whose files have not been rewritten yet says `scrubbed = 0`: freed pages may still hold the wrapped key.
 * `restore_note` is left by who copies a backup without a key; the next unlock moves it into the audit chain.
 */
export const erasure: Migration = {
  version: 50,
  sql: `
CREATE TABLE erasure (
  erasure_id TEXT PRIMARY KEY,
  sealed BLOB NOT NULL,
  scrubbed INTEGER NOT NULL
) STRICT;
CREATE TRIGGER erasure_no_delete BEFORE DELETE ON erasure
BEGIN SELECT RAISE(ABORT, 'an erasure is never forgotten'); END;

-- Few rows of many: whoever counts or lists patients leaves the erased ones out without looking at all the others.
CREATE INDEX erased_patient ON patient_key (patient_id) WHERE wrapped IS NULL;

CREATE TABLE restore_note (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  backup_at TEXT NOT NULL
) STRICT;
`,
}
