// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ok } from '@shared/errors'
import App from '../../renderer/App.vue'
import { router } from '../../renderer/router'
import { ALDER, ASTER, fakePalpa, FENNEL, LINDEN, RIGHT, sessionOf } from './fake-palpa'

let app: VueWrapper | undefined
const start = async (): Promise<VueWrapper> => {
  await router.replace('/')
  app = mount(App, { global: { plugins: [createPinia(), router] }, attachTo: document.body })
  await settle()
  return app
}
/** Lazy screens and replies take a few turns of the queue. */
const settle = async (): Promise<void> => {
  await vi.dynamicImportSettled()
  await flushPromises()
  await vi.dynamicImportSettled()
  await flushPromises()
}
const page = (): string => document.body.textContent
const unlockAs = async (personId: string, passphrase: string): Promise<void> => {
  await app?.find(`input[type=radio][value="${personId}"]`).setValue()
  await app?.find('#passphrase').setValue(passphrase)
  await app?.find('form').trigger('submit')
  await settle()
}
const press = async (key: string, more: KeyboardEventInit = {}): Promise<void> => {
  const target = document.activeElement ?? document.body
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
  await settle()
}

beforeEach(() => {
  // The pretended window has no idle moments: what is loaded in them is loaded when it is asked for.
  vi.stubGlobal('requestIdleCallback', () => 0)
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
})
// The first screen behind the door is built when it is first asked for: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 30_000 })
afterEach(() => {
  app?.unmount()
  app = undefined
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the door', () => {
  it('says a wrong passphrase in plain words, counts the delay down and lets the next try through', async () => {
    const { calls } = fakePalpa()
    const wrapper = await start()
    await unlockAs(LINDEN, 'nope')
    expect(page()).toContain('That passphrase does not open this vault. Try again in 4 s.')
    expect(page()).toContain('Unlock in 4 s')
    await wrapper.find('#passphrase').setValue(RIGHT)
    await wrapper.find('form').trigger('submit')
    expect(calls.filter((call) => call.name === 'vault.unlock')).toHaveLength(1)
    vi.advanceTimersByTime(3000)
    await flushPromises()
    expect(page()).toContain('Unlock in 1 s')
    vi.advanceTimersByTime(1200)
    await flushPromises()
    await unlockAs(LINDEN, RIGHT)
    expect(page()).toContain('Zz-Test Aster')
  })

  it('leaves nothing of a patient in the document when main locks, and returns to the same place and field', async () => {
    const { lockNow } = fakePalpa()
    await start()
    await unlockAs(LINDEN, RIGHT)
    await press('r', { altKey: true })
    expect(page()).toContain('Register a patient')
    document.getElementById('phone')?.focus()
    lockNow()
    await settle()
    expect(document.body.innerHTML).not.toContain('Zz-Test Aster')
    expect(page()).not.toContain('Register a patient')
    await unlockAs(LINDEN, RIGHT)
    expect(page()).toContain('Register a patient')
    expect(document.activeElement?.id).toBe('phone')
  })

  it('keeps one person’s place from the next', async () => {
    const { lockNow } = fakePalpa()
    await start()
    await unlockAs(LINDEN, RIGHT)
    await press('r', { altKey: true })
    lockNow()
    await settle()
    await unlockAs(ALDER, RIGHT)
    expect(page()).not.toContain('Register a patient')
    expect(document.activeElement?.id).toBe('find-patient')
  })

  it('locks by Ctrl L and keeps the window’s title', async () => {
    const { calls } = fakePalpa()
    document.title = 'Palpa'
    await start()
    await unlockAs(LINDEN, RIGHT)
    await press('l', { ctrlKey: true })
    expect(calls.some((call) => call.name === 'vault.lock')).toBe(true)
    expect(page()).not.toContain('Zz-Test Aster')
    expect(document.title).toBe('Palpa')
  })

  it('asks two groups of the recovery code back before the vault is in use', async () => {
    const code = ['7K2M', 'QX9D', 'H4TP', '0BWZ', 'M1RC', 'V8SG', '3NFA', 'YE5J']
    const { calls } = fakePalpa({
      'vault.status': () =>
        ok({
          state: 'new',
          unfinished: true,
          clinicName: '',
          people: [],
          retryAfterMs: 0,
          place: { is: 'local' },
        }),
      'vault.create': () => ok({ recoveryCode: code }),
      'vault.confirmRecovery': () => ok(sessionOf(LINDEN)),
    })
    const wrapper = await start()
    expect(page()).toContain('The recovery code it showed opens nothing')
    await wrapper.find('form').trigger('submit')
    expect(page()).toContain('The clinic needs a name')
    await wrapper.find('#clinic-name').setValue('Zz-Test Clinic')
    await wrapper.find('form').trigger('submit')
    await wrapper.find('#person-name').setValue('Dr Zz-Test Linden')
    await wrapper.find('#passphrase').setValue(RIGHT)
    await settle()
    await wrapper.find('#passphrase-again').setValue('something else')
    await wrapper.find('form').trigger('submit')
    expect(page()).toContain('The two passphrases differ')
    await wrapper.find('#passphrase-again').setValue(RIGHT)
    await wrapper.find('form').trigger('submit')
    await settle()
    for (const group of code) expect(page()).toContain(group)
    await wrapper
      .findAll('button')
      .find((button) => button.text() === 'I have it')!
      .trigger('click')
    await flushPromises()
    expect(page()).not.toContain('7K2M')
    const asked = wrapper.findAll('label').map((label) => Number(label.text().replace('Group ', '')) - 1)
    expect(new Set(asked).size).toBe(2)
    for (const [place, index] of asked.entries()) await wrapper.find(`#group-${place}`).setValue(code[index])
    await wrapper.find('form').trigger('submit')
    await settle()
    const confirmed = calls.find((call) => call.name === 'vault.confirmRecovery')
    expect(confirmed?.input).toEqual({ groups: asked.map((index) => ({ index, text: code[index] })) })
    expect(page()).toContain('Zz-Test Aster')
  })
})

describe('the directory', () => {
  it('searches as one types, chooses by arrows and registers by Alt R with likely duplicates shown first', async () => {
    const { calls } = fakePalpa()
    const wrapper = await start()
    await unlockAs(LINDEN, RIGHT)
    await press('ArrowDown')
    expect(wrapper.find('[aria-selected=true]').text()).toContain(FENNEL.given)
    await wrapper.find('#find-patient').setValue('aster')
    await settle()
    expect(wrapper.findAll('[role=option]')).toHaveLength(1)
    await press('r', { altKey: true })
    await wrapper.find('#given').setValue('Zz-Test Aster')
    await wrapper.find('#born').setValue('12/3/80')
    await settle()
    expect(page()).toContain('These may be the same person')
    expect(calls.some((call) => call.name === 'patients.register')).toBe(false)
  })

  it('registers the next person on an empty form, even from the form of another', async () => {
    const patient = { ...ASTER, language: 'en' as const, registeredAt: ASTER.seenAt!, revision: 1 }
    const { calls } = fakePalpa({ 'patients.get': () => ok(patient) })
    await start()
    await unlockAs(LINDEN, RIGHT)
    await router.push({ name: 'editPatient', params: { patientId: ASTER.patientId } })
    await settle()
    expect(document.querySelector<HTMLInputElement>('#given')?.value).toBe('Zz-Test Aster')
    await press('r', { altKey: true })
    expect(page()).toContain('Register a patient')
    expect(document.querySelector<HTMLInputElement>('#given')?.value).toBe('')
    expect(calls.some((call) => call.name === 'patients.update')).toBe(false)
  })
})
