import type { Migration } from './migration'

/** Forms that somebody is still filling in, sealed. In clear stand whose they are, which form, and when it was typed. */
export const keptForm: Migration = {
  version: 15,
  sql: `
CREATE TABLE kept_form (
  person_id TEXT NOT NULL,
  form TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (person_id, form)
) STRICT;
`,
}
