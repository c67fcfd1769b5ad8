import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Connection, integer, text } from '../../electron/store/connection'
import { vaultFile } from '../../electron/store/files'
import { migrate } from '../../electron/store/migrate'
import { MIGRATIONS } from '../../electron/store/migrations'
import { emptyFolder, freshVault, value, vaultFolder } from './vaults'

const open = async (): Promise<{ db: Connection; file: string }> => {
  const file = join(emptyFolder(), 'vault.db')
  return { db: await Connection.open(file, 'create'), file }
}
const first = { version: 10, sql: 'CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (1)' }
const second = { version: 20, sql: 'ALTER TABLE a ADD COLUMN y INTEGER' }

describe('migrations', () => {
  it('copy the file first, then apply what is pending', async () => {
    const { db, file } = await open()
    expect(await migrate(db, file, [first])).toEqual({ from: 0, to: 10, copy: undefined })
    const { copy } = await migrate(db, file, [first, second])
    expect(await db.read((tx) => tx.all('SELECT * FROM a'))).toEqual([{ x: 1, y: null }])
    expect(copy).toBeDefined()
    const before = await Connection.open(copy!, 'readOnly')
    expect(await before.read((tx) => tx.all('SELECT * FROM a'))).toEqual([{ x: 1 }])
    expect(integer((await before.read((tx) => tx.get('PRAGMA user_version')))!, 'user_version')).toBe(10)
    await before.close()
    expect(await migrate(db, file, [first, second])).toEqual({ from: 20, to: 20, copy: undefined })
    await db.close()
  })

  it('leave the file as it was when one of them fails', async () => {
    const { db, file } = await open()
    await migrate(db, file, [first])
    const broken = { version: 30, sql: 'ALTER TABLE a ADD COLUMN z INTEGER; INSERT INTO nowhere VALUES (1)' }
    await expect(migrate(db, file, [first, second, broken])).rejects.toThrow(/nowhere/)
    expect(await db.read((tx) => tx.all('SELECT * FROM a'))).toEqual([{ x: 1 }])
    expect(integer((await db.read((tx) => tx.get('PRAGMA user_version')))!, 'user_version')).toBe(10)
    await db.close()
  })

  it('refuse numbers that do not rise', async () => {
    const { db, file } = await open()
    await expect(migrate(db, file, [second, first])).rejects.toThrow(/does not rise/)
    await db.close()
  })

  it('refuse a vault of a newer Palpa and leave it untouched', async () => {
    const { folder, dataFolder } = await freshVault()
    await folder.close()
    const db = await Connection.open(vaultFile(dataFolder), 'create')
    await db.outside((tx) => tx.exec('PRAGMA user_version = 999990'))
    await db.close()
    const again = await vaultFolder({ dataFolder })
    expect(value(await again.status()).state).toBe('newerVault')
    expect(await again.unlock({ personId: 'x', passphrase: 'x' })).toMatchObject({
      error: { code: 'newerVault' },
    })
    expect(existsSync(`${vaultFile(dataFolder)}.before-10`)).toBe(false)
  })

  it('call a file that is no database damaged', async () => {
    const dataFolder = emptyFolder()
    await writeFile(vaultFile(dataFolder), 'this is no database, and it is long enough to be told from one')
    const folder = await vaultFolder({ dataFolder })
    expect(value(await folder.status()).state).toBe('damaged')
  })

  it('call sealed images without their vault damaged, never a fresh start', async () => {
    const { folder, dataFolder } = await freshVault()
    await folder.close()
    await writeFile(join(dataFolder, 'images', 'x.sealed'), '')
    await rm(vaultFile(dataFolder))
    const again = await vaultFolder({ dataFolder })
    expect(value(await again.status()).state).toBe('damaged')
  })
})

it('the schema is the one of the snapshot: change it by a new migration, then update the snapshot', async () => {
  const { db, file } = await open()
  await migrate(db, file)
  const rows = await db.read((tx) =>
    tx.all(
      "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type, name",
    ),
  )
  await db.close()
  expect(MIGRATIONS.map((migration) => migration.version)).toMatchSnapshot()
  expect(rows.map((row) => text(row, 'sql')).join(';\n')).toMatchSnapshot()
  const tables = rows.filter((row) => text(row, 'sql').startsWith('CREATE TABLE'))
  expect(tables.every((row) => text(row, 'sql').endsWith('STRICT'))).toBe(true)
})
