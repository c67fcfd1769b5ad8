// @vitest-environment happy-dom
import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, expect, it } from 'vitest'
import { defineComponent, h, nextTick, type Component } from 'vue'
import { fail, ok, type Result } from '@shared/errors'
import type { CallOutput } from '@shared/ipc/contract'
import DraftsScreen from '../../renderer/patients/DraftsScreen.vue'
import PatientPreview from '../../renderer/patients/PatientPreview.vue'
import { useVisits } from '../../renderer/patients/use-visits'
import { router } from '../../renderer/router'
import { useSession } from '../../renderer/stores/session'
import { ASTER, fakePalpa, LINDEN, sessionOf } from './fake-palpa'

let shown: VueWrapper | undefined
afterEach(() => shown?.unmount())

const Beside = defineComponent(() => {
  const visits = useVisits(() => ASTER.patientId, true)
  void visits.settled()
  return () => h(PatientPreview, { row: { ...ASTER, nodules: [] }, visits })
})
const Drafts = defineComponent(() => () => h(DraftsScreen))
const said = async (component: Component, calls: Parameters<typeof fakePalpa>[0]): Promise<string> => {
  fakePalpa(calls)
  const pinia = createPinia()
  setActivePinia(pinia)
  useSession().opened(sessionOf(LINDEN))
  shown = mount(component, { global: { plugins: [pinia, router] } })
  for (let turn = 0; turn < 8; turn += 1) await nextTick()
  const text = shown.text()
  shown.unmount()
  return text
}
const beside = (visits: Result<CallOutput<'patients.visits'>>) =>
  said(Beside, { 'patients.visits': () => visits })

it('a visit that cannot be read is never no visit, beside the list either', async () => {
  expect(await beside(ok({ rows: [], damaged: 0 }))).toContain('No visits yet.')
  const one = await beside(ok({ rows: [], damaged: 1 }))
  expect(one).toContain('One visit cannot be read.')
  expect(one).not.toContain('No visits yet')
  expect(await beside(ok({ rows: [], damaged: 2 }))).toContain('2 visits cannot be read.')
  // Nor is an answer that did not come.
  expect(await beside(fail('damaged'))).not.toContain('No visits yet')
})

it('a draft that cannot be read is never no draft', async () => {
  const drafts = (damaged: number) => said(Drafts, { 'exams.drafts': () => ok({ rows: [], damaged }) })
  expect(await drafts(0)).toContain('No drafts.')
  const one = await drafts(1)
  expect(one).toContain('One draft cannot be read.')
  expect(one).not.toContain('No drafts.')
})
