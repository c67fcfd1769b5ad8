import { randomBytes } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { copyFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { blob, Connection, text } from '../../electron/store/connection'
import { ERASED, UNTOUCHED } from '../../electron/store/erasure/plan'
import { imageFile, vaultFile } from '../../electron/store/files'
import type { OpenVault } from '../../electron/store/types'
import { filesUnder, holding as filesHolding } from '../fixtures/files'
import {
  attach,
  code,
  emptyFolder,
  filledVault,
  freshVault,
  PASSPHRASE,
  register,
  testPatient,
  value,
  vaultFolder,
} from './vaults'

const holding = (folder: string, bytes: Buffer): string[] =>
  filesHolding(filesUnder(folder), [['key', bytes]])

const wrappedKey = async (file: string, patientId: string): Promise<Buffer | null> => {
  const db = await Connection.open(file, 'readOnly')
  const row = await db.read((tx) =>
    tx.get('SELECT wrapped FROM patient_key WHERE patient_id = ?', [patientId]),
  )
  await db.close()
  return row?.['wrapped'] === null ? null : Buffer.from(blob(row!, 'wrapped'))
}

const erase = (vault: OpenVault, patientId: string) =>
  vault.erasures.erase(patientId, (erasureId) => ({ what: 'patient.erased', detail: erasureId }))

/** A patient with something in every table, and another who stays. */
const filled = async () => {
  const made = await filledVault()
  const { vault, patient } = made
  const { patientId } = patient
  const examId = uuidv7()
  const body = { note: 'zz' }
  value(await vault.documents.put({ kind: 'exam', docId: examId, patientId, baseRevision: 0, body }))
  value(await vault.drafts.put({ examId: uuidv7(), patientId, baseSequence: 0, body }))
  value(await vault.images.putThumbnail(made.imageId, randomBytes(500)))
  const other = testPatient({ given: 'Briar', clinicNumber: '00002' })
  await register(vault, other)
  const kept = await attach(vault, other.patientId, randomBytes(4_000))
  value(await vault.index.ready())
  return { ...made, patientId, examId, other, kept }
}

describe('an erasure', () => {
  it('says beforehand what goes', async () => {
    const { vault, patientId } = await filled()
    expect(value(await vault.erasures.preview(patientId))).toEqual({
      revisions: 2,
      documents: { patient: 1, exam: 1 },
      drafts: 1,
      images: 1,
      imageBytes: 2_500_000,
    })
    expect(code(await vault.erasures.preview(uuidv7()))).toBe('notFound')
  })

  it('leaves nothing that opens, nobody else touched, and the chain whole', async () => {
    const { vault, patientId, examId, imageId, other, kept, dataFolder } = await filled()
    const { erasureId, clean } = value(await erase(vault, patientId))
    expect(clean).toBe(true)
    expect(code(await vault.documents.latest('patient', patientId))).toBe('notFound')
    expect(code(await vault.documents.latest('exam', examId))).toBe('notFound')
    expect(code(await vault.images.get(imageId))).toBe('notFound')
    expect(code(await vault.images.thumbnail(imageId))).toBe('notFound')
    expect(value(await vault.drafts.list()).drafts).toEqual([])
    expect(value(await vault.documents.list('patient'))).toMatchObject({
      documents: [{ docId: other.patientId }],
      damaged: [],
    })
    expect(existsSync(imageFile(dataFolder, imageId))).toBe(false)
    expect(existsSync(imageFile(dataFolder, kept))).toBe(true)
    value(await vault.index.ready())
    expect(value(await vault.index.search('aster', 5)).patientIds).toEqual([])
    expect(value(await vault.index.search('briar', 5)).patientIds).toEqual([other.patientId])
    expect(value(await vault.audit.verify()).intact).toBe(true)
    // Nothing of it looks like damage or tampering to the checks.
    value(await vault.health.begin())
    for (const check of ['trail', 'pages', 'whole', 'records'] as const)
      expect(value(await vault.health.check(check)).findings).toEqual([])
    // The entry names nobody.
    const told = value(await vault.audit.list(50)).filter(({ what }) => what === 'patient.erased')
    expect(told).toEqual([expect.objectContaining({ detail: erasureId })])
    expect(told[0]).not.toHaveProperty('patientId')
    // No key is ever made for that patient again.
    const again = { kind: 'exam', docId: uuidv7(), patientId, baseRevision: 0, body: {} } as const
    expect(code(await vault.documents.put(again))).toBe('notFound')
    expect(code(await vault.images.begin({ imageId: uuidv7(), patientId, examId }))).toBe('notFound')
    expect(code(await erase(vault, patientId))).toBe('notFound')
  })

  it('takes the wrapped key out of every byte of every file, copies of migrations included', async () => {
    const { vault, folder, patientId, dataFolder, personId } = await filled()
    value(await vault.idle())
    // Pages that were freed keep what stood in them until somebody needs them.
    const raw = await Connection.open(vaultFile(dataFolder), 'create')
    await raw.outside((db) => db.exec('CREATE TABLE moved AS SELECT * FROM patient_key; DROP TABLE moved'))
    await raw.checkpoint()
    await raw.close()
    const file = vaultFile(dataFolder)
    const key = await wrappedKey(file, patientId)
    await copyFile(file, `${file}.before-50`)
    expect(holding(dataFolder, key!)).toHaveLength(2)
    const bytes = readFileSync(file)
    expect(bytes.indexOf(key!, bytes.indexOf(key!) + 1)).toBeGreaterThan(0)
    value(await erase(vault, patientId))
    expect(holding(dataFolder, key!)).toEqual([])
    expect(await wrappedKey(file, patientId)).toBeNull()
    await vault.lock()
    expect(holding(dataFolder, key!)).toEqual([])
    const again = value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
    value(await again.index.ready())
    value(await again.idle())
    expect(holding(dataFolder, key!)).toEqual([])
  })

  it('is told from a key that somebody took out by hand', async () => {
    const { vault, folder, patientId, other, personId, dataFolder } = await filled()
    value(await erase(vault, other.patientId))
    await vault.lock()
    await folder.close()
    const raw = await Connection.open(vaultFile(dataFolder), 'create')
    await raw.transaction((db) =>
      db.run('UPDATE patient_key SET wrapped = NULL WHERE patient_id = ?', [patientId]),
    )
    await raw.close()
    const again = value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
    value(await again.health.begin())
    const { findings } = value(await again.health.check('trail'))
    expect(findings.map(({ code: found, patientId: whose }) => [found, whose])).toEqual([
      ['keyDamaged', patientId],
    ])
  })

  it('that could not rewrite the file yet is finished when nobody types', async () => {
    const { vault, patientId, dataFolder } = await filled()
    value(await vault.idle())
    const file = vaultFile(dataFolder)
    const key = await wrappedKey(file, patientId)
    // Somebody else reads: the log cannot be emptied.
    const reader = await Connection.open(file, 'readOnly')
    await reader.outside((db) => db.exec('BEGIN; SELECT count(*) FROM patient_key'))
    expect(value(await erase(vault, patientId)).clean).toBe(false)
    expect(code(await vault.documents.latest('patient', patientId))).toBe('notFound')
    await reader.outside((db) => db.exec('COMMIT'))
    await reader.close()
    value(await vault.idle())
    expect(holding(dataFolder, key!)).toEqual([])
  })

  it('knows every table there is', async () => {
    const { dataFolder } = await freshVault()
    const db = await Connection.open(vaultFile(dataFolder), 'readOnly')
    const names = await db.read((tx) =>
      tx.all("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"),
    )
    const stored = new Map<string, string[]>()
    for (const row of names) {
      const table = text(row, 'name')
      const columns = await db.read((tx) => tx.all(`SELECT name FROM pragma_table_info('${table}')`))
      stored.set(
        table,
        columns.map((column) => text(column, 'name')),
      )
    }
    await db.close()
    const planned = [...Object.keys(ERASED), ...Object.keys(UNTOUCHED)]
    expect([...stored.keys()].sort()).toEqual(planned.sort())
    // What names a patient, an exam or an image in clear is erased, or stays for a reason that is known.
    const ofPatient = [...stored].filter(([, columns]) =>
      columns.some((column) => ['patient_id', 'exam_id', 'image_id'].includes(column)),
    )
    expect(ofPatient.map(([table]) => table).filter((table) => !Object.hasOwn(ERASED, table))).toEqual([
      'document_revision',
    ])
  })
})

describe('an erasure and the backups', () => {
  it('leaves the generations within reach too, and the others stay restorable', async () => {
    const { vault, patientId, dataFolder, personId, imageId, other, kept } = await filled()
    const into = emptyFolder()
    const key = await wrappedKey(vaultFile(dataFolder), patientId)
    value(await vault.backups.make(into))
    value(await vault.backups.make(into))
    const before = value(await vault.backups.list(into))
    expect(holding(into, key!)).toHaveLength(2)
    value(await erase(vault, patientId))
    expect(value(await vault.backups.cleanse(into))).toEqual({ rewritten: 2, left: [] })
    expect(holding(into, key!)).toEqual([])
    const after = value(await vault.backups.list(into))
    expect(after.map(({ createdAt }) => createdAt)).toEqual(before.map(({ createdAt }) => createdAt))
    for (const { path, whole } of after) {
      expect(whole).toBe(true)
      expect(value(await vault.backups.rehearse(path))).toMatchObject({ passed: true, images: 1 })
    }
    const made = value(await vault.backups.make(into))
    expect(existsSync(imageFile(join(made.path, '..'), imageId))).toBe(false)
    expect(existsSync(imageFile(join(made.path, '..'), kept))).toBe(true)
    const elsewhere = await vaultFolder()
    value(await elsewhere.openBackup(after[1]!.path))
    const copy = value(await elsewhere.unlock({ personId, passphrase: PASSPHRASE }))
    expect(code(await copy.documents.latest('patient', patientId))).toBe('notFound')
    expect(value(await copy.documents.latest('patient', other.patientId)).body).toEqual(other)
    expect(value(await copy.audit.verify()).intact).toBe(true)
  })

  it('is replayed when an old backup is opened on another laptop, from the ledger beside it', async () => {
    const { vault, patientId, personId, imageId } = await filled()
    const into = emptyFolder()
    const old = value(await vault.backups.make(into))
    const away = emptyFolder()
    const drawer = value(await vault.backups.make(away))
    value(await erase(vault, patientId))
    // A later backup to the same place carries the ledger there and rewrites what is old.
    value(await vault.backups.make(into))
    const places = [
      { from: old.path, gone: true },
      // A drive that was in a drawer all the time cannot know: the README and the screen say so.
      { from: drawer.path, gone: false },
    ]
    for (const { from, gone } of places) {
      if (!existsSync(from)) continue
      const elsewhere = await vaultFolder()
      value(await elsewhere.openBackup(from))
      const copy = value(await elsewhere.unlock({ personId, passphrase: PASSPHRASE }))
      expect(code(await copy.documents.latest('patient', patientId))).toBe(gone ? 'notFound' : 'ok')
      expect(code(await copy.images.get(imageId))).toBe(gone ? 'notFound' : 'ok')
    }
    expect(existsSync(old.path)).toBe(false)

    // The ledger alone, without the rewriting: the generation from the drawer laid into the set that knows.
    const set = join(old.path, '..')
    cpSync(drawer.path, join(set, drawer.name), { recursive: true })
    cpSync(imageFile(join(drawer.path, '..'), imageId), imageFile(set, imageId))
    const elsewhere = await vaultFolder()
    value(await elsewhere.openBackup(join(set, drawer.name)))
    const copy = value(await elsewhere.unlock({ personId, passphrase: PASSPHRASE }))
    expect(code(await copy.documents.latest('patient', patientId))).toBe('notFound')
    expect(code(await copy.images.get(imageId))).toBe('notFound')
    const told = value(await copy.audit.list(3)).map(({ what }) => what)
    expect(told).toEqual(expect.arrayContaining(['erasure.replayed', 'vault.restored']))
    expect(value(await copy.audit.verify()).intact).toBe(true)
  })

  it('is replayed when the vault file is put back by hand', async () => {
    const { vault, folder, patientId, personId, dataFolder } = await filled()
    await vault.lock()
    await folder.close()
    const older = readFileSync(vaultFile(dataFolder))
    const again = value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
    value(await erase(again, patientId))
    await again.lock()
    await folder.close()
    await rm(`${vaultFile(dataFolder)}-wal`, { force: true })
    await writeFile(vaultFile(dataFolder), older)
    const put = value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
    expect(code(await put.documents.latest('patient', patientId))).toBe('notFound')
  })

  it('cannot be forged into the ledger of a backup without the vault’s key', async () => {
    const { vault, patientId, personId, dataFolder } = await filled()
    const into = emptyFolder()
    value(await vault.backups.make(into))
    const entry = { erasureId: uuidv7(), sealed: randomBytes(120).toString('base64') }
    const forged = { format: 1, vaultId: vault.vaultId, entries: [entry] }
    for (const folder of [dataFolder, join(into, readdirSync(into)[0]!)])
      await writeFile(join(folder, 'erasures.sealed'), JSON.stringify(forged))
    const elsewhere = await vaultFolder()
    value(await elsewhere.openBackup(into))
    const copy = value(await elsewhere.unlock({ personId, passphrase: PASSPHRASE }))
    value(await copy.documents.latest('patient', patientId))
  })
})
