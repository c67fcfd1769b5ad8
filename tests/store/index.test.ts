import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import type { Patient } from '@shared/records/people'
import { Connection } from '../../electron/store/connection'
import { vaultFile } from '../../electron/store/files'
import { endIndexThread, startIndexThread } from '../../electron/store/index-client'
import { MemoryIndex, type IndexedPatient } from '../../electron/store/index-memory'
import { editDistance, queryTokens } from '../../electron/store/index-text'
import { bundle } from './bundle'
import {
  code,
  emptyFolder,
  freshVault,
  indexWorker,
  PASSPHRASE,
  register,
  testPatient,
  value,
  vaultFolder,
} from './vaults'

const person = (facts: Partial<Patient>): Patient =>
  testPatient({ given: 'Zz', family: 'Test', phone: '', clinicNumber: '', ...facts })

const PEOPLE: Record<string, Patient> = {
  aster: person({
    given: 'Aster',
    family: 'Linden',
    bornOn: '1980-03-12',
    clinicNumber: '00042',
    phone: '+65 9123 4567',
  }),
  maria: person({ given: 'María José', family: 'Núñez-Peña', bornOn: '1991-12-03', clinicNumber: '00107' }),
  lukasz: person({ given: 'Łukasz', family: 'Øster', bornOn: '1975-05-30' }),
  ming: person({
    given: 'Xiaoming',
    family: 'Chen',
    otherScript: '陈小明',
    bornOn: '1969-01-01',
    preferred: 'Sam',
  }),
  aisyah: person({
    given: 'Nur Aisyah binti Abdullah',
    family: '',
    bornOn: '2001-07-09',
    phone: '012-345 6789',
  }),
  kumar: person({ given: 'Kumar', family: 'Selvam', otherScript: 'குமார் செல்வம்', bornOn: '1988-08-18' }),
  brien: person({ given: 'Siobhán', family: 'O’Brien', bornOn: '1955-11-23' }),
  may: person({ given: 'May', family: 'Wong', bornOn: '1990-06-15', clinicNumber: '00012' }),
  irmak: person({ given: 'Irmak', family: 'Işık', bornOn: '1983-02-28' }),
}
const nameOf = (id: string): string =>
  Object.entries(PEOPLE).find(([, patient]) => patient.patientId === id)?.[0] ?? id

const filled = async (people: readonly IndexedPatient[] = Object.values(PEOPLE)): Promise<MemoryIndex> => {
  const index = await MemoryIndex.create()
  await index.put(people)
  return index
}

