// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { ok } from '@shared/errors'
import { projectFacts } from '@shared/handout/project'
import HandoutView from '../../renderer/handout/HandoutView.vue'
import { OPEN_GATES, STANDARD_A4, V1 } from '../fixtures/handout-facts'

const grade = { fleschKincaid: 1.4, smog: 6.1, fleschKincaidWithoutNames: 1.2, smogWithoutNames: 5.9 }
const EXAM = '01936b5c-0000-7000-8000-0000000000e1'

const open = async () => {
  const { sheet, choices, gates } = projectFacts(V1, STANDARD_A4, OPEN_GATES)
  const palpa = {
    'handouts.preview': vi.fn(() => Promise.resolve(ok({ sheet, choices, gates, grade }))),
    'handouts.given': vi.fn(() => Promise.resolve(ok({ given: [] }))),
    'handouts.print': vi.fn(() => Promise.resolve(ok({}))),
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
