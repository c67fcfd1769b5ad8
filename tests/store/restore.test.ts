import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { ok } from '@shared/errors'
import { imageFile, vaultFile } from '../../electron/store/files'
import type { OpenVault } from '../../electron/store/types'
import {
  attach,
  code,
  emptyFolder,
  filledVault,
  freshVault,
  PASSPHRASE,
  readImage,
  register,
  testPatient,
  value,
  vaultFolder,
} from './vaults'

const nothingMore = () => Promise.resolve(ok(undefined))

/** Backed up; then a visit is corrected, a patient comes, a picture goes and another comes. */
const changedSince = async () => {
  const made = await filledVault()
  const { vault, patient, imageId } = made
  const into = emptyFolder()
  const report = value(await vault.backups.make(into))
  await register(vault, { ...patient, given: 'Briar' }, 1)
  const later = testPatient({ given: 'Cedar', clinicNumber: '00002' })
  await register(vault, later)
  value(await vault.images.remove(imageId))
  const added = await attach(vault, later.patientId, randomBytes(9_000))
  return { ...made, into, report, later, added }
}
const restore = async (
  vault: OpenVault,
  { folder }: Pick<Awaited<ReturnType<typeof changedSince>>, 'folder'>,
  from: string,
) => {
  value(await vault.backups.prepareRestore(from, {}, nothingMore))
  return folder.replace()
}

