import { Connection, text } from '../../electron/store/connection'
import { vaultFile } from '../../electron/store/files'

/** A vault file whose triggers are gone, as somebody with a SQL shell would have it. Close it afterwards. */
export async function withoutTriggers(dataFolder: string): Promise<Connection> {
  const db = await Connection.open(vaultFile(dataFolder), 'create')
  await db.transaction(async (tx) => {
    const rows = await tx.all("SELECT name FROM sqlite_master WHERE name LIKE '%!_no!_%' ESCAPE '!'")
    for (const row of rows) await tx.exec(`DROP TRIGGER ${text(row, 'name')}`)
  })
  return db
}

/** Runs SQL by hand against a closed vault, past every trigger. */
export async function tamper(dataFolder: string, sql: string): Promise<void> {
  const db = await withoutTriggers(dataFolder)
  await db.outside(async (tx) => {
    await tx.exec('PRAGMA foreign_keys = OFF')
    await tx.exec(sql)
  })
  await db.checkpoint()
  await db.close()
}
