import type { ElectronApplication, Page } from '@playwright/test'
import { CHECK_TEXTS } from '@shared/exam/checks/texts'
import { RULES } from '@shared/prompts/rule-set'
import { t, told, words } from '../../renderer/language/text'
import { words as chinese } from '../../renderer/language/zh-hans'
import { sealClinic } from '../demo/seal-clinic'
import { oftenSeen } from '../fixtures/clinic'
import { PASSPHRASE } from '../fixtures/records'
import { VIGNETTES } from '../fixtures/vignettes'
import { Chart } from './chart'
import { expect, test } from './launch'
import { unlock } from './steps'

/** Latin that is right on a Chinese screen: people, labels of nodules, symbols, names of tests, batches, letters of keys. */
const LATIN = [
  /(?:Dr )?Zz-Test \p{L}+(?: Clinic)?/gu,
  /\bR\d+\w*|\b[LRMSG]\d+\b/gu,
  /mL\/min\/1\.73 m²|\b(?:mg|mL|g|kg|KB)\b|\b(?:INR|eGFR|MRI|SSRI|SNRI|ACE|ARB|NICE|PDF)\b/gu,
  /Gaenslen|RMDQ|Palpa|\bZZ-\d+\b/gu,
  /\b(?:Ctrl|Alt|Shift|Esc|Enter|Tab|F\d+|[A-Z])\b/gu,
]
/** What is English on purpose: the note, which is the record; titles of papers as published; keycaps. */
const LEFT_OUT = '[lang=en], kbd, .sources, .away'

/** Every text and every accessible name on the screen that still has a Latin letter. */
const latinOn = async (page: Page, within = '#app, [role=dialog], [role=alertdialog]'): Promise<string[]> => {
  const texts = await page.evaluate(
    ([leftOut, roots]) => {
      const all = [...document.querySelectorAll(`:is(${roots}) *`)]
      return all
        .filter((element) => element.closest(leftOut) === null)
        .flatMap((element) => [
          // A letter that is underlined parts its label in three.
          ...(element.querySelector(':scope > u:not(.away)') === null
            ? [...element.childNodes]
                .filter((node) => node.nodeType === Node.TEXT_NODE && element.tagName !== 'U')
                .map((node) => node.textContent ?? '')
            : [element.textContent]),
          element.getAttribute('aria-label') ?? '',
          element.getAttribute('title') ?? '',
          element.getAttribute('aria-valuetext') ?? '',
        ])
        .map((text) => text.trim())
    },
    [LEFT_OUT, within] as const,
  )
  return [...new Set(texts)].filter((text) =>
    /[A-Za-z]/u.test(LATIN.reduce((left, allowed) => left.replace(allowed, ''), text)),
  )
}

/** Labels and keys that are cut off, or stand outside of what holds them. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-rows] :is(.lab, button, .title, .unit, .name)')]
      .filter((element) => element.closest('.vh') === null && element.getBoundingClientRect().width > 0)
      .filter((element) => {
        const row = element.closest('[data-rows]')?.getBoundingClientRect()
        const box = element.getBoundingClientRect()
        return (
          element.scrollWidth > element.clientWidth + 1 ||
          (row !== undefined && (box.left < row.left - 1 || box.right > row.right + 1))
        )
      })
      .map((element) => element.textContent.trim()),
  )

/** Starts the window anew at its least size, in Chinese, and unlocks. */
async function inChinese(app: ElectronApplication, page: Page): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 })
  await expect(page.getByRole('main')).toBeVisible()
  await page.evaluate(() => localStorage.setItem('palpa.language', 'zh-Hans'))
  await app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    await window?.loadURL(window.webContents.getURL())
  })
  words.value = chinese
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans')
  await unlock(page, PASSPHRASE)
}

test.afterEach(() => {
  words.value = undefined
})

