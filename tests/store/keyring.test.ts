import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { waitAfter } from '../../electron/store/keyring'
import { newRecoveryCode, readRecoveryCode } from '../../electron/store/recovery-code'
import { addPerson, code, freshVault, PASSPHRASE, register, testPatient, value, vaultFolder } from './vaults'

/** A clock that only the test moves. */
const clock = () => {
  let time = Date.parse('2026-03-01T08:00:00.000Z')
  return {
    now: () => new Date(time),
    pass: (ms: number) => {
      time += ms
    },
  }
}

describe('unlocking', () => {
  it('starts new, becomes locked and open, and shows names but no more', async () => {
    const { folder, vault, personId, dataFolder } = await freshVault()
    expect(value(await folder.status())).toEqual({
      state: 'open',
      unfinished: false,
      place: { is: 'local' },
      clinicName: 'Zz-Test Clinic',
      people: [{ personId, name: 'Dr Zz-Test Linden', suspended: false, pin: false, retryAfterMs: 0 }],
      retryAfterMs: 0,
    })
    await vault.lock()
    expect(value(await folder.status()).state).toBe('locked')
    await folder.close()
    const again = await vaultFolder({ dataFolder })
    expect(value(await again.status()).state).toBe('locked')
    const reopened = value(await again.unlock({ personId, passphrase: PASSPHRASE }))
    expect(reopened.vaultId).toBe(vault.vaultId)
    expect(code(await again.unlock({ personId, passphrase: PASSPHRASE }))).toBe('conflict')
    expect(code(await again.create({ clinicName: 'x', personId, personName: 'x', passphrase: 'x' }))).toBe(
      'conflict',
    )
  })

  it('is no vault in use before two groups of the code are read back', async () => {
    const folder = await vaultFolder()
    expect(value(await folder.status()).state).toBe('new')
    const make = () =>
      folder.create({ clinicName: 'Zz-Test', personId: uuidv7(), personName: 'Zz', passphrase: PASSPHRASE })
    const first = value(await make())
    expect(value(await folder.status()).state).toBe('new')
    const { recoveryCode, vault } = value(await make())
    expect(vault.vaultId).not.toBe(first.vault.vaultId)
    const wrong = await folder.confirmCreated([
      { index: 0, text: recoveryCode[0]! },
      { index: 3, text: recoveryCode[4]! },
    ])
    expect(wrong).toMatchObject({ ok: false, error: { code: 'validation', paths: ['3'] } })
    const typed = recoveryCode[3]!.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')
    value(await folder.confirmCreated([{ index: 3, text: ` ${typed} ` }]))
    expect(value(await folder.status()).state).toBe('open')
  })

  it('holds back after three wrong tries, longer each time, across a restart and a clock set back', async () => {
    const time = clock()
    const { folder, personId, dataFolder } = await freshVault({ now: time.now })
    await folder.close()
    let current = await vaultFolder({ dataFolder, now: time.now })
    const wrong = async (): Promise<number | undefined> => {
      const result = await current.unlock({ personId, passphrase: 'not it' })
      expect(code(result)).toBe('wrongSecret')
      return result.ok ? undefined : result.error.retryAfterMs
    }
    expect([await wrong(), await wrong(), await wrong()]).toEqual([0, 0, 2000])
    // Held back: the right passphrase is not even tried, and the wait does not grow.
    const early = await current.unlock({ personId, passphrase: PASSPHRASE })
    expect(early).toMatchObject({ error: { code: 'wrongSecret', retryAfterMs: 2000 } })
    time.pass(2000)
    expect(await wrong()).toBe(4000)
    await current.close()
    current = await vaultFolder({ dataFolder, now: time.now })
    time.pass(1000)
    expect(value(await current.status())).toMatchObject({ people: [{ retryAfterMs: 3000 }], retryAfterMs: 0 })
    time.pass(-60_000)
    expect(value(await current.status()).people[0]?.retryAfterMs).toBe(4000)
    time.pass(70_000)
    value(await current.unlock({ personId, passphrase: PASSPHRASE }))
    await current.current()?.lock()
    expect(await wrong()).toBe(0)
    expect(code(await current.unlock({ personId: uuidv7(), passphrase: 'x' }))).toBe('notFound')
  })

  it('waits a quarter of an hour at most', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (fails) => {
        expect(waitAfter(fails + 1)).toBeGreaterThanOrEqual(waitAfter(fails))
        expect(waitAfter(fails)).toBeLessThanOrEqual(15 * 60_000)
      }),
    )
  })

  it('takes both spellings of an accented passphrase', async () => {
    const { folder, vault, personId } = await freshVault()
    await addPerson(vault, personId, 'Dr Zz-Test Linden', 'caf\u00e9 de test')
    await vault.lock()
    value(await folder.unlock({ personId, passphrase: 'cafe\u0301 de test' }))
  })

  it('works at the full cost', async () => {
    const { folder, vault, personId } = await freshVault({
      kdf: { cost: 2 ** 17, blockSize: 8, parallel: 1 },
    })
    await vault.lock()
    value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
  })
})

