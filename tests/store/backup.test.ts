import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { imageFile } from '../../electron/store/files'
import {
  attach,
  code,
  emptyFolder,
  filledVault,
  PASSPHRASE,
  readImage,
  register,
  value,
  vaultFolder,
} from './vaults'

const generations = (set: string): string[] =>
  readdirSync(set).filter((name) => name.startsWith('generation-'))
const flip = async (file: string, at = 120): Promise<Buffer> => {
  const good = await readFile(file)
  const bad = Buffer.from(good)
  bad[at] = bad[at]! ^ 1
  await writeFile(file, bad)
  return good
}

describe('a backup', () => {
  it('opens on another laptop, byte for byte, by passphrase and by recovery code', async () => {
    const { vault, patient, bytes, imageId, personId, recoveryCode } = await filledVault()
    const into = emptyFolder()
    const told: number[] = []
    let total = 0
    const onProgress = (done: number, of: number) => {
      told.push(done)
      total = of
    }
    const report = value(await vault.backups.make(into, { onProgress }))
    expect(report).toMatchObject({ documents: 2, images: 1, missing: 0, copied: { images: 1 }, pruned: 0 })
    expect(told.at(-1)).toBe(total)
    const set = dirname(report.path)
    expect(readdirSync(into)).toHaveLength(1)
    expect(readdirSync(set).sort()).toEqual([report.name, 'how-to-open.txt', 'images'])
    expect(readdirSync(report.path).sort()).toEqual(['manifest.json', 'vault.db'])

    const elsewhere = await vaultFolder()
    // The folder that was chosen, the set in it, and the generation itself: all three are understood.
    for (const chosen of [into, set, report.path])
      expect(value(await elsewhere.listBackups(chosen))).toMatchObject([
        { whole: true, documents: 2, images: 1, path: report.path },
      ])
    value(await elsewhere.openBackup(into))
    expect(value(await elsewhere.status())).toMatchObject({ state: 'locked', clinicName: 'Zz-Test Clinic' })
    const copy = value(await elsewhere.unlock({ personId, passphrase: PASSPHRASE }))
    expect(copy.vaultId).toBe(vault.vaultId)
    expect(copy.deviceId).not.toBe(vault.deviceId)
    expect(value(await copy.documents.latest('patient', patient.patientId)).body).toEqual(patient)
    expect(Buffer.compare(await readImage(copy, imageId), bytes)).toBe(0)
    expect(value(await copy.audit.verify()).intact).toBe(true)
    expect(value(await copy.audit.list(1))).toMatchObject([{ what: 'vault.restored', by: personId }])
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

  it('copies each picture once, however many generations name it', async () => {
    const { vault, patient, imageId } = await filledVault()
    const into = emptyFolder()
    const first = value(await vault.backups.make(into))
    const second = await attach(vault, patient.patientId, randomBytes(10_000))
    const third = value(await vault.backups.make(into))
    expect(third).toMatchObject({ images: 2, copied: { images: 1 } })
    expect(third.copied.bytes).toBeLessThan(20_000)
    expect(readdirSync(join(dirname(first.path), 'images')).sort()).toEqual(
      [imageId, second].map((id) => `${id}.sealed`).sort(),
    )
    expect(value(await vault.backups.list(into)).map(({ images }) => images)).toEqual([2, 1])
  })

  it('that was called off goes on from the pictures already copied, under a new state of the database', async () => {
    const { vault, patient, imageId } = await filledVault()
    const more = await attach(vault, patient.patientId, randomBytes(3_000_000))
    const into = emptyFolder()
    const stop = new AbortController()
    const set = (): string => join(into, readdirSync(into)[0]!)
    const cancelled = await vault.backups.make(into, {
      signal: stop.signal,
      onProgress: (done, of) => {
        // After the first picture, in the middle of the second.
        if (done > of * 0.6) stop.abort()
      },
    })
    expect(code(cancelled)).toBe('cancelled')
    expect(generations(set())).toEqual([])
    expect(readdirSync(set()).filter((name) => name.endsWith('.part'))).toEqual([])
    expect(readdirSync(join(set(), 'images'))).toHaveLength(1)
    const before = (await stat(imageFile(set(), imageId))).mtimeMs
    await register(vault, { ...patient, given: 'Briar' }, 1)
    const report = value(await vault.backups.make(into))
    expect(report).toMatchObject({ documents: 3, images: 2, copied: { images: 1 } })
    expect((await stat(imageFile(set(), imageId))).mtimeMs).toBe(before)
    expect(readdirSync(join(set(), 'images')).sort()).toEqual(
      [imageId, more].map((id) => `${id}.sealed`).sort(),
    )
    expect(readdirSync(set())).not.toContain('copied.jsonl')
  })

  it('brings everything else when one picture is damaged here, and takes the good copy of an earlier one', async () => {
    const { vault, patient, imageId, dataFolder, personId } = await filledVault()
    const into = emptyFolder()
    value(await vault.backups.make(into))
    await flip(imageFile(dataFolder, imageId))
    const spoilt = await attach(vault, patient.patientId, randomBytes(5_000))
    await flip(imageFile(dataFolder, spoilt))
    const report = value(await vault.backups.make(into))
    expect(report).toMatchObject({ images: 1, missing: 1, copied: { images: 0 } })
    const elsewhere = await vaultFolder()
    value(await elsewhere.openBackup(into))
    const copy = value(await elsewhere.unlock({ personId, passphrase: PASSPHRASE }))
    expect(await readImage(copy, imageId)).toHaveLength(2_500_000)
    expect(code(await copy.images.open(spoilt))).toBe('missingFile')
  })

  it('keeps so many generations, never touches another laptop’s, and never the one just made', async () => {
    let now = new Date('2026-11-22T02:00:00.000Z')
    const { vault, personId } = await filledVault({ now: () => now })
    const into = emptyFolder()
    const make = async () => {
      now = new Date(now.getTime() + 60_000)
      return value(await vault.backups.make(into, { keep: 3 }))
    }
    const names: string[] = []
    for (let times = 0; times < 5; times += 1) names.push((await make()).name)
    const kept = async () => value(await vault.backups.list(into)).map(({ name }) => name)
    expect(await kept()).toEqual(names.slice(2).reverse())

    const other = await vaultFolder({ now: () => now })
    value(await other.openBackup(into))
    const theirs = value(await other.unlock({ personId, passphrase: PASSPHRASE }))
    now = new Date(now.getTime() - 7 * 24 * 60 * 60_000)
    const foreign = value(await theirs.backups.make(into, { keep: 2 }))
    expect(await kept()).toEqual([...names.slice(2).reverse(), foreign.name])

    // The clock is a week back: the new one looks oldest and stays.
    const late = await make()
    expect(late.pruned).toBe(1)
    expect((await kept()).sort()).toEqual([names[3], names[4], foreign.name, late.name].sort())

    // A generation that nobody can read is not counted and not removed.
    await writeFile(join(dirname(late.path), names[4]!, 'manifest.json'), '{')
    value(await vault.backups.make(into, { keep: 2 }))
    expect(await kept()).toContain(names[4])
  })

  it('reads a picture back again after a month, and at once where a rehearsal doubted it', async () => {
    let now = new Date('2026-11-22T02:00:00.000Z')
    const { vault, imageId } = await filledVault({ now: () => now })
    const into = emptyFolder()
    const { path } = value(await vault.backups.make(into))
    const inSet = imageFile(dirname(path), imageId)
    await flip(inSet)
    expect(value(await vault.backups.make(into)).copied.images).toBe(0)
    expect(value(await vault.backups.make(into, { doubted: [imageId] })).copied.images).toBe(1)
    await flip(inSet)
    now = new Date('2026-12-23T02:00:00.000Z')
    expect(value(await vault.backups.make(into)).copied.images).toBe(1)
    expect(value(await vault.backups.rehearse(into)).passed).toBe(true)
  })

  it('keeps the files it names although images are removed meanwhile', async () => {
    const { vault, imageId, dataFolder } = await filledVault()
    let removal: Promise<unknown> | undefined
    const report = value(
      await vault.backups.make(emptyFolder(), {
        onProgress: () => {
          removal ??= vault.images.remove(imageId)
        },
      }),
    )
    await removal
    expect(report.images).toBe(1)
    expect(readdirSync(join(dataFolder, 'images'))).toEqual([])
  })

  it('ends at the lock, and leaves nothing half made', async () => {
    const { folder, vault } = await filledVault()
    const into = emptyFolder()
    let locking: Promise<void> | undefined
    const made = await vault.backups.make(into, {
      onProgress: () => {
        locking ??= vault.lock()
      },
    })
    await locking
    expect(code(made)).toBe('cancelled')
    expect(generations(join(into, readdirSync(into)[0]!))).toEqual([])
    expect(value(await folder.status()).state).toBe('locked')
  })

  it('that was changed, cut or is none is refused and leaves the folder empty', async () => {
    const { vault, imageId } = await filledVault()
    const { path } = value(await vault.backups.make(emptyFolder()))
    const set = dirname(path)
    const elsewhere = await vaultFolder()
    const refusal = async (): Promise<string> => {
      const result = code(await elsewhere.openBackup(path))
      expect(value(await elsewhere.status()).state).toBe('new')
      return result
    }
    for (const file of [imageFile(set, imageId), join(path, 'vault.db')]) {
      const good = await flip(file, 5_000)
      expect(await refusal()).toBe('damaged')
      await truncate(file, 10)
      expect(await refusal()).toBe('damaged')
      await rm(file)
      expect(await refusal()).toBe('damaged')
      await writeFile(file, good)
    }
    const manifest = join(path, 'manifest.json')
    const facts = await readFile(manifest, 'utf8')
    await writeFile(manifest, facts.replace('images/', '../images/'))
    expect(await refusal()).toBe('damaged')
    await writeFile(manifest, '{')
    expect(await refusal()).toBe('damaged')
    expect(code(await elsewhere.openBackup(emptyFolder()))).toBe('notFound')
    await writeFile(manifest, facts)
    await utimes(manifest, new Date(), new Date())
    value(await elsewhere.openBackup(path))
  })
})
