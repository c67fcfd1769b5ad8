import { integer, text, type Reader } from './connection'

/** What the vault's own row says in clear. */
export interface VaultFacts {
  readonly vaultId: string
  readonly deviceId: string
  readonly clinicName: string
  readonly inUse: boolean
}

export const readFacts = async (db: Reader): Promise<VaultFacts | undefined> => {
  const row = await db.get('SELECT vault_id, device_id, clinic_name, in_use FROM vault')
  if (row === undefined) return undefined
  return {
    vaultId: text(row, 'vault_id'),
    deviceId: text(row, 'device_id'),
    clinicName: text(row, 'clinic_name'),
    inUse: integer(row, 'in_use') === 1,
  }
}

/** A vault that was never in use holds no record of a patient: with one in it, only its mark was damaged. */
export const holdsLostVault = async (db: Reader, inUse: boolean | undefined): Promise<boolean> =>
  inUse !== true &&
  (await db.get('SELECT 1 AS n FROM document_revision WHERE patient_id IS NOT NULL LIMIT 1')) !== undefined
