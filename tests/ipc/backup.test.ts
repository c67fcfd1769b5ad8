import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { PASSPHRASE, patientInput } from '../fixtures/records'
import { code, emptyFolder, firstRun, openApp, value, type App } from './app'
import { shortRules } from './rules'

let app: App
let place: string
beforeEach(async () => {
  app = await openApp(emptyFolder(), shortRules)
  place = emptyFolder()
})

const status = async () => value(await app.call('backup.status', {}))
const choose = async (folder = place) => {
  app.answers.folder = folder
  return app.call('backup.choosePlace', {})
}
const names = async (of = app) =>
  value(await of.call('patients.search', { text: '', limit: 9 })).rows.map((row) => row.given)
const register = async (given: string) =>
  value(await app.call('patients.register', { patient: patientInput({ given }) }))
const onDay = (day: string): void => {
  app.clock = new Date(`${day}T02:00:00.000Z`)
}
const generations = (): string[] => {
  const set = readdirSync(place).find((name) => name.startsWith('palpa-backup-'))
  return set === undefined
    ? []
    : readdirSync(join(place, set)).filter((name) => name.startsWith('generation-'))
}

describe('the place of backups', () => {
  it('is chosen once, is refused inside the data folder, and is never made where it is missing', async () => {
    await firstRun(app)
    expect(await status()).toMatchObject({ due: false, generations: [] })
    expect((await status()).place).toBeUndefined()
    expect(code(await choose(join(app.dataFolder, 'backups')))).toBe('validation')
    expect(code(await choose(app.dataFolder))).toBe('validation')
    value(await choose())
    expect(await status()).toMatchObject({ place: { folder: place, there: true }, due: true })
    value(await app.call('backup.now', {}))
    rmSync(place, { recursive: true })
    expect(await status()).toMatchObject({ place: { folder: place, there: false } })
    expect(code(await app.call('backup.now', {}))).toBe('placeMissing')
    expect(existsSync(place)).toBe(false)
    app.answers.folder = undefined
    expect(code(await app.call('backup.choosePlace', {}))).toBe('cancelled')
  })
})

describe('backups on schedule', () => {
  it('are made once a day in a quiet minute, then rehearsed, and again when the next is due', async () => {
    await firstRun(app)
    value(await choose())
    await app.services.backup.inQuiet()
    expect(generations()).toHaveLength(1)
    const first = await status()
    expect(first).toMatchObject({
      due: false,
      nextOn: '2026-11-23',
      rehearsalDue: false,
      rehearsal: { passed: true },
      generations: [{ why: 'scheduled', own: true, whole: true, bad: false }],
    })
    await app.services.backup.inQuiet()
    expect(generations()).toHaveLength(1)
    onDay('2026-11-23')
    await app.services.backup.inQuiet()
    expect(generations()).toHaveLength(2)
    expect((await status()).rehearsal?.at).toBe(first.rehearsal?.at)
    // A month later it is rehearsed again.
    onDay('2026-12-22')
    await app.services.backup.inQuiet()
    expect((await status()).rehearsal?.at).toBe(app.clock.toISOString())
  })

  it('follow what the owner set: weekly, so many generations, or never by themselves', async () => {
    await firstRun(app)
    value(await choose())
    value(await app.call('backup.saveSettings', { every: 'weekly', keep: 2 }))
    for (const day of ['2026-11-22', '2026-11-28', '2026-11-29', '2026-12-06', '2026-12-13']) {
      onDay(day)
      await app.services.backup.inQuiet()
    }
    const state = await status()
    expect(state.generations.map(({ createdAt }) => createdAt.slice(0, 10))).toEqual([
      '2026-12-13',
      '2026-12-06',
    ])
    expect(state.nextOn).toBe('2026-12-20')
    value(await app.call('backup.saveSettings', { every: 'never', keep: 2 }))
    onDay('2027-06-01')
    expect(await status()).toMatchObject({ due: false })
    expect(code(await app.raw('backup.saveSettings', { every: 'daily', keep: 1 }))).toBe('validation')
  })

  it('wait calmly for a drive that is not there, and say what did go wrong', async () => {
    await firstRun(app)
    value(await choose())
    const away = `${place}-away`
    renameSync(place, away)
    await app.services.backup.inQuiet()
    expect(await status()).toMatchObject({ due: true, place: { there: false } })
    expect((await status()).failed).toBeUndefined()
    expect(existsSync(place)).toBe(false)
    renameSync(away, place)
    value(await app.call('backup.now', {}))
    // A file where the set should be: that does not go by itself.
    const set = join(place, readdirSync(place)[0]!)
    renameSync(set, `${set}-aside`)
    await writeFile(set, 'in the way')
    onDay('2026-11-23')
    await app.services.backup.inQuiet()
    expect((await status()).failed).toMatchObject({ what: 'backup' })
    rmSync(set)
    renameSync(`${set}-aside`, set)
    await app.services.backup.inQuiet()
    expect(await status()).toMatchObject({ due: false })
    expect((await status()).failed).toBeUndefined()
  })

  it('are started by the quiet watch, and not again before somebody touched a key', async () => {
    await firstRun(app)
    value(await choose())
    const start = app.clock.getTime()
    app.clock = new Date(start + 100_000)
    app.services.quiet.look()
    await expect.poll(() => generations().length, { timeout: 20_000 }).toBe(1)
    await expect.poll(async () => (await status()).rehearsal?.passed, { timeout: 20_000 }).toBe(true)
  })
})

