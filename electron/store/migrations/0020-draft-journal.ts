import type { Migration } from './migration'

/**
 * What is typed goes to an append-only journal, a sealed patch per save, and is folded into the draft when it is closed.
 * `writer` is whoever has the draft open; it is null once it was closed properly. An entry is refused unless it
 * follows the last one and comes from that writer, and cannot be taken away before it is folded.
 */
export const draftJournal: Migration = {
  version: 20,
  sql: `
ALTER TABLE draft ADD COLUMN writer TEXT;
CREATE TRIGGER draft_goes_on BEFORE UPDATE ON draft WHEN NEW.sequence < OLD.sequence
BEGIN SELECT RAISE(ABORT, 'a draft never goes back'); END;

CREATE TABLE draft_journal (
  exam_id TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  patient_id TEXT NOT NULL REFERENCES patient_key (patient_id),
  writer TEXT,
  device_id TEXT NOT NULL,
  at TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (exam_id, sequence)
) STRICT;
CREATE TRIGGER draft_journal_follows BEFORE INSERT ON draft_journal
BEGIN
  SELECT RAISE(ABORT, 'conflict') WHERE NOT EXISTS (
    SELECT 1 FROM draft d WHERE d.exam_id = NEW.exam_id AND d.patient_id = NEW.patient_id
      AND d.writer IS NEW.writer
      AND NEW.sequence = 1 + max(d.sequence, coalesce(
        (SELECT max(j.sequence) FROM draft_journal j WHERE j.exam_id = NEW.exam_id), 0)));
END;
CREATE TRIGGER draft_journal_no_update BEFORE UPDATE ON draft_journal
BEGIN SELECT RAISE(ABORT, 'draft_journal is append-only'); END;
CREATE TRIGGER draft_journal_no_loss BEFORE DELETE ON draft_journal
WHEN EXISTS (SELECT 1 FROM draft d WHERE d.exam_id = OLD.exam_id AND d.sequence < OLD.sequence)
BEGIN SELECT RAISE(ABORT, 'draft_journal is not folded yet'); END;
`,
}
