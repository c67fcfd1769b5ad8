import { cpSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it, vi } from 'vitest'
import { Connection } from '../../electron/store/connection'
import { imageFile, vaultFile } from '../../electron/store/files'
import { findingWords } from '../../renderer/shell/health-words'
import { wordsFor } from '../../renderer/wording'
import { checked, clinic, codesOf, copyOf, meanwhile, putBack, reopen, saveExam, type Clinic } from './faults'
import { tamper } from './tampering'
import { code, emptyFolder, PASSPHRASE, register, testPatient, value, vaultFolder } from './vaults'

/** Bytes turned over, each in a copy of its own. The gate takes a sample; PALPA_FAULTS sets another number. */
const FLIPS = Number(process.env['PALPA_FAULTS'] ?? 20)

const flip = (file: string, offset: number): void => {
  const bytes = readFileSync(file)
  bytes.writeUInt8(bytes.readUInt8(offset) ^ 0x55, offset)
  writeFileSync(file, bytes)
}
/** Numbers below `most`, the same in every run. */
const seeded = (most: number, count: number): number[] => {
  let seed = 20261126
  return Array.from({ length: count }, () => (seed = (seed * 48271) % 2147483647) % most)
}
/** Where the sealed blob of a document lies in the vault file. */
const offsetOf = async (dataFolder: string, docId: string): Promise<number> => {
  const db = await Connection.open(vaultFile(dataFolder), 'readOnly')
  const row = await db.read((tx) => tx.get('SELECT sealed FROM document_revision WHERE doc_id = ?', [docId]))
  await db.close()
  return readFileSync(vaultFile(dataFolder)).indexOf(
    Buffer.from((row!['sealed'] as Uint8Array).subarray(0, 40)),
  )
}

describe('a damaged byte', () => {
  it('in the vault file costs the one document that it lies in, which comes back from the backup', async () => {
    const at = await clinic()
    await meanwhile(at, async () =>
      flip(vaultFile(at.dataFolder), (await offsetOf(at.dataFolder, at.examId)) + 30),
    )
    expect(code(await at.vault.documents.latest('exam', at.examId))).toBe('damaged')
    const list = value(await at.vault.documents.list('patient'))
    expect(list.documents).toHaveLength(2)
    const { findings } = await checked(at)
    expect(findings).toMatchObject([{ code: 'recordDamaged', kind: 'exam', id: at.examId }])
    expect(findingWords(findings[0]!)).toMatch(
      /^A signed visit of .* does not open: .* Everything else opens\.$/,
    )
    const other = emptyFolder()
    expect(code(await at.vault.health.repair(findings[0]!.findingId, other))).toBe('notFound')
    value(await at.vault.health.repair(findings[0]!.findingId, at.backupFolder))
    expect(value(await at.vault.documents.latest('exam', at.examId)).body).toEqual({ note: 'zz 0' })
    expect(codesOf(await checked(at))).toEqual([])
    expect(value(await at.vault.audit.list(1))).toMatchObject([
      { what: 'record.repaired', docId: at.examId, patientId: at.patients[0], by: at.personId },
    ])
  })

  it(`anywhere in the vault file never shows a wrong record, and is told wherever it shows (${FLIPS} bytes)`, async () => {
    const at = await clinic()
    const ids = [...at.patients]
    const bodies = value(await at.vault.documents.listByIds('patient', ids)).documents.map(({ body }) => body)
    await at.folder.close()
    const whole = copyOf(at.dataFolder)
    const size = statSync(vaultFile(whole)).size
    const ends = new Map<string, number>()
    for (const offset of seeded(size, FLIPS)) {
      putBack(at.dataFolder, whole)
      flip(vaultFile(at.dataFolder), offset)
      const end = await lookAt(at, ids, bodies)
      ends.set(end, (ends.get(end) ?? 0) + 1)
    }
    // Most bytes of a small file are empty space; some are not, and nothing else may happen.
    expect([...ends.keys()].every((end) => ['whole', 'told', 'refused'].includes(end))).toBe(true)
    expect(ends.get('whole')).toBeGreaterThan(0)
    expect((ends.get('told') ?? 0) + (ends.get('refused') ?? 0)).toBeGreaterThan(0)
  }, 600_000)

  it('in the log takes the saves behind it away, and that is told', async () => {
    const at = await clinic()
    const seal = join(at.sealCopyFolder, readdirSync(at.sealCopyFolder)[0]!)
    const before = statSync(seal).mtimeMs
    for (const base of [1, 2, 3, 4]) await saveExam(at.vault, at.patients[0], at.examId, base)
    await vi.waitFor(() => expect(statSync(seal).mtimeMs).toBeGreaterThan(before), 5000)
    // As after a power cut: the log was never emptied.
    const crashed = copyOf(at.dataFolder)
    await at.folder.close()
    putBack(at.dataFolder, crashed)
    flip(`${vaultFile(at.dataFolder)}-wal`, Math.floor(statSync(`${vaultFile(at.dataFolder)}-wal`).size / 2))
    // The copy of the seal is as new as the last save, not as the closing.
    await reopen(at)
    const health = await checked(at)
    expect(codesOf(health)).toEqual(['rolledBack'])
    expect(findingWords(health.findings[0]!)).toMatch(/older than it was: \d+ entr/)
    expect(value(await at.vault.documents.latest('exam', at.examId)).revision).toBeLessThan(5)
  })

  it('in a backup is found before anything is opened from it', async () => {
    const at = await clinic()
    const set = dirname(at.backupFolder)
    for (const file of [vaultFile(at.backupFolder), imageFile(set, at.images[1])]) {
      const copy = emptyFolder()
      cpSync(set, join(copy, basename(set)), { recursive: true })
      flip(file.replace(dirname(set), copy), 5000)
      const fresh = await vaultFolder()
      const opened = await fresh.openBackup(join(copy, basename(set), basename(at.backupFolder)))
      expect(opened).toMatchObject({ error: { code: 'damaged' } })
      expect(value(await fresh.status()).state).toBe('new')
      if (!opened.ok) expect(wordsFor(opened.error)).toMatch(/could not be opened\. Nothing was changed/)
    }
  })

  it('in the index snapshot is survived by building the index anew', async () => {
    const at = await clinic()
    value(await at.vault.index.ready())
    value(await at.vault.idle())
    await meanwhile(at, () =>
      tamper(
        at.dataFolder,
        "UPDATE snapshot SET sealed = CAST(substr(sealed, 1, 20) || x'00' || substr(sealed, 22) AS BLOB)",
      ),
    )
    expect(value(await at.vault.index.ready())).toEqual({ restored: false, patients: 2 })
    expect(value(await at.vault.index.search('fennel', 5)).patientIds).toEqual([at.patients[1]])
    expect(codesOf(await checked(at))).toEqual([])
  })
})

