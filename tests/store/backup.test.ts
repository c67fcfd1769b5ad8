import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { ok } from '@shared/errors'
import { imageFile } from '../../electron/store/files'
import type { OpenVault } from '../../electron/store/types'
import {
  code,
  emptyFolder,
  freshVault,
  PASSPHRASE,
  register,
  testPatient,
  value,
  vaultFolder,
} from './vaults'

const attach = async (vault: OpenVault, patientId: string, bytes: Buffer): Promise<string> => {
  const writer = value(await vault.images.begin({ imageId: uuidv7(), patientId, examId: uuidv7() }))
  value(await writer.append(bytes))
  return value(await writer.finish(() => Promise.resolve(ok({})))).imageId
}

const filled = async () => {
  const made = await freshVault()
  const patient = testPatient()
  await register(made.vault, patient)
  const bytes = randomBytes(2_500_000)
  const imageId = await attach(made.vault, patient.patientId, bytes)
  const removed = await attach(made.vault, patient.patientId, bytes)
  value(await made.vault.images.remove(removed))
  return { ...made, patient, bytes, imageId }
}

describe('a backup', () => {
  it('opens on another laptop, byte for byte, by passphrase and by recovery code', async () => {
    const { vault, patient, bytes, imageId, personId, recoveryCode } = await filled()
    const into = emptyFolder()
    const told: number[] = []
    let total = 0
    const onProgress = (done: number, of: number) => {
      told.push(done)
      total = of
    }
    const report = value(await vault.backup(into, { onProgress }))
    expect(readdirSync(into)).toEqual([report.path.slice(into.length + 1)])
    expect(report).toMatchObject({ documents: 2, images: 1 })
    expect(told.at(-1)).toBe(total)
    expect(readdirSync(report.path).sort()).toEqual(['images', 'manifest.json', 'vault.db'])

    const elsewhere = await vaultFolder()
    value(await elsewhere.openBackup(report.path))
    expect(value(await elsewhere.status())).toMatchObject({ state: 'locked', clinicName: 'Zz-Test Clinic' })
    const copy = value(await elsewhere.unlock({ personId, passphrase: PASSPHRASE }))
    expect(copy.vaultId).toBe(vault.vaultId)
    expect(copy.deviceId).not.toBe(vault.deviceId)
    expect(value(await copy.documents.latest('patient', patient.patientId)).body).toEqual(patient)
    const reader = value(await copy.images.open(imageId))
    expect(Buffer.compare(value(await reader.read(0, bytes.length)), bytes)).toBe(0)
    await reader.close()
    expect(value(await copy.audit.verify()).intact).toBe(true)
    value(await copy.index.ready())
    expect(value(await copy.index.search('aster', 5)).patientIds).toEqual([patient.patientId])
    await register(copy, { ...patient, given: 'Briar' }, 1)
    expect(code(await elsewhere.openBackup(report.path))).toBe('conflict')

    const third = await vaultFolder()
    value(await third.openBackup(report.path))
    value(
      await third.unlockWithRecovery({
        code: recoveryCode.join(''),
        personId,
        newPassphrase: 'new one here',
      }),
    )
  })

  it('is never there by half: cancelled, or with a damaged image, it leaves nothing', async () => {
    const { vault, imageId, dataFolder } = await filled()
    const into = emptyFolder()
    const stop = new AbortController()
    const cancelled = await vault.backup(into, { signal: stop.signal, onProgress: () => stop.abort() })
    expect(code(cancelled)).toBe('cancelled')
    expect(readdirSync(into)).toEqual([])
    const file = imageFile(dataFolder, imageId)
    const good = await readFile(file)
    await writeFile(file, Buffer.concat([good.subarray(0, 100), Buffer.from([1, 2, 3]), good.subarray(103)]))
    expect(code(await vault.backup(into))).toBe('damaged')
    expect(readdirSync(into)).toEqual([])
    await writeFile(file, good)
    value(await vault.backup(into))
    value(await vault.backup(into))
    expect(readdirSync(into)).toHaveLength(2)
  })

  it('keeps the files it names although images are removed meanwhile', async () => {
    const { vault, imageId, dataFolder } = await filled()
    const into = emptyFolder()
    let removal: Promise<unknown> | undefined
    const report = value(
      await vault.backup(into, {
        onProgress: () => {
          removal ??= vault.images.remove(imageId)
        },
      }),
    )
    await removal
    expect(report.images).toBe(1)
    expect(readdirSync(join(dataFolder, 'images'))).toEqual([])
  })

  it('that was changed, cut or is none is refused and leaves the folder empty', async () => {
    const { vault, imageId } = await filled()
    const { path } = value(await vault.backup(emptyFolder()))
    const elsewhere = await vaultFolder()
    const refusal = async (): Promise<string> => {
      const result = code(await elsewhere.openBackup(path))
      expect(value(await elsewhere.status()).state).toBe('new')
      return result
    }
    const image = join(path, 'images', `${imageId}.sealed`)
    const good = await readFile(image)
    await writeFile(image, Buffer.concat([good.subarray(0, -1), Buffer.from([good.at(-1)! ^ 1])]))
    expect(await refusal()).toBe('damaged')
    await truncate(image, 10)
    expect(await refusal()).toBe('damaged')
    await rm(image)
    expect(await refusal()).toBe('damaged')
    await writeFile(image, good)
    const manifest = join(path, 'manifest.json')
    const facts = await readFile(manifest, 'utf8')
    await writeFile(manifest, facts.replace('images/', '../images/'))
    expect(await refusal()).toBe('damaged')
    await writeFile(manifest, '{')
    expect(await refusal()).toBe('damaged')
    expect(code(await elsewhere.openBackup(emptyFolder()))).toBe('notFound')
    await writeFile(manifest, facts)
    value(await elsewhere.openBackup(path))
  })
})