describe('a rehearsal', () => {
  it('that fails says so, does not count the backup as good, and wants another one the next day', async () => {
    await firstRun(app)
    value(await choose())
    const { path } = value(await app.call('backup.now', {}))
    const database = join(path, 'vault.db')
    const bytes = await readFile(database)
    bytes[bytes.length - 2000]! ^= 1
    await writeFile(database, bytes)
    expect(value(await app.call('backup.rehearse', {}))).toMatchObject({
      passed: false,
      problems: ['database'],
    })
    const state = await status()
    expect(state.generations).toMatchObject([{ bad: true }])
    expect(state.rehearsalDue).toBe(false)
    value(await app.call('backup.saveSettings', { every: 'weekly', keep: 2 }))
    onDay('2026-11-23')
    expect((await status()).due).toBe(true)
    await app.services.backup.inQuiet()
    expect(await status()).toMatchObject({ rehearsal: { passed: true }, due: false })
    onDay('2026-12-01')
    await app.services.backup.inQuiet()
    // The one that did not open went as soon as two good ones stood.
    expect((await status()).generations).toMatchObject([{ bad: false }, { bad: false }])
  })

  it('says so where there is nothing to rehearse', async () => {
    await firstRun(app)
    expect(code(await app.call('backup.rehearse', {}))).toBe('notFound')
    value(await choose())
    expect(code(await app.call('backup.rehearse', {}))).toBe('notFound')
  })
})

describe('one thing at a time', () => {
  it('a second backup is told to wait, and the first can be stopped', async () => {
    await firstRun(app)
    value(await choose())
    const first = app.call('backup.now', {})
    await expect.poll(async () => (await status()).running?.what).toBe('backup')
    expect(code(await app.call('backup.rehearse', {}))).toBe('busy')
    value(await app.call('backup.cancel', {}))
    expect(code(await first)).toBe('cancelled')
    expect(generations()).toEqual([])
    expect(app.told).toEqual(expect.arrayContaining(['backup.progress', 'backup.ended']))
    value(await app.call('backup.now', {}))
  })

  it('the lock ends it', async () => {
    const { person } = await firstRun(app)
    value(await choose())
    const running = app.call('backup.now', {})
    await expect.poll(async () => (await status()).running?.what).toBe('backup')
    value(await app.call('vault.lock', {}))
    expect(['cancelled', 'locked']).toContain(code(await running))
    expect(generations()).toEqual([])
    value(await app.call('vault.unlock', { personId: person.personId, passphrase: PASSPHRASE }))
    value(await app.call('backup.now', {}))
  })
})

