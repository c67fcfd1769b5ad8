import { describe, expect, it } from 'vitest'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { Connection } from '../../electron/store/connection'
import { imageFile, vaultFile } from '../../electron/store/files'
import { checked, clinic, codesOf, copyOf, meanwhile, putBack, reopen, saveExam, type Clinic } from './faults'
import { tamper } from './tampering'
import { code, emptyFolder, register, testPatient, value, vaultFolder, PASSPHRASE } from './vaults'

/** The number of a revision. */
const SEQ = (docId: string): string => `(SELECT seq FROM document_revision WHERE doc_id = '${docId}')`

describe('nothing wrong', () => {
  it('is found after a day of work, a crash, a lock and a restart', async () => {
    const at = await clinic()
    expect(codesOf(await checked(at))).toEqual([])
    const crashed = copyOf(at.dataFolder)
    await meanwhile(at, () => putBack(at.dataFolder, crashed))
    const health = await checked(at)
    expect(codesOf(health)).toEqual([])
    expect(health.checks.map(({ check, ended }) => [check, ended])).toEqual([
      ['trail', 'well'],
      ['pages', 'well'],
    ])
    expect(codesOf(value(await at.vault.health.check('records')))).toEqual([])
    expect(codesOf(value(await at.vault.health.check('whole')))).toEqual([])
  })
})

describe('raw SQL against a closed vault is refused:', () => {
  it.each([
    ["UPDATE document_revision SET sealed = x'00'", /append-only/],
    ['DELETE FROM document_revision', /append-only/],
    ['REPLACE INTO document_revision SELECT * FROM document_revision LIMIT 1', /append-only/],
    [
      `REPLACE INTO document_revision (kind, doc_id, patient_id, revision, parent_revision, device_id, saved_at, sealed)
       SELECT kind, doc_id, patient_id, revision, parent_revision, device_id, saved_at, x'00' FROM document_revision
       LIMIT 1`,
      /append-only/,
    ],
    ["UPDATE audit SET sealed = x'00'", /append-only/],
    ['DELETE FROM audit', /append-only/],
    ['REPLACE INTO audit SELECT * FROM audit LIMIT 1', /append-only/],
    ["UPDATE chain_head SET sealed = x'00'", /moves with its trail/],
    ['DELETE FROM chain_head', /moves with its trail/],
    ['DELETE FROM image', /tombstone/],
    ['REPLACE INTO image SELECT * FROM image LIMIT 1', /tombstone/],
    ["UPDATE image SET file_digest = x'00'", /does not change/],
    ["UPDATE image SET exam_id = 'x'", /does not change/],
    ["UPDATE image SET record = x'00'", /only moves on/],
    ['DELETE FROM patient_key', /leaves its row/],
    ["UPDATE patient_key SET wrapped = x'00'", /only destroyed/],
    ['REPLACE INTO patient_key SELECT * FROM patient_key LIMIT 1', /made once/],
    ['DELETE FROM vault', /one row/],
  ])('%s', async (sql, words) => {
    const { folder, dataFolder } = await clinic()
    await folder.close()
    const db = await Connection.open(vaultFile(dataFolder), 'create')
    await expect(db.transaction((tx) => tx.exec(sql))).rejects.toThrow(words)
    await db.close()
  })

  it('a removed image does not come back', async () => {
    const at = await clinic()
    value(await at.vault.images.remove(at.images[0]))
    await at.folder.close()
    const db = await Connection.open(vaultFile(at.dataFolder), 'create')
    const back = db.transaction((tx) => tx.run('UPDATE image SET removed_at = NULL'))
    await expect(back).rejects.toThrow(/does not come back/)
    await db.close()
  })
})

