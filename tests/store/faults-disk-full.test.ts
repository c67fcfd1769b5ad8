import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Result } from '@shared/errors'
import { ok } from '@shared/errors'
import { imageFolder } from '../../electron/store/files'
import { wordsFor } from '../../renderer/wording'
import { disk } from './failing-disk'
import { code, emptyFolder, freshVault, register, testPatient, value, type TestVault } from './vaults'

// Mocks stand above all imports, so they fetch the layer themselves.
vi.mock('node:fs/promises', async (real) => (await import('./failing-disk')).failingFiles(await real()))
vi.mock('sqlite3', async (real) => (await import('./failing-disk')).failingEngine(await real()))

let at: TestVault
let patientId: string
beforeEach(async () => {
  disk.empty()
  at = await freshVault()
  const patient = testPatient()
  patientId = patient.patientId
  await register(at.vault, patient)
})

/** What must be as before after each failure. */
const state = async () => ({
  patients: value(await at.vault.documents.count('patient')),
  exams: value(await at.vault.documents.count('exam')),
  drafts: value(await at.vault.drafts.list()).drafts.map(({ sequence, body }) => ({ sequence, body })),
  images: value(await at.vault.images.list({ patientId })).images.length,
  files: readdirSync(imageFolder(at.dataFolder)).length,
  intact: value(await at.vault.audit.verify()).intact,
})

/**
 * Does it again and again on a disk with room for one write more each time, until it is done. `resumes`: what was
 * written by an earlier try need not be written again.
 */
const untilItFits = async (
  work: () => Promise<Result<unknown>>,
  more: () => void = () => undefined,
  { resumes = false, torn = false } = {},
) => {
  const before = await state()
  expect(before.intact).toBe(true)
  for (let room = 0; ; room += 1) {
    disk.fillAfter(room)
    disk.torn = torn
    const answer = await work()
    const needed = disk.writes
    disk.empty()
    if (answer.ok) {
      if (resumes) expect(needed).toBeLessThanOrEqual(room)
      else expect(needed).toBe(room)
      return room
    }
    expect(answer.error.code).toBe('diskFull')
    expect(wordsFor(answer.error)).toMatch(/Disk is full\. What was saved before is safe\./)
    expect(await state()).toEqual(before)
    more()
  }
}

const attach = async (): Promise<Result<unknown>> => {
  const writer = await at.vault.images.begin({ imageId: uuidv7(), patientId, examId: patientId })
  if (!writer.ok) return writer
  const taken = await writer.value.append(new Uint8Array(5_000_000))
  return taken.ok ? writer.value.finish(() => Promise.resolve(ok({}))) : taken
}

describe('a disk that is full at any write leaves everything as it was:', () => {
  it('a save of a known patient', async () => {
    const body = { note: 'zz' }
    const writes = await untilItFits(() =>
      at.vault.documents.put({ kind: 'exam', docId: uuidv7(), patientId, baseRevision: 0, body }),
    )
    expect(writes).toBe(1)
    expect((await state()).exams).toBe(1)
  })

  it('a registration, key and all', async () => {
    const patient = testPatient()
    const writes = await untilItFits(() =>
      at.vault.documents.put({
        kind: 'patient',
        docId: patient.patientId,
        patientId: patient.patientId,
        baseRevision: 0,
        body: patient,
      }),
    )
    expect(writes).toBeGreaterThanOrEqual(4)
    expect((await state()).patients).toBe(2)
  })

  it('a draft, which stays at the sequence it had', async () => {
    const examId = uuidv7()
    value(await at.vault.drafts.put({ examId, patientId, baseSequence: 0, body: { typed: 'one' } }))
    await untilItFits(() =>
      at.vault.drafts.put({ examId, patientId, baseSequence: 1, body: { typed: 'two' } }),
    )
    expect(value(await at.vault.drafts.get(examId))).toMatchObject({ sequence: 2, body: { typed: 'two' } })
  })

  it('a signature, which takes the draft away only with the revision', async () => {
    const examId = uuidv7()
    value(await at.vault.drafts.put({ examId, patientId, baseSequence: 0, body: { typed: 'one' } }))
    await untilItFits(() =>
      at.vault.transaction(async (tx) => {
        const put = await tx.documents.put({
          kind: 'exam',
          docId: examId,
          patientId,
          baseRevision: 0,
          body: {},
        })
        if (!put.ok) return put
        const gone = await tx.drafts.remove(examId, 1)
        return gone.ok ? put : gone
      }),
    )
    expect(await state()).toMatchObject({ exams: 1, drafts: [] })
  })

  it('a picture, of which no half stays', async () => {
    const writes = await untilItFits(attach)
    // The part file, its five chunks, the flushes, the name, the folder, the row.
    expect(writes).toBeGreaterThan(10)
    expect(await state()).toMatchObject({ images: 1, files: 1 })
  })

  it('a picture whose last write is torn: half of its bytes are no picture', async () => {
    await untilItFits(attach, () => undefined, { torn: true })
    expect(await state()).toMatchObject({ images: 1, files: 1 })
    const [kept] = value(await at.vault.images.list({ patientId })).images
    const reader = value(await at.vault.images.open(kept!.imageId))
    expect(value(await reader.read(0, reader.bytes))).toHaveLength(5_000_000)
    await reader.close()
  })

  it('a backup, of which no half stands under a good name', async () => {
    value(await attach())
    const into = emptyFolder()
    const named = (): string[] =>
      readdirSync(into)
        .flatMap((set) => readdirSync(join(into, set)))
        .filter((name) => name.startsWith('generation'))
    const writes = await untilItFits(
      () => at.vault.backups.make(into),
      () => expect(named()).toEqual([]),
      { resumes: true },
    )
    expect(writes).toBeGreaterThan(8)
    expect(named()).toEqual([expect.stringMatching(/^generation-\d{8}-\d{6}$/u)])
    expect(value(await at.vault.backups.rehearse(into)).passed).toBe(true)
  })

  it('a backup whose last write is torn', async () => {
    value(await attach())
    const into = emptyFolder()
    await untilItFits(
      () => at.vault.backups.make(into),
      () => undefined,
      { resumes: true, torn: true },
    )
    expect(value(await at.vault.backups.rehearse(into)).passed).toBe(true)
  })

  it('a folder that cannot be written to any more, which is said in words of its own', async () => {
    const before = await state()
    const body = { note: 'zz' }
    const works: (() => Promise<Result<unknown>>)[] = [
      () => at.vault.documents.put({ kind: 'exam', docId: uuidv7(), patientId, baseRevision: 0, body }),
      () => at.vault.drafts.put({ examId: uuidv7(), patientId, baseSequence: 0, body }),
      attach,
      () => at.vault.backups.make(emptyFolder()),
    ]
    for (const work of works) {
      disk.fillAfter(0)
      disk.trouble = 'readOnly'
      const answer = await work()
      disk.empty()
      expect(answer).toMatchObject({ error: { code: 'readOnly' } })
      if (!answer.ok) expect(wordsFor(answer.error)).toMatch(/cannot be written to\. Nothing was saved\./)
      expect(await state()).toEqual(before)
    }
  })

  it('the lock, which locks all the same, and nothing is lost', async () => {
    await register(at.vault, testPatient())
    disk.fillAfter(0)
    await at.vault.lock()
    disk.empty()
    expect(code(await at.vault.documents.count('patient'))).toBe('locked')
  })
})
