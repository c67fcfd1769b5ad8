import { VIGNETTES } from '../fixtures/vignettes'
import { Chart } from './chart'
import { expect, test } from './launch'
import { firstRun, register, startVisit } from './steps'

/** What a hand on a touch screen may miss by, CSS pixels. */
const SLIP = 8

test('left and right of a test stand apart, each behind its name and inside the form, by mouse, by touch and in a narrow window', async ({
  launch,
}) => {
  const { page } = await launch({ now: '2026-11-22T09:00:00Z' })
  await page.setViewportSize({ width: 1280, height: 800 })
  await firstRun(page)
  await register(page, VIGNETTES.V1.patient)
  await startVisit(page, '2026-11-22')
  await new Chart(page).section('neurology')
  for (const [density, width] of [
    ['', 1280],
    ['touch', 1280],
    ['', 900],
  ] as const) {
    await page.setViewportSize({ width, height: 800 })
    await page.evaluate((to) => {
      document.documentElement.dataset['density'] = to
    }, density)
    const gaps = await page.locator('.row.paired').evaluateAll((rows) =>
      rows.map((row) => {
        const halves = [row.querySelector('.own'), row.querySelector('.sub')]
        const [left, right] = halves.map((half) => {
          const box = half?.querySelector('.name ~ *:not(.name, .vh)')?.getBoundingClientRect()
          return { named: half?.querySelector('.name')?.textContent ?? '', box: box ?? new DOMRect() }
        })
        if (left === undefined || right === undefined) return 'no pair'
        const apart = Math.max(right.box.top - left.box.bottom, right.box.left - left.box.right)
        const stacked = right.box.top >= left.box.bottom
        return {
          named: `${left.named} ${right.named}`,
          apart,
          askew: stacked ? right.box.left - left.box.left : 0,
          over: Math.max(left.box.right, right.box.right) > row.getBoundingClientRect().right,
        }
      }),
    )
    // Angle, leg pain, five of power, two reflexes, five of touch.
    expect(gaps).toHaveLength(14)
    for (const gap of gaps) {
      expect(gap).toMatchObject({ named: 'left right', askew: 0, over: false })
      expect(gap).toHaveProperty('apart')
      expect((gap as { apart: number }).apart).toBeGreaterThanOrEqual(SLIP)
    }
    const titles = page.locator('.block .title')
    expect(await titles.count()).toBeGreaterThan(0)
    expect(
      await titles.evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length),
    ).toBe(0)
  }
})
