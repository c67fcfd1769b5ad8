import { z } from 'zod'
import { patient } from '@shared/records/people'
import { INDEX_TEXT_VERSION } from './index-text'

/** The default categories take Tamil vowel signs for separators and shred every name. */
const TOKENIZER = "unicode61 remove_diacritics 2 categories 'L* N* Co Mc Mn'"

export const INDEX_SQL = `
CREATE VIRTUAL TABLE fts USING fts5(
  words, content='', contentless_delete=1, detail=none, prefix='1 2 3', tokenize="${TOKENIZER}"
);
CREATE TABLE entry (
  rowid INTEGER PRIMARY KEY,
  patient_id TEXT NOT NULL UNIQUE,
  sort TEXT NOT NULL,
  names TEXT NOT NULL,
  born_on TEXT NOT NULL,
  phone TEXT NOT NULL
) STRICT;
CREATE INDEX entry_by_birth ON entry (born_on);
CREATE INDEX entry_by_phone ON entry (phone);
CREATE INDEX entry_by_sort ON entry (sort);
`

/** The tables whose rows are the index: FTS5 keeps its own in ordinary tables, which can be copied. */
export const INDEX_TABLES: Readonly<Record<string, readonly string[]>> = {
  fts_data: ['id', 'block'],
  fts_idx: ['segid', 'term', 'pgno'],
  fts_docsize: ['id', 'sz', 'origin'],
  fts_config: ['k', 'v'],
  entry: ['rowid', 'patient_id', 'sort', 'names', 'born_on', 'phone'],
}

/** A snapshot written under any other version is discarded. */
export const snapshotVersion = (sqliteVersion: string): string =>
  JSON.stringify([INDEX_TEXT_VERSION, INDEX_SQL, INDEX_TABLES, sqliteVersion])

/** What of a patient can be searched. */
export const searchable = patient.pick({
  given: true,
  family: true,
  preferred: true,
  otherScript: true,
  bornOn: true,
  phone: true,
  clinicNumber: true,
})
export type Searchable = z.infer<typeof searchable>
