import { expect, launchPalpa, test } from './launch'

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

test('a second start brings the first window forward and goes away', async ({ launch, dataFolder }) => {
  const { app, page } = await launch()
  await expect(page.locator('#app')).toBeAttached()
  const focused = app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<string>((resolve) => {
        const [window] = BrowserWindow.getAllWindows()
        if (window !== undefined) window.focus = () => resolve('brought forward')
      }),
  )
  const second = launchPalpa({ dataFolder }).then(
    (other) => other.close(),
    () => 'ended before it had a window',
  )
  expect(await focused).toBe('brought forward')
  await second
  expect(app.windows()).toHaveLength(1)
})
