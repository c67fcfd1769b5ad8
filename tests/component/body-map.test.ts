// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import axe from 'axe-core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick, type Component } from 'vue'
import { bodyPointAt, viewOf } from '@shared/bodymap'
import BodyMap from '../../renderer/ui/body-map/BodyMap.vue'
import type { MapNodule } from '../../renderer/ui/body-map/nodule'

const R1: MapNodule = {
  id: 'r1',
  label: 'R1',
  at: bodyPointAt(52, 6),
  size: { longMm: 18, shortMm: 12 },
  tenderness: 3,
  selected: true,
}
const L1: MapNodule = { id: 'l1', label: 'L1', at: bodyPointAt(-60, 44) }
/** As wide as the component believes itself to be before anything is laid out. */
const view = viewOf({ widthPx: 344 })

const mounted = (component: unknown, props: Record<string, unknown>) =>
  mount(component as Component<Record<string, unknown>>, { props, attachTo: document.body })

let wrapper: ReturnType<typeof mounted>
const show = (props: Record<string, unknown> = {}) => {
  wrapper = mounted(BodyMap, { nodules: [R1, L1], ...props })
}
const surface = () => wrapper.get('.surface')
const nodule = (id: string) => wrapper.get(`[data-nodule="${id}"]`)
const press = (key: string, more: Record<string, unknown> = {}) =>
  surface().trigger('keydown', { key, ...more })
const said = () => wrapper.get('[aria-live]').text()
const rest = async () => {
  vi.advanceTimersByTime(600)
  await nextTick()
}
const pointer = (type: string, xMm: number, yMm: number) => {
  const { x, y } = view.toDrawing({ xMm, yMm })
  const event = { clientX: x, clientY: y, button: 0, pointerId: 1, pointerType: 'mouse' }
  return wrapper.get('svg').trigger(type, event)
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  wrapper.unmount()
  vi.useRealTimers()
})

