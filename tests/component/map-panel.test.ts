// @vitest-environment happy-dom
import { mount, type VueWrapper } from '@vue/test-utils'
import axe from 'axe-core'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, ref, type Component } from 'vue'
import { viewOf } from '@shared/bodymap'
import { answerPath, type Outline, type Shading } from '@shared/exam/answer'
import { answerAt, withAnswer } from '@shared/exam/edit'
import type { ExamBody } from '@shared/records/exam'
import type { useDraft } from '../../renderer/exam/draft'
import MapPanel from '../../renderer/exam/MapPanel.vue'
import PatientShading from '../../renderer/exam/PatientShading.vue'
import { root } from '../root'
import { LINDEN } from './fake-palpa'
import { AT, openedFollowUp, R1 } from './opened-follow-up'

/*
 * What a screen reader is told while nodules are placed, moved, outlined and compared and while it is shaded where it
 * hurts, all by keys: names, descriptions and live regions of the document, as a transcript. Read it as somebody who
 * hears it. It is what the document says, not a recording of a screen reader: not verified by a person who uses one.
 */

/** Bodies that main was given to keep, each with the time since the test began, ms. */
const saved: { at: number; body: ExamBody }[] = []
let wrapper: VueWrapper | undefined
let draft: ReturnType<typeof useDraft>
const lines: string[] = []
let lastSaid = ''
let lastFocus: Element | null = null

beforeEach(async () => {
  vi.useFakeTimers({ now: new Date(AT) })
  lines.length = 0
  lastSaid = ''
  lastFocus = null
  saved.length = 0
  draft = await openedFollowUp(
    (earlier, body) =>
      earlier.map((exam, index) =>
        index < earlier.length - 1
          ? exam
          : {
              ...exam,
              answers: withAnswer({ ...body, answers: exam.answers }, 'complaint.painArea', {
                is: 'value',
                value: { strokes: [], zones: [{ zone: 'psis', side: 'right' }], mapVersion: 1 },
                at: AT,
                by: LINDEN,
                via: 'patient',
              }).answers,
            },
      ),
    (sent) => saved.push({ at: Date.now() - Date.parse(AT), body: sent }),
  )
})
afterEach(() => {
  wrapper?.unmount()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** As the caller of the panel: it keeps which nodule is in hand. */
const Panel = defineComponent(() => {
  const selected = ref<string>()
  return () =>
    h(MapPanel as Component, {
      placing: draft.placing,
      'onUpdate:placing': (on: boolean) => (draft.placing = on),
      selected: selected.value,
      onSelect: (id: string) => (selected.value = id),
    })
})

const text = (element: Element | null | undefined): string =>
  element?.textContent.replace(/\s+/gu, ' ').trim() ?? ''
const nameOf = (element: Element): string =>
  element.getAttribute('aria-label') ?? (element.matches('input') ? element.value : text(element))
const roleOf = (element: Element): string => element.getAttribute('role') ?? element.tagName.toLowerCase()
const describedBy = (element: Element): string =>
  text(document.getElementById(element.getAttribute('aria-describedby') ?? ''))
/** What is heard now that was not heard before. */
const hear = async (): Promise<void> => {
  await vi.advanceTimersByTimeAsync(700)
  await nextTick()
  const now = document.activeElement
  if (now !== null && now !== document.body && now !== lastFocus) {
    const group = text(now.closest('fieldset')?.querySelector('legend'))
    lines.push(`    ${group === '' ? '' : `${group}, `}${roleOf(now)}: ${nameOf(now)}`)
    const more = describedBy(now)
    if (more !== '') lines.push(`    (${more})`)
    const pressed = now.getAttribute('aria-pressed')
    if (pressed !== null) lines.push(`    pressed: ${pressed}`)
  }
  lastFocus = now
  const option = now?.getAttribute('aria-activedescendant')
  if (option) lines.push(`    option: ${text(document.getElementById(option))}`)
  const said = [...document.querySelectorAll('[aria-live]')].map(text).filter(Boolean).join(' | ')
  if (said !== '' && said !== lastSaid) lines.push(`    says: ${said}`)
  lastSaid = said
}
const press = async (key: string, more: { shiftKey?: boolean; times?: number } = {}): Promise<void> => {
  const { times = 1, shiftKey = false } = more
  lines.push(`${shiftKey ? 'Shift ' : ''}${key === ' ' ? 'Space' : key}${times > 1 ? ` ${times} times` : ''}`)
  for (let at = 0; at < times; at += 1) {
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }),
    )
    // A key is heard after what the one before it changed was drawn.
    await nextTick()
  }
  await hear()
}
const type = async (letters: string): Promise<void> => {
  const box = document.activeElement as HTMLInputElement
  lines.push(letters)
  box.value += letters
  box.dispatchEvent(new Event('input', { bubbles: true }))
  await hear()
}
const focus = async (find: string): Promise<void> => {
  lines.push(`Tab to ${find}`)
  const all = [...document.querySelectorAll<HTMLElement>('[tabindex="0"], button, input')]
  all.find((one) => nameOf(one).startsWith(find))?.focus()
  await hear()
}
const heading = (words: string): void => void lines.push('', `# ${words}`)

