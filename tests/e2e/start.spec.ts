import { expect, test } from './launch'

test('opens one window that is called Palpa, on an empty data folder', async ({ launch }) => {
  const { app, page } = await launch()
  await expect(page.locator('#app')).toBeAttached()
  expect(app.windows()).toHaveLength(1)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())).toBe(
    'Palpa',
  )
})

test('main reads the clock that the test runtime gives it', async ({ launch }) => {
  const { app } = await launch({ now: '2026-03-02T09:00:00Z' })
  const now = await app.evaluate(() => new Date().toISOString())
  expect(now).toMatch(/^2026-03-02T09:00:/)
})
