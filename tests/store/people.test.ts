import { cpSync, rmSync } from 'node:fs'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { Connection, type Row } from '../../electron/store/connection'
import { vaultFile } from '../../electron/store/files'
import type { OpenVault } from '../../electron/store/types'
import { testKeychain } from '../fixtures/keychain'
import { addPerson, code, emptyFolder, freshVault, PASSPHRASE, value, vaultFolder } from './vaults'

const PIN = '835267'

const withPin = async () => {
  const keychain = testKeychain()
  const fresh = await freshVault({ keychain })
  const slot = value(await fresh.vault.keyring.newPin(fresh.personId, PIN))
  value(await fresh.vault.transaction((tx) => tx.keyring.put(slot)))
  return { ...fresh, keychain }
}
/** What the trail says, newest first, without the store's own notes. */
const events = async (vault: OpenVault) =>
  value(await vault.audit.list(50))
    .filter((one) => !/saved$|^documents/u.test(one.what))
    .map(({ what, by, docId, detail, happenedAt }) => ({ what, by, docId, detail, happenedAt }))

const rowsOf = async (dataFolder: string, sql: string): Promise<readonly Row[]> => {
  const db = await Connection.open(vaultFile(dataFolder), 'readOnly')
  const rows = await db.read((tx) => tx.all(sql))
  await db.close()
  return rows
}

describe('a suspended person', () => {
  it('has no key left: their passphrase opens nothing, and says that they are suspended', async () => {
    const { folder, vault, dataFolder } = await freshVault()
    const second = uuidv7()
    await addPerson(vault, second, 'Zz-Test Second', 'second passphrase')
    value(await vault.transaction((tx) => tx.keyring.suspend(second)))
    await vault.lock()
    expect(value(await folder.status()).people).toMatchObject([{ suspended: false }, { suspended: true }])
    expect(code(await folder.unlock({ personId: second, passphrase: 'second passphrase' }))).toBe('suspended')
    await folder.close()
    const [slot] = await rowsOf(dataFolder, `SELECT wrapped FROM key_slot WHERE person_id = '${second}'`)
    expect(slot?.['wrapped']).toHaveLength(0)

    // Taking the mark away by hand brings no key back.
    const db = await Connection.open(vaultFile(dataFolder), 'create')
    await db.transaction((tx) => tx.run('UPDATE key_slot SET suspended_at = NULL'))
    await db.close()
    const again = await vaultFolder({ dataFolder })
    expect(code(await again.unlock({ personId: second, passphrase: 'second passphrase' }))).toBe(
      'wrongSecret',
    )
  })

  it('comes back by a new passphrase, and the old one stays dead', async () => {
    const { folder, vault } = await freshVault()
    const second = uuidv7()
    await addPerson(vault, second, 'Zz-Test Second', 'second passphrase')
    value(await vault.transaction((tx) => tx.keyring.suspend(second)))
    await addPerson(vault, second, 'Zz-Test Second', 'another passphrase')
    await vault.lock()
    expect(code(await folder.unlock({ personId: second, passphrase: 'second passphrase' }))).toBe(
      'wrongSecret',
    )
    expect(value(await folder.unlock({ personId: second, passphrase: 'another passphrase' })).personId).toBe(
      second,
    )
  })

  it('is not brought back by the recovery code', async () => {
    const { folder, vault, recoveryCode } = await freshVault()
    const second = uuidv7()
    await addPerson(vault, second, 'Zz-Test Second', 'second passphrase')
    value(await vault.transaction((tx) => tx.keyring.suspend(second)))
    await vault.lock()
    const recovered = folder.unlockWithRecovery({
      code: recoveryCode.join(''),
      personId: second,
      newPassphrase: 'by the code alone',
    })
    expect(code(await recovered)).toBe('suspended')
    expect(value(await folder.status()).state).toBe('locked')
  })
})