describe('restoring over the vault in use', () => {
  it('brings back that state byte for byte, tells the audit chain, and keeps today’s passphrases', async () => {
    const { vault, folder, into, report, patient, later, imageId, bytes, added, personId, dataFolder } =
      await changedSince()
    const slot = value(
      await vault.keyring.newPassphrase(personId, 'Dr Zz-Test Linden', 'the newer one of today'),
    )
    value(await vault.transaction((tx) => tx.keyring.put(slot)))
    const told: number[] = []
    value(
      await vault.backups.prepareRestore(report.path, { onProgress: (done) => told.push(done) }, (restored) =>
        restored.documents.put({
          kind: 'backup',
          docId: restored.deviceId,
          patientId: null,
          baseRevision: 0,
          body: { carried: true },
        }),
      ),
    )
    expect(told.length).toBeGreaterThan(0)
    // Until it is replaced nothing has changed.
    expect(value(await vault.documents.latest('patient', later.patientId)).body).toEqual(later)
    value(await folder.replace())
    expect(value(await folder.status()).state).toBe('locked')
    expect(code(await folder.unlock({ personId, passphrase: PASSPHRASE }))).toBe('wrongSecret')
    const restored = value(await folder.unlock({ personId, passphrase: 'the newer one of today' }))
    expect(restored.vaultId).toBe(vault.vaultId)
    expect(restored.deviceId).not.toBe(vault.deviceId)
    expect(value(await restored.documents.latest('patient', patient.patientId)).body).toEqual(patient)
    expect(code(await restored.documents.latest('patient', later.patientId))).toBe('notFound')
    expect(Buffer.compare(await readImage(restored, imageId), bytes)).toBe(0)
    value(await restored.health.check('trail'))
    expect(existsSync(imageFile(dataFolder, added))).toBe(false)
    expect(value(await restored.documents.latest('backup', restored.deviceId)).body).toEqual({
      carried: true,
    })
    expect(value(await restored.audit.verify()).intact).toBe(true)
    const entries = value(await restored.audit.list(4))
    expect(entries.map(({ what }) => what)).toContain('vault.restored')
    expect(entries.find(({ what }) => what === 'vault.restored')?.detail).toBe(report.createdAt)
    expect(readdirSync(dataFolder).filter((name) => name.startsWith('.'))).toEqual([])
    // And on from there.
    await register(restored, { ...patient, given: 'Dill' }, 1)
    value(await restored.backups.make(into))
  })

  it('never brings an erased patient back', async () => {
    const { vault, folder, report, patient, imageId, personId, dataFolder } = await changedSince()
    value(await vault.erasures.erase(patient.patientId, () => ({ what: 'patient.erased' })))
    value(await restore(vault, { folder }, report.path))
    const restored = value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
    expect(code(await restored.documents.latest('patient', patient.patientId))).toBe('notFound')
    expect(code(await restored.images.get(imageId))).toBe('notFound')
    expect(value(await restored.health.check('trail')).findings).toEqual([])
    expect(existsSync(imageFile(dataFolder, imageId))).toBe(false)
    expect(value(await restored.audit.list(9)).map(({ what }) => what)).toContain('erasure.replayed')
    expect(value(await restored.audit.verify()).intact).toBe(true)
  })

  it('takes a damaged picture of this laptop from the backup', async () => {
    const { vault, folder, personId, dataFolder, imageId, bytes } = await filledVault()
    const report = value(await vault.backups.make(emptyFolder()))
    const file = imageFile(dataFolder, imageId)
    const good = await readFile(file)
    good[900] = good[900]! ^ 1
    await writeFile(file, good)
    value(await restore(vault, { folder }, report.path))
    const restored = value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
    expect(Buffer.compare(await readImage(restored, imageId), bytes)).toBe(0)
  })

  it('refuses another vault’s backup, a damaged one, and one that a stranger put together', async () => {
    const { vault, folder, report, into, later } = await changedSince()
    const stranger = await freshVault()
    const theirs = value(await stranger.vault.backups.make(into))
    const prepared = (path: string) => vault.backups.prepareRestore(path, {}, nothingMore)
    expect(code(await prepared(theirs.path))).toBe('otherVault')
    // The older database under a manifest whose hash was made to fit.
    const manifest = join(report.path, 'manifest.json')
    const facts = await readFile(manifest, 'utf8')
    await writeFile(manifest, facts.replace(/"createdAt": "20/u, '"createdAt": "30'))
    expect(code(await prepared(report.path))).toBe('damaged')
    await writeFile(manifest, facts)
    const database = await readFile(vaultFile(report.path))
    await writeFile(vaultFile(report.path), database.subarray(0, -4096))
    expect(code(await prepared(report.path))).toBe('damaged')
    expect(code(await prepared(emptyFolder()))).toBe('notFound')
    expect(code(await folder.replace())).toBe('notFound')
    expect(value(await vault.documents.latest('patient', later.patientId)).body).toEqual(later)
  })

  it('is rolled back whole when what it is to know cannot be written', async () => {
    const { vault, folder, report, dataFolder } = await changedSince()
    const refused = await vault.backups.prepareRestore(report.path, {}, (restored) =>
      restored.documents.put({
        kind: 'backup',
        docId: restored.deviceId,
        patientId: null,
        baseRevision: 7,
        body: {},
      }),
    )
    expect(code(refused)).toBe('conflict')
    expect(existsSync(join(dataFolder, '.incoming'))).toBe(false)
    expect(code(await folder.replace())).toBe('notFound')
  })
})

describe('a vault that does not open any more', () => {
  it('is moved aside, whole, when a backup is opened in its place', async () => {
    const { vault, folder, dataFolder, report, personId, patient } = await changedSince()
    await vault.lock()
    await folder.close()
    const spoilt = randomBytes(20_000)
    await writeFile(vaultFile(dataFolder), spoilt)
    const again = await vaultFolder({ dataFolder })
    expect(value(await again.status()).state).toBe('damaged')
    value(await again.openBackup(report.path))
    const restored = value(await again.unlock({ personId, passphrase: PASSPHRASE }))
    expect(value(await restored.documents.latest('patient', patient.patientId)).body).toEqual(patient)
    const aside = readdirSync(dataFolder).filter((name) => name.startsWith('damaged-'))
    expect(aside).toHaveLength(1)
    expect(await readFile(join(dataFolder, aside[0]!, 'vault.db'))).toEqual(spoilt)
    expect(readdirSync(join(dataFolder, aside[0]!, 'images')).length).toBeGreaterThan(0)
  })
})

describe('on a clean data folder with the recovery code alone', () => {
  it('every document, draft, thumbnail and image is equal byte for byte', async () => {
    const { vault, recoveryCode, personId } = await freshVault()
    const kinds = ['exam', 'givenHandout'] as const
    const pictures = new Map<string, Buffer>()
    for (let count = 0; count < 12; count += 1) {
      const patient = testPatient({ given: `Zz-${count}`, clinicNumber: String(count).padStart(5, '0') })
      const { patientId } = patient
      await register(vault, patient)
      for (const kind of kinds) {
        const docId = uuidv7()
        for (let revision = 0; revision < 3; revision += 1) {
          const body = { note: randomBytes(40 + count * 300).toString('base64'), revision }
          value(await vault.documents.put({ kind, docId, patientId, baseRevision: revision, body }))
        }
      }
      value(await vault.drafts.put({ examId: uuidv7(), patientId, baseSequence: 0, body: { typed: count } }))
      // Around the edges of a piece, and an empty row of bytes.
      const length = [1, 1_048_575, 1_048_576, 1_048_577, 3_000_000, 17][count % 6]!
      const bytes = randomBytes(length)
      const imageId = await attach(vault, patientId, bytes)
      value(await vault.images.putThumbnail(imageId, randomBytes(300 + count)))
      pictures.set(imageId, bytes)
    }
    const { path } = value(await vault.backups.make(emptyFolder()))

    const elsewhere = await vaultFolder()
    value(await elsewhere.openBackup(dirname(path)))
    const restored = value(
      await elsewhere.unlockWithRecovery({
        code: recoveryCode.join('-').toLowerCase(),
        personId,
        newPassphrase: 'zz a new one for here',
      }),
    )
    let compared = 0
    for (const kind of ['patient', ...kinds] as const) {
      const { documents } = value(await vault.documents.list(kind))
      expect(documents.length).toBeGreaterThanOrEqual(12)
      for (const { docId } of documents) {
        const heads = value(await vault.documents.history(kind, docId))
        expect(value(await restored.documents.history(kind, docId))).toEqual(heads)
        for (const { revision } of heads) {
          const mine = value(await vault.documents.byRevision(kind, docId, revision))
          expect(value(await restored.documents.byRevision(kind, docId, revision))).toEqual(mine)
          compared += 1
        }
      }
    }
    expect(compared).toBe(12 + 12 * 2 * 3)
    expect(value(await restored.drafts.list())).toEqual(value(await vault.drafts.list()))
    expect(value(await restored.drafts.list()).drafts).toHaveLength(12)
    for (const [imageId, bytes] of pictures) {
      expect(Buffer.compare(await readImage(restored, imageId), bytes)).toBe(0)
      expect(value(await restored.images.thumbnail(imageId))).toEqual(
        value(await vault.images.thumbnail(imageId)),
      )
      expect(value(await restored.images.get(imageId))).toEqual(value(await vault.images.get(imageId)))
    }
    expect(value(await restored.audit.verify()).intact).toBe(true)
  })
})
