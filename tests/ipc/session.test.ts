import { beforeEach, describe, expect, it, vi } from 'vitest'
import { CLINIC, LINDEN_INPUT, PASSPHRASE, patientInput } from '../fixtures/records'
import { code, emptyFolder, firstRun, openApp, value, type App } from './app'
import { shortRules } from './rules'

let app: App
beforeEach(async () => {
  app = await openApp(emptyFolder(), shortRules)
})

const NEW_VAULT = { clinic: CLINIC, person: LINDEN_INPUT, passphrase: PASSPHRASE }
const groupsOf = (recoveryCode: string[]) => [0, 3].map((index) => ({ index, text: recoveryCode[index]! }))
const recents = async (one: App) =>
  value(await one.call('patients.search', { text: '', limit: 5 })).rows.map((row) => row.given)

describe('first run', () => {
  it('is new until two groups of the code are asked back, and prints the code only until then', async () => {
    expect(value(await app.call('vault.status', {})).state).toBe('new')
    const { recoveryCode } = value(await app.call('vault.create', NEW_VAULT))
    expect(value(await app.call('vault.status', {})).state).toBe('new')
    expect(code(await app.call('patients.search', { text: '', limit: 1 }))).toBe('locked')
    value(await app.call('vault.printRecovery', {}))
    expect(app.printed).toMatchObject([{ to: 'paper', job: { is: 'recovery', groups: recoveryCode } }])

    const wrong = [
      { index: 0, text: recoveryCode[0]! },
      { index: 3, text: 'ZZZZ' },
    ]
    expect(await app.call('vault.confirmRecovery', { groups: wrong })).toMatchObject({
      error: { code: 'validation', paths: ['3'] },
    })
    value(await app.call('vault.confirmRecovery', { groups: groupsOf(recoveryCode) }))
    const status = value(await app.call('vault.status', {}))
    expect(status).toMatchObject({ state: 'open', clinicName: CLINIC.name, session: { clinic: CLINIC } })
    expect(code(await app.call('vault.printRecovery', {}))).toBe('notFound')
    expect(code(await app.call('vault.create', NEW_VAULT))).toBe('conflict')
  })

  it('starts afresh after the app died before the code was confirmed, and says so', async () => {
    value(await app.call('vault.create', NEW_VAULT))
    await app.folder.close()
    const again = await openApp(app.dataFolder, shortRules)
    expect(value(await again.call('vault.status', {}))).toMatchObject({ state: 'new', unfinished: true })
    const { recoveryCode } = value(await again.call('vault.create', NEW_VAULT))
    value(await again.call('vault.confirmRecovery', { groups: groupsOf(recoveryCode) }))
    expect(value(await again.call('vault.status', {}))).toMatchObject({ state: 'open', unfinished: false })
  })

  it('leaves a vault that opens when the app dies in the very moment of the confirmation', async () => {
    const { recoveryCode } = value(await app.call('vault.create', NEW_VAULT))
    // The store has taken the confirmation; nothing that comes after it in this app happens any more.
    value(await app.folder.confirmCreated(groupsOf(recoveryCode)))
    await app.folder.close()
    const again = await openApp(app.dataFolder, shortRules)
    const { state, people } = value(await again.call('vault.status', {}))
    expect(state).toBe('locked')
    const [who] = people
    const entered = value(
      await again.call('vault.unlock', { personId: who!.personId, passphrase: PASSPHRASE }),
    )
    expect(entered).toMatchObject({ person: { name: LINDEN_INPUT.name }, clinic: CLINIC })
  })

  it('starts afresh after it was given up half way', async () => {
    expect(value(await app.call('vault.status', {})).unfinished).toBe(false)
    value(await app.call('vault.create', NEW_VAULT))
    const { recoveryCode } = value(await app.call('vault.create', NEW_VAULT))
    expect(code(await app.call('vault.confirmRecovery', { groups: groupsOf(recoveryCode) }))).toBe('ok')
  })
})

describe('unlocking', () => {
  it('takes the right passphrase, and after a wrong one only when the wait is over', async () => {
    const { person } = await firstRun(app)
    value(await app.call('vault.lock', {}))
    const unlock = (passphrase: string) => app.call('vault.unlock', { personId: person.personId, passphrase })
    expect(code(await unlock('not the one'))).toBe('wrongSecret')
    const wait = async () => value(await app.call('vault.status', {})).people[0]?.retryAfterMs ?? 0
    let retryAfterMs = await wait()
    for (let tries = 0; retryAfterMs === 0 && tries < 10; tries += 1) {
      expect(code(await unlock('not the one'))).toBe('wrongSecret')
      retryAfterMs = await wait()
    }
    expect(retryAfterMs).toBeGreaterThan(0)
    expect(await unlock(PASSPHRASE)).toMatchObject({ error: { code: 'wrongSecret', retryAfterMs } })
    app.clock = new Date(app.clock.getTime() + retryAfterMs)
    expect(value(await unlock(PASSPHRASE)).person).toEqual(person)
  })

  it('by the recovery code sets a new passphrase; the old one opens nothing', async () => {
    const { person, recoveryCode } = await firstRun(app)
    value(await app.call('patients.register', { patient: patientInput() }))
    value(await app.call('vault.lock', {}))
    const { personId } = person
    const newPassphrase = 'another zz passphrase'
    const typed = recoveryCode.join(' ').toLowerCase()
    value(await app.call('vault.unlockWithRecovery', { code: typed, personId, newPassphrase }))
    expect(await recents(app)).toEqual(['Aster'])
    value(await app.call('vault.lock', {}))
    expect(code(await app.call('vault.unlock', { personId, passphrase: PASSPHRASE }))).toBe('wrongSecret')
    app.clock = new Date(app.clock.getTime() + 120_000)
    expect(code(await app.call('vault.unlock', { personId, passphrase: newPassphrase }))).toBe('ok')
  })
})