describe('restoring over this vault', () => {
  it('wants the passphrase, backs up what is here, and comes back locked in the older state', async () => {
    const { person } = await firstRun(app)
    await register('Aster')
    value(await choose())
    value(await app.call('backup.saveSettings', { every: 'weekly', keep: 5 }))
    value(await app.call('backup.now', {}))
    await register('Briar')
    const { name } = (await status()).generations[0]!
    expect(code(await app.call('backup.restore', { name, passphrase: 'not mine' }))).toBe('wrongSecret')
    expect(code(await app.call('backup.restore', { name: 'generation-none', passphrase: PASSPHRASE }))).toBe(
      'notFound',
    )
    onDay('2026-11-24')
    value(await app.call('backup.restore', { name, passphrase: PASSPHRASE }))
    expect(app.told).toContain('vault.locked')
    expect(value(await app.call('vault.status', {})).state).toBe('locked')
    value(await app.call('vault.unlock', { personId: person.personId, passphrase: PASSPHRASE }))
    expect(await names()).toEqual(['Aster'])
    const after = await status()
    // Place, plan and generations are known as before; the state that was replaced lies first.
    expect(after).toMatchObject({ place: { folder: place }, settings: { every: 'weekly', keep: 5 } })
    expect(after.generations).toMatchObject([
      { why: 'beforeRestore', own: true },
      { why: 'asked', own: true },
    ])
    // And that state can be gone back to as well.
    value(await app.call('backup.restore', { name: after.generations[0]!.name, passphrase: PASSPHRASE }))
    value(await app.call('vault.unlock', { personId: person.personId, passphrase: PASSPHRASE }))
    expect((await names()).sort()).toEqual(['Aster', 'Briar'])
  })
})

describe('restoring the oldest generation that is kept', () => {
  it('finds it: nothing goes to make room for the backup that is made first', async () => {
    const { person } = await firstRun(app)
    value(await choose())
    value(await app.call('backup.saveSettings', { every: 'weekly', keep: 2 }))
    for (const given of ['Aster', 'Briar']) {
      await register(given)
      value(await app.call('backup.now', {}))
      app.clock = new Date(app.clock.getTime() + 60_000)
    }
    await register('Cedar')
    const { name } = (await status()).generations.at(-1)!
    value(await app.call('backup.restore', { name, passphrase: PASSPHRASE }))
    value(await app.call('vault.unlock', { personId: person.personId, passphrase: PASSPHRASE }))
    expect(await names()).toEqual(['Aster'])
    expect((await status()).generations.map(({ why }) => why)).toEqual(['beforeRestore', 'asked', 'asked'])
  })
})

describe('on a laptop without a vault', () => {
  it('shows what lies in a folder, nothing of a patient, and opens the chosen one', async () => {
    const { person } = await firstRun(app)
    value(await choose())
    await register('Aster')
    value(await app.call('backup.now', {}))
    await register('Briar')
    onDay('2026-11-23')
    value(await app.call('backup.now', {}))
    const other = await openApp(emptyFolder(), shortRules)
    expect(code(await other.call('vault.findBackups', {}))).toBe('cancelled')
    other.answers.folder = emptyFolder()
    expect(code(await other.call('vault.findBackups', {}))).toBe('notFound')
    expect(code(await other.call('vault.openBackup', { index: 0 }))).toBe('notFound')
    other.answers.folder = place
    const { backups } = value(await other.call('vault.findBackups', {}))
    expect(backups.map(({ createdAt }) => createdAt.slice(0, 10))).toEqual(['2026-11-23', '2026-11-22'])
    expect(JSON.stringify(backups)).not.toMatch(/Aster|Briar|Zz|Clinic/u)
    value(await other.call('vault.openBackup', { index: 1 }))
    value(await other.call('vault.unlock', { personId: person.personId, passphrase: PASSPHRASE }))
    expect(await names(other)).toEqual(['Aster'])
    expect(code(await other.call('vault.findBackups', {}))).toBe('conflict')
  })
})