describe('what got past the triggers is found at the next start and named:', () => {
  const found = async (at: Clinic, sql: string) => {
    await meanwhile(at, () => tamper(at.dataFolder, sql))
    // Going on working must not heal it.
    await register(at.vault, testPatient())
    return checked(at)
  }

  it('a signed revision changed', async () => {
    const at = await clinic()
    const { findings } = await found(
      at,
      `UPDATE document_revision SET sealed = zeroblob(length(sealed)) WHERE doc_id = '${at.examId}'`,
    )
    expect(findings).toMatchObject([
      { code: 'recordDamaged', kind: 'exam', id: at.examId, patientId: at.patients[0], revision: 1 },
    ])
    expect(code(await at.vault.documents.latest('exam', at.examId))).toBe('damaged')
    expect(code(await at.vault.documents.latest('patient', at.patients[0]))).toBe('ok')
  })

  it('a clear column of it changed', async () => {
    const at = await clinic()
    const { findings } = await found(
      at,
      `UPDATE document_revision SET saved_at = '2020-01-01T00:00:00.000Z' WHERE doc_id = '${at.examId}'`,
    )
    expect(findings).toMatchObject([{ code: 'recordDamaged', id: at.examId }])
  })

  it('two of them exchanged', async () => {
    const at = await clinic()
    const [a, b] = at.patients.map(SEQ)
    const { findings } = await found(
      at,
      `CREATE TEMP TABLE n AS SELECT seq, sealed FROM document_revision WHERE seq IN (${a}, ${b});
       UPDATE document_revision SET sealed = n.sealed FROM n
       WHERE n.seq = ${a} + ${b} - document_revision.seq`,
    )
    expect(findings.map(({ code: what, id }) => [what, id])).toEqual([
      ['recordDamaged', at.patients[0]],
      ['recordDamaged', at.patients[1]],
    ])
  })

  it('their numbers exchanged', async () => {
    const at = await clinic()
    const [a, b] = at.patients.map(SEQ)
    const { findings } = await found(
      at,
      `CREATE TEMP TABLE n AS SELECT ${a} AS a, ${b} AS b;
       UPDATE document_revision SET seq = -a FROM n WHERE seq = n.a;
       UPDATE document_revision SET seq = n.a FROM n WHERE seq = n.b;
       UPDATE document_revision SET seq = n.b FROM n WHERE seq = -n.a`,
    )
    expect(findings.map(({ code: what }) => what)).toEqual(['recordDamaged', 'recordDamaged'])
  })

  it('a revision removed', async () => {
    const at = await clinic()
    const { findings } = await found(at, `DELETE FROM document_revision WHERE doc_id = '${at.examId}'`)
    expect(findings).toMatchObject([
      { code: 'recordMissing', kind: 'exam', id: at.examId, patientId: at.patients[0] },
    ])
  })

  it('a revision forged', async () => {
    const at = await clinic()
    const { findings } = await found(
      at,
      `INSERT INTO document_revision (kind, doc_id, patient_id, revision, parent_revision, device_id, saved_at, sealed)
       SELECT kind, doc_id, patient_id, 2, 1, device_id, saved_at, sealed FROM document_revision
       WHERE doc_id = '${at.examId}'`,
    )
    expect(findings).toMatchObject([{ code: 'recordUnknown', id: at.examId, revision: 2 }])
    // Taken out, the true one stands again; no backup is asked for.
    value(await at.vault.health.repair(findings[0]!.findingId))
    expect(value(await at.vault.documents.latest('exam', at.examId)).revision).toBe(1)
    expect(codesOf(await checked(at))).toEqual([])
  })

  it.each([
    ['an entry of the trail removed', 'DELETE FROM audit WHERE seq = 3', 1],
    ['three of them removed', 'DELETE FROM audit WHERE seq BETWEEN 3 AND 5', 3],
    ['one of them changed', 'UPDATE audit SET sealed = zeroblob(40) WHERE seq = 4', 2],
    ['the last of them removed', 'DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)', 1],
    ['the head removed', 'DELETE FROM chain_head', 1],
    ['the head changed', 'UPDATE chain_head SET sealed = zeroblob(60)', 1],
  ])('%s', async (_what, sql, count) => {
    const at = await clinic()
    const { findings } = await found(at, sql)
    expect(findings).toMatchObject([
      ...(sql.includes('max(seq)') ? [{ code: 'rolledBack' }] : []),
      { code: 'trailBroken', count },
    ])
    expect(value(await at.vault.audit.verify()).intact).toBe(false)
  })

  it('entries of the trail exchanged', async () => {
    const at = await clinic()
    const { findings } = await found(
      at,
      `UPDATE audit SET seq = -seq WHERE seq IN (2, 3); UPDATE audit SET seq = 3 WHERE seq = -2;
       UPDATE audit SET seq = 2 WHERE seq = -3`,
    )
    expect(findings.map(({ code: what, seq }) => [what, seq])).toEqual([['trailBroken', 2]])
  })

  it('the last entries removed, and the head of before put back with them', async () => {
    const at = await clinic()
    const head = await at.folder.close().then(async () => {
      const db = await Connection.open(vaultFile(at.dataFolder), 'readOnly')
      const row = await db.read((tx) =>
        tx.get('SELECT hex(sealed) AS sealed, (SELECT max(seq) FROM audit) AS seq FROM chain_head'),
      )
      await db.close()
      return row!
    })
    await reopen(at)
    value(await at.vault.health.begin())
    await saveExam(at.vault, at.patients[0], at.examId, 1)
    const sql = `DELETE FROM audit WHERE seq > ${String(head['seq'])}; DELETE FROM chain_head;
      INSERT INTO chain_head VALUES (1, x'${String(head['sealed'])}');
      DELETE FROM document_revision WHERE doc_id = '${at.examId}' AND revision = 2`
    await meanwhile(at, () => tamper(at.dataFolder, sql))
    expect(await checked(at)).toMatchObject({ findings: [{ code: 'rolledBack', count: 1 }] })
  })

  it('the data key of a patient changed, and all that hangs on it', async () => {
    const at = await clinic()
    const health = await found(
      at,
      `UPDATE patient_key SET wrapped = zeroblob(62) WHERE patient_id = '${at.patients[0]}'`,
    )
    const key = health.findings.find(({ code: what }) => what === 'keyDamaged')
    expect(key).toMatchObject({ patientId: at.patients[0] })
    expect(health.findings.every(({ patientId }) => patientId === at.patients[0])).toBe(true)
    value(await at.vault.health.repair(key!.findingId, at.backupFolder))
    await meanwhile(at, () => undefined)
    expect(codesOf(await checked(at))).toEqual([])
    expect(code(await at.vault.documents.latest('exam', at.examId))).toBe('ok')
  })

  it.each([
    [
      'hidden',
      "UPDATE image SET removed_at = '2026-01-01T00:00:00.000Z' WHERE image_id = '$'",
      'imageRowDamaged',
    ],
    [
      'given to another visit',
      "UPDATE image SET exam_id = '00000000-0000-7000-8000-000000000000' WHERE image_id = '$'",
      'imageRowDamaged',
    ],
    [
      'given another record',
      "UPDATE image SET record = zeroblob(80) WHERE image_id = '$'",
      'imageRowDamaged',
    ],
    ['removed', "DELETE FROM image WHERE image_id = '$'", 'imageRowDamaged'],
    [
      'put in by hand',
      "INSERT INTO image SELECT '00000000-0000-7000-8000-000000000000', patient_id, exam_id, bytes, chunks, sealed_bytes, file_digest, added_at, removed_at, record_revision, record FROM image WHERE image_id = '$'",
      'imageRowUnknown',
    ],
  ])('the row of an image %s', async (_what, sql, expected) => {
    const at = await clinic()
    const { findings } = await found(at, sql.replace('$', at.images[0]))
    expect(findings.map(({ code: what }) => what)).toContain(expected)
    for (const one of findings) await at.vault.health.repair(one.findingId, at.backupFolder)
    expect(codesOf(await checked(at))).toEqual([])
    expect(value(await at.vault.audit.verify()).intact).toBe(true)
  })

  it('an older record of an image put back', async () => {
    const at = await clinic()
    const [imageId] = at.images
    const before = await at.folder.close().then(async () => {
      const db = await Connection.open(vaultFile(at.dataFolder), 'readOnly')
      const row = await db.read((tx) =>
        tx.get('SELECT hex(record) AS r FROM image WHERE image_id = ?', [imageId]),
      )
      await db.close()
      return String(row!['r'])
    })
    await reopen(at)
    value(await at.vault.images.updateRecord(imageId, { changed: true }))
    const { findings } = await found(
      at,
      `UPDATE image SET record_revision = 1, record = x'${before}' WHERE image_id = '${imageId}'`,
    )
    expect(findings).toMatchObject([{ code: 'imageRowDamaged', id: imageId }])
  })
})