describe('search', () => {
  it.each([
    ['lind', 'aster'],
    ['ASTER LIN', 'aster'],
    ['linden, aster', 'aster'],
    ['42', 'aster'],
    ['00042', 'aster'],
    ['91234567', 'aster'],
    ['9123 4567', 'aster'],
    ['+65 9123', 'aster'],
    ['4567', 'aster'],
    ['nunez', 'maria'],
    ['Nuñez Pe', 'maria'],
    ['penanunez', undefined],
    ['nunezpena', 'maria'],
    ['jose', 'maria'],
    ['lukasz', 'lukasz'],
    ['Łuk', 'lukasz'],
    ['oster', 'lukasz'],
    ['陈', 'ming'],
    ['小明', 'ming'],
    ['陈小明', 'ming'],
    ['sam chen', 'ming'],
    ['abdullah', 'aisyah'],
    ['binti nur', 'aisyah'],
    ['0123456789', 'aisyah'],
    ['குமார்', 'kumar'],
    ['குமா', 'kumar'],
    ['செல்வம்', 'kumar'],
    ['o’brien', 'brien'],
    ["o'brien", 'brien'],
    ['obrien', 'brien'],
    ['brien', 'brien'],
    ['siobhan', 'brien'],
    ['isik', 'irmak'],
    ['ISIK', 'irmak'],
    // One typo, then two.
    ['lindne', 'aster'],
    ['aeter', 'aster'],
    ['selvan kumr', 'kumar'],
    ['abdulah aisya', 'aisyah'],
    ['sioban', 'brien'],
    ['qqqq', undefined],
  ])('%s finds %s', async (query, name) => {
    const index = await filled()
    const { patientIds } = await index.search(query, 20)
    // Names near by may follow; the one that was meant stands first.
    expect(patientIds.map(nameOf)[0]).toBe(name)
    await index.close()
  })

  it.each([
    '1980-03-12',
    '1980/03/12',
    '1980-3-12',
    '19800312',
    '12031980',
    '03121980',
    '120380',
    '12/03/1980',
    '12/3/1980',
    '12.3.1980',
    '12-03-80',
    '12/3/80',
    '3/12/1980',
    '12 3 1980',
    '12 mar 1980',
    '12 March 1980',
    'mar 12 1980',
    'March 12, 1980',
    '12mar1980'.replace('mar', ' mar '),
    'mar 1980',
    '1980 mar',
    '1980-03',
    '12/3/19',
    '12/3/198',
    'aster 1980',
    '12/03/1980 linden',
    'linden 12 mar',
  ])('the birth date as %s finds the patient', async (query) => {
    const index = await filled()
    expect((await index.search(query, 20)).patientIds.map(nameOf)).toContain('aster')
    await index.close()
  })

  it('reads an ambiguous date both ways and a clear one only one way', async () => {
    const index = await filled()
    const both = (await index.search('12/3', 20)).patientIds.map(nameOf)
    expect(both).toEqual(expect.arrayContaining(['aster', 'maria']))
    expect((await index.search('1991-12-03', 20)).patientIds.map(nameOf)).toEqual(['maria'])
    expect((await index.search('30/5/1975', 20)).patientIds.map(nameOf)).toEqual(['lukasz'])
    expect((await index.search('may 12', 20)).patientIds.map(nameOf)).toContain('may')
    await index.close()
  })

  it('takes no letter for the beginning of a date', async () => {
    const index = await filled()
    for (const letter of 'abcdefghijklmnopqrstuvwxyz\ue001\ue002\ue003') {
      const { total } = await index.search(letter, 50)
      expect(total).toBeLessThan(Object.keys(PEOPLE).length)
    }
    await index.close()
  })

  it('orders by family and given name, counts all, and cuts at the limit', async () => {
    const people = ['B', 'a', 'Á', 'c'].map((family) => person({ family: `Zz ${family}`, given: 'X' }))
    const index = await filled(people)
    const { patientIds, total } = await index.search('zz', 3)
    expect(total).toBe(4)
    expect(patientIds.map((id) => people.find((one) => one.patientId === id)?.family)).toEqual([
      'Zz a',
      'Zz Á',
      'Zz B',
    ])
    await index.close()
  })

  it('never fails and always finds a name by any beginning of any of its words', async () => {
    const index = await MemoryIndex.create()
    const letter = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })
    const names = fc.array(letter, { minLength: 1, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(names, fc.nat(11), async (letters, length) => {
        const patient = person({ family: letters.join(''), given: '' })
        await index.put([patient])
        const typed = letters.slice(0, length + 1).join('')
        const { patientIds } = await index.search(typed, 1000)
        if (queryTokens(typed).length > 0) expect(patientIds).toContain(patient.patientId)
        await index.remove([patient.patientId])
        expect((await index.search(typed, 1000)).patientIds).not.toContain(patient.patientId)
      }),
      { numRuns: 300 },
    )
    await index.close()
  })

  it('measures typos as people make them', () => {
    expect(editDistance('linden', 'lindne', 2)).toBe(1)
    expect(editDistance('abc', 'abc', 2)).toBe(0)
    expect(editDistance('abc', 'xyzabc', 2)).toBe(3)
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(editDistance(a, b, 2)).toBe(editDistance(b, a, 2))
      }),
    )
  })
})

describe('likely duplicates', () => {
  it('are found by birth date and name, by telephone, and by a near name', async () => {
    const index = await filled()
    const like = async (facts: Partial<Patient>, except?: string): Promise<string[]> =>
      (await index.similar({ ...person({ bornOn: '1900-01-01' }), ...facts }, 10, except)).map(nameOf)
    expect(await like({ given: 'Aster', family: 'Lindon' })).toEqual(['aster'])
    expect(await like({ given: 'Astor', family: 'Zz', bornOn: '1980-03-12' })).toEqual(['aster'])
    expect(await like({ given: 'A', family: 'Linden', phone: '91234567' })).toEqual(['aster'])
    expect(await like({ given: 'Qq', family: 'Qq', bornOn: '1980-03-12' })).toEqual([])
    expect(await like({ given: 'Aster', family: 'Linden' }, PEOPLE['aster']!.patientId)).toEqual([])
    await index.close()
  })
})

const SYLLABLES = ['an', 'ber', 'li', 'mei', 'ku', 'mar', 'sel', 'vam', 'ø', 'ñu', '陈', '明', 'செ', 'ன்']
const randomName = fc
  .array(fc.constantFrom(...SYLLABLES), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(''))
