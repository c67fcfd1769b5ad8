import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { symlinkSync } from 'node:fs'
import { appendFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { expect, it } from 'vitest'
import { ok } from '@shared/errors'
import { Connection } from '../../electron/store/connection'
import { imageFile, vaultFile } from '../../electron/store/files'
import { filesUnder, holding } from '../fixtures/files'
import { root } from '../root'
import { freshVault, PASSPHRASE, register, testPatient, value } from './vaults'

const WORDS = [
  'Aster',
  'Zz-Family',
  '1980-03-12',
  '91234567',
  'tender over the crest',
  '00042',
  'given',
  'bornOn',
]

it('nothing of a patient stands in any file of the data folder, open or locked', async () => {
  const { folder, vault, dataFolder, personId } = await freshVault()
  const patient = testPatient({ family: 'Zz-Family', clinicNumber: '00042', phone: '91234567' })
  await register(vault, patient)
  const { patientId } = patient
  const body = { note: 'tender over the crest', given: 1, bornOn: '1980-03-12' }
  value(await vault.drafts.put({ examId: uuidv7(), patientId, baseSequence: 0, body }))
  value(await vault.documents.put({ kind: 'exam', docId: uuidv7(), patientId, baseRevision: 0, body }))
  value(await vault.index.ready())
  const image = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from('Aster Zz-Family')])
  const writer = value(await vault.images.begin({ imageId: uuidv7(), patientId, examId: uuidv7() }))
  value(await writer.append(image))
  const stored = value(await writer.finish(() => Promise.resolve(ok(body))))
  value(await vault.images.putThumbnail(stored.imageId, image))
  const search = (): void => {
    const files = filesUnder(dataFolder)
    expect(files.length).toBeGreaterThan(1)
    const words = WORDS.map((word): [string, Buffer] => [word, Buffer.from(word)])
    expect(holding(files, [...words, ['the picture', image.subarray(0, 8)]])).toEqual([])
  }
  search()
  expect(await folder.prove()).toMatchObject({ passed: true })
  value(await vault.idle())
  await vault.lock()
  search()
  const proof = await folder.prove()
  expect(proof.passed).toBe(true)
  expect(proof.checks).toHaveLength(4)
  value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
})

it('the proof fails when something does stand in clear', async () => {
  const { folder, vault, dataFolder } = await freshVault()
  const patient = testPatient()
  await register(vault, patient)
  await vault.lock()
  const failed = async (): Promise<string[]> =>
    (await folder.prove()).checks.filter((check) => !check.passed).map((check) => check.what)
  expect(await failed()).toEqual([])
  await writeFile(`${vaultFile(dataFolder)}.before-10`, `${'x'.repeat(1024 * 1024 - 4)}"given":"A"`)
  expect(await failed()).toEqual([expect.stringContaining('known text')])
  await writeFile(`${vaultFile(dataFolder)}.before-10`, '')
  await appendFile(
    imageFile(dataFolder, uuidv7()),
    Buffer.concat([randomBytes(132), Buffer.from('DICM\x02\0')]),
  )
  expect(await failed()).toEqual([expect.stringContaining('image')])
  await folder.close()
  const db = await Connection.open(vaultFile(dataFolder), 'create')
  await db.transaction((tx) =>
    tx.exec('DROP TRIGGER document_revision_no_delete; DELETE FROM document_revision'),
  )
  await db.close()
  expect(await failed()).toContainEqual(expect.stringContaining('another key'))
})

it('the proof is not stopped by a file that went away while it looked', async () => {
  const { folder, vault, dataFolder } = await freshVault()
  await register(vault, testPatient())
  // Listed, and not to be opened: a picture that had another name a moment ago, a log that was emptied.
  symlinkSync(join(dataFolder, 'nowhere'), `${imageFile(dataFolder, uuidv7())}.part`)
  symlinkSync(join(dataFolder, 'nowhere'), `${vaultFile(dataFolder)}-gone`)
  expect(await folder.prove()).toMatchObject({ passed: true })
})

/** Opens the vault's database as another program would, counts, and closes it; where nobody holds it, its log goes. */
const ANOTHER_PROGRAM = `
  const { Database } = require('sqlite3')
  const db = new Database(process.argv[1], (error) => {
    if (error) throw error
    db.get('SELECT count(*) AS n FROM document_revision', (failed, row) => {
      if (failed) throw failed
      console.log(row.n)
      db.close()
    })
  })`
const countedElsewhere = (file: string): number =>
  Number(execFileSync(process.execPath, ['-e', ANOTHER_PROGRAM, file], { cwd: root, encoding: 'utf8' }))

// A process that closes a file gives up all its locks on it, the engine's too (sqlite.org/howtocorrupt.html, 2.2).
// Another program then takes itself for the only one and deletes the log: what is saved after that stands nowhere.
it('the proof leaves the engine its locks: another program that opens the file takes no log away', async () => {
  const { folder, vault, dataFolder } = await freshVault()
  const patient = testPatient()
  await register(vault, patient)
  expect(await folder.prove()).toMatchObject({ passed: true })
  const file = vaultFile(dataFolder)
  const before = countedElsewhere(file)
  const { patientId } = patient
  value(
    await vault.documents.put({ kind: 'exam', docId: uuidv7(), patientId, baseRevision: 0, body: { n: 1 } }),
  )
  expect(countedElsewhere(file)).toBe(before + 1)
})
