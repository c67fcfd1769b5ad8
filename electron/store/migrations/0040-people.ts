import type { Migration } from './migration'

/**
 * Several people. In clear stand, beside the names, who is suspended (their wrapped key is gone; the sealed document
 * of the person says so too and has the last word), who has a PIN on this laptop, and the wrong tries since the last
 * unlock, which nobody can seal while the vault is locked.
 */
export const people: Migration = {
  version: 40,
  sql: `
ALTER TABLE key_slot ADD COLUMN suspended_at TEXT;

-- Of one laptop: half of the key that wraps lies in its keychain, so a copy elsewhere opens nothing.
CREATE TABLE pin_slot (
  person_id TEXT PRIMARY KEY,
  device_id TEXT NOT NULL,
  kdf_cost INTEGER NOT NULL,
  kdf_block_size INTEGER NOT NULL,
  kdf_parallel INTEGER NOT NULL,
  salt BLOB NOT NULL,
  keychain BLOB NOT NULL,
  wrapped BLOB NOT NULL,
  tries INTEGER NOT NULL
) STRICT;

CREATE TABLE locked_note (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  person_id TEXT,
  what TEXT NOT NULL
) STRICT;
`,
}
