import { existsSync, readdirSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { Connection } from '../../electron/store/connection'
import { imageFile, vaultFile } from '../../electron/store/files'
import { code, emptyFolder, filledVault, PASSPHRASE, register, testPatient, value } from './vaults'

const flip = async (file: string, at: number): Promise<void> => {
  const bytes = await readFile(file)
  bytes[at] = bytes[at]! ^ 1
  await writeFile(file, bytes)
}
const filled = async () => {
  const made = await filledVault()
  const { vault, patient } = made
  const body = { note: 'zz' }
  const { patientId } = patient
  value(await vault.drafts.put({ examId: uuidv7(), patientId, baseSequence: 0, body }))
  const into = emptyFolder()
  const report = value(await vault.backups.make(into))
  return { ...made, into, report, set: dirname(report.path) }
}

describe('a rehearsal', () => {
  it('restores beside the vault, opens and compares everything, and leaves nothing', async () => {
    const { vault, patient, into, report, dataFolder } = await filled()
    // What was written since the backup is no fault of the backup.
    await register(vault, { ...patient, given: 'Briar' }, 1)
    const before = readdirSync(dataFolder)
    const told: number[] = []
    const found = value(await vault.backups.rehearse(into, { onProgress: (done) => told.push(done) }))
    expect(found).toMatchObject({
      passed: true,
      path: report.path,
      backupAt: report.createdAt,
      documents: 2,
      drafts: 1,
      images: 1,
      erased: 0,
      problems: [],
      damagedImages: [],
    })
    expect(told.length).toBeGreaterThan(1)
    expect(readdirSync(dataFolder)).toEqual(before)
    expect(value(await vault.audit.verify()).intact).toBe(true)
  })

  it('names a damaged picture, and the next backup heals it for every generation', async () => {
    const { vault, set, into, imageId } = await filled()
    await flip(imageFile(set, imageId), 5_000)
    const found = value(await vault.backups.rehearse(into))
    expect(found).toMatchObject({ passed: false, images: 0, damagedImages: [imageId], problems: [] })
    value(await vault.backups.make(into, { doubted: found.damagedImages }))
    for (const { path } of value(await vault.backups.list(into)))
      expect(value(await vault.backups.rehearse(path)).passed).toBe(true)
  })

  it('finds a damaged database, a manifest that a stranger put together, and a history that is not this vault’s', async () => {
    const { vault, folder, report, into, personId, dataFolder } = await filled()
    const database = vaultFile(report.path)
    const good = await readFile(database)
    await flip(database, good.length - 3_000)
    expect(value(await vault.backups.rehearse(into))).toMatchObject({ passed: false, problems: ['database'] })
    await writeFile(database, good)
    const manifest = join(report.path, 'manifest.json')
    const facts = await readFile(manifest, 'utf8')
    await writeFile(manifest, facts.replace('"seq": 5', '"seq": 4'))
    expect(value(await vault.backups.rehearse(into)).problems).toEqual(['database'])
    await writeFile(manifest, facts)
    expect(value(await vault.backups.rehearse(into)).passed).toBe(true)

    // The vault file is put back to an older state by hand and goes another way from there.
    await vault.lock()
    await folder.close()
    const older = await readFile(vaultFile(dataFolder))
    const again = value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
    await register(again, { ...testPatient(), given: 'Cedar' })
    const later = value(await again.backups.make(into))
    await again.lock()
    await folder.close()
    await writeFile(vaultFile(dataFolder), older)
    const rolledBack = value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
    await register(rolledBack, { ...testPatient(), given: 'Dill' })
    const found = value(await rolledBack.backups.rehearse(later.path))
    expect(found.passed).toBe(false)
    expect(found.problems).toContain('otherHistory')
  })

  it('is called off by the lock, and what a dead laptop left of one is swept at the next unlock', async () => {
    const { folder, vault, into, personId, dataFolder } = await filled()
    let locking: Promise<void> | undefined
    const found = await vault.backups.rehearse(into, {
      onProgress: () => {
        locking ??= vault.lock()
      },
    })
    await locking
    expect(code(found)).toBe('cancelled')
    expect(existsSync(join(dataFolder, '.rehearsal'))).toBe(false)
    await mkdir(join(dataFolder, '.rehearsal', 'images'), { recursive: true })
    await writeFile(join(dataFolder, '.rehearsal', 'vault.db'), 'left behind')
    value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
    expect(existsSync(join(dataFolder, '.rehearsal'))).toBe(false)
  })

  it('says notFound where there is no backup', async () => {
    const { vault } = await filled()
    expect(code(await vault.backups.rehearse(emptyFolder()))).toBe('notFound')
  })

  it('opens its scratch vault without the write-ahead log ever standing beside the backup', async () => {
    const { vault, report, into } = await filled()
    value(await vault.backups.rehearse(into))
    value(await vault.backups.make(into))
    expect(readdirSync(report.path).sort()).toEqual(['manifest.json', 'vault.db'])
    const copy = await Connection.open(vaultFile(report.path), 'readOnly')
    await copy.close()
  })
})
