// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import axe from 'axe-core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick, type Component } from 'vue'
import { bodyPointAt, viewOf, ZONE_LABELS } from '@shared/bodymap'
import type { Shading } from '@shared/exam/answer'
import BodyMap from '../../renderer/ui/body-map/BodyMap.vue'
import type { MapNodule } from '../../renderer/ui/body-map/nodule'
import PainMap from '../../renderer/ui/body-map/PainMap.vue'
import { withStroke, withZoneToggled } from '../../renderer/ui/body-map/shading-edit'
import { useHand } from '../../renderer/ui/body-map/use-pen'
import { findZones, placeLabel } from '../../renderer/ui/body-map/zone-finder'

const view = viewOf({ widthPx: 344 })
const mounted = (component: unknown, props: Record<string, unknown>) =>
  mount(component as Component<Record<string, unknown>>, { props, attachTo: document.body })
let wrapper: ReturnType<typeof mounted>

const show = (shading?: Shading) => {
  wrapper = mounted(PainMap, {
    shading,
    layers: ['folds'],
    name: 'Map.',
    left: 'Left',
    right: 'Right',
    zoneNames: ZONE_LABELS,
    // As the caller does: what goes out comes back.
    onChange: (next: Shading | undefined, step: string) => {
      heard.push([next, step])
      if (wrapper.exists()) void wrapper.setProps({ shading: next })
    },
  })
}
type Kind = 'mouse' | 'pen' | 'touch'
const pointer = (type: string, xMm: number, yMm: number, pointerType: Kind = 'pen', pointerId = 1) => {
  const { x, y } = view.toDrawing({ xMm, yMm })
  return wrapper.get('svg').trigger(type, { clientX: x, clientY: y, button: 0, pointerId, pointerType })
}
const heard: (readonly [Shading | undefined, string])[] = []
const changes = () => heard
const last = () => changes().at(-1)?.[0]

beforeEach(() => {
  heard.length = 0
  vi.useFakeTimers()
})
afterEach(() => {
  wrapper.unmount()
  vi.useRealTimers()
})

describe('a stroke', () => {
  it('goes out while it is drawn, as one step, and is thinner than the hand’s points', async () => {
    show()
    await pointer('pointerdown', 40, 0)
    for (let mm = 41; mm <= 70; mm += 1) await pointer('pointermove', mm, 0)
    expect(changes()).toEqual([])
    vi.advanceTimersByTime(80)
    expect(last()?.strokes).toEqual([
      {
        widthMm: 14,
        line: [
          [40, 0],
          [70, 0],
        ],
      },
    ])
    await pointer('pointermove', 70, 20)
    await pointer('pointerup', 70, 20)
    expect(last()?.strokes[0]?.line).toEqual([
      [40, 0],
      [70, 0],
      [70, 20],
    ])
    expect(new Set(changes().map(([, step]) => step)).size).toBe(1)
  })

  it('is a dab where the pen only touched, and not part of the body where it left it', async () => {
    show()
    await pointer('pointerdown', 40, 0)
    await pointer('pointerup', 40, 0)
    expect(last()?.strokes).toEqual([{ widthMm: 14, line: [[40, 0]] }])
    await pointer('pointerdown', 150, 0)
    await pointer('pointermove', 168, 0)
    await pointer('pointerup', 168, 0)
    expect(last()?.strokes[1]?.line).toEqual([[150, 0]])
    await pointer('pointerdown', 168, 60)
    await pointer('pointerup', 168, 60)
    expect(last()?.strokes).toHaveLength(2)
  })

  it('is not lost when the map goes away under it', async () => {
    show()
    await pointer('pointerdown', 40, 0)
    await pointer('pointermove', 60, 0)
    const before = changes().length
    wrapper.unmount()
    expect(changes().length).toBe(before + 1)
    show()
  })

  it('is kept where the system takes the pointer away', async () => {
    show()
    await pointer('pointerdown', 40, 0)
    await pointer('pointermove', 60, 0)
    await pointer('pointercancel', 60, 0)
    expect(last()?.strokes).toHaveLength(1)
  })

  it('of a second finger or of the palm beside a pen is none', async () => {
    show()
    await pointer('pointerdown', 40, 0, 'pen', 1)
    await pointer('pointermove', 50, 0, 'pen', 1)
    await pointer('pointerdown', -60, -60, 'touch', 2)
    await pointer('pointermove', -80, -60, 'touch', 2)
    await pointer('pointerup', -80, -60, 'touch', 2)
    await pointer('pointerup', 50, 0, 'pen', 1)
    expect(last()?.strokes.map(({ line }) => line[0])).toEqual([[40, 0]])
  })

  it('of the palm that came before the pen goes again', async () => {
    show()
    await pointer('pointerdown', -60, -60, 'touch', 2)
    vi.advanceTimersByTime(100)
    await nextTick()
    expect(last()?.strokes).toHaveLength(1)
    await pointer('pointerdown', 40, 0, 'pen', 1)
    expect(last()).toBeUndefined()
    await pointer('pointermove', 50, 0, 'pen', 1)
    await pointer('pointerup', 50, 0, 'pen', 1)
    expect(last()?.strokes.map(({ line }) => line[0])).toEqual([[40, 0]])
  })
})

