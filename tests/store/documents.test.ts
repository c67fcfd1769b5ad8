import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { Connection } from '../../electron/store/connection'
import { vaultFile } from '../../electron/store/files'
import { fail, ok } from '@shared/errors'
import { withoutTriggers } from './tampering'
import { code, freshVault, PASSPHRASE, register, testPatient, value } from './vaults'

const exam = (patientId: string, docId: string, baseRevision: number, body: unknown) => ({
  kind: 'exam' as const,
  docId,
  patientId,
  baseRevision,
  body,
})

describe('documents', () => {
  it('keep every revision and answer the newest', async () => {
    const { vault } = await freshVault()
    const [patientId, docId] = [uuidv7(), uuidv7()]
    const first = value(await vault.documents.put(exam(patientId, docId, 0, { n: 1 })))
    const second = value(await vault.documents.put(exam(patientId, docId, 1, { n: 2 })))
    expect(first.revision).toBe(1)
    expect(second).toMatchObject({ revision: 2, parentRevision: 1, deviceId: vault.deviceId })
    expect(value(await vault.documents.latest('exam', docId)).body).toEqual({ n: 2 })
    expect(value(await vault.documents.byRevision('exam', docId, 1)).body).toEqual({ n: 1 })
    expect(value(await vault.documents.history('exam', docId))).toEqual([first, second])
    expect(value(await vault.documents.list('exam', { patientId })).documents).toHaveLength(1)
    expect(value(await vault.documents.count('exam'))).toBe(1)
    expect(code(await vault.documents.latest('exam', uuidv7()))).toBe('notFound')
  })

  it('refuse a revision whose base is not the latest', async () => {
    const { vault } = await freshVault()
    const [patientId, docId] = [uuidv7(), uuidv7()]
    value(await vault.documents.put(exam(patientId, docId, 0, { n: 1 })))
    expect(code(await vault.documents.put(exam(patientId, docId, 0, { n: 2 })))).toBe('conflict')
    expect(code(await vault.documents.put(exam(patientId, docId, 2, { n: 2 })))).toBe('conflict')
    expect(value(await vault.documents.latest('exam', docId)).revision).toBe(1)
  })

  it('are taken over many at once, all or nothing', async () => {
    const { vault } = await freshVault()
    const patientIds = Array.from({ length: 60 }, () => uuidv7())
    const inputs = patientIds.flatMap((patientId, n) => [
      exam(patientId, uuidv7(), 0, { n }),
      exam(patientId, uuidv7(), 0, { n: 1000 + n }),
    ])
    const heads = value(await vault.documents.putAll(inputs))
    expect(heads.map((head) => head.docId)).toEqual(inputs.map((input) => input.docId))
    for (const [index, input] of inputs.entries()) {
      const stored = value(await vault.documents.latest('exam', input.docId))
      expect(stored).toEqual({ ...heads[index], body: input.body })
    }
    expect(value(await vault.audit.verify()).intact).toBe(true)
    const fresh = exam(uuidv7(), uuidv7(), 0, {})
    expect(code(await vault.documents.putAll([fresh, inputs[0]!]))).toBe('conflict')
    expect(code(await vault.documents.putAll([fresh, fresh]))).toBe('conflict')
    expect(value(await vault.documents.count('exam'))).toBe(120)
    value(await vault.documents.putAll([]))
  })

  it('are found again after lock and unlock, in another order of asking', async () => {
    const { folder, vault, personId } = await freshVault()
    const people = [testPatient({ given: 'A' }), testPatient({ given: 'B' }), testPatient({ given: 'C' })]
    for (const person of people) await register(vault, person)
    await vault.lock()
    expect(code(await vault.documents.count('patient'))).toBe('locked')
    const again = value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
    const ids = [people[2]!.patientId, uuidv7(), people[0]!.patientId]
    const { documents } = value(await again.documents.listByIds('patient', ids))
    expect(documents.map((document) => document.body)).toEqual([people[2], people[0]])
    const recent = value(await again.documents.recentPatientIds(2))
    expect(new Set(recent.map((entry) => entry.patientId)).size).toBe(2)
  })

  it('cost only themselves when damaged', async () => {
    const { folder, vault, dataFolder, personId } = await freshVault()
    const [good, bad] = [testPatient(), testPatient()]
    await register(vault, good)
    await register(vault, bad)
    await folder.close()
    await rewrite(
      dataFolder,
      bad.patientId,
      "CAST(substr(sealed, 1, 40) || x'00' || substr(sealed, 42) AS BLOB)",
    )
    const again = value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
    const list = value(await again.documents.list('patient'))
    expect(list.documents.map((document) => document.docId)).toEqual([good.patientId])
    expect(list.damaged.map((head) => head.docId)).toEqual([bad.patientId])
    value(await again.index.ready())
    expect(value(await again.index.search('zz', 10)).patientIds).toContain(good.patientId)
    const verdict = value(await again.audit.verify())
    expect(verdict.intact).toBe(false)
  })

  it('do not open in the place of another', async () => {
    const { folder, vault, dataFolder, personId } = await freshVault()
    const [patientId, docId] = [uuidv7(), uuidv7()]
    value(await vault.documents.put(exam(patientId, docId, 0, { n: 1 })))
    value(await vault.documents.put(exam(patientId, docId, 1, { n: 2 })))
    await folder.close()
    // Same patient, same key, same document: only the revision differs.
    await rewrite(
      dataFolder,
      docId,
      "(SELECT o.sealed FROM document_revision o WHERE o.kind = 'exam' AND o.revision = 3 - document_revision.revision)",
    )
    const again = value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
    expect(code(await again.documents.latest('exam', docId))).toBe('damaged')
    expect(code(await again.documents.byRevision('exam', docId, 1))).toBe('damaged')
  })

  it.each(['saved_at', 'device_id', 'parent_revision'])('do not open with another %s', async (column) => {
    const { folder, vault, dataFolder, personId } = await freshVault()
    const [patientId, docId] = [uuidv7(), uuidv7()]
    value(await vault.documents.put(exam(patientId, docId, 0, { n: 1 })))
    await folder.close()
    const db = await withoutTriggers(dataFolder)
    await db.transaction((tx) =>
      tx.run(`UPDATE document_revision SET ${column} = 7 WHERE doc_id = ?`, [docId]),
    )
    await db.close()
    const again = value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
    expect(code(await again.documents.latest('exam', docId))).toBe('damaged')
  })

  it.each(['document_revision', 'audit'])('%s refuses UPDATE and DELETE by raw SQL', async (table) => {
    const { folder, vault, dataFolder } = await freshVault()
    await register(vault, testPatient())
    await folder.close()
    const db = await Connection.open(vaultFile(dataFolder), 'create')
    const change = (sql: string) => db.transaction((tx) => tx.run(sql))
    await expect(change(`UPDATE ${table} SET sealed = x'00'`)).rejects.toThrow(/append-only/)
    await expect(change(`DELETE FROM ${table}`)).rejects.toThrow(/append-only/)
    await db.close()
  })
})

