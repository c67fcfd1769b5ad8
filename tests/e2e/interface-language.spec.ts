import type { ElectronApplication, Page } from '@playwright/test'
import { plural, t, told, words, type Words } from '../../renderer/language/text'
import { words as pseudo } from '../../renderer/language/pseudo'
import { words as chinese } from '../../renderer/language/zh-hans'
import { VIGNETTES } from '../fixtures/vignettes'
import { Chart } from './chart'
import { expect, test } from './launch'
import { firstRun, register, signVisit, startVisit, unlock } from './steps'

const { patient, visits } = VIGNETTES.V1
const visit = visits[0]!
const NOW = '2026-11-22T09:00:00Z'

test.afterEach(() => {
  words.value = undefined
})

/** Texts that stand outside the window, or are cut off at the side by what holds them. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const says = (element: Element): boolean =>
      [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
      )
    return [...document.querySelectorAll<HTMLElement>('#app *, [role=dialog] *, [role=alertdialog] *')]
      .filter((element) => says(element) && element.closest('.vh, svg, .paper, [aria-hidden=true]') === null)
      .filter((element) => {
        const box = element.getBoundingClientRect()
        if (box.width === 0 || box.height === 0) return false
        const hides = getComputedStyle(element).overflowX !== 'visible'
        return (
          box.left < -1 ||
          box.right > innerWidth + 1 ||
          (hides && element.scrollWidth > element.clientWidth + 1)
        )
      })
      .map((element) => element.textContent.trim().slice(0, 60))
  })
/** Loads the window once more, as a start does; the vault of this run is locked then. */
const anew = (app: ElectronApplication): Promise<void> =>
  app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    await window?.loadURL(window.webContents.getURL())
  })
/** Marks of texts that nobody has translated. */
const untranslated = async (page: Page): Promise<number> => page.getByText('⟦').count()

/** A clinic, a patient, the visit of V1 and its signature, in the language set; the screens are looked at on the way. */
async function chartAndSign(page: Page, seen: (screen: string) => Promise<void>): Promise<void> {
  await firstRun(page, 'pain specialist', (screen) => seen(`first run, ${screen}`))
  await seen('patients')
  await register(page, patient)
  await seen('patient')
  await startVisit(page, visit.visitOn)
  await seen('visit')
  const chart = new Chart(page)
  await chart.visit(visit)
  await seen('nodule')
  await signVisit(page)
  await seen('signed')
}

test('Chinese from the first screen: unlock, register, chart and sign; kept on this laptop', async ({
  launch,
}, info) => {
  test.setTimeout(240_000)
  const { app, page } = await launch({ now: NOW })
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  const draft = '简体中文为草稿，未经母语人士审核。'
  await expect(page.getByText(draft)).toBeVisible()
  await expect(page.getByText('Draft, not reviewed by a native speaker.')).toBeVisible()
  await page.getByRole('button', { name: '简体中文' }).click()
  words.value = chinese
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans')
  await expect(page.getByText(draft)).toBeVisible()
  const seen = async (screen: string): Promise<void> => {
    expect(await untranslated(page), screen).toBe(0)
    expect(await cutOff(page), screen).toEqual([])
    await page.screenshot({ path: info.outputPath(`${screen}.png`) })
  }
  await chartAndSign(page, seen)
  // The bundled face draws the ideographs, whatever the laptop has.
  expect(await page.evaluate(() => document.fonts.check("16px 'Noto Sans SC'", '签署'))).toBe(true)

  await page.keyboard.press('Control+L')
  await expect(page.getByRole('button', { name: t('Unlock'), exact: true })).toBeVisible()
  await anew(app)
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans')
  await expect(page.getByRole('button', { name: t('Unlock'), exact: true })).toBeVisible()
  await seen('unlock')
  await unlock(page)
  await expect(page.getByText(plural(1, '{n} patients'))).toBeVisible()
  await page.getByRole('button', { name: t('Settings') }).click()
  await page.getByRole('button', { name: t('Look'), exact: true }).click()
  await expect(page.getByText(draft)).toBeVisible()
  await seen('look')
  await page.keyboard.press('F1')
  await expect(page.getByRole('dialog').getByText(told('lock; the draft is kept'))).toBeVisible()
  await seen('keys')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'English' }).click()
  words.value = undefined
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page.getByRole('heading', { level: 1, name: 'Look' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'English' })).toBeFocused()
})

/** Keeps a language on this laptop that is not offered; the next start speaks it. */
async function keep(page: Page, spoken: Words): Promise<void> {
  await expect(page.getByRole('main')).toBeVisible()
  await page.evaluate((language) => localStorage.setItem('palpa.language', language), spoken.language)
}

test('laid out from the right a visit is charted and signed, and the body does not mirror', async ({
  launch,
}, info) => {
  test.setTimeout(240_000)
  const { app, page } = await launch({ now: NOW })
  await keep(page, pseudo)
  await anew(app)
  words.value = pseudo
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  const seen = async (screen: string): Promise<void> => {
    expect(await cutOff(page), screen).toEqual([])
    await page.screenshot({ path: info.outputPath(`${screen}.png`) })
    if (screen !== 'nodule') return
    const map = page.getByRole('application')
    const sides = await Promise.all(
      [t('left'), t('right')].map(async (side) => {
        const box = await map.locator('.side', { hasText: side }).boundingBox()
        return (box?.x ?? Number.NaN) + (box?.width ?? 0) / 2
      }),
    )
    expect(sides[0]).toBeLessThan(sides[1]!)
    // The rail stands at the right, the map at the left of the screen.
    const rail = await page.getByRole('navigation', { name: t('Sections') }).boundingBox()
    const plate = await map.boundingBox()
    expect(rail!.x).toBeGreaterThan(plate!.x)
    const middle = plate!.x + plate!.width / 2
    const mark = await map.getByRole('button', { name: /^R1/u }).boundingBox()
    expect(mark!.x + mark!.width / 2).toBeGreaterThan(middle)
  }
  await chartAndSign(page, seen)
})