describe('BodyMap', () => {
  it('reads every nodule as words, and what was not recorded as not recorded', () => {
    show()
    expect(nodule('r1').attributes('aria-label')).toBe(
      'R1, right, over the PSIS, about 52 mm from the midline, 6 mm above the PSIS line, from the map, ' +
        '18 by 12 mm, tenderness 3 of 4',
    )
    expect(nodule('l1').attributes('aria-label')).toContain('size not recorded, tenderness not recorded')
    expect(nodule('l1').find('.unsized').exists()).toBe(true)
    expect(surface().attributes('aria-label')).toContain('The patient’s left is on the left. 2 nodules.')
    expect(wrapper.text()).toContain('18 × 12')
  })

  it('places by keys alone: n, arrows, Enter', async () => {
    show({ nodules: [] })
    await press('n')
    for (let i = 0; i < 5; i += 1) await press('ArrowRight', { shiftKey: true })
    await press('ArrowUp')
    await press('ArrowLeft')
    await rest()
    expect(said()).toContain('right, over the PSIS, about 49 mm from the midline, 1 mm above the PSIS line')
    await press('Enter')
    expect(wrapper.emitted('place')).toEqual([[bodyPointAt(49, 1)]])
    expect(wrapper.emitted('update:placing')?.at(-1)).toEqual([false])
    expect(wrapper.find('.crosshair').exists()).toBe(false)
  })

  it('starts placing on the midline, so that it suggests no side', async () => {
    show({ nodules: [] })
    await press('n')
    expect(wrapper.get('.words').text()).toContain('midline')
  })

  it('cancels placing with Escape and keeps nothing', async () => {
    show()
    await press('n')
    await press('ArrowRight')
    await press('Escape')
    await press('Enter')
    expect(wrapper.emitted('place')).toBeUndefined()
  })

  it('moves the focused nodule by 1 and 10 mm and puts it back with Escape', async () => {
    show()
    await nodule('r1').trigger('keydown', { key: 'ArrowLeft' })
    await nodule('r1').trigger('keydown', { key: 'ArrowDown', shiftKey: true })
    expect(wrapper.emitted('move')).toEqual([
      ['r1', bodyPointAt(51, 6)],
      ['r1', bodyPointAt(52, -4)],
    ])
    await rest()
    expect(said()).toMatch(/^R1, right, over the PSIS/)
    await nodule('r1').trigger('keydown', { key: 'Escape' })
    expect(wrapper.emitted('move')?.at(-1)).toEqual(['r1', bodyPointAt(52, 6)])
  })

  it('says a place once the hands rest, not at every press', async () => {
    show()
    await nodule('r1').trigger('keydown', { key: 'ArrowLeft' })
    expect(said()).toBe('')
    await rest()
    expect(said()).toContain('51 mm')
  })

  it('refuses to leave the body and says so', async () => {
    show({ nodules: [{ ...R1, at: bodyPointAt(154, 0) }] })
    await nodule('r1').trigger('keydown', { key: 'ArrowRight' })
    expect(wrapper.emitted('move')).toBeUndefined()
    expect(wrapper.get('.words').text()).toContain('Off the body')
  })

  it('goes round the nodules with the brackets and selects what gets the focus', async () => {
    show()
    await press(']')
    expect(document.activeElement).toBe(nodule('r1').element)
    await nodule('r1').trigger('keydown', { key: ']' })
    expect(document.activeElement).toBe(nodule('l1').element)
    expect(wrapper.emitted('select')?.at(-1)).toEqual(['l1'])
  })

  it('places by a click while placing, on the body only', async () => {
    show({ nodules: [], placing: true })
    await pointer('pointerdown', 165, 120)
    await pointer('pointerup', 165, 120)
    expect(wrapper.emitted('place')).toBeUndefined()
    expect(wrapper.get('.words').text()).toBe('Off the body. Nothing placed.')
    await pointer('pointerdown', 52, 6)
    await pointer('pointerup', 52, 6)
    expect(wrapper.emitted('place')).toEqual([[bodyPointAt(52, 6)]])
  })

  it('does not place by a stray click, unless it was told to', async () => {
    show()
    await pointer('pointerdown', 0, 60)
    await pointer('pointerup', 0, 60)
    expect(wrapper.emitted('place')).toBeUndefined()
    await wrapper.setProps({ clickPlaces: 'always' })
    await pointer('pointerdown', 0, 60)
    await pointer('pointerup', 0, 60)
    expect(wrapper.emitted('place')).toEqual([[bodyPointAt(0, 60)]])
  })

  it('drags a nodule and leaves it where it was when dropped off the body', async () => {
    show()
    await pointer('pointerdown', 52, 6)
    await pointer('pointermove', 60, 20)
    await pointer('pointerup', 60, 20)
    expect(wrapper.emitted('select')?.[0]).toEqual(['r1'])
    expect(wrapper.emitted('move')).toEqual([['r1', bodyPointAt(60, 20)]])
    await pointer('pointerdown', 52, 6)
    await pointer('pointermove', 168, 120)
    await pointer('pointerup', 168, 120)
    expect(wrapper.emitted('move')).toHaveLength(1)
    expect(wrapper.get('.words').text()).toContain('R1 stays where it was')
  })

  it('changes nothing when read only', async () => {
    show({ readonly: true, clickPlaces: 'always' })
    await press('n')
    await press('Enter')
    await nodule('r1').trigger('keydown', { key: 'ArrowLeft' })
    await pointer('pointerdown', 0, 60)
    await pointer('pointerup', 0, 60)
    await pointer('pointerdown', 52, 6)
    await pointer('pointermove', 60, 20)
    await pointer('pointerup', 60, 20)
    expect(wrapper.emitted('place')).toBeUndefined()
    expect(wrapper.emitted('move')).toBeUndefined()
    expect(surface().attributes('role')).toBe('group')
  })

  it('leaves keys with Control, Alt and Meta to the screen', async () => {
    show()
    await press('n', { ctrlKey: true })
    await press('n', { altKey: true })
    expect(wrapper.find('.crosshair').exists()).toBe(false)
  })

  it('switches layers from the keyboard and starts calm', async () => {
    show()
    expect(wrapper.find('.joint').exists()).toBe(false)
    await wrapper.get('[aria-expanded]').trigger('click')
    const box = wrapper
      .findAll('label')
      .find((label) => label.text() === 'Sacroiliac lines')!
      .get('input')
    await box.trigger('change')
    expect(wrapper.emitted('update:layers')?.[0]?.[0]).toContain('sacroiliac')
    await wrapper.get('fieldset').trigger('keydown', { key: 'Escape' })
    expect(wrapper.find('fieldset').exists()).toBe(false)
    expect(document.activeElement).toBe(wrapper.get('[aria-expanded]').element)
  })

  it('zooms the plate and the scale, never the text', async () => {
    show()
    const bar = () => Number(wrapper.get('.scale').attributes('width'))
    const scale = () => Number(/scale\(([\d.]+)/.exec(wrapper.get('.plate').attributes('transform')!)?.[1])
    const [barBefore, scaleBefore] = [bar(), scale()]
    await press('+')
    expect(scale()).toBeCloseTo(2 * scaleBefore)
    expect(bar()).toBeGreaterThan(barBefore * 1.9)
    for (const text of wrapper.findAll('.labels text'))
      expect(text.element.closest('[transform*="scale"]')).toBeNull()
    await press('-')
    expect(scale()).toBeCloseTo(scaleBefore)
  })

  it('draws the female skin line for women only', async () => {
    show()
    const edge = () => wrapper.get('.outline').attributes('d')
    const standard = edge()
    await wrapper.setProps({ sex: 'female' })
    expect(edge()).not.toBe(standard)
  })

  it.each([{}, { readonly: true }, { placing: true }])('passes axe: %o', async (props) => {
    show(props)
    vi.useRealTimers()
    const { violations } = await axe.run(wrapper.element as Element, {
      rules: { 'color-contrast': { enabled: false } },
    })
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
  })
})