describe('the audit chain', () => {
  const tampered = async (sql: string): Promise<{ intact: boolean }> => {
    const { folder, vault, dataFolder, personId } = await freshVault()
    for (let n = 0; n < 4; n += 1) await register(vault, testPatient())
    value(await vault.audit.append({ what: 'chart.viewed', detail: 'x' }))
    expect(value(await vault.audit.verify())).toMatchObject({ intact: true })
    expect(value(await vault.audit.list(1))).toMatchObject([
      { what: 'chart.viewed', by: personId, detail: 'x' },
    ])
    await folder.close()
    const db = await withoutTriggers(dataFolder)
    await db.transaction((tx) => tx.exec(sql))
    await db.close()
    const again = value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
    // Going on working must not heal it.
    await register(again, testPatient())
    return value(await again.audit.verify())
  }

  it.each([
    ['its last row removed', 'DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)'],
    ['a row in the middle removed', 'DELETE FROM audit WHERE seq = 3'],
    [
      'its rows exchanged',
      'UPDATE audit SET seq = CASE seq WHEN 2 THEN -3 WHEN 3 THEN -2 END WHERE seq IN (2, 3);' +
        'UPDATE audit SET seq = -seq WHERE seq < 0',
    ],
    [
      'a revision removed with its row',
      'DELETE FROM document_revision WHERE seq = (SELECT max(seq) FROM document_revision);' +
        'DELETE FROM audit WHERE seq >= (SELECT max(seq) - 1 FROM audit)',
    ],
    ['a revision removed', 'DELETE FROM document_revision WHERE seq = 2'],
    ['its head removed', 'DELETE FROM chain_head'],
    ['everything removed', 'DELETE FROM chain_head; DELETE FROM audit; DELETE FROM document_revision'],
  ])('shows %s', async (_what, sql) => {
    expect(await tampered(sql)).toMatchObject({ intact: false })
  })

  it('shows nothing when nothing was done', async () => {
    expect(await tampered('SELECT 1')).toMatchObject({ intact: true })
  })
})