describe('a vault', () => {
  it('of a newer Palpa is left alone, in words', async () => {
    const at = await clinic()
    await at.folder.close()
    const db = await Connection.open(vaultFile(at.dataFolder), 'create')
    await db.outside((tx) => tx.exec('PRAGMA user_version = 999990'))
    await db.close()
    const folder = await vaultFolder({ dataFolder: at.dataFolder })
    expect(value(await folder.status()).state).toBe('newerVault')
    expect(wordsFor({ code: 'newerVault' })).toMatch(
      /newer Palpa\. Nothing was changed\. Start the newer version/,
    )
  })

  it('whose file is gone while its pictures are there is no fresh start', async () => {
    const at = await clinic()
    await at.folder.close()
    await rm(vaultFile(at.dataFolder))
    const folder = await vaultFolder({ dataFolder: at.dataFolder })
    expect(value(await folder.status()).state).toBe('damaged')
  })

  it('whose mark of being in use was lost is no fresh start either: creating would remove it', async () => {
    const at = await clinic()
    await at.folder.close()
    await tamper(at.dataFolder, 'UPDATE vault SET in_use = 0')
    const folder = await vaultFolder({ dataFolder: at.dataFolder })
    expect(value(await folder.status()).state).toBe('damaged')
    const made = { clinicName: 'Zz', personId: uuidv7(), personName: 'Zz', passphrase: PASSPHRASE }
    expect(code(await folder.create(made))).toBe('conflict')
  })
})

/** How a vault with one byte turned over ends: all as it was, told, or refused before anybody reads. */
async function lookAt(at: Clinic, ids: readonly string[], bodies: readonly unknown[]): Promise<string> {
  const { dataFolder, sealCopyFolder, personId } = at
  const folder = await vaultFolder({ dataFolder, sealCopyFolder })
  const status = await folder.status()
  if (!status.ok || status.value.state !== 'locked') {
    await folder.close()
    return status.ok && status.value.state === 'new' ? 'taken for new' : 'refused'
  }
  const opened = await folder.unlock({ personId, passphrase: PASSPHRASE })
  if (!opened.ok) {
    await folder.close()
    return 'refused'
  }
  const vault = opened.value
  const read = await vault.documents.listByIds('patient', ids)
  const began = await vault.health.begin()
  const trail = await vault.health.check('trail')
  const pages = await vault.health.check('pages')
  const records = await vault.health.check('records')
  const told = [began, trail, pages, records].some((one) => !one.ok || one.value.findings.length > 0)
  const same =
    read.ok && JSON.stringify(read.value.documents.map(({ body }) => body)) === JSON.stringify(bodies)
  const wrong =
    read.ok && read.value.documents.some(({ body }) => !JSON.stringify(bodies).includes(JSON.stringify(body)))
  await folder.close()
  if (wrong) return 'wrong record'
  return told ? 'told' : same ? 'whole' : 'lost in silence'
}

it('a patient who is saved after a repair follows on from what was put back', async () => {
  const at = await clinic()
  await meanwhile(at, () =>
    tamper(at.dataFolder, `DELETE FROM document_revision WHERE doc_id = '${at.examId}'`),
  )
  const { findings } = await checked(at)
  expect(findingWords(findings[0]!)).toMatch(/^A signed visit of .* is gone from the vault/)
  value(await at.vault.health.repair(findings[0]!.findingId, at.backupFolder))
  await saveExam(at.vault, at.patients[0], at.examId, 1)
  await register(at.vault, testPatient())
  expect(codesOf(await checked(at))).toEqual([])
})
