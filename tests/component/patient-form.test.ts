// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { ok } from '@shared/errors'
import type { TypedPatient } from '@shared/records/people'
import PatientForm from '../../renderer/patients/PatientForm.vue'
import { useSession } from '../../renderer/stores/session'
import { fakePalpa, LINDEN, sessionOf } from './fake-palpa'

let kept: TypedPatient | undefined
let main: ReturnType<typeof fakePalpa>
beforeEach(() => {
  kept = undefined
  main = fakePalpa({
    'patients.kept': () => ok(kept === undefined ? {} : { typed: kept }),
    'patients.keep': ({ typed }) => {
      kept = typed
      return ok({ done: true })
    },
    'patients.similar': () => ok({ rows: [] }),
  })
})
afterEach(() => vi.unstubAllGlobals())

const open = async () => {
  const pinia = createPinia()
  setActivePinia(pinia)
  const session = useSession()
  session.opened(sessionOf(LINDEN))
  session.watchLock(() => ({ path: '/register', focus: undefined }))
  const component = { render: () => null }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: ['/', '/drafts', '/register', '/settings'].map((path) => ({
      path,
      name: path === '/' ? 'patients' : path.slice(1),
      component,
    })),
  })
  await router.push('/register')
  const form = mount(PatientForm, { global: { plugins: [pinia, router] }, attachTo: document.body })
  await flushPromises()
  return form
}

it('hands over what is half typed before a lock, and has it back afterwards', async () => {
  const first = await open()
  await first.find('#given').setValue('Zz-Test Aster')
  await first.find('#born').setValue('12 3')
  main.send('vault.locking')
  await flushPromises()
  expect(kept).toMatchObject({ given: 'Zz-Test Aster', born: '12 3' })
  first.unmount()

  const second = await open()
  expect(second.find<HTMLInputElement>('#given').element.value).toBe('Zz-Test Aster')
  expect(second.find<HTMLInputElement>('#born').element.value).toBe('12 3')
  expect(second.text()).toContain('typed before and is back')
  await second
    .findAll('button')
    .find((button) => button.text() === 'Start over')!
    .trigger('click')
  await flushPromises()
  expect(second.find<HTMLInputElement>('#given').element.value).toBe('')
  expect(kept).toBeUndefined()
  second.unmount()
})

it('keeps nothing of a form that was given up, or never touched', async () => {
  const form = await open()
  await form.find('#given').setValue('Zz-Test Birch')
  await form
    .findAll('button')
    .find((button) => button.text().startsWith('Cancel'))!
    .trigger('click')
  await flushPromises()
  form.unmount()
  await flushPromises()
  expect(kept).toBeUndefined()
  const again = await open()
  again.unmount()
  await flushPromises()
  expect(kept).toBeUndefined()
})