test('in Chinese a follow-up holds no English but names, symbols and the note', async ({
  launch,
  dataFolder,
}, info) => {
  test.setTimeout(300_000)
  await sealClinic(dataFolder, () => undefined, { patients: [oftenSeen(3, 2)] })
  const { app, page } = await launch()
  await inChinese(app, page)
  const seen: Record<string, string[]> = {}
  const look = async (screen: string): Promise<void> => {
    const found = [...(await latinOn(page)), ...(await cutOff(page)).map((text) => `cut off: ${text}`)]
    if (found.length > 0) seen[screen] = found
    await page.screenshot({ path: info.outputPath(`${screen.replaceAll(/\W+/gu, '-')}.png`) })
  }
  await page.getByRole('button', { name: t('Settings') }).click()
  await page.getByRole('button', { name: t('Prompts'), exact: true }).click()
  await expect(page.getByRole('heading', { name: new RegExp(told(RULES[0]!.name), 'u') })).toBeVisible()
  await look('rules')
  await page.getByRole('button', { name: new RegExp(`^${t('Patients')}`, 'u') }).click()
  await page.getByRole('combobox').first().fill('quince')
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: t('Nodules'), exact: true })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('region', { name: t('Then and now'), exact: true })).toBeVisible()
  const chart = new Chart(page)
  await chart.throughTabs((section, at) => look(`${section.id} ${at}`))
  await chart.section('palpation')
  await page.getByRole('tab', { name: /^R1/u }).click()
  await chart.key('sameSection')
  await look('nodule the same')

  const bar = page.getByRole('region', { name: t('Prompts') })
  await chart.section('redFlags')
  await chart.answer('redFlags.majorTrauma', 'yes')
  await chart.answer('redFlags.fever', { is: 'unknown' })
  await chart.answer('redFlags.bladder', 'yes')
  await expect(bar.getByRole('button', { name: t('Next prompt') })).toBeVisible()
  await look('prompts')
  await bar.getByRole('button', { name: new RegExp(t(', sources in full'), 'u') }).click()
  await look('sources')
  await page.getByRole('button', { name: new RegExp(`^${t('Sign…')}`, 'u') }).click()
  await expect(page.getByRole('alertdialog', { name: t('Sign this visit') })).toBeVisible()
  await look('sign')
  await page.keyboard.press('Escape')
  await chart.section('complaint')
  await chart.answer('complaint.painNow', 8)
  await chart.answer('complaint.painAverage', 9)
  await chart.answer('complaint.painWorst', 4)
  await expect(page.getByText(told(CHECK_TEXTS.worstBelowNow).slice(0, 6)).first()).toBeVisible()
  await look('to confirm')
  await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'))
  await look('dark')
  await page.setViewportSize({ width: 1920, height: 1080 })
  await chart.section('palpation')
  await look('wide')
  expect(seen).toEqual({})
})

test('in Chinese the list, the patient page, what holds the sheet back, and cards of a procedure and a picture', async ({
  launch,
  dataFolder,
}, info) => {
  test.setTimeout(240_000)
  const { V4, V6 } = VIGNETTES
  await sealClinic(dataFolder, () => undefined, {
    patients: [
      { why: 'a lump that is not soft', patient: V4.patient, visits: V4.visits },
      { why: 'an injection under way', patient: V6.patient, visits: [{ ...V6.visits[0]!, draft: true }] },
    ],
  })
  const { app, page } = await launch()
  await inChinese(app, page)
  const seen: Record<string, string[]> = {}
  const look = async (screen: string, within?: string): Promise<void> => {
    const found = [
      ...(await latinOn(page, within)),
      ...(await cutOff(page)).map((text) => `cut off: ${text}`),
    ]
    if (found.length > 0) seen[screen] = found
    await page.screenshot({ path: info.outputPath(`${screen.replaceAll(/\W+/gu, '-')}.png`) })
  }
  const choose = async (family: string): Promise<void> => {
    await page
      .getByRole('combobox', { name: t('Find a patient by name, number, phone or birth date') })
      .fill(family)
    await expect(page.getByRole('option')).toHaveCount(1)
  }
  const followUp = told('follow-up', 'visit.type')
  const line = page.getByRole('button', { name: new RegExp(`${followUp}，L1 .+，`, 'u') })
  await choose(V4.patient.family)
  await expect(line).toBeVisible()
  await look('list')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: t('Nodules'), exact: true })).toBeVisible()
  await expect(line).toBeVisible()
  await look('patient')
  await line.click()
  await page.getByRole('button', { name: new RegExp(`^${t('Handout')}`, 'u') }).click()
  await expect(page.getByRole('heading', { name: t('Held back by open prompts') })).toBeVisible()
  await look('held back', 'h2:has(+ ul), h2 + ul')
  await expect(page.getByRole('radio', { name: t('large print') })).toBeAttached()

  await page.keyboard.press('Control+L')
  await expect(page.getByLabel(t('Passphrase'), { exact: true })).toBeVisible()
  await inChinese(app, page)
  await choose(V6.patient.family)
  await page.keyboard.press('Enter')
  const chart = new Chart(page)
  await chart.section('plan')
  await page.getByRole('tab', { name: new RegExp(told('procedure'), 'iu') }).click()
  await look('procedure')
  await chart.section('images')
  await page.getByRole('tab', { name: new RegExp(told('picture'), 'iu') }).click()
  await look('ultrasound')
  expect(seen).toEqual({})
})
