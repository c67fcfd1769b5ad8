import type { Migration } from './migration'

/** An append-only table refuses every later change, also by hand. */
const appendOnly = (table: string): string => `
CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`

/**
 * In clear stand ids, kinds, revision numbers, times and sizes, and what the unlock screen shows (clinic name,
 * names of the people who can unlock). Every other fact is inside a sealed blob.
 */
export const initial: Migration = {
  version: 10,
  sql: `
CREATE TABLE vault (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  vault_id TEXT NOT NULL,
  device_id TEXT NOT NULL,
  clinic_name TEXT NOT NULL,
  in_use INTEGER NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE key_slot (
  slot_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('passphrase', 'recovery')),
  person_id TEXT UNIQUE,
  name TEXT NOT NULL,
  kdf_cost INTEGER NOT NULL,
  kdf_block_size INTEGER NOT NULL,
  kdf_parallel INTEGER NOT NULL,
  salt BLOB NOT NULL,
  wrapped BLOB NOT NULL,
  fails INTEGER NOT NULL,
  failed_at TEXT
) STRICT;

-- A destroyed key leaves its row with no key in it: the patient is erased, the chain stays whole (ruling 34).
CREATE TABLE patient_key (
  patient_id TEXT PRIMARY KEY,
  wrapped BLOB
) STRICT;

CREATE TABLE document_revision (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  doc_id TEXT NOT NULL,
  patient_id TEXT REFERENCES patient_key (patient_id),
  revision INTEGER NOT NULL,
  parent_revision INTEGER NOT NULL,
  device_id TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  sealed BLOB NOT NULL,
  UNIQUE (kind, doc_id, revision, device_id)
) STRICT;
CREATE INDEX document_by_kind ON document_revision (kind, seq);
CREATE INDEX document_by_patient ON document_revision (patient_id, kind, seq) WHERE patient_id IS NOT NULL;
${appendOnly('document_revision')}

CREATE TABLE draft (
  exam_id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient_key (patient_id),
  sequence INTEGER NOT NULL,
  started_at TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  sealed BLOB NOT NULL
) STRICT;

CREATE TABLE image (
  image_id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient_key (patient_id),
  exam_id TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  chunks INTEGER NOT NULL,
  sealed_bytes INTEGER NOT NULL,
  file_digest BLOB NOT NULL,
  added_at TEXT NOT NULL,
  removed_at TEXT,
  record_revision INTEGER NOT NULL,
  record BLOB NOT NULL
) STRICT;
CREATE INDEX image_by_patient ON image (patient_id);
CREATE INDEX image_by_exam ON image (exam_id);
CREATE TRIGGER image_no_delete BEFORE DELETE ON image
BEGIN SELECT RAISE(ABORT, 'an image leaves a tombstone'); END;

CREATE TABLE thumbnail (
  image_id TEXT PRIMARY KEY REFERENCES image (image_id),
  sealed BLOB NOT NULL
) STRICT;

CREATE TABLE snapshot (
  name TEXT NOT NULL,
  chunk INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (name, chunk)
) STRICT;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  sealed BLOB NOT NULL
) STRICT;
${appendOnly('audit')}

CREATE TABLE chain_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  sealed BLOB NOT NULL
) STRICT;

-- One statement per save: views whose inserts write all rows that belong together. Fewer statements to the engine's
-- thread and back cost less than the rows themselves.
CREATE VIEW audit_with_head AS
  SELECT a.seq, a.at, a.sealed, h.sealed AS head FROM audit a, chain_head h;
CREATE TRIGGER audit_with_head_insert INSTEAD OF INSERT ON audit_with_head
BEGIN
  INSERT INTO audit (seq, at, sealed) VALUES (NEW.seq, NEW.at, NEW.sealed);
  INSERT OR REPLACE INTO chain_head (id, sealed) VALUES (1, NEW.head);
END;
CREATE VIEW saved_revision AS
  SELECT d.*, a.seq AS audit_seq, a.sealed AS audit_sealed, h.sealed AS head
  FROM document_revision d, audit a, chain_head h;
CREATE TRIGGER saved_revision_insert INSTEAD OF INSERT ON saved_revision
BEGIN
  SELECT RAISE(ABORT, 'conflict') WHERE NEW.parent_revision <> coalesce(
    (SELECT max(d.revision) FROM document_revision d WHERE d.kind = NEW.kind AND d.doc_id = NEW.doc_id), 0);
  INSERT INTO document_revision
    (seq, kind, doc_id, patient_id, revision, parent_revision, device_id, saved_at, sealed)
  VALUES (NEW.seq, NEW.kind, NEW.doc_id, NEW.patient_id, NEW.revision, NEW.parent_revision, NEW.device_id,
    NEW.saved_at, NEW.sealed);
  INSERT INTO audit (seq, at, sealed) VALUES (NEW.audit_seq, NEW.saved_at, NEW.audit_sealed);
  INSERT OR REPLACE INTO chain_head (id, sealed) VALUES (1, NEW.head);
END;
`,
}
