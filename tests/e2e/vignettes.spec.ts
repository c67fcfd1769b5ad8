import type { Page } from '@playwright/test'
import { readPdf, type PdfFacts } from '../fixtures/pdf'
import { EXPECTED, VIGNETTES, type PlainVisit } from '../fixtures/vignettes'
import { Chart } from './chart'
import { expect, test } from './launch'
import {
  allowProcedures,
  answerSaveDialog,
  firstRun,
  openHandout,
  register,
  savePdf,
  signVisit,
  startVisit,
  switchRulesOn,
} from './steps'

/** The day of the last visit of every vignette; visits before it are entered late. */
const NOW = '2026-11-22T09:00:00Z'
type Launched = Awaited<ReturnType<Parameters<Parameters<typeof test>[2]>[0]['launch']>>

const bar = (page: Page) => page.getByRole('region', { name: 'Prompts' })

/** Rules that the bar shows, one after the other, by its own key. */
async function prompts(page: Page): Promise<{ rule: string; level: string }[]> {
  if ((await bar(page).getByText('No prompts').count()) > 0) return []
  const from = bar(page).locator('small')
  const many = bar(page).getByText(/\d+ of \d+/u)
  const total = (await many.count()) === 0 ? 1 : Number(/of (\d+)/u.exec(await many.innerText())?.[1])
  const shown: { rule: string; level: string }[] = []
  for (let at = 1; at <= total; at += 1) {
    if (total > 1) await expect(many).toContainText(`${at} of ${total}`)
    const level = /STOP|CHECK|NOTE/u.exec(await bar(page).innerText())?.[0] ?? ''
    shown.push({ rule: (await from.innerText()).split(',')[0] ?? '', level })
    if (total > 1) await bar(page).getByRole('button', { name: 'Next prompt' }).click()
  }
  return shown
}

/** A clinic with procedures in scope, every rule switched on, and the vignette's patient on screen. */
async function begin({ page }: Launched, id: keyof typeof VIGNETTES): Promise<Chart> {
  await firstRun(page)
  await allowProcedures(page)
  await switchRulesOn(page)
  await register(page, VIGNETTES[id].patient)
  return new Chart(page)
}
async function chartVisit(page: Page, chart: Chart, visit: PlainVisit | undefined): Promise<void> {
  if (visit === undefined) throw new Error('The vignette has no such visit')
  await startVisit(page, visit.visitOn)
  await chart.visit(visit)
}
const backToPatient = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Back to the patient' }).click()

async function saved({ app, page }: Launched, path: string): Promise<PdfFacts> {
  await openHandout(page)
  await answerSaveDialog(app, path)
  await savePdf(page)
  return readPdf(path)
}
/** The bar shows exactly what the vignette is to fire, each once. */
async function expectPrompts(page: Page, key: keyof typeof EXPECTED): Promise<void> {
  const { fires, mustNot, levels = {}, first } = EXPECTED[key]
  const shown = await prompts(page)
  // The bar shows each once.
  expect(shown.map(({ rule }) => rule).toSorted()).toEqual(fires.toSorted())
  for (const rule of mustNot) expect(shown.map((one) => one.rule)).not.toContain(rule)
  for (const [rule, level] of Object.entries(levels))
    expect(shown.find((one) => one.rule === rule)?.level, rule).toBe(level)
  if (first !== undefined) expect(shown[0]?.rule).toBe(first)
}
const words = (pdf: PdfFacts): string => pdf.text.join(' ')

test('V1: what was expected and nothing else', async ({ launch }) => {
  const opened = await launch({ now: NOW })
  const { page } = opened
  const chart = await begin(opened, 'V1')
  await chartVisit(page, chart, VIGNETTES.V1.visits[0])
  await expectPrompts(page, 'V1')
  await signVisit(page)
})

test('V1 with paracetamol alone: what was expected and nothing else', async ({ launch }) => {
  const opened = await launch({ now: NOW })
  const { page } = opened
  const chart = await begin(opened, 'V1-variant-paracetamol-alone')
  await chartVisit(page, chart, VIGNETTES['V1-variant-paracetamol-alone'].visits[0])
  await expectPrompts(page, 'V1-variant-paracetamol-alone')
  await signVisit(page)
})

test('V2: after a crash the fracture prompt holds reassurance back until it is answered', async ({
  launch,
}, info) => {
  const opened = await launch({ now: NOW })
  const { page } = opened
  const chart = await begin(opened, 'V2')
  await chartVisit(page, chart, VIGNETTES.V2.visits[0])
  await expectPrompts(page, 'V2-open')
  await bar(page).getByRole('button', { name: 'Not applicable…' }).click()
  await bar(page).getByLabel('Why it does not apply').fill('assessed, no bony tenderness, fracture unlikely')
  await bar(page).getByRole('button', { name: 'Keep reason' }).click()
  await expect(bar(page)).toContainText('R10')
  // R02 fires still, and is answered: the bar shows what is open.
  const answered = EXPECTED['V2-answered-not-applicable'].fires
  expect((await prompts(page)).map(({ rule }) => rule)).toEqual(answered.filter((rule) => rule !== 'R02'))
  await signVisit(page)
  await expect(
    page.getByText(/not applicable.*assessed, no bony tenderness, fracture unlikely/u).first(),
  ).toBeVisible()
  const pdf = await saved(opened, info.outputPath('V2.pdf'))
  await expect(page.getByText('Held back by open prompts')).toHaveCount(0)
  expect(words(pdf)).toContain('usually not serious')
})

