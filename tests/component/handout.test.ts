// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { fail, ok, type Result } from '@shared/errors'
import { isoToWords } from '@shared/dates/typed-date'
import { projectFacts } from '@shared/handout/project'
import type { GivenHandout, HandoutOptions } from '@shared/handout/sheet'
import { LANGUAGES } from '@shared/records/people'
import HandoutView from '../../renderer/handout/HandoutView.vue'
import { patientInput } from '../fixtures/records'
import { OPEN_GATES, STANDARD_A4, V1 } from '../fixtures/handout-facts'

const grade = { fleschKincaid: 1.4, smog: 6.1, fleschKincaidWithoutNames: 1.2, smogWithoutNames: 5.9 }
const EXAM = '01936b5c-0000-7000-8000-0000000000e1'

const patient = { ...patientInput(), clinicNumber: '00417' }

const open = async (language: HandoutOptions['language'] = 'en') => {
  const standings = LANGUAGES.map((one) => ({
    language: one,
    edition: '1',
    units: 9,
    counts: { reviewed: 2 },
  }))
  const palpa = {
    'handouts.preview': vi.fn(({ options }: { options: HandoutOptions }) => {
      const { names: _names, ...projection } = projectFacts(V1, options, OPEN_GATES)
      return Promise.resolve(ok({ ...projection, grade }))
    }),
    'handouts.open': vi.fn(() =>
      Promise.resolve(
        ok({
          patient: { ...patient, language },
          visitOn: '2026-11-22',
          standings,
          given: [] as GivenHandout[],
        }),
      ),
    ),
    'handouts.given': vi.fn(() => Promise.resolve(ok({ given: [] }))),
    'printers.list': vi.fn(() => Promise.resolve(ok({ printers: [{ name: 'zz', label: 'Zz-Test Laser' }] }))),
    'handouts.printAll': vi.fn<(input: object) => Promise<Result<object>>>(() => Promise.resolve(ok({}))),
    'handouts.print': vi.fn<(input: { to: string; override?: string }) => Promise<Result<object>>>(() =>
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
  expect(document.body.textContent).toContain('Handout: sent to the printer.')
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
    options: { ...STANDARD_A4, size: 'large' },
  })
})

it('keeps at least one and at most two things to do', async () => {
  const { place } = await open()
  const boxes = place.findAll<HTMLInputElement>('input[id^=pick-]')
  expect(boxes.map((box) => [box.element.checked, box.element.disabled])).toEqual([
    [true, false],
    [true, false],
    [false, true],
  ])
})

it('says whose sheet it is: name, age, sex, birth date and number above the paper', async () => {
  const { place } = await open()
  const { given, bornOn } = patient
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
  expect(place.text()).toContain('Handout: saved as sheet.pdf.')
  expect(place.text()).not.toContain('could not be written')
})

it('stands in the language that the patient prefers, says so, and prints a draft only with a reason', async () => {
  const { place, palpa } = await open('ta')
  expect(place.text()).toContain('Tamil is the language this patient prefers.')
  expect(place.text()).toContain('The Tamil text is a draft that nobody has reviewed.')
  expect(place.text()).toContain('2 of 9 units are reviewed.')
  expect(place.text()).toContain('Printed with it: the English copy.')
  // The first key belongs to the reason.
  const first = document.activeElement as HTMLInputElement
  expect(first.type).toBe('radio')
  await place
    .findAll('button')
    .find((button) => button.text().startsWith('Print'))!
    .trigger('click')
  await flushPromises()
  expect(palpa['handouts.print']).not.toHaveBeenCalled()
  expect(place.text()).toContain('Say why it is given all the same, then print.')
  await place.find('input[type=radio]').setValue(true)
  await place.find('input[type=radio]').trigger('keydown', { key: 'Enter' })
  await flushPromises()
  expect(palpa['handouts.print']).toHaveBeenCalledWith(
    expect.objectContaining({ override: 'Somebody who speaks it goes through it with the patient' }),
  )
})

it('asks no reason for English, and keeps none', async () => {
  const { place, palpa } = await open('ta')
  await place.find('input[type=radio]').setValue(true)
  await place
    .findAll('[role=radio]')
    .find((key) => key.text() === 'English')!
    .trigger('click')
  await flushPromises()
  expect(place.text()).toContain('This patient prefers Tamil.')
  await place
    .findAll('button')
    .find((button) => button.text().startsWith('Print'))!
    .trigger('click')
  await flushPromises()
  expect(palpa['handouts.print'].mock.lastCall?.[0]).not.toHaveProperty('override')
})

it('keeps what the printer refused in the queue, with what to do', async () => {
  const { place, palpa } = await open()
  palpa['handouts.print'].mockResolvedValue(fail('printer', { detail: 'none' }))
  const press = async (name: string) => {
    await place
      .findAll('button')
      .find((button) => button.text().startsWith(name))!
      .trigger('click')
    await flushPromises()
  }
  await press('Print')
  expect(place.find('[aria-label="Print queue"]').text()).toContain(
    'There is no such printer on this laptop.',
  )
  palpa['handouts.print'].mockResolvedValue(ok({}))
  await press('Try again')
  expect(place.find('[aria-label="Print queue"]').text()).toContain('Handout: sent to the printer.')
})