describe('the map by ear', () => {
  it('places, moves, outlines, shades and compares', async () => {
    wrapper = mount(Panel, { attachTo: document.body })
    heading('The map of a follow-up, R1 known from the record')
    await focus('Map of the low back')
    heading('R1 is where it was, and is said to be: moved by 2 mm')
    await press(']')
    await press('ArrowRight', { times: 2 })
    await press('Enter')
    heading('A new nodule by the name of its zone, 3 mm further up')
    await press('n')
    await press('c')
    await type('rest m')
    await press('ArrowDown')
    await type(' l')
    await press('Enter')
    await press('ArrowUp', { times: 3 })
    await press('Enter')
    heading('A place off the body is refused')
    await press('n')
    await press('ArrowLeft', { shiftKey: true, times: 20 })
    await press('Escape')
    heading('R1 is outlined by keys of size')
    await press(']')
    await press('o')
    await press('ArrowRight', { times: 4 })
    await press('r')
    await press('Enter')
    heading('Where it hurts, shaded on the map of the chart')
    draft.shadingHere = true
    await hear()
    await press('ArrowRight', { shiftKey: true, times: 2 })
    await press(' ')
    await press('ArrowUp', { times: 2 })
    await press(' ')
    await press('Backspace')
    await focus('upper buttock')
    lines.push('Space')
    ;(document.activeElement as HTMLElement).click()
    lastFocus = null
    await hear()
    await press('Escape')
    heading('Read beside the map')
    draft.set(`nodule.familiarPain@${R1}`, 'yes')
    await hear()
    for (const list of document.querySelectorAll('.pain, .words[role="region"]')) {
      lines.push(`${list.getAttribute('aria-label') ?? ''}:`)
      for (const line of list.children) lines.push(`    ${text(line)}`)
    }
    const map = document.querySelector('.body-map .surface')
    lines.push(`    ${roleOf(map!)}: ${nameOf(map!)}`)
    for (const nodule of document.querySelectorAll('[data-nodule]'))
      lines.push(`    ${roleOf(nodule)}: ${nameOf(nodule)}`)
    await expect(`${lines.join('\n').trim()}\n`).toMatchFileSnapshot(
      join(root, 'tests/golden/spoken/map.txt'),
    )
  })

  it('is shaded by the patient', async () => {
    draft.handedOver = true
    wrapper = mount(PatientShading, { attachTo: document.body })
    heading('The laptop is handed over')
    lines.push(
      `    heading: ${text(document.querySelector('h1'))}`,
      `    ${text(document.querySelector('p'))}`,
    )
    await hear()
    await press('ArrowLeft', { shiftKey: true, times: 2 })
    await press(' ')
    await press('ArrowDown', { times: 4 })
    await press(' ')
    await focus('By name')
    lines.push('Space')
    ;(document.activeElement as HTMLElement).click()
    lastFocus = null
    await hear()
    await focus('base of the spine')
    lines.push('Space')
    ;(document.activeElement as HTMLElement).click()
    lastFocus = null
    await hear()
    await focus('Done')
    lines.push('Space')
    ;(document.activeElement as HTMLElement).click()
    await hear()
    expect(document.body.textContent).not.toMatch(/R1|[Tt]enderness|PSIS/u)
    await expect(`${lines.join('\n').trim()}\n`).toMatchFileSnapshot(
      join(root, 'tests/golden/spoken/patient.txt'),
    )
  })
})

it.each([
  ['in the patient’s hands', PatientShading, 'hand'],
  ['beside the form', Panel, 'none'],
  ['shading on the chart', Panel, 'here'],
] as const)('the map %s passes axe', async (_name, component, mode) => {
  draft.handedOver = mode === 'hand'
  draft.shadingHere = mode === 'here'
  draft.set('complaint.painArea', { strokes: [], zones: [{ zone: 'psis', side: 'left' }], mapVersion: 1 })
  wrapper = mount(component as Component, { attachTo: document.body })
  await nextTick()
  const byName = wrapper.findAll('button').find((one) => one.text() === 'By name')
  await byName?.trigger('click')
  vi.useRealTimers()
  // Contrast needs a layout: the built app is asked for it.
  const { violations } = await axe.run(wrapper.element as Element, {
    rules: { 'color-contrast': { enabled: false } },
  })
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
})