describe('the hand', () => {
  const event = (pointerType: Kind, pointerId: number, timeStamp: number) => ({
    pointerType,
    pointerId,
    timeStamp,
  })
  it('is the palm for half a second after the pen left', () => {
    show()
    const hand = useHand()
    expect(hand.down(event('pen', 1, 1000))).toBe('taken')
    hand.up(event('pen', 1, 1200))
    expect(hand.down(event('touch', 2, 1600))).toBe('ignored')
    expect(hand.down(event('touch', 3, 1701))).toBe('taken')
    expect(hand.down(event('mouse', 4, 1702))).toBe('ignored')
    expect(hand.down(event('pen', 5, 1703))).toBe('takenOver')
    expect(hand.counts(event('touch', 3, 1704))).toBe(false)
  })
})

describe('shading without a pointer', () => {
  it('draws with the arrows while the brush is down, and takes back', async () => {
    show()
    const surface = wrapper.get('.surface')
    await surface.trigger('keydown', { key: 'ArrowRight', shiftKey: true })
    await surface.trigger('keydown', { key: ' ' })
    await surface.trigger('keydown', { key: 'ArrowRight' })
    await surface.trigger('keydown', { key: 'ArrowUp' })
    await surface.trigger('keydown', { key: ' ' })
    await surface.trigger('keydown', { key: 'ArrowUp' })
    expect(last()?.strokes).toEqual([
      {
        widthMm: 14,
        line: [
          [20, 0],
          [25, 0],
          [25, 5],
        ],
      },
    ])
    await surface.trigger('keydown', { key: 'Backspace' })
    expect(last()).toBeUndefined()
  })

  it('adds and takes away whole zones of one side', () => {
    show()
    const none: Shading = { strokes: [], zones: [], mapVersion: 1 }
    const one = withZoneToggled(none, 'psis', 'left')
    expect(one.zones).toEqual([{ zone: 'psis', side: 'left' }])
    expect(withZoneToggled(withZoneToggled(one, 'psis', 'right'), 'psis', 'left').zones).toEqual([
      { zone: 'psis', side: 'right' },
    ])
  })

  it('passes axe', async () => {
    show(withStroke({ strokes: [], zones: [], mapVersion: 1 }, [[40, 0]]))
    vi.useRealTimers()
    const { violations } = await axe.run(wrapper.element as Element, {
      rules: { 'color-contrast': { enabled: false } },
    })
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
  })
})

