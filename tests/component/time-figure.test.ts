// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import axe from 'axe-core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COLUMN_PX, columnsOf, type Figure, rowsOf } from '../../renderer/ui/plot/figure'
import TimeFigure from '../../renderer/ui/plot/TimeFigure.vue'

const day = (on: string, label: string, now = false) => ({ on, label, now })
const DAYS = [
  day('2026-08-30', '30 Aug'),
  day('2026-09-13', '13 Sep'),
  day('2026-10-11', '11 Oct'),
  day('2026-11-22', 'today', true),
]
const FIGURE: Figure = {
  days: DAYS,
  rows: [
    {
      key: 'pain',
      label: 'Pain, 0–10',
      draw: 'line',
      scale: [0, 10],
      cells: [{ text: '7', at: 7 }, { text: '2', at: 2 }, { hole: 'not asked' }, { text: '6', at: 6 }],
    },
    {
      key: 'tender',
      label: 'Tenderness, 0–4',
      draw: 'words',
      cells: [
        { text: '3', disc: 3 },
        { text: '1', disc: 1 },
        { text: '1', disc: 1 },
        { hole: 'not examined' },
      ],
    },
  ],
  marks: [{ day: 0, text: 'injected: lidocaine 30 mg' }],
}

describe('columns', () => {
  const isoDay = (n: number): string => new Date(n * 86_400_000).toISOString().slice(0, 10)
  const someDays = fc
    .uniqueArray(fc.integer({ min: 18_000, max: 22_000 }), { minLength: 1, maxLength: 30 })
    .map((numbers) => numbers.sort((a, b) => a - b).map((n) => day(isoDay(n), '')))

  it('keep their order, never run together, and stay inside', () => {
    fc.assert(
      fc.property(someDays, fc.integer({ min: 100, max: 2000 }), (days, offered) => {
        const { at, width } = columnsOf(days, offered)
        expect(width).toBe(Math.max(offered, days.length * COLUMN_PX))
        at.forEach((x, index) => {
          expect(x).toBeGreaterThanOrEqual(COLUMN_PX / 2 - 1e-6)
          expect(x).toBeLessThanOrEqual(width - COLUMN_PX / 2 + 1e-6)
          if (index > 0) expect(x - (at[index - 1] ?? 0)).toBeGreaterThanOrEqual(COLUMN_PX - 1e-6)
        })
      }),
    )
  })

  it('are in proportion to time where there is room', () => {
    const { at } = columnsOf(DAYS, 1000)
    const [a = 0, b = 0, c = 0, d = 0] = at
    expect((b - a) / (d - a)).toBeCloseTo(14 / 84)
    expect((c - a) / (d - a)).toBeCloseTo(42 / 84)
  })
})

it('draws no line across a day on which nothing was measured', () => {
  const [pain] = rowsOf(FIGURE, columnsOf(DAYS, 1000), 0)
  expect(pain?.runs).toHaveLength(1)
  expect(pain?.cells.map((cell) => cell.y !== undefined)).toEqual([true, true, false, true])
  expect(pain?.cells[2]).toMatchObject({ text: '–', hole: true })
})

it('stands higher for a higher value, on the scale of its row', () => {
  const [pain] = rowsOf(FIGURE, columnsOf(DAYS, 1000), 0)
  const [first, second] = pain?.cells ?? []
  expect(first?.y).toBeLessThan(second?.y ?? 0)
})

it('prints every value, and reads as a table whichever is drawn', async () => {
  const place = mount(TimeFigure, {
    props: { figure: FIGURE, caption: 'Pain over 4 visits' },
    attachTo: document.body,
  })
  expect(place.findAll('text.value').map((text) => text.text())).toEqual([
    '7',
    '2',
    '–',
    '6',
    '3',
    '1',
    '1',
    '–',
  ])
  const lines = (): string[][] =>
    place.findAll('tr').map((line) => line.findAll('th, td').map((cell) => cell.text()))
  expect(lines()).toEqual([
    ['Visit', 'Pain, 0–10', 'Tenderness, 0–4', 'Done'],
    ['30 Aug', '7', '3', 'injected: lidocaine 30 mg'],
    ['13 Sep', '2', '1', ''],
    ['11 Oct', 'not asked', '1', ''],
    ['today', '6', 'not examined', ''],
  ])
  const { violations } = await axe.run(document.querySelector('.figure') ?? document)
  expect(violations.map((violation) => violation.id)).toEqual([])
  await place.get('button').trigger('click')
  expect(place.find('svg').exists()).toBe(false)
  expect(lines()).toHaveLength(5)
  place.unmount()
})