describe('a PIN', () => {
  it('opens the vault for its person on this laptop, and confirms them', async () => {
    const { folder, vault, personId } = await withPin()
    expect(value(await vault.keyring.checkPin(personId, PIN))).toBe(true)
    await vault.lock()
    expect(value(await folder.status()).people).toMatchObject([{ pin: true }])
    const opened = value(await folder.unlockWithPin({ personId, pin: PIN }))
    expect(opened.personId).toBe(personId)
    expect(opened.vaultId).toBe(vault.vaultId)
  })

  it('goes after five wrong ones, for good, and a right one in between sets the count back', async () => {
    const { folder, vault, personId } = await withPin()
    await vault.lock()
    const wrong = () => folder.unlockWithPin({ personId, pin: '000001' })
    for (const triesLeft of [4, 3, 2, 1])
      expect(await wrong()).toMatchObject({ error: { code: 'wrongSecret', triesLeft } })
    await value(await folder.unlockWithPin({ personId, pin: PIN })).lock()
    for (let tries = 0; tries < 4; tries += 1) expect(code(await wrong())).toBe('wrongSecret')
    expect(code(await wrong())).toBe('pinGone')
    expect(code(await folder.unlockWithPin({ personId, pin: PIN }))).toBe('pinGone')
    expect(value(await folder.status()).people).toMatchObject([{ pin: false }])
    const opened = value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
    const seen = await events(opened)
    expect(seen[0]).toMatchObject({ what: 'person.pinRemoved', by: null, docId: personId, detail: 'tries' })
    expect(seen.filter((one) => one.what === 'vault.unlockFailed' && one.detail === 'pin')).toHaveLength(9)
  })

  it('is counted before it is tried: a process that ends in between wins no try', async () => {
    const { folder, vault, personId, dataFolder, keychain } = await withPin()
    await vault.lock()
    await folder.close()
    const db = await Connection.open(vaultFile(dataFolder), 'create')
    await db.transaction((tx) => tx.run('UPDATE pin_slot SET tries = 5'))
    await db.close()
    const again = await vaultFolder({ dataFolder, keychain })
    expect(code(await again.unlockWithPin({ personId, pin: PIN }))).toBe('pinGone')
    expect(await rowsOf(dataFolder, 'SELECT * FROM pin_slot')).toEqual([])
  })

  it('is set back by the passphrase, and never spends its waits', async () => {
    const { folder, vault, personId } = await withPin()
    await vault.lock()
    for (let tries = 0; tries < 4; tries += 1) await folder.unlockWithPin({ personId, pin: '000001' })
    await value(await folder.unlock({ personId, passphrase: PASSPHRASE })).lock()
    expect(await folder.unlockWithPin({ personId, pin: '000001' })).toMatchObject({ error: { triesLeft: 4 } })
  })

  it('opens nothing without the keychain of this machine, and costs no try then', async () => {
    const { folder, vault, personId, dataFolder, keychain } = await withPin()
    await vault.lock()
    keychain.here = false
    for (let tries = 0; tries < 9; tries += 1)
      expect(code(await folder.unlockWithPin({ personId, pin: PIN }))).toBe('noKeychain')
    keychain.here = true
    await value(await folder.unlockWithPin({ personId, pin: PIN })).lock()
    await folder.close()

    // The whole folder on another machine.
    const elsewhere = emptyFolder()
    rmSync(elsewhere, { recursive: true })
    cpSync(dataFolder, elsewhere, { recursive: true })
    for (const other of [testKeychain(), undefined]) {
      const copy = await vaultFolder({ dataFolder: elsewhere, ...(other ? { keychain: other } : {}) })
      expect(code(await copy.unlockWithPin({ personId, pin: PIN }))).toBe('noKeychain')
      await copy.close()
    }
  })

  it('is not made where there is no keychain worth the name', async () => {
    const { vault, personId } = await freshVault()
    expect(await vault.keyring.pinPossible()).toBe(false)
    expect(code(await vault.keyring.newPin(personId, PIN))).toBe('noKeychain')
    const keychain = testKeychain()
    keychain.here = false
    const other = await freshVault({ keychain })
    expect(code(await other.vault.keyring.newPin(other.personId, PIN))).toBe('noKeychain')
  })

  it('goes with a suspension and with the recovery code', async () => {
    const { folder, vault, personId, recoveryCode } = await withPin()
    await vault.lock()
    const opened = value(
      await folder.unlockWithRecovery({
        code: recoveryCode.join(''),
        personId,
        newPassphrase: 'by the code',
      }),
    )
    await opened.lock()
    expect(code(await folder.unlockWithPin({ personId, pin: PIN }))).toBe('pinGone')

    const next = value(await folder.unlock({ personId, passphrase: 'by the code' }))
    const slot = value(await next.keyring.newPin(personId, PIN))
    value(await next.transaction((tx) => tx.keyring.put(slot)))
    value(await next.transaction((tx) => tx.keyring.suspend(personId)))
    await next.lock()
    expect(code(await folder.unlockWithPin({ personId, pin: PIN }))).toBe('pinGone')
  })
})

describe('a failed unlock', () => {
  it('stands in the trail after the next unlock, with its own time and nobody as its author', async () => {
    let time = Date.parse('2026-03-01T08:00:00.000Z')
    const { folder, vault, personId } = await freshVault({ now: () => new Date(time) })
    await vault.lock()
    await folder.unlock({ personId, passphrase: 'not it' })
    time += 60_000
    await folder.unlockWithRecovery({
      code: '0000 0000 0000 0000 0000 0000 0000 0000',
      personId,
      newPassphrase: 'x',
    })
    time += 60_000
    const opened = value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
    expect((await events(opened)).filter((one) => one.what === 'vault.unlockFailed')).toEqual([
      {
        what: 'vault.unlockFailed',
        by: null,
        docId: personId,
        detail: 'passphrase',
        happenedAt: '2026-03-01T08:00:00.000Z',
      },
    ])
    // The one that opened is no failure, and nothing is told twice.
    await opened.lock()
    const again = value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
    expect((await events(again)).filter((one) => one.what === 'vault.unlockFailed')).toHaveLength(1)
    expect(value(await again.audit.verify()).intact).toBe(true)
  })

  it('survives the end of the process', async () => {
    const { folder, vault, personId, dataFolder } = await freshVault()
    await vault.lock()
    await folder.unlock({ personId, passphrase: 'not it' })
    await folder.close()
    const again = await vaultFolder({ dataFolder })
    const opened = value(await again.unlock({ personId, passphrase: PASSPHRASE }))
    expect((await events(opened)).map((one) => one.what)).toContain('vault.unlockFailed')
  })

  it('while somebody is at the keys is theirs, and is in the trail at once', async () => {
    const { vault, personId } = await freshVault()
    expect(code(await vault.keyring.checkPassphrase(personId, 'not it'))).toBe('wrongSecret')
    expect((await events(vault))[0]).toMatchObject({
      what: 'person.confirmFailed',
      by: personId,
      docId: personId,
      detail: 'passphrase',
    })
  })
})
