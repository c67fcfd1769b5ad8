import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, describe, expect, it } from 'vitest'
import type { Result } from '@shared/errors'
import { wordsFor } from '../../renderer/wording'
import { code, freshVault, PASSPHRASE, register, testPatient, value, vaultFolder } from './vaults'
import { attach } from './faults'

/** A real disk of eight megabytes, where whoever runs the tests may make one: Linux, as root, in a container that allows it. */
const small = ((): string | undefined => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'palpa-small-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'none', folder], { stdio: 'ignore' })
    return folder
  } catch {
    rmdirSync(folder)
    return undefined
  }
})()
afterAll(() => {
  if (small === undefined) return
  execFileSync('umount', ['-l', small], { stdio: 'ignore' })
  rmdirSync(small)
})

// Elsewhere the failing layer of faults-disk-full.test.ts speaks for it.
describe.runIf(small !== undefined)('a small disk that really fills up', () => {
  it('takes nothing that was acknowledged, says so in words, and goes on when there is room', async () => {
    const dataFolder = join(small!, 'data')
    const { folder, vault, personId } = await freshVault({ dataFolder })
    const patient = testPatient()
    await register(vault, patient)
    const { patientId } = patient
    const examId = uuidv7()
    value(await vault.drafts.put({ examId, patientId, baseSequence: 0, body: { typed: 0 } }))
    const filler = join(small!, 'filler')
    writeFileSync(filler, new Uint8Array(3_000_000))

    const saved: string[] = []
    let sequence = 1
    let refused: Result<unknown> | undefined
    for (let n = 0; refused === undefined && n < 2000; n += 1) {
      const docId = uuidv7()
      const put = await vault.documents.put({
        kind: 'exam',
        docId,
        patientId,
        baseRevision: 0,
        body: { n, words: 'zz '.repeat(4000) },
      })
      if (put.ok) saved.push(docId)
      const draft = put.ok
        ? await vault.drafts.put({ examId, patientId, baseSequence: sequence, body: { typed: n + 1 } })
        : put
      if (draft.ok) sequence += 1
      else refused = draft
    }
    expect(saved.length).toBeGreaterThan(50)
    expect(code(refused!)).toBe('diskFull')
    if (refused?.ok === false)
      expect(wordsFor(refused.error)).toMatch(/^Disk is full\. What was saved before is safe\./u)
    // Neither a picture nor a backup leaves a half of itself.
    await expect(attach(vault, patientId, examId)).rejects.toThrow(/diskFull/u)
    expect(value(await vault.images.list({ patientId })).images).toEqual([])
    expect(code(await vault.backups.make(small!))).toBe('diskFull')
    expect(value(await vault.backups.list(small!))).toEqual([])

    rmSync(filler)
    value(await vault.drafts.put({ examId, patientId, baseSequence: sequence, body: { typed: 'on' } }))
    await folder.close()
    const again = await vaultFolder({ dataFolder })
    const back = value(await again.unlock({ personId, passphrase: PASSPHRASE }))
    for (const docId of saved) value(await back.documents.latest('exam', docId))
    expect(value(await back.drafts.get(examId)).body).toEqual({ typed: 'on' })
    expect(value(await back.audit.verify()).intact).toBe(true)
    await again.close()
  })
})
