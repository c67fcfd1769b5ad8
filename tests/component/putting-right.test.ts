// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, expect, it, vi } from 'vitest'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import { fail, ok } from '@shared/errors'
import type { ChartContents, ChartFace } from '@shared/records/joined'
import JoinCharts from '../../renderer/patients/JoinCharts.vue'
import MoveVisit from '../../renderer/patients/MoveVisit.vue'
import { useSession } from '../../renderer/stores/session'
import { ASTER, fakePalpa, FENNEL, LINDEN, RIGHT, sessionOf } from './fake-palpa'

/** The screens that put a wrong chart right: what is asked, what is held side by side, what is sent. */

const AT = '2026-11-22T10:41:00.000Z'
const face = ({ patientId, given, bornOn, clinicNumber }: typeof ASTER): ChartFace => ({
  patientId,
  given,
  family: '',
  preferred: '',
  otherScript: '',
  bornOn,
  sex: 'female',
  phone: '',
  language: 'en',
  clinicNumber,
  registeredAt: AT,
})
const OTHER = { ...FENNEL, bornOn: '1980-03-21' }
const contents = (row: typeof ASTER, says: string): ChartContents => ({
  patient: face(row),
  visits: 1,
  drafts: 0,
  images: 0,
  firstOn: '2026-11-22',
  lastOn: '2026-11-22',
  alerts: [{ what: 'Allergies', says, askedOn: '2026-11-22', present: says !== 'none' }],
  nodules: ['R1'],
  joined: [],
  damaged: 0,
})

let page: VueWrapper | undefined
afterEach(() => {
  page?.unmount()
  page = undefined
  vi.unstubAllGlobals()
})

const opened = async (
  /** A component; what a .vue file is, the linter does not know. */
  screen: unknown,
  props: Record<string, string>,
): Promise<{ router: Router; page: VueWrapper }> => {
  const pinia = createPinia()
  setActivePinia(pinia)
  useSession().opened(sessionOf(LINDEN))
  const component = { render: () => null }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'patients', component },
      { path: '/drafts', name: 'drafts', component },
      { path: '/register', name: 'register', component },
      { path: '/settings', name: 'settings', component },
      { path: '/patients/:patientId', name: 'patient', component },
      { path: '/exams/:examId', name: 'exam', component },
    ],
  })
  await router.push('/')
  page = mount(screen as Component, { props, global: { plugins: [pinia, router] }, attachTo: document.body })
  await flushPromises()
  return { router, page }
}
const take = async (of: VueWrapper, typed: string): Promise<void> => {
  const box = of.find('[role="combobox"]')
  await box.setValue(typed)
  await flushPromises()
  await box.trigger('keydown', { key: 'Enter' })
  await flushPromises()
}
const fill = async (of: VueWrapper, id: string, text: string): Promise<void> => {
  await of.find(`#${id}`).setValue(text)
  await flushPromises()
}

it('two charts stand side by side before they are joined; either may be the one that stays', async () => {
  const main = fakePalpa({
    'patients.get': () => ok({ ...face(ASTER), revision: 1 }),
    'patients.joinPreview': ({ keepId }) => {
      const [keep, other] = keepId === ASTER.patientId ? [ASTER, OTHER] : [OTHER, ASTER]
      return ok({
        keep: contents(keep, keep === ASTER ? 'none' : 'latex'),
        other: contents(other, other === ASTER ? 'none' : 'latex'),
        labels: [{ label: 'R1', becomes: `R1 (${other.clinicNumber})` }],
      })
    },
    'patients.join': ({ reason }) => (reason === 'zz' ? fail('openDraft') : ok({ done: true })),
  })
  const { router, page: screen } = await opened(JoinCharts, { patientId: ASTER.patientId })
  // Its own chart is never offered.
  expect(screen.findAll('[role="option"]').map((one) => one.text())).not.toContain('Zz-Test Aster')
  await take(screen, 'fennel')
  const row = (name: string) =>
    screen.findAll('tbody tr').find((one) => one.find('th').text().startsWith(name))
  expect(row('Birth date')!.text()).toContain('differs')
  expect(row('Given name')!.text()).toContain('differs')
  expect(row('Sex')!.text()).not.toContain('differs')
  expect(row('Allergies')!.findAll('td')[1]!.text()).toContain('latex')
  expect(screen.text()).toContain('Birth date differs. Make sure that this is one person')
  expect(screen.text()).toContain('R1 of No. 00388 reads “R1 (00388)” from now on.')
  await screen
    .findAll('button')
    .find((button) => button.text() === 'Let the other one stay')!
    .trigger('click')
  await flushPromises()
  expect(screen.text()).toContain('R1 of No. 00417 reads “R1 (00417)” from now on.')
  const go = () => screen.findAll('button').find((button) => button.text() === 'Join the charts')!
  expect(go().attributes('disabled')).toBeDefined()
  await fill(screen, 'join-reason', 'zz')
  await fill(screen, 'join-passphrase', RIGHT)
  await screen.find('form').trigger('submit')
  await flushPromises()
  // What was typed stays, the passphrase does not.
  expect(screen.text()).toContain('Sign it or discard it first')
  expect(screen.find<HTMLTextAreaElement>('#join-reason').element.value).toBe('zz')
  await fill(screen, 'join-reason', 'Identity card seen')
  await fill(screen, 'join-passphrase', RIGHT)
  await screen.find('form').trigger('submit')
  await flushPromises()
  expect(main.calls.filter(({ name }) => name === 'patients.join').at(-1)!.input).toEqual({
    keepId: OTHER.patientId,
    otherId: ASTER.patientId,
    reason: 'Identity card seen',
    passphrase: RIGHT,
  })
  expect(router.currentRoute.value.path).toBe(`/patients/${OTHER.patientId}`)
})

it('a visit is moved with both patients in sight, and goes on as a draft of the right one', async () => {
  const examId = '01940000-0000-7000-8000-0000000000e1'
  const newExamId = '01940000-0000-7000-8000-0000000000e2'
  const main = fakePalpa({
    'exams.context': () => ok({ patient: { ...face(ASTER), revision: 1 }, earlier: [] }),
    'exams.movePreview': () =>
      ok({
        from: face(ASTER),
        to: face(OTHER),
        visitOn: '2026-11-22',
        signed: { by: 'Dr Zz-Test Linden', at: AT, revisions: 1 },
        nodules: [{ was: 'R1', becomes: 'R2' }],
        images: 1,
        given: 1,
        left: 2,
      }),
    'exams.move': () => ok({ examId: newExamId }),
  })
  const { router, page: screen } = await opened(MoveVisit, { examId })
  await take(screen, 'fennel')
  expect(screen.find('[aria-label="Out of this chart"]').text()).toContain('Zz-Test Aster')
  expect(screen.find('[aria-label="Into this chart"]').text()).toContain('Zz-Test Fennel')
  for (const words of [
    'R1 becomes R2.',
    '1 picture goes along.',
    '2 answers only spoke of the wrong chart',
    '1 sheet was printed from it, with the name of Zz-Test Aster on it. Ask for it back.',
  ])
    expect(screen.text()).toContain(words)
  await fill(screen, 'move-reason', 'The list was out of order')
  await fill(screen, 'move-passphrase', RIGHT)
  await screen.find('form').trigger('submit')
  await flushPromises()
  expect(main.calls.at(-1)).toMatchObject({
    name: 'exams.move',
    input: { examId, patientId: OTHER.patientId },
  })
  expect(router.currentRoute.value.path).toBe(`/exams/${newExamId}`)
})