describe('an outline', () => {
  const R1: MapNodule = {
    id: 'r1',
    label: 'R1',
    at: bodyPointAt(52, 6),
    size: { longMm: 18, shortMm: 12 },
    selected: true,
  }
  const map = (over: Record<string, unknown> = {}) => {
    wrapper = mounted(BodyMap, {
      nodules: [R1],
      'onUpdate:outlining': (id: string | undefined) => void wrapper.setProps({ outlining: id }),
      ...over,
    })
  }
  const drawn = () => (wrapper.emitted('outline') ?? []) as [string, unknown[] | undefined, string?][]

  it('is drawn round the nodule that waits for it, and moves nothing', async () => {
    map({ outlining: 'r1' })
    await pointer('pointerdown', 42, 6)
    await pointer('pointermove', 52, 13)
    vi.advanceTimersByTime(80)
    expect(drawn()).toHaveLength(1)
    await pointer('pointermove', 62, 6)
    await pointer('pointermove', 52, -1)
    await pointer('pointerup', 43, 4)
    expect(drawn().at(-1)?.[0]).toBe('r1')
    expect(drawn().at(-1)?.[1]).toHaveLength(4)
    expect(new Set(drawn().map(([, , step]) => step)).size).toBe(1)
    expect(wrapper.emitted('move')).toBeUndefined()
    expect(wrapper.emitted('update:outlining')?.at(-1)).toEqual([undefined])
  })

  it('is set by keys of size from the size that was taken, and left with Escape', async () => {
    map()
    const nodule = () => wrapper.get('[data-nodule="r1"]')
    await nodule().trigger('keydown', { key: 'o' })
    await nodule().trigger('keydown', { key: 'ArrowRight', shiftKey: true })
    await nodule().trigger('keydown', { key: 'ArrowDown' })
    expect(drawn()).toEqual([])
    await nodule().trigger('keydown', { key: 'Enter' })
    const ring = drawn()[0]?.[1] as [number, number][]
    expect(Math.max(...ring.map(([x]) => x))).toBe(52 + 14)
    expect(Math.max(...ring.map(([, y]) => y))).toBe(6 + 5.5)
    await nodule().trigger('keydown', { key: 'o' })
    await nodule().trigger('keydown', { key: 'ArrowRight' })
    await nodule().trigger('keydown', { key: 'Escape' })
    expect(drawn()).toHaveLength(1)
    await nodule().trigger('keydown', { key: 'o' })
    await nodule().trigger('keydown', { key: 'Backspace' })
    expect(drawn().at(-1)).toEqual(['r1', undefined, undefined])
  })

  it('is not offered where nothing can be changed, and not by O on the bare map', async () => {
    map({ readonly: true })
    expect(wrapper.text()).not.toContain('Outline R1')
    await wrapper.get('[data-nodule="r1"]').trigger('keydown', { key: 'o' })
    expect(wrapper.emitted('update:outlining')).toBeUndefined()
  })

  it('leaves dragging to the pen: the palm beside it moves no nodule', async () => {
    map()
    await pointer('pointerdown', 52, 6, 'pen', 1)
    await pointer('pointermove', 60, 6, 'pen', 1)
    await pointer('pointerdown', -40, -40, 'touch', 2)
    await pointer('pointerup', -40, -40, 'touch', 2)
    await pointer('pointerup', 60, 6, 'pen', 1)
    expect(wrapper.emitted('move')).toEqual([['r1', bodyPointAt(60, 6)]])
  })
})

describe('a zone by its name', () => {
  it.each([
    ['psis right', ['PSIS, right']],
    ['r psis', ['PSIS, right']],
    ['crest left', ['iliac crest, medial third, left', 'iliac crest, middle third, left']],
    ['si l', ['sacroiliac line, left']],
    ['dimple', ['PSIS, left', 'PSIS, right']],
    // The side may stand on its zone; a word that begins a zone is that word.
    ['pr', ['PSIS, right', 'paraspinal L3–L5, right']],
    ['lumbar', ['paraspinal L3–L5, left', 'paraspinal L3–L5, right']],
    ['zz', []],
  ])('%s', (typed, labels) => {
    show()
    expect(findZones(typed).map(placeLabel)).toEqual(labels)
  })

  it('takes the crosshair there and places nothing by itself', async () => {
    wrapper = mounted(BodyMap, { nodules: [] })
    const surface = wrapper.get('.surface')
    await surface.trigger('keydown', { key: 'n' })
    await surface.trigger('keydown', { key: 'p' })
    await nextTick()
    const box = wrapper.get<HTMLInputElement>('[role="combobox"]')
    expect(box.element.value).toBe('p')
    await box.setValue('psis right')
    await box.trigger('keydown', { key: 'Enter' })
    expect(wrapper.find('[role="combobox"]').exists()).toBe(false)
    expect(wrapper.emitted('place')).toBeUndefined()
    expect(wrapper.get('.words').text()).toBe('right, PSIS, 45 mm out, 0 mm up')
    await surface.trigger('keydown', { key: 'Enter' })
    expect(wrapper.emitted('place')).toEqual([[bodyPointAt(45, 0)]])
  })

  it('leaves the crosshair where it was with Escape, and still places', async () => {
    wrapper = mounted(BodyMap, { nodules: [] })
    const surface = wrapper.get('.surface')
    await surface.trigger('keydown', { key: 'n' })
    await surface.trigger('keydown', { key: 'ArrowRight', shiftKey: true })
    await surface.trigger('keydown', { key: '/' })
    await nextTick()
    await wrapper.get('[role="combobox"]').trigger('keydown', { key: 'Escape' })
    await surface.trigger('keydown', { key: 'Enter' })
    expect(wrapper.emitted('place')).toEqual([[bodyPointAt(10, 0)]])
  })
})