describe('a file', () => {
  it('of an image that is gone or damaged costs that image, and comes back from the backup', async () => {
    const at = await clinic()
    const [gone, flipped] = at.images
    const file = imageFile(at.dataFolder, flipped)
    const good = await readFile(file)
    const bad = Buffer.from(good)
    bad.writeUInt8(bad.readUInt8(700_000) ^ 1, 700_000)
    await meanwhile(at, async () => {
      await rm(imageFile(at.dataFolder, gone))
      await writeFile(file, bad)
    })
    expect(code(await at.vault.images.open(gone))).toBe('missingFile')
    // That a file is gone shows at once; what is inside it, when the slow pass comes to it.
    expect(await checked(at)).toMatchObject({
      findings: [{ code: 'imageFileMissing', id: gone, patientId: at.patients[0], examId: at.examId }],
    })
    const { findings } = value(await at.vault.health.check('records'))
    expect(findings.map(({ code: what, id }) => [what, id])).toEqual(
      expect.arrayContaining([
        ['imageFileMissing', gone],
        ['imageFileDamaged', flipped],
      ]),
    )
    expect(findings).toHaveLength(2)
    for (const one of findings) value(await at.vault.health.repair(one.findingId, at.backupFolder))
    expect((await readFile(file)).equals(good)).toBe(true)
    expect(codesOf(await checked(at))).toEqual([])
    expect(codesOf(value(await at.vault.health.check('records')))).toEqual([])
    // The trail says what was found, once, and what came of it; the slow check says that it was made.
    const trail = value(await at.vault.audit.list(100)).toReversed()
    const of = (imageId: string) =>
      trail.flatMap(({ what, docId, patientId, detail = '' }) =>
        docId === imageId && /^(integrity|image\.repaired)/u.test(what) ? [[what, detail, patientId]] : [],
      )
    expect(of(gone)).toEqual([
      ['integrity.alarm', 'imageFileMissing', at.patients[0]],
      ['image.repaired', 'imageFileMissing', at.patients[0]],
    ])
    expect(of(flipped)).toEqual([
      ['integrity.alarm', 'imageFileDamaged', at.patients[1]],
      ['image.repaired', 'imageFileDamaged', at.patients[1]],
    ])
    expect(trail.filter(({ what }) => what === 'integrity.checked').map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/^records \d+$/u),
      expect.stringMatching(/^records \d+$/u),
    ])
  })

  it('of the vault rolled back as a whole is noticed, until somebody says why', async () => {
    const at = await clinic()
    await at.folder.close()
    const copy = copyOf(at.dataFolder)
    await reopen(at)
    value(await at.vault.health.begin())
    for (const base of [1, 2, 3]) await saveExam(at.vault, at.patients[0], at.examId, base)
    await meanwhile(at, () => putBack(at.dataFolder, copy))
    const health = await checked(at)
    expect(health.findings).toMatchObject([{ code: 'rolledBack', count: 3 }])
    // Working on does not silence it, and neither does a restart.
    for (const base of [1, 2, 3, 4, 5]) await saveExam(at.vault, at.patients[0], at.examId, base)
    await meanwhile(at, () => undefined)
    const again = await checked(at)
    expect(codesOf(again)).toEqual(['rolledBack'])
    value(await at.vault.health.accept([again.findings[0]!.findingId], 'Zz put the laptop back'))
    await meanwhile(at, () => undefined)
    const after = await checked(at)
    expect(codesOf(after)).toEqual([])
    expect(after.accepted).toMatchObject([
      { code: 'rolledBack', reason: 'Zz put the laptop back', by: at.personId },
    ])
    expect(value(await at.vault.audit.list(50))).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ what: 'vault.findingAccepted', detail: 'rolledBack' }),
      ]),
    )
  })

  it('of the seal’s copy that is gone or changed is noticed and made anew', async () => {
    const at = await clinic()
    await meanwhile(at, () => rm(at.sealCopyFolder, { recursive: true }))
    expect(codesOf(await checked(at))).toEqual(['sealCopyGone'])
    await meanwhile(at, () => undefined)
    const [notice] = (await checked(at)).findings
    expect(notice).toMatchObject({ code: 'sealCopyGone' })
    value(await at.vault.health.accept([notice!.findingId], 'Zz new user account'))
    expect(codesOf(await checked(at))).toEqual([])
  })
})