describe('people', () => {
  it('each open the same vault with their own passphrase', async () => {
    const { folder, vault, personId } = await freshVault()
    const second = uuidv7()
    await addPerson(vault, second, 'Zz-Test Second', 'second passphrase')
    const people = [{ personId: second, name: 'Zz B' }]
    value(await vault.transaction((tx) => tx.keyring.rename({ clinicName: 'Zz-Test New', people })))
    const patient = testPatient()
    await register(vault, patient)
    await vault.lock()
    expect(value(await folder.status())).toMatchObject({
      clinicName: 'Zz-Test New',
      people: [{ personId }, { personId: second, name: 'Zz B' }],
    })
    expect(code(await folder.unlock({ personId: second, passphrase: PASSPHRASE }))).toBe('wrongSecret')
    const other = value(await folder.unlock({ personId: second, passphrase: 'second passphrase' }))
    expect(other.personId).toBe(second)
    expect(value(await other.documents.latest('patient', patient.patientId)).body).toEqual(patient)
    expect(value(await other.keyring.checkPassphrase(second, 'second passphrase'))).toBe(true)
    expect(code(await other.keyring.checkPassphrase(personId, 'second passphrase'))).toBe('wrongSecret')
  })
})

describe('the recovery code', () => {
  it('opens the vault and gives a new passphrase; the old one is gone, the code stays good', async () => {
    const { folder, vault, personId, recoveryCode } = await freshVault()
    const patient = testPatient()
    await register(vault, patient)
    await vault.lock()
    const typed = recoveryCode.join(' - ').toLowerCase().replaceAll('0', 'O').replaceAll('1', 'i')
    const opened = value(
      await folder.unlockWithRecovery({ code: typed, personId, newPassphrase: 'a new passphrase' }),
    )
    expect(value(await opened.documents.latest('patient', patient.patientId)).body).toEqual(patient)
    await opened.lock()
    expect(code(await folder.unlock({ personId, passphrase: PASSPHRASE }))).toBe('wrongSecret')
    value(await folder.unlock({ personId, passphrase: 'a new passphrase' }))
    await folder.current()?.lock()
    value(await folder.unlockWithRecovery({ code: typed, personId, newPassphrase: 'another one' }))
  })

  it('of another vault is wrong, with a growing wait of its own', async () => {
    const { folder, vault, personId } = await freshVault()
    await vault.lock()
    const other = newRecoveryCode().join('')
    const tries = []
    for (let n = 0; n < 3; n += 1) {
      tries.push(await folder.unlockWithRecovery({ code: other, personId, newPassphrase: 'x' }))
    }
    expect(tries[2]).toMatchObject({ error: { code: 'wrongSecret', retryAfterMs: 2000 } })
    value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
  })

  it('tells which group was mistyped: any one wrong sign, any two neighbours exchanged', () => {
    fc.assert(
      fc.property(
        fc.nat(7),
        fc.nat(3),
        fc.constantFrom(...Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZ')),
        (group, at, sign) => {
          const good = newRecoveryCode()
          expect(readRecoveryCode(good.join(' ')).ok).toBe(true)
          const part = good[group]!
          const mistyped = part.slice(0, at) + sign + part.slice(at + 1)
          const exchanged = part.slice(0, at) + (part[at + 1] ?? '') + (part[at] ?? '') + part.slice(at + 2)
          for (const wrong of [mistyped, exchanged]) {
            const result = readRecoveryCode(good.with(group, wrong).join('-'))
            if (wrong === part) expect(result.ok).toBe(true)
            else expect(result).toMatchObject({ error: { code: 'validation', paths: [String(group)] } })
          }
        },
      ),
    )
  })

  it('notices two groups exchanged, one missing, and one too many', () => {
    const good = newRecoveryCode()
    const exchanged = readRecoveryCode(good.with(1, good[2]!).with(2, good[1]!).join(' '))
    if (good[1] !== good[2]) expect(exchanged).toMatchObject({ error: { paths: ['1', '2'] } })
    expect(readRecoveryCode(good.slice(0, 7).join(''))).toMatchObject({ error: { paths: ['7'] } })
    expect(readRecoveryCode(`${good.join('')}0`)).toMatchObject({ error: { code: 'validation' } })
  })
})
