import { rm } from 'node:fs/promises'
import { integer, type Connection, type Reader } from './connection'
import { refuse } from './failures'
import { syncFile } from './files'
import { MIGRATIONS } from './migrations'
import type { Migration } from './migrations/migration'

const versionOf = async (db: Reader): Promise<number> => {
  const row = await db.get('PRAGMA user_version')
  return row === undefined ? 0 : integer(row, 'user_version')
}

const latestOf = (migrations: readonly Migration[]): number => {
  let last = 0
  for (const { version } of migrations) {
    if (version <= last) throw new Error(`Migration ${version} does not rise above ${last}`)
    last = version
  }
  return last
}

/** `newerVault` when a newer Palpa wrote the file: we do not know what we would destroy. */
export async function refuseNewer(
  connection: Connection,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  if ((await connection.read(versionOf)) > latestOf(migrations)) refuse('newerVault')
}

/**
 * Brings the file to the newest schema: first a copy beside it (unless it is empty), then all pending steps in one
 * transaction. On any failure the file is as it was. The copy stays until the next migration succeeds.
 */
export async function migrate(
  connection: Connection,
  file: string,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<{ from: number; to: number; copy: string | undefined }> {
  const to = latestOf(migrations)
  await refuseNewer(connection, migrations)
  const from = await connection.read(versionOf)
  if (from === to) return { from, to, copy: undefined }
  const copy = from === 0 ? undefined : `${file}.before-${to}`
  if (copy !== undefined) {
    await rm(copy, { force: true })
    await connection.outside((db) => db.run('VACUUM INTO ?', [copy]))
    await syncFile(copy)
  }
  await connection.transaction(async (db) => {
    for (const { version, sql } of migrations) if (version > from) await db.exec(sql)
    await db.exec(`PRAGMA user_version = ${to}`)
  })
  return { from, to, copy }
}
