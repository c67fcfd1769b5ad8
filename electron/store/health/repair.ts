import { mkdir, open, rename, rm } from 'node:fs/promises'
import type { Finding, FindingCode } from '@shared/records/health'
import { sourceAt } from '../backup/restore'
import { blob, Connection, type Reader, type Row, type SqlValue, type Writer } from '../connection'
import type { Core, RecordedEntry, Work } from '../core'
import { openDocument } from '../document-reads'
import { readHead } from '../document-identity'
import { isDamage, refuse } from '../failures'
import { imageFile, imageFolder, PART_SUFFIX, syncFolder, vaultFile } from '../files'
import { past } from '../guards'
import { imageRow, openImageRow, readImageRow } from '../image-rows'
import { openSealedFile } from '../images'
import { keyPlace } from '../patient-keys'
import { KeySet } from '../sealing'

/**
 * Puts the last good copy of one damaged thing back, byte for byte, or takes out what nobody wrote. It goes past the
 * triggers (`guards.ts`): each repair is one transaction with its own audit entry, and what it puts back opens
 * with the vault's keys under the very name it had.
 *
 * `notFound` when the backup does not hold it, `conflict` when the backup is of another vault, `damaged` when it does
 * not open there either or the vault file is too broken to be written.
 */
export async function repair(core: Core, finding: Finding, backupFolder: string | undefined): Promise<void> {
  const takeOut = TAKE_OUT[finding.code]
  if (takeOut !== undefined) {
    await core.transact((work) => takeOut(work, finding))
    return
  }
  const putBack = PUT_BACK[finding.code] ?? refuse('notFound')
  const folder = backupFolder ?? refuse('notFound')
  const { manifest, generation, set } = await sourceAt(folder)
  if (manifest.vaultId !== core.vaultId) refuse('conflict')
  const backup = await Connection.open(vaultFile(generation), 'readOnly')
  try {
    await putBack({ core, finding, backup, set })
  } finally {
    await backup.close()
  }
}

interface Job {
  readonly core: Core
  readonly finding: Finding
  readonly backup: Connection
  /** Folder that holds the backup's pictures. */
  readonly set: string
}

const entryOf = ({ patientId, id, code }: Finding, what: RecordedEntry['what']): RecordedEntry => ({
  what,
  detail: code,
  ...(patientId === undefined ? {} : { patientId }),
  ...(id === undefined ? {} : { docId: id }),
})

/** Writes a row as it stands in the backup over the row of the same key, or where it is missing. */
async function putRow(db: Writer, table: string, key: string, row: Row): Promise<void> {
  const columns = Object.keys(row)
  const values = columns.map((column) => row[column] ?? null)
  const others = columns.filter((column) => column !== key).map((column) => `${column} = excluded.${column}`)
  await past(db, table, () =>
    db.run(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
       ON CONFLICT (${key}) DO UPDATE SET ${others.join(', ')}`,
      values,
    ),
  )
}

/** What does not open in the backup is no good copy. */
async function mustOpen(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (isDamage(error)) refuse('damaged')
    throw error
  }
}

async function putRevision({ core, finding, backup }: Job): Promise<void> {
  const seq = finding.seq ?? refuse('notFound')
  const row =
    (await backup.read((db) => db.get('SELECT * FROM document_revision WHERE seq = ?', [seq]))) ??
    refuse('notFound')
  const head = readHead(row)
  // Numbers are given per laptop: the one of the same number must also be the one that is meant.
  const same = (said: unknown, is: unknown): boolean => said === undefined || said === is
  if (
    !same(finding.id, head.docId) ||
    !same(finding.kind, head.kind) ||
    !same(finding.revision, head.revision)
  )
    refuse('notFound')
  await mustOpen(() => core.connection.read((db) => openDocument(core, db, row)))
  await core.transact(async (work) => {
    await putRow(work.db, 'document_revision', 'seq', row)
    work.record(entryOf(finding, 'record.repaired'))
  })
}

async function putKey({ core, finding, backup }: Job): Promise<void> {
  const patientId = finding.patientId ?? refuse('notFound')
  const row =
    (await backup.read((db) => db.get('SELECT * FROM patient_key WHERE patient_id = ?', [patientId]))) ??
    refuse('notFound')
  await mustOpen(() => {
    KeySet.unwrap(core.keys.for('patientKeys'), keyPlace(patientId), blob(row, 'wrapped'), patientId).wipe()
    return Promise.resolve()
  })
  await core.transact(async (work) => {
    await putRow(work.db, 'patient_key', 'patient_id', row)
    work.record(entryOf(finding, 'record.repaired'))
  })
}

async function putImageRow({ core, finding, backup }: Job): Promise<void> {
  const imageId = finding.id ?? refuse('notFound')
  const row =
    (await backup.read((db) => db.get('SELECT * FROM image WHERE image_id = ?', [imageId]))) ??
    refuse('notFound')
  await mustOpen(() =>
    core.connection.read((db: Reader) => openImageRow(core, db, { ...row, has_thumbnail: 0 })),
  )
  await core.transact(async (work) => {
    await putRow(work.db, 'image', 'image_id', row)
    work.record(entryOf(finding, 'image.repaired'))
  })
}

/** The file is opened piece by piece on its way; its name is taken only when every piece did. */
async function putImageFile({ core, finding, set }: Job): Promise<void> {
  const imageId = finding.id ?? refuse('notFound')
  const row = readImageRow(await core.connection.read((db) => imageRow(db, imageId)))
  const target = imageFile(core.dataFolder, imageId)
  const part = target + PART_SUFFIX
  await mkdir(imageFolder(core.dataFolder), { recursive: true })
  const { reader, close } = await openSealedFile(core, imageFile(set, imageId), row)
  try {
    await rm(part, { force: true })
    const out = await open(part, 'wx')
    try {
      await reader.verify(row.fileDigest, (sealed) => out.writeFile(sealed))
      await out.sync()
    } finally {
      await out.close()
    }
    await rename(part, target)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  } finally {
    await close()
  }
  await syncFolder(imageFolder(core.dataFolder))
  await core.note(entryOf(finding, 'image.repaired'))
}

const PUT_BACK: Partial<Record<FindingCode, (job: Job) => Promise<void>>> = {
  recordDamaged: putRevision,
  recordMissing: putRevision,
  keyDamaged: putKey,
  imageRowDamaged: putImageRow,
  imageFileMissing: putImageFile,
  imageFileDamaged: putImageFile,
}

const takeRow = async (work: Work, table: string, key: string, value: SqlValue): Promise<void> =>
  past(work.db, table, () => work.db.run(`DELETE FROM ${table} WHERE ${key} = ?`, [value]))

const TAKE_OUT: Partial<Record<FindingCode, (work: Work, finding: Finding) => Promise<void>>> = {
  recordUnknown: async (work, finding) => {
    await takeRow(work, 'document_revision', 'seq', finding.seq ?? refuse('notFound'))
    work.record(entryOf(finding, 'record.takenOut'))
  },
  imageRowUnknown: async (work, finding) => {
    const imageId = finding.id ?? refuse('notFound')
    await work.db.run('DELETE FROM thumbnail WHERE image_id = ?', [imageId])
    await takeRow(work, 'image', 'image_id', imageId)
    work.record(entryOf(finding, 'image.takenOut'))
  },
}