describe('a stroke in progress', () => {
  const view = viewOf({ widthPx: 344 })
  const pointer = (type: string, xMm: number, yMm: number): void => {
    const { x, y } = view.toDrawing({ xMm, yMm })
    const event = new PointerEvent(type, {
      clientX: x,
      clientY: y,
      pointerId: 1,
      pointerType: 'pen',
      bubbles: true,
    })
    document.querySelector('svg')?.dispatchEvent(event)
  }
  const reachOf = (body: ExamBody, id: string, entryId?: string): number => {
    const said = answerAt(body, answerPath(id, entryId))
    const value = said?.is === 'value' ? (said.value as Shading & Outline) : undefined
    const points = value?.ring ?? value?.strokes.flatMap(({ line }) => line) ?? []
    return Math.max(-Infinity, ...points.map(([x]) => x))
  }

  it('of the patient is with main within 300 ms, and never more of it is missing, without the pen lifted', async () => {
    draft.handedOver = true
    wrapper = mount(PatientShading, { attachTo: document.body })
    await nextTick()
    const drawnAt: { at: number; x: number }[] = []
    const begun = Date.now() - Date.parse(AT)
    pointer('pointerdown', -100, -40)
    for (let step = 0; step < 150; step += 1) {
      await vi.advanceTimersByTimeAsync(16)
      const x = -100 + step
      pointer('pointermove', x, -40)
      drawnAt.push({ at: Date.now() - Date.parse(AT), x })
    }
    const [first] = saved.filter(({ body }) => reachOf(body, 'complaint.painArea') > -Infinity)
    expect((first?.at ?? Infinity) - begun).toBeLessThanOrEqual(300)
    for (const { at, x } of drawnAt.filter((one) => one.at <= begun + 16 * 150 - 300)) {
      const kept = saved.filter((one) => one.at <= at + 300).at(-1)
      expect(kept && reachOf(kept.body, 'complaint.painArea'), `${at}`).toBeGreaterThanOrEqual(x - 1)
    }
    expect(saved.length).toBeGreaterThan(8)
    // What it is said by is the patient's hand.
    const answer = answerAt(saved.at(-1)!.body, 'complaint.painArea')
    expect(answer?.via).toBe('patient')
    draft.undo()
    expect(draft.painArea).toBeUndefined()
  })

  it('round a nodule is with main too, as one step that undo takes back', async () => {
    wrapper = mount(Panel, { attachTo: document.body })
    const nodule = draft.placeNodule({ xMm: -60, yMm: 20, mapVersion: 1 })
    draft.askOutline(nodule)
    await vi.advanceTimersByTimeAsync(400)
    saved.length = 0
    const map = viewOf({ widthPx: 344, maxHeightPx: 236 })
    const at = (type: string, xMm: number, yMm: number): void => {
      const { x, y } = map.toDrawing({ xMm, yMm })
      document
        .querySelector('.body-map svg')
        ?.dispatchEvent(
          new PointerEvent(type, { clientX: x, clientY: y, pointerId: 1, pointerType: 'pen', bubbles: true }),
        )
    }
    at('pointerdown', -70, 20)
    for (const [x, y] of [
      [-66, 26],
      [-60, 28],
      [-54, 26],
      [-50, 20],
      [-54, 14],
    ] as const) {
      await vi.advanceTimersByTimeAsync(16)
      at('pointermove', x, y)
    }
    await vi.advanceTimersByTimeAsync(300)
    expect(reachOf(saved.at(-1)!.body, 'nodule.outline', nodule)).toBeGreaterThan(-51)
    at('pointermove', -62, 12)
    at('pointerup', -68, 15)
    await vi.advanceTimersByTimeAsync(300)
    expect(draft.mapNodules.find(({ id }) => id === nodule)?.outline?.ring.length).toBeGreaterThan(5)
    expect(draft.outlining).toBeUndefined()
    draft.undo()
    expect(draft.mapNodules.find(({ id }) => id === nodule)?.outline).toBeUndefined()
  })
})

it('says of a split what was pressed: new, and of which', () => {
  draft.askSplit(R1)
  const other = draft.placeNodule({ xMm: 60, yMm: 10, mapVersion: 1 })
  const body = draft.body!
  expect(answerAt(body, answerPath('nodule.status', other))).toMatchObject({ value: 'new', via: 'entered' })
  expect(answerAt(body, answerPath('nodule.splitFrom', other))).toMatchObject({ value: R1 })
  // A place asked for later splits nothing.
  draft.placing = false
  draft.askPlace(undefined)
  const third = draft.placeNodule({ xMm: -60, yMm: 10, mapVersion: 1 })
  expect(answerAt(draft.body!, answerPath('nodule.splitFrom', third))).toBeUndefined()
})
