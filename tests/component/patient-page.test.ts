// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { fail, ok, type Result } from '@shared/errors'
import type { CallOutput } from '@shared/ipc/contract'
import PatientPage from '../../renderer/patients/PatientPage.vue'
import { useDirectoryLines } from '../../renderer/stores/directory-lines'
import { useSession } from '../../renderer/stores/session'
import { ASTER, fakePalpa, FENNEL, LINDEN, sessionOf } from './fake-palpa'

type Got = Result<CallOutput<'patients.get'>>

let place: VueWrapper
let answer: (got: Got) => void
beforeEach(() => {
  setActivePinia(createPinia())
  fakePalpa({
    'patients.get': () => new Promise<Got>((resolve) => (answer = resolve)) as unknown as Got,
  })
})
afterEach(() => {
  place.unmount()
  vi.unstubAllGlobals()
})
const open = async (patientId: string): Promise<string> => {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', component: { render: () => null } }],
  })
  place = mount(PatientPage, {
    props: { patientId },
    global: { plugins: [router], stubs: { HealthAlarms: true } },
  }) as VueWrapper
  await flushPromises()
  return place.find('header').text()
}

describe('whose chart it is', () => {
  it('stands from the line that was opened while the record is being read, and then from the record', async () => {
    useDirectoryLines().keep([ASTER, FENNEL])
    expect(await open(FENNEL.patientId)).toContain('Zz-Test Fennel')
    const { bornOn, sex, ...line } = FENNEL
    const record = { ...line, bornOn, sex, given: 'Zz-Test Fennel-Corrected', language: 'en' as const }
    answer(ok({ ...record, notes: '', registeredAt: '2026-01-05T09:00:00.000Z', revision: 2 } as never))
    await flushPromises()
    expect(place.find('header').text()).toContain('Zz-Test Fennel-Corrected')
    // Opened once more, the name from before the correction never stands again.
    place.unmount()
    expect(await open(FENNEL.patientId)).not.toContain('Fennel')
  })

  it('is never somebody else: another chart in the same page shows nobody until it is known who it is', async () => {
    useDirectoryLines().keep([FENNEL])
    await open(FENNEL.patientId)
    await place.setProps({ patientId: ASTER.patientId })
    await flushPromises()
    expect(place.find('header').text()).not.toContain('Fennel')
    answer(fail('notFound'))
    await flushPromises()
    expect(place.find('header').text()).not.toContain('Fennel')
  })

  it('is not known from a line once the vault was locked', async () => {
    useDirectoryLines().keep([ASTER])
    const session = useSession()
    session.opened(sessionOf(LINDEN))
    session.watchLock(() => ({ path: '/', focus: undefined }))
    await session.lock()
    expect(await open(ASTER.patientId)).not.toContain('Aster')
  })
})
