import { blob, Connection, integer, text, type Reader } from '../connection'
import { refuse } from '../failures'
import { readImageRow, type ImageRow } from '../image-rows'
import { refuseNewer } from '../migrate'
import { tagOf } from '../sealing'
import type { ManifestFacts } from './layout'

/** What a copy of a database says of itself, without a key. */
export interface Inspection extends Pick<ManifestFacts, 'tables' | 'chain'> {
  readonly vaultId: string
  /** Pictures that were not removed. */
  readonly images: readonly ImageRow[]
}

/** Rows of every table; the schema is asked, so that a new table cannot be forgotten. */
export async function countTables(db: Reader): Promise<Record<string, number>> {
  const names = await db.all(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
  )
  const counts: Record<string, number> = {}
  for (const row of names) {
    const name = text(row, 'name')
    const counted = await db.get(`SELECT count(*) AS n FROM "${name}"`)
    counts[name] = counted === undefined ? 0 : integer(counted, 'n')
  }
  return counts
}

/** `damaged` when SQLite finds a fault in the file, `newerVault` when a newer Palpa wrote it. */
export async function inspect(file: string): Promise<Inspection> {
  const copy = await Connection.open(file, 'readOnly')
  try {
    await refuseNewer(copy)
    return await copy.read(async (db) => {
      const check = await db.get('PRAGMA integrity_check(1)')
      if (check === undefined || text(check, 'integrity_check') !== 'ok') refuse('damaged')
      const vault = await db.get('SELECT vault_id FROM vault')
      const last = await db.get('SELECT seq, sealed FROM audit ORDER BY seq DESC LIMIT 1')
      const images = await db.all('SELECT * FROM image WHERE removed_at IS NULL ORDER BY image_id')
      return {
        vaultId: vault === undefined ? refuse('damaged') : text(vault, 'vault_id'),
        tables: await countTables(db),
        chain:
          last === undefined
            ? { seq: 0, tag: '' }
            : { seq: integer(last, 'seq'), tag: Buffer.from(tagOf(blob(last, 'sealed'))).toString('hex') },
        images: images.map(readImageRow),
      }
    })
  } finally {
    await copy.close()
  }
}
