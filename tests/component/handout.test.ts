// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { fail, ok, type Result } from '@shared/errors'
import { isoToWords } from '@shared/dates/typed-date'
import { projectFacts } from '@shared/handout/project'
import HandoutView from '../../renderer/handout/HandoutView.vue'
import { patientInput } from '../fixtures/records'
import { OPEN_GATES, STANDARD_A4, V1 } from '../fixtures/handout-facts'

const grade = { fleschKincaid: 1.4, smog: 6.1, fleschKincaidWithoutNames: 1.2, smogWithoutNames: 5.9 }
const EXAM = '01936b5c-0000-7000-8000-0000000000e1'

/** As much of a signed visit as the screen reads. */
const signed = {
  patient: { ...patientInput(), clinicNumber: '00417' },
  body: { visitOn: '2026-11-22' },
}

const open = async () => {
  const { sheet, choices, gates } = projectFacts(V1, STANDARD_A4, OPEN_GATES)
  const palpa = {
    'handouts.preview': vi.fn(() => Promise.resolve(ok({ sheet, choices, gates, grade }))),
    'exams.get': vi.fn(() => Promise.resolve(ok(signed))),
    'handouts.given': vi.fn(() => Promise.resolve(ok({ given: [] }))),
    'handouts.print': vi.fn<(input: { to: string }) => Promise<Result<object>>>(() =>
      Promise.resolve(ok({})),
    ),
  }
  vi.stubGlobal('palpa', palpa)
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe(): void {
        return
      }
      disconnect(): void {
        return
      }
    },
  )
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', component: { render: () => null } }],
  })
  const place = mount(HandoutView, {
    props: { examId: EXAM },
    global: { plugins: [createPinia(), router], stubs: { SheetPage: true } },
    attachTo: document.body,
  })
  await flushPromises()
  return { place, palpa }
}
afterEach(() => vi.unstubAllGlobals())

it('opens with Print under the focus, so that Enter prints', async () => {
  const { palpa } = await open()
  const focused = document.activeElement as HTMLButtonElement
  expect(focused.textContent).toContain('Print')
  focused.click()
  await flushPromises()
  expect(palpa['handouts.print']).toHaveBeenCalledWith(
    expect.objectContaining({ examId: EXAM, to: 'printer' }),
  )
  expect(document.body.textContent).toContain('Sent to the printer.')
})

it('asks again when the size changes, and says the grade in words', async () => {
  const { place, palpa } = await open()
  expect(place.text()).toContain('Flesch-Kincaid 1.4 (1.2 without names), SMOG 6.1 (5.9)')
  await place
    .findAll('[role=radio]')
    .find((key) => key.text().includes('large'))!
    .trigger('click')
  await flushPromises()
  expect(palpa['handouts.preview']).toHaveBeenLastCalledWith({
    examId: EXAM,
    options: { language: 'en', paper: 'A4', size: 'large', actions: [] },
  })
})

it('keeps at least one and at most two things to do', async () => {
  const { place } = await open()
  const boxes = place.findAll<HTMLInputElement>('input[type=checkbox]')
  expect(boxes.map((box) => [box.element.checked, box.element.disabled])).toEqual([
    [true, false],
    [true, false],
    [false, true],
  ])
})

it('says whose sheet it is: name, age, sex, birth date and number above the paper', async () => {
  const { place } = await open()
  const { given, bornOn } = signed.patient
  const top = place.find('header').text()
  for (const fact of [given, 'No. 00417', isoToWords(bornOn), 'Handout, visit of 22 Nov 2026'])
    expect(top).toContain(fact)
})

it('offers the PDF where the printer does not answer, and another place where that cannot be written', async () => {
  const { place, palpa } = await open()
  const press = async (name: string) => {
    await place
      .findAll('button')
      .find((button) => button.text().startsWith(name))!
      .trigger('click')
    await flushPromises()
  }
  palpa['handouts.print'].mockResolvedValue(fail('printer'))
  await press('Print')
  expect(place.text()).toContain('Printer did not answer. The PDF is ready')
  await press('Save the PDF…')
  expect(palpa['handouts.print']).toHaveBeenLastCalledWith(expect.objectContaining({ to: 'pdf' }))
  expect(place.text()).toContain('The PDF could not be written there. Nothing was given.')
  palpa['handouts.print'].mockResolvedValue(ok({ path: 'sheet.pdf' }))
  await press('Save elsewhere…')
  expect(place.text()).toContain('Saved as sheet.pdf.')
  expect(place.text()).not.toContain('could not be written')
})
