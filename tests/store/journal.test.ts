import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { Connection, integer } from '../../electron/store/connection'
import { vaultFile } from '../../electron/store/files'
import { applied, patchOf, same, type Json, type JsonPatch } from '../../electron/store/json-patch'
import { code, freshVault, PASSPHRASE, value, vaultFolder } from './vaults'

const json = fc.jsonValue() as fc.Arbitrary<Json>
const entries = fc.uniqueArray(
  fc.record({ entryId: fc.constantFrom('a', 'b', 'c', 'd', '__proto__'), values: json }),
  { selector: ({ entryId }) => entryId, maxLength: 4 },
) as fc.Arbitrary<Json>

/** As it comes out of the store: JSON has no minus zero. */
const stored = fc.oneof(json, entries).map((value) => JSON.parse(JSON.stringify(value)) as Json)

describe('a patch', () => {
  it('makes the one value of the other, whatever they are', () => {
    fc.assert(
      fc.property(stored, stored, (before, after) => {
        const patch = patchOf(before, after)
        const made =
          patch === undefined ? before : applied(before, JSON.parse(JSON.stringify(patch)) as JsonPatch)
        expect(same(made, after)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('is small where little changed, in a list of entries as well', () => {
    const body = (tenderness: number): Json => ({
      answers: { groups: { nodule: [{ entryId: 'r1', values: { tenderness, size: 'x'.repeat(500) } }] } },
    })
    expect(JSON.stringify(patchOf(body(2), body(3))).length).toBeLessThan(150)
    expect(patchOf(body(2), body(2))).toBeUndefined()
  })

  it('still applies when one before it was lost', () => {
    const [first, second, third] = [{ a: 1 }, { a: 1, b: 2 }, { a: 1, b: 2, c: 3 }]
    expect(applied(first, patchOf(second, third)!)).toEqual({ a: 1, c: 3 })
  })
})

const opened = async () => {
  const made = await freshVault()
  const [examId, patientId, writer] = [uuidv7(), uuidv7(), uuidv7()]
  const { drafts } = made.vault
  value(await drafts.put({ examId, patientId, baseSequence: 0, body: { n: 0 } }))
  value(await drafts.open(examId, writer))
  return { ...made, examId, patientId, writer }
}

/** Every save since is in the journal alone: what a process that is killed leaves behind. */
const killed = async (dataFolder: string, personId: string) => {
  const again = await vaultFolder({ dataFolder })
  return value(await again.unlock({ personId, passphrase: PASSPHRASE }))
}

describe('the journal of a draft', () => {
  it('holds each save as a patch, and reads as if it were whole', async () => {
    const { vault, dataFolder, examId, patientId, writer } = await opened()
    for (const n of [1, 2, 3])
      value(await vault.drafts.put({ examId, patientId, baseSequence: n, body: { n }, writer }))
    expect(value(await vault.drafts.get(examId))).toMatchObject({ sequence: 4, body: { n: 3 } })
    expect(value(await vault.drafts.list()).drafts).toMatchObject([{ sequence: 4, body: { n: 3 } }])
    const db = await Connection.open(vaultFile(dataFolder), 'readOnly')
    const rows = await db.read((tx) => tx.get('SELECT count(*) AS n FROM draft_journal'))
    await db.close()
    expect(integer(rows!, 'n')).toBe(3)
  })

  it('brings back what was typed before an end without a lock, and says when', async () => {
    const { vault, dataFolder, personId, examId, patientId, writer } = await opened()
    value(await vault.drafts.put({ examId, patientId, baseSequence: 1, body: { n: 1 }, writer }))
    value(await vault.drafts.put({ examId, patientId, baseSequence: 2, body: { n: 2 }, writer }))
    const after = await killed(dataFolder, personId)
    const back = value(await after.drafts.open(examId, uuidv7()))
    expect(back).toMatchObject({ sequence: 3, body: { n: 2 } })
    expect(back.interrupted).toMatchObject({ before: { n: 0 }, lost: 0, to: back.savedAt })
    expect(value(await after.drafts.open(examId, uuidv7())).interrupted?.before).toEqual({ n: 2 })
  })

  it('says nothing of a draft that was closed, or open at a lock', async () => {
    const { vault, folder, personId, examId, patientId, writer } = await opened()
    value(await vault.drafts.put({ examId, patientId, baseSequence: 1, body: { n: 1 }, writer }))
    value(await vault.drafts.close(examId, writer))
    const next = uuidv7()
    expect(value(await vault.drafts.open(examId, next)).interrupted).toBeUndefined()
    value(await vault.drafts.put({ examId, patientId, baseSequence: 2, body: { n: 2 }, writer: next }))
    await vault.lock()
    const again = value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
    const back = value(await again.drafts.open(examId, uuidv7()))
    expect(back.interrupted).toBeUndefined()
    expect(back).toMatchObject({ sequence: 3, body: { n: 2 } })
  })

  it('takes saves from the writer who opened it last, and in turn', async () => {
    const { vault, examId, patientId, writer } = await opened()
    const other = uuidv7()
    const save = (baseSequence: number, by: string | undefined) =>
      vault.drafts.put({ examId, patientId, baseSequence, body: { by: by ?? '' }, writer: by })
    value(await save(1, writer))
    expect(code(await save(1, writer))).toBe('conflict')
    expect(code(await save(2, other))).toBe('conflict')
    expect(code(await save(2, undefined))).toBe('conflict')
    value(await vault.drafts.open(examId, other))
    expect(code(await save(2, writer))).toBe('conflict')
    value(await save(2, other))
    expect(code(await vault.drafts.close(examId, writer))).toBe('conflict')
    expect(value(await vault.drafts.get(examId)).body).toEqual({ by: other })
  })

  it('folds itself when it grows long, and loses nothing by it', async () => {
    const { vault, dataFolder, examId, patientId, writer } = await opened()
    for (let n = 1; n <= 405; n += 1)
      value(await vault.drafts.put({ examId, patientId, baseSequence: n, body: { n }, writer }))
    expect(value(await vault.drafts.get(examId))).toMatchObject({ sequence: 406, body: { n: 405 } })
    const db = await Connection.open(vaultFile(dataFolder), 'readOnly')
    const rows = await db.read((tx) => tx.get('SELECT count(*) AS n FROM draft_journal'))
    await db.close()
    expect(integer(rows!, 'n')).toBeLessThan(10)
  })

  it('loses with a damaged save only what that one said', async () => {
    const { vault, dataFolder, personId, examId, patientId, writer } = await opened()
    const put = (baseSequence: number, body: object) =>
      vault.drafts.put({ examId, patientId, baseSequence, body, writer })
    value(await put(1, { n: 0, a: 1 }))
    value(await put(2, { n: 0, a: 1, b: 2 }))
    value(await put(3, { n: 0, a: 1, b: 2, c: 3 }))
    const db = await Connection.open(vaultFile(dataFolder), 'create')
    await db.outside((tx) => tx.exec('DROP TRIGGER draft_journal_no_update'))
    await db.outside((tx) =>
      tx.exec('UPDATE draft_journal SET sealed = zeroblob(length(sealed)) WHERE sequence = 3'),
    )
    await db.close()
    const back = value(await (await killed(dataFolder, personId)).drafts.open(examId, uuidv7()))
    expect(back.body).toEqual({ n: 0, a: 1, c: 3 })
    expect(back.interrupted?.lost).toBe(1)
  })

  it('cannot be changed, nor emptied before it is folded, by raw SQL', async () => {
    const { vault, dataFolder, examId, patientId, writer } = await opened()
    value(await vault.drafts.put({ examId, patientId, baseSequence: 1, body: { n: 1 }, writer }))
    const db = await Connection.open(vaultFile(dataFolder), 'create')
    const raw = (sql: string) => db.outside((tx) => tx.exec(sql))
    await expect(raw("UPDATE draft_journal SET at = ''")).rejects.toThrow(/append-only/)
    await expect(raw('DELETE FROM draft_journal')).rejects.toThrow(/not folded yet/)
    await expect(raw('UPDATE draft SET sequence = 0')).rejects.toThrow(/never goes back/)
    await db.close()
  })
})
