import type { Patient } from '@shared/records/people'
import { INDEX_TEXT_VERSION } from './index-text'

/** The default categories take Tamil vowel signs for separators and shred every name. */
const TOKENIZER = "unicode61 remove_diacritics 2 categories 'L* N* Co Mc Mn'"

/** Made anew after a restore: filling a table that has an index already costs more. */
export const PATIENT_INDEX_SQL = 'CREATE UNIQUE INDEX entry_by_patient ON entry (patient_id)'

export const INDEX_SQL = `
CREATE VIRTUAL TABLE fts USING fts5(
  words, content='', contentless_delete=1, detail=none, prefix='1 2 3', tokenize="${TOKENIZER}"
);
CREATE TABLE entry (
  rowid INTEGER PRIMARY KEY,
  patient_id TEXT NOT NULL,
  sort TEXT NOT NULL,
  names TEXT NOT NULL,
  born_on TEXT NOT NULL,
  phone TEXT NOT NULL
) STRICT;
${PATIENT_INDEX_SQL};
`

/** The tables whose rows are the index: FTS5 keeps its own in ordinary tables, which can be copied. */
export const INDEX_TABLES: Readonly<Record<string, Readonly<Record<string, 'blob' | 'plain'>>>> = {
  fts_data: { id: 'plain', block: 'blob' },
  fts_idx: { segid: 'plain', term: 'blob', pgno: 'plain' },
  fts_docsize: { id: 'plain', sz: 'blob', origin: 'plain' },
  fts_config: { k: 'plain', v: 'plain' },
  entry: {
    rowid: 'plain',
    patient_id: 'plain',
    sort: 'plain',
    names: 'plain',
    born_on: 'plain',
    phone: 'plain',
  },
}

/** A snapshot written under any other version is discarded. */
export const snapshotVersion = (sqliteVersion: string): string =>
  JSON.stringify([INDEX_TEXT_VERSION, INDEX_SQL, INDEX_TABLES, sqliteVersion])

const SEARCHED = ['given', 'family', 'preferred', 'otherScript', 'bornOn', 'phone', 'clinicNumber'] as const

/** What of a patient can be searched. */
export type Searchable = Pick<Patient, (typeof SEARCHED)[number]>

/** Checked by hand, not by the patient's schema: the schema library would double the start of the worker. */
export const isSearchable = (body: unknown): body is Searchable =>
  typeof body === 'object' &&
  body !== null &&
  SEARCHED.every((field) => typeof (body as Readonly<Record<string, unknown>>)[field] === 'string')
