import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, afterEach, vi } from 'vitest'
import { ok, type Result } from '@shared/errors'
import type { Patient } from '@shared/records/people'
import type { OpenVault, VaultFolder, VaultOptions } from '../../electron/store/types'
import { openVaultFolder } from '../../electron/store/vault'
import { bundle } from './bundle'

// Real files and threads: on a busy machine a test may take long without being wrong.
vi.setConfig({ testTimeout: 60_000 })

/** Cheap on purpose; the real cost is measured by the bench and used by one test. */
export const QUICK_KDF = { cost: 2 ** 4, blockSize: 8, parallel: 1 }
export const PASSPHRASE = 'zz test passphrase'

export const value = <T>(result: Result<T>): T => {
  if (result.ok) return result.value
  throw new Error(`Failed with ${JSON.stringify(result.error)}`)
}
export const code = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)

let worker: Promise<string> | undefined
/** The index worker, built once per test file. */
export const indexWorker = (): Promise<string> => (worker ??= bundle('electron/store/index-worker.ts'))

const ends: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** An empty folder that is gone after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'palpa-test-'))
  ends.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const lasting: string[] = []
afterAll(() => {
  for (const folder of lasting.splice(0)) rmSync(folder, { recursive: true, force: true })
})
/** An empty folder that is gone after all tests of the file. */
export function lastingFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'palpa-test-'))
  lasting.push(folder)
  return folder
}

/** A data folder that is closed after the test. */
export async function vaultFolder(options: Partial<VaultOptions> = {}): Promise<VaultFolder> {
  const folder = openVaultFolder({
    dataFolder: options.dataFolder ?? emptyFolder(),
    kdf: QUICK_KDF,
    indexWorker: await indexWorker(),
    ...options,
  })
  ends.push(() => folder.close())
  return folder
}

export interface TestVault {
  readonly folder: VaultFolder
  readonly vault: OpenVault
  readonly dataFolder: string
  readonly personId: string
  readonly recoveryCode: readonly string[]
}

/** A fresh vault in use, unlocked by its first person. */
export async function freshVault(options: Partial<VaultOptions> = {}): Promise<TestVault> {
  const dataFolder = options.dataFolder ?? emptyFolder()
  const folder = await vaultFolder({ ...options, dataFolder })
  const personId = uuidv7()
  const { vault, recoveryCode } = value(
    await folder.create({
      clinicName: 'Zz-Test Clinic',
      personId,
      personName: 'Dr Zz-Test Linden',
      passphrase: PASSPHRASE,
    }),
  )
  const groups = [2, 5].map((index) => ({ index, text: recoveryCode[index]! }))
  value(await folder.confirmCreated(groups))
  return { folder, vault, dataFolder, personId, recoveryCode }
}

/** Another person who can unlock. */
export const addPerson = async (
  vault: OpenVault,
  personId: string,
  name: string,
  passphrase: string,
): Promise<void> => {
  const slot = value(await vault.keyring.newPassphrase(personId, name, passphrase))
  value(await vault.transaction((tx) => tx.keyring.put(slot)))
}

/** An invented patient. */
export const testPatient = (facts: Partial<Patient> = {}): Patient => ({
  patientId: uuidv7(),
  revision: 1,
  clinicNumber: '00001',
  registeredAt: '2026-01-05T09:00:00.000Z',
  given: 'Aster',
  family: 'Zz-Test',
  preferred: '',
  otherScript: '',
  bornOn: '1980-03-12',
  sex: 'female',
  phone: '+65 9123 4567',
  language: 'en',
  ...facts,
})

export const register = async (vault: OpenVault, patient: Patient, baseRevision = 0): Promise<void> => {
  value(
    await vault.documents.put({
      kind: 'patient',
      docId: patient.patientId,
      patientId: patient.patientId,
      baseRevision,
      body: patient,
    }),
  )
}

/** Attaches an image that says nothing but its bytes. */
export const attach = async (
  vault: OpenVault,
  patientId: string,
  bytes: Buffer,
  examId = uuidv7(),
): Promise<string> => {
  const writer = value(await vault.images.begin({ imageId: uuidv7(), patientId, examId }))
  value(await writer.append(bytes))
  return value(await writer.finish(() => Promise.resolve(ok({})))).imageId
}

/** The bytes of an image, whole. */
export const readImage = async (vault: OpenVault, imageId: string): Promise<Uint8Array> => {
  const reader = value(await vault.images.open(imageId))
  try {
    return value(await reader.read(0, reader.bytes))
  } finally {
    await reader.close()
  }
}

/** A vault with a patient, an image of more than one piece, and one that was removed. */
export const filledVault = async (options: Partial<VaultOptions> = {}) => {
  const made = await freshVault(options)
  const patient = testPatient()
  await register(made.vault, patient)
  const bytes = randomBytes(2_500_000)
  const imageId = await attach(made.vault, patient.patientId, bytes)
  value(await made.vault.images.remove(await attach(made.vault, patient.patientId, bytes)))
  return { ...made, patient, bytes, imageId }
}