describe('drafts', () => {
  it('rise by one, refuse a stale base, and go when signed in one transaction', async () => {
    const { vault } = await freshVault()
    const [patientId, examId] = [uuidv7(), uuidv7()]
    const first = value(await vault.drafts.put({ examId, patientId, baseSequence: 0, body: { a: 1 } }))
    expect(first.sequence).toBe(1)
    const second = value(await vault.drafts.put({ examId, patientId, baseSequence: 1, body: { a: 2 } }))
    expect(second).toMatchObject({ sequence: 2, startedAt: first.startedAt })
    expect(code(await vault.drafts.put({ examId, patientId, baseSequence: 1, body: {} }))).toBe('conflict')
    expect(code(await vault.drafts.put({ examId, patientId: uuidv7(), baseSequence: 2, body: {} }))).toBe(
      'conflict',
    )
    expect(value(await vault.drafts.get(examId)).body).toEqual({ a: 2 })
    expect(value(await vault.drafts.list({ patientId })).drafts).toHaveLength(1)
    expect(value(await vault.documents.recentPatientIds(5))[0]?.patientId).toBe(patientId)

    const sign = (baseSequence: number) =>
      vault.transaction(async (tx) => {
        const put = await tx.documents.put(exam(patientId, examId, 0, { signed: true }))
        const gone = await tx.drafts.remove(examId, baseSequence)
        return gone.ok ? put : gone
      })
    expect(code(await sign(1))).toBe('conflict')
    expect(code(await vault.documents.latest('exam', examId))).toBe('notFound')
    value(await sign(2))
    expect(code(await vault.drafts.get(examId))).toBe('notFound')
    expect(value(await vault.audit.verify()).intact).toBe(true)
  })
})

describe('transactions', () => {
  it('let nobody in between, and undo everything on an error or a throw', async () => {
    const { vault } = await freshVault()
    const docId = uuidv7()
    const patientId = uuidv7()
    const seen: string[] = []
    const inside = vault.transaction(async (tx) => {
      value(await tx.documents.put(exam(patientId, docId, 0, {})))
      seen.push('first')
      value(await tx.documents.put(exam(patientId, docId, 1, {})))
      seen.push('second')
      return fail('conflict')
    })
    const outside = vault.documents.latest('exam', docId).then((result) => {
      seen.push(code(result))
    })
    expect(code(await inside)).toBe('conflict')
    await outside
    expect(seen).toEqual(['first', 'second', 'notFound'])

    await expect(
      vault.transaction(async (tx) => {
        value(await tx.documents.put(exam(patientId, docId, 0, {})))
        throw new Error('bug')
      }),
    ).rejects.toThrow('bug')
    expect(code(await vault.documents.latest('exam', docId))).toBe('notFound')
    // The patient's key was made inside and undone: saving again must not use the lost one.
    value(await vault.documents.put(exam(patientId, docId, 0, { kept: 1 })))
    expect(value(await vault.documents.latest('exam', docId)).body).toEqual({ kept: 1 })
    expect(value(await vault.audit.verify()).intact).toBe(true)
  })

  it('tell at once when somebody inside waits for the outside', async () => {
    const { vault } = await freshVault()
    await expect(
      vault.transaction(async () => {
        await vault.documents.count('exam')
        return ok(undefined)
      }),
    ).rejects.toThrow(/held by this very transaction/)
  })

  it('hold nobody back who was begun inside and comes when it is long over', async () => {
    const { vault } = await freshVault()
    let later: Promise<unknown> = Promise.resolve()
    const over = vault.transaction(() => {
      later = new Promise((resolve) => setTimeout(resolve, 20)).then(() => vault.documents.count('exam'))
      return Promise.resolve(ok(undefined))
    })
    value(await over)
    expect(await later).toEqual(ok(0))
  })

  it('keep a hundred concurrent saves apart', async () => {
    const { vault } = await freshVault()
    const [patientId, docId] = [uuidv7(), uuidv7()]
    const results = await Promise.all(
      Array.from({ length: 100 }, (_, n) => vault.documents.put(exam(patientId, docId, n, { n }))),
    )
    expect(results.every((result) => result.ok)).toBe(true)
    expect(value(await vault.documents.latest('exam', docId)).revision).toBe(100)
    const races = await Promise.all(
      Array.from({ length: 20 }, (_, n) => vault.documents.put(exam(patientId, docId, 100, { n }))),
    )
    expect(races.filter((result) => result.ok)).toHaveLength(1)
  })
})

async function rewrite(dataFolder: string, docId: string, sealed: string): Promise<void> {
  const db = await withoutTriggers(dataFolder)
  await db.transaction((tx) =>
    tx.exec(`CREATE TEMP TABLE changed AS SELECT seq, ${sealed} AS sealed FROM document_revision
      WHERE doc_id = '${docId}';
      UPDATE document_revision SET sealed = (SELECT c.sealed FROM changed c WHERE c.seq = document_revision.seq)
      WHERE doc_id = '${docId}'`),
  )
  await db.close()
}