describe('a restore by a person', () => {
  it('is an entry of the trail and no alarm', async () => {
    const at = await clinic()
    await saveExam(at.vault, at.patients[0], at.examId, 1)
    await at.folder.close()
    const fresh = emptyFolder()
    const { sealCopyFolder, personId } = at
    const folder = await vaultFolder({ dataFolder: fresh, sealCopyFolder })
    value(await folder.openBackup(at.backupFolder))
    const vault = value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
    const health = await checked({ ...at, vault })
    expect(codesOf(health)).toEqual([])
    expect(value(await vault.audit.list(1))).toMatchObject([{ what: 'vault.restored', by: personId }])
    // Once: the next unlock knows the restored vault.
    await vault.lock()
    const again = value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
    expect(codesOf(await checked({ ...at, vault: again }))).toEqual([])
    expect(value(await again.audit.list(1))).toMatchObject([{ what: 'vault.restored' }])
  })
})

describe('a clock', () => {
  it('set back is told, and what is written goes on in order', async () => {
    const at = await clinic()
    await at.folder.close()
    await reopen(at, () => new Date('2020-01-01T00:00:00.000Z'))
    const health = await checked(at)
    expect(health.findings).toMatchObject([{ code: 'clockBack' }])
    await saveExam(at.vault, at.patients[0], at.examId, 1)
    expect(value(await at.vault.audit.verify()).intact).toBe(true)
    expect(value(await at.vault.documents.latest('exam', at.examId)).revision).toBe(2)
  })
})