describe('leaving', () => {
  it('asks the window for its draft while it can still be saved, then tells it', async () => {
    await firstRun(app)
    const { patientId } = value(await app.call('patients.register', { patient: patientInput() }))
    const draft = value(await app.call('exams.start', { patientId, visitOn: '2026-11-22' }))
    const saved: string[] = []
    app.onTold = (name) => {
      if (name !== 'vault.locking') return
      const { examId, sequence, body } = draft
      void app
        .call('exams.saveDraft', { examId, baseSequence: sequence, body: { ...body, refused: { a: 'b' } } })
        .then((answer) => {
          saved.push(code(answer))
          return app.call('vault.flushed', {})
        })
    }
    await Promise.all([app.call('vault.lock', {}), app.services.lock()])
    expect(saved).toEqual(['ok'])
    expect(app.told).toEqual(['vault.locking', 'vault.locked'])
    expect(app.press.close).toHaveBeenCalledTimes(1)
    expect(value(await app.call('vault.status', {})).session).toBeUndefined()
  })

  it('is waited for by whoever is quick to unlock', async () => {
    const { person } = await firstRun(app)
    const locking = app.call('vault.lock', {})
    const again = app.call('vault.unlock', { personId: person.personId, passphrase: PASSPHRASE })
    value(await locking)
    expect(value(await again).person.personId).toBe(person.personId)
    expect(code(await app.call('patients.search', { text: '', limit: 1 }))).toBe('ok')
  })

  it('locks all the same when the window does not answer', async () => {
    await firstRun(app)
    app.onTold = () => undefined
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const locking = app.call('vault.lock', {})
    await vi.advanceTimersByTimeAsync(1000)
    vi.useRealTimers()
    value(await locking)
    expect(app.told).toEqual(['vault.locking', 'vault.locked'])
  })

  it('lets the keys go and tells the window also where something on the way breaks', async () => {
    await firstRun(app)
    vi.mocked(app.press.close).mockImplementationOnce(() => {
      throw new Error('zz bug')
    })
    await expect(app.services.lock()).rejects.toThrow('zz bug')
    expect(app.told).toEqual(['vault.locking', 'vault.locked'])
    expect(value(await app.call('vault.status', {})).state).toBe('locked')
  })

  it('comes by itself after the idle minutes of the clinic, put off by a touch', async () => {
    const { clinic } = await firstRun(app)
    const settings = { ...clinic.settings, idleMinutes: 2 }
    value(await app.call('clinic.updateSettings', { baseRevision: clinic.revision, settings }))
    const later = (seconds: number): void => {
      app.clock = new Date(app.clock.getTime() + seconds * 1000)
    }
    later(100)
    value(await app.call('vault.touch', {}))
    later(100)
    app.services.quiet.look()
    expect(app.told).toEqual([])
    later(30)
    app.services.quiet.look()
    await app.services.lock()
    expect(app.told).toEqual(['vault.locking', 'vault.locked'])
  })
})

describe('the proof of sealing', () => {
  it('is run again once a first run made something to prove', async () => {
    expect((await app.services.proveSealed()).checks).toEqual([])
    await firstRun(app)
    const { proof } = value(await app.call('app.about', {}))
    expect(proof.checks.length).toBeGreaterThan(0)
    expect(proof.passed).toBe(true)
  })
})

describe('the clinic', () => {
  it('is changed from its latest revision only, and its new name stands on the unlock screen', async () => {
    await firstRun(app)
    const change = { baseRevision: 1, clinic: { ...CLINIC, name: 'Zz-Test Clinic North' } }
    expect(value(await app.call('clinic.update', change)).revision).toBe(2)
    expect(code(await app.call('clinic.update', change))).toBe('conflict')
    value(await app.call('vault.lock', {}))
    expect(value(await app.call('vault.status', {})).clinicName).toBe('Zz-Test Clinic North')
  })
})

it('a proof of sealing that could not be made is made again for whoever asks next', async () => {
  const prove = vi.spyOn(app.folder, 'prove').mockRejectedValueOnce(new Error('zz no file'))
  expect(code(await app.call('app.about', {}))).toBe('unexpected')
  expect(value(await app.call('app.about', {})).proof).toBeDefined()
  expect(prove.mock.calls.length).toBeGreaterThan(1)
})