const randomPatient = fc.record({
  family: randomName,
  given: randomName,
  otherScript: fc.option(randomName, { nil: '' }),
  phone: fc.stringMatching(/^[0-9]{8}$/),
  bornOn: fc
    .date({ min: new Date('1930-01-01'), max: new Date('2020-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
})

describe('the snapshot', () => {
  // 25 vaults with 200 queries each, so 5,000 in all.
  it('restored equals rebuilt for any query, also after later changes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(randomPatient, { minLength: 1, maxLength: 60 }),
        fc.array(randomPatient, { maxLength: 10 }),
        fc.array(fc.tuple(randomName, fc.option(randomName)), { minLength: 200, maxLength: 200 }),
        async (before, after, queries) => {
          const people = [...before, ...after].map((facts) => person(facts))
          const early = people.slice(0, before.length)
          const changed = { ...early[0]!, family: 'changed' }
          const late = [...people.slice(before.length), changed]
          const built = await filled(early)
          const restored = await MemoryIndex.create()
          await restored.restore(structuredClone(await built.dump()))
          const rebuilt = await filled([...early, ...late])
          await restored.put(late)
          for (const [first, second] of [...queries, ['changed', null] as const]) {
            const query = second === null ? first : `${first} ${second}`
            expect(await restored.search(query, 100)).toEqual(await rebuilt.search(query, 100))
          }
          for (const index of [built, restored, rebuilt]) await index.close()
        },
      ),
      { numRuns: 25 },
    )
  })

  const reopened = async (sql?: string) => {
    const { folder, vault, dataFolder, personId } = await freshVault()
    const people = Object.values(PEOPLE).map((patient) => ({ ...patient, patientId: uuidv7() }))
    for (const patient of people) await register(vault, patient)
    value(await vault.index.ready())
    value(await vault.idle())
    const late = testPatient({ given: 'Late', family: 'Comer' })
    await register(vault, late)
    let found = folder
    if (sql === undefined) {
      // What a crash leaves: the snapshot is older than the last save.
      const crashed = emptyFolder()
      await cp(dataFolder, crashed, { recursive: true })
      found = await vaultFolder({ dataFolder: crashed })
    } else {
      await folder.close()
      const db = await Connection.open(vaultFile(dataFolder), 'create')
      await db.transaction((tx) => tx.exec(sql))
      await db.close()
    }
    const again = value(await found.unlock({ personId, passphrase: PASSPHRASE }))
    const ready = value(await again.index.ready())
    const find = async (text: string) => value(await again.index.search(text, 10)).patientIds
    expect(await find('comer')).toEqual([late.patientId])
    expect(await find('linden')).toHaveLength(1)
    expect(ready.patients).toBe(people.length + 1)
    return { ...ready, vault: again, late }
  }

  it('is restored at the next unlock and follows later saves', async () => {
    const { restored, vault, late } = await reopened()
    expect(restored).toBe(true)
    await register(vault, { ...late, family: 'Renamed' }, 1)
    expect(value(await vault.index.search('comer', 5)).patientIds).toEqual([])
    expect(value(await vault.index.search('renamed', 5))).toEqual({
      patientIds: [late.patientId],
      total: 1,
      indexing: false,
    })
  })

  it.each([
    ['cut', 'DELETE FROM snapshot WHERE chunk = (SELECT max(chunk) FROM snapshot)'],
    ['headless', 'DELETE FROM snapshot WHERE chunk = 0'],
    ['flipped', 'UPDATE snapshot SET sealed = zeroblob(length(sealed)) WHERE chunk = 2'],
    [
      'exchanged',
      'UPDATE snapshot SET sealed = (SELECT s.sealed FROM snapshot s WHERE s.chunk = 1) WHERE chunk = 2',
    ],
    ['gone', 'DELETE FROM snapshot'],
  ])('is rebuilt when %s', async (_what, sql) => {
    expect(await reopened(sql)).toMatchObject({ restored: false })
  })

  it('may be ended at any moment of its start without taking the process along', async () => {
    const script = await bundle('tests/store/thread-child.ts')
    const { stdout } = await promisify(execFile)(process.execPath, [script, await indexWorker()])
    expect(stdout).toBe('still here\n')
  })

  it('is cut off where it does not leave: a lock that never ends would be worse', async () => {
    const stubborn = join(emptyFolder(), 'stubborn.cjs')
    writeFileSync(stubborn, 'setInterval(() => undefined, 1000)')
    const thread = startIndexThread(stubborn)
    await endIndexThread(thread, 200)
    expect(thread.threadId).toBe(-1)
  })

  it('answers a question asked while the old thread of an erased person still leaves', async () => {
    const { vault } = await freshVault()
    const [goes, stays] = [testPatient({ given: 'Zz-Goes' }), testPatient({ given: 'Zz-Stays' })]
    for (const patient of [goes, stays]) await register(vault, patient)
    value(await vault.index.ready())
    const erased = vault.erasures.erase(goes.patientId, (id) => ({ what: 'patient.erased', detail: id }))
    const asked: Promise<readonly string[]>[] = []
    const ask = () => asked.push(vault.index.search('zz-', 5).then((found) => value(found).patientIds))
    const asking = setInterval(ask, 1)
    value(await erased)
    clearInterval(asking)
    ask()
    // None was refused; while the new thread reads, it may know less.
    expect((await Promise.all(asked)).length).toBeGreaterThan(1)
    value(await vault.index.ready())
    expect(value(await vault.index.search('zz-', 5)).patientIds).toEqual([stays.patientId])
  })

  it('is refused after the lock', async () => {
    const { vault } = await freshVault()
    await vault.lock()
    expect(code(await vault.index.search('x', 1))).toBe('locked')
  })
})
