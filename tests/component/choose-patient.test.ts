// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, expect, it, vi } from 'vitest'
import ChoosePatient from '../../renderer/patients/ChoosePatient.vue'

const waiting: ((names: readonly string[]) => void)[] = []
const rowOf = (patientId: string) => ({
  patientId,
  given: patientId,
  family: 'Zz-Test',
  preferred: '',
  otherScript: '',
  bornOn: '1980-01-01',
  sex: 'female',
  clinicNumber: '00001',
})
afterEach(() => vi.unstubAllGlobals())

it('Enter ahead of the search takes who was found for all the letters, not who stood there before', async () => {
  vi.stubGlobal('palpa', {
    on: () => () => undefined,
    'patients.search': () =>
      new Promise((resolve) => {
        waiting.push((names) =>
          resolve({ ok: true, value: { rows: names.map(rowOf), total: names.length, indexing: false } }),
        )
      }),
  })
  const chooser = mount(ChoosePatient, {
    props: { label: 'Whose visit was it?', except: 'self' },
    global: { plugins: [createPinia()] },
    attachTo: document.body,
  })
  waiting[0]?.(['seen last'])
  await flushPromises()
  const box = chooser.get('input')
  await box.setValue('fennel')
  await box.trigger('keydown', { key: 'Enter' })
  await flushPromises()
  expect(chooser.emitted('choose')).toBeUndefined()
  waiting[1]?.(['self', 'fennel'])
  await flushPromises()
  expect(chooser.emitted('choose')?.map(([row]) => (row as { patientId: string }).patientId)).toEqual([
    'fennel',
  ])
  chooser.unmount()
})
