import { randomBytes } from 'node:crypto'
import { cpSync, rmSync } from 'node:fs'
import { v7 as uuidv7 } from 'uuid'
import { ok } from '@shared/errors'
import type { FindingCode, VaultHealth } from '@shared/records/health'
import type { OpenVault, VaultFolder } from '../../electron/store/types'
import {
  emptyFolder,
  freshVault,
  lastingFolder,
  PASSPHRASE,
  register,
  testPatient,
  value,
  vaultFolder,
} from './vaults'

/** A vault with two patients, a visit and two images, its seal's copy, and a backup of all of it. */
export interface Clinic {
  readonly dataFolder: string
  readonly sealCopyFolder: string
  readonly backupFolder: string
  readonly personId: string
  readonly patients: readonly [string, string]
  readonly examId: string
  readonly images: readonly [string, string]
  folder: VaultFolder
  vault: OpenVault
}

export const attach = async (vault: OpenVault, patientId: string, examId: string): Promise<string> => {
  const imageId = uuidv7()
  const writer = value(await vault.images.begin({ imageId, patientId, examId }))
  value(await writer.append(randomBytes(1_500_000)))
  value(await writer.finish(() => Promise.resolve(ok({}))))
  return imageId
}

export const saveExam = async (
  vault: OpenVault,
  patientId: string,
  examId: string,
  baseRevision = 0,
): Promise<void> => {
  value(
    await vault.documents.put({
      kind: 'exam',
      docId: examId,
      patientId,
      baseRevision,
      body: { note: `zz ${baseRevision}` },
    }),
  )
}

const build = async () => {
  const { folder, vault, dataFolder, personId } = await freshVault({ dataFolder: lastingFolder() })
  const [one, two] = [testPatient({ given: 'Aster' }), testPatient({ given: 'Fennel' })]
  for (const patient of [one, two]) await register(vault, patient)
  const examId = uuidv7()
  await saveExam(vault, one.patientId, examId)
  const images = [
    await attach(vault, one.patientId, examId),
    await attach(vault, two.patientId, uuidv7()),
  ] as const
  const { path } = value(await vault.backups.make(lastingFolder()))
  await folder.close()
  return {
    dataFolder,
    backupFolder: path,
    personId,
    patients: [one.patientId, two.patientId] as const,
    examId,
    images,
  }
}
let built: ReturnType<typeof build> | undefined

/** Built once per test file; every test gets a copy of its own, open. */
export async function clinic(): Promise<Clinic> {
  const model = await (built ??= build())
  const at = { ...model, dataFolder: copyOf(model.dataFolder), sealCopyFolder: emptyFolder() }
  const open = await opened(at)
  value(await open.vault.health.begin())
  return { ...at, ...open }
}

const opened = async (
  { dataFolder, sealCopyFolder, personId }: Pick<Clinic, 'dataFolder' | 'sealCopyFolder' | 'personId'>,
  now?: () => Date,
): Promise<{ folder: VaultFolder; vault: OpenVault }> => {
  const folder = await vaultFolder({ dataFolder, sealCopyFolder, ...(now === undefined ? {} : { now }) })
  return { folder, vault: value(await folder.unlock({ personId, passphrase: PASSPHRASE })) }
}

/** Closes the vault as at the end of a day, does something to its files, and opens it again. */
export async function meanwhile(at: Clinic, harm: () => void | Promise<void>): Promise<void> {
  await at.folder.close()
  await harm()
  await reopen(at)
}

export async function reopen(at: Clinic, now?: () => Date): Promise<void> {
  Object.assign(at, await opened(at, now))
}

/** What the next start finds. */
export async function checked({ vault }: Clinic): Promise<VaultHealth> {
  value(await vault.health.begin())
  value(await vault.health.check('trail'))
  return value(await vault.health.check('pages'))
}
export const codesOf = ({ findings }: VaultHealth): FindingCode[] => findings.map(({ code }) => code)

/** The data folder as it is now, to be put back later. */
export function copyOf(dataFolder: string): string {
  const copy = emptyFolder()
  cpSync(dataFolder, copy, { recursive: true })
  return copy
}
export function putBack(dataFolder: string, copy: string): void {
  rmSync(dataFolder, { recursive: true })
  cpSync(copy, dataFolder, { recursive: true })
}