test('V2 left open: the handout does not reassure, and says which prompt holds it', async ({
  launch,
}, info) => {
  const opened = await launch({ now: NOW })
  const { page } = opened
  const chart = await begin(opened, 'V2')
  await chartVisit(page, chart, VIGNETTES.V2.visits[0])
  await signVisit(page)
  const pdf = await saved(opened, info.outputPath('V2-open.pdf'))
  await expect(page.getByText('Held back by open prompts')).toBeVisible()
  expect(words(pdf)).not.toMatch(/usually not serious|Usually not\./u)
})

test('V3: in pregnancy the sheet names no NSAID and no stretch on the back', async ({ launch }, info) => {
  const opened = await launch({ now: NOW })
  const { page } = opened
  const chart = await begin(opened, 'V3')
  await chartVisit(page, chart, VIGNETTES.V3.visits[0])
  await expectPrompts(page, 'V3')
  await signVisit(page)
  const pdf = await saved(opened, info.outputPath('V3.pdf'))
  expect(pdf.pages).toBeLessThanOrEqual(2)
  expect(words(pdf)).toContain('Zz-Test Cedar')
  expect(words(pdf)).not.toMatch(/Pain medicine|Take it with food|Lie on your back/u)
  expect(words(pdf)).toContain('Do not take unless your doctor says so ibuprofen')
  expect(words(pdf)).toMatch(/left side/u)
})

test('V4: a mass that grows is told apart, over two visits of the same nodule', async ({ launch }, info) => {
  test.setTimeout(120_000)
  const opened = await launch({ now: NOW })
  const { page } = opened
  const chart = await begin(opened, 'V4')
  const [before, now] = VIGNETTES.V4.visits
  await chartVisit(page, chart, before)
  await signVisit(page)
  // Both days stand wherever the visit is read: on the note and on the sheet.
  await expect(page.getByText(/13 Sep 2026.*entered late on 22 Nov 2026/u).first()).toBeVisible()
  await openHandout(page)
  const sheet = page.getByRole('region', { name: 'The sheet as it prints' })
  await expect(sheet).toContainText(/13 September 2026.*entered late.*22 November 2026/u)
  await page.getByRole('button', { name: 'Back to the visit' }).click()
  await backToPatient(page)
  await expect(page.getByRole('button', { name: /13 Sep.*entered late/u })).toBeVisible()
  await chartVisit(page, chart, now)
  await expectPrompts(page, 'V4')
  await signVisit(page)
  const pdf = await saved(opened, info.outputPath('V4.pdf'))
  expect(words(pdf)).not.toMatch(/usually not serious|Usually not\./u)
  await expect(page.getByText('Held back by open prompts')).toBeVisible()
})

test('V5: an emergency is signed as incomplete, and its one-page sheet prints', async ({ launch }, info) => {
  test.setTimeout(120_000)
  const opened = await launch({ now: NOW })
  const { page } = opened
  const chart = await begin(opened, 'V5')
  const [before, now] = VIGNETTES.V5.visits
  await chartVisit(page, chart, before)
  await signVisit(page)
  await backToPatient(page)
  await chartVisit(page, chart, now)
  await expect(bar(page)).toContainText('STOP')
  await expectPrompts(page, 'V5')
  await signVisit(page, 'incompleteEmergency')
  await expect(page.getByRole('heading', { name: 'Not done' })).toBeVisible()
  await openHandout(page)
  await expect(page.getByText(/Emergency sheet, visit of/u)).toBeVisible()
  const path = info.outputPath('V5.pdf')
  await answerSaveDialog(opened.app, path)
  await savePdf(page)
  const pdf = await readPdf(path)
  expect(pdf.pages).toBe(1)
  expect(words(pdf)).toContain('Zz-Test Elder')
  expect(words(pdf)).toContain('995')
})

test('V6: an injection and three follow-ups of the same nodule', async ({ launch }, info) => {
  test.setTimeout(150_000)
  const opened = await launch({ now: NOW })
  const { page } = opened
  const chart = await begin(opened, 'V6')
  const told = ['V6-visit0', 'V6-week2', 'V6-week6', 'V6-week12'] as const
  for (const [index, key] of told.entries()) {
    await chartVisit(page, chart, VIGNETTES.V6.visits[index])
    await expectPrompts(page, key)
    await signVisit(page)
    if (index < told.length - 1) await backToPatient(page)
  }
  const pdf = await saved(opened, info.outputPath('V6.pdf'))
  expect(words(pdf)).toContain('Zz-Test Fennel')
  await page.getByRole('button', { name: 'Back to the visit' }).click()
  await backToPatient(page)
  await expect(page.getByRole('button', { name: /signed/u })).toHaveCount(4)
})
