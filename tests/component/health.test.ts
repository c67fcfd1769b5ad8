// @vitest-environment happy-dom
import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { fail, ok, type Result } from '@shared/errors'
import { FINDINGS, type Finding, type FindingCode, type VaultHealth } from '@shared/records/health'
import UnreadVisits from '../../renderer/patients/UnreadVisits.vue'
import HealthAlarms from '../../renderer/shell/HealthAlarms.vue'
import { findingWords, healthLine } from '../../renderer/shell/health-words'
import { useHealth } from '../../renderer/stores/health'
import { useSession } from '../../renderer/stores/session'
import { router } from '../../renderer/router'
import { ASTER, fakePalpa, LINDEN, sessionOf } from './fake-palpa'

const AT = '2026-11-22T10:42:00.000Z'
const well: VaultHealth = {
  checks: [
    { check: 'trail', at: AT, ended: 'well', counted: 40 },
    { check: 'pages', at: AT, ended: 'well', counted: 90 },
  ],
  findings: [],
  accepted: [],
}
const lost: Finding = {
  findingId: 'recordDamaged:exam:x:1',
  code: 'recordDamaged',
  kind: 'exam',
  patientId: ASTER.patientId,
  at: AT,
}
const wrong: VaultHealth = { ...well, findings: [lost] }

let shown: VueWrapper | undefined
afterEach(() => shown?.unmount())
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await nextTick()
}
const at = async (
  props: object,
  health: VaultHealth,
  repaired: Result<VaultHealth> = ok(well),
  screen: 'alarms' | 'timeline' = 'alarms',
) => {
  const fake = fakePalpa({ 'health.get': () => ok(health), 'health.repair': () => repaired })
  const pinia = createPinia()
  setActivePinia(pinia)
  // The owner is at the keys: others are told and do nothing about it.
  useSession().opened(sessionOf(LINDEN))
  shown = mount(screen === 'alarms' ? HealthAlarms : UnreadVisits, {
    props,
    global: { plugins: [pinia, router] },
    attachTo: document.body,
  })
  await useHealth().refresh()
  await settle()
  return { ...fake, text: () => shown!.text() }
}
const press = async (name: string): Promise<void> => {
  const button = shown!.findAll('button').find((one) => one.text() === name)
  await button!.trigger('click')
  await settle()
}

describe('the health of the vault', () => {
  it('is one calm line while all is well, and nothing stands above the list', async () => {
    expect(healthLine(well, true)).toMatch(/^Checked .*, all sealed and whole$/)
    expect(healthLine(undefined, true)).toBe('Not checked yet')
    expect(healthLine(well, false)).toMatch(/^Not sealed/)
    expect(healthLine(wrong, true)).toBe('1 thing is wrong')
    expect((await at({}, well)).text()).toBe('')
  })

  it('says in words what is lost, and puts it back from the last backup', async () => {
    const { calls, text } = await at({}, wrong)
    expect(text()).toMatch(/A signed visit of 22 Nov 2026 does not open/)
    await press('Put back from the last backup')
    const input = { findingId: lost.findingId, choose: false }
    expect(calls).toContainEqual({ name: 'health.repair', input })
    expect(text()).toBe('')
  })

  it('keeps saying it when the backup does not hold it, and what to do then', async () => {
    const { text } = await at({}, wrong, fail('notFound'))
    await press('Put back from the last backup')
    expect(text()).toMatch(/does not open/)
    expect(text()).toMatch(/backups there do not hold it\. Nothing was changed\. Choose another/)
  })

  it('stands on the page of the patient whom it concerns and on no other', async () => {
    const sheet: VaultHealth = { ...well, findings: [{ ...lost, kind: 'givenHandout' }] }
    expect((await at({ patientId: ASTER.patientId }, sheet)).text()).toMatch(/does not open/)
    shown?.unmount()
    const other = '01940000-0000-7000-8000-000000000999'
    expect((await at({ patientId: other }, sheet)).text()).toBe('')
    shown?.unmount()
    // A visit stands in the timeline, and there only.
    expect((await at({ patientId: ASTER.patientId }, wrong)).text()).toBe('')
  })

  it('is a line in the timeline for a visit that does not open, with the way to its last good copy', async () => {
    const props = { patientId: ASTER.patientId, count: 1 }
    const { calls, text } = await at(props, wrong, ok(well), 'timeline')
    expect(text()).toMatch(
      /Visit written 22 Nov 2026 cannot be read\. What was asked and found there is not known/,
    )
    await press('Put back its last good copy')
    expect(calls).toContainEqual({
      name: 'health.repair',
      input: { findingId: lost.findingId, choose: false },
    })
    shown?.unmount()
    // Before the checks came to it, it is a line all the same.
    expect((await at({ ...props, count: 2 }, well, ok(well), 'timeline')).text()).toMatch(
      /2 visits of this patient cannot be read\. .* Vault health/,
    )
    shown?.unmount()
    expect((await at({ ...props, count: 0 }, well, ok(well), 'timeline')).text()).toBe('')
  })

  it('asks for a reason before it goes on from what nothing can mend', async () => {
    const rolled: Finding = { findingId: 'r', code: 'rolledBack', count: 3, at: AT }
    const { calls, text } = await at({}, { ...well, findings: [rolled] })
    expect(text()).toMatch(/older than it was: 3 entries up to 22 Nov 2026/)
    await press('I know why…')
    await press('Go on from here')
    expect(calls.some(({ name }) => name === 'health.accept')).toBe(false)
    await shown!.find('input').setValue('Zz put the laptop back')
    await press('Go on from here')
    const input = { findingIds: ['r'], reason: 'Zz put the laptop back' }
    expect(calls).toContainEqual({ name: 'health.accept', input })
  })

  it('has words for every finding that say something and end', () => {
    for (const code of Object.keys(FINDINGS) as FindingCode[]) {
      const words = findingWords({ findingId: code, code, at: AT, count: 2 })
      expect(words).toMatch(/^[0-9A-Z].*\.$/)
      expect(words).not.toMatch(/!|please|oops|invalid/i)
    }
  })
})
