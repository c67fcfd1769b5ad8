import type { Page } from '@playwright/test'
import type { PalpaApi } from '@shared/ipc/contract'
import type { ExamBody } from '@shared/records/exam'
import { bodyOf, said, VIGNETTES } from '../fixtures/vignettes'
import { withAnswer } from '@shared/exam/edit'
import { faults } from './axe-faults'
import { expect, test } from './launch'
import { firstRun, PASSPHRASE, register, startVisit } from './steps'

/** Mistakes with charts, and how they are put right: registered twice, charted on the wrong patient, begun in error. */

const NOW = '2026-11-22T09:00:00Z'
const [VISIT] = VIGNETTES.V1.visits
const ASTER = VIGNETTES.V1.patient
/** The same person once more, under another name: not a slip of the pen away, so that the search tells them apart. */
const WILLOW = { ...ASTER, given: 'Zz-Test Willow', bornOn: '1980-03-21' }
const BRIAR = { ...ASTER, given: 'Zz-Test Briar', bornOn: '1971-07-02' }

/** A visit signed through the calls of the window: what is tried here begins after it. */
const signedVisit = async (page: Page, clinicNumber: string, body: ExamBody): Promise<void> => {
  const code = await page.evaluate(
    async ([number, answers, passphrase]) => {
      const { palpa } = window as unknown as { palpa: PalpaApi }
      const found = await palpa['patients.search']({ text: number, limit: 5 })
      const row = found.ok ? found.value.rows.find((one) => one.clinicNumber === number) : undefined
      const begun = await palpa['exams.start']({ patientId: row?.patientId ?? '', visitOn: answers.visitOn })
      if (!begun.ok) return begun.error.code
      const { examId, sequence } = begun.value
      const saved = await palpa['exams.saveDraft']({ examId, baseSequence: sequence, body: answers })
      if (!saved.ok) return saved.error.code
      const baseSequence = saved.value.sequence
      const signed = await palpa['exams.sign']({ examId, baseSequence, mode: 'complete', passphrase })
      return signed.ok ? 'ok' : JSON.stringify(signed.error)
    },
    [clinicNumber, body, PASSPHRASE] as const,
  )
  expect(code).toBe('ok')
}
const body = bodyOf(VISIT!)
const allergic = withAnswer(body, 'medicines.otherAllergy', said(['latex'], NOW))

const choose = async (page: Page, label: string, given: string): Promise<void> => {
  await page.getByRole('combobox', { name: label }).fill(given)
  await page.getByRole('option', { name: new RegExp(given, 'u') }).click()
}
const home = (page: Page): Promise<void> =>
  page
    .getByRole('button', { name: /Patients/u })
    .first()
    .click()
/** By its number, which no other chart has: at home in the box that stands there, elsewhere in the one that the key opens. */
const openPatient = async (page: Page, number: string): Promise<void> => {
  await page.keyboard.press('Control+K')
  await page.getByRole('combobox', { name: /^Find a patient/u }).fill(number)
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^No\. \d{5}/u).first()).toBeVisible()
  await expect(page.getByRole('combobox', { name: /^Find a patient/u })).toHaveCount(0)
}

test('two charts of one person are joined and separated, by keys', async ({ launch }) => {
  test.setTimeout(120_000)
  const { page } = await launch({ now: NOW })
  const found: string[] = []
  const look = async (screen: string): Promise<void> => void found.push(...(await faults(page, screen)))
  await firstRun(page)
  await register(page, WILLOW)
  await signedVisit(page, '00001', allergic)
  await home(page)
  await register(page, ASTER)
  await signedVisit(page, '00002', body)
  await home(page)
  await openPatient(page, '00002')
  await expect(page.getByText(/^Allergies:\s*none/u)).toBeVisible()
  await page.keyboard.press('Alt+J')
  await expect(page.getByRole('heading', { name: 'Join another chart with this one' })).toBeVisible()
  await choose(page, 'The other chart of this person', 'Willow')
  const sides = page.getByRole('table', { name: 'What each chart holds' })
  await expect(sides.getByRole('row', { name: /Birth date\s*differs/u })).toBeVisible()
  await expect(page.getByText('Birth date differs. Make sure')).toBeVisible()
  await expect(page.getByText('R1 of No. 00001 reads “R1 (00001)” from now on.')).toBeVisible()
  await look('join charts')
  await page.getByLabel('Reason').fill('Registered twice; identity card seen')
  await page.getByLabel(/^Passphrase of/u).fill(PASSPHRASE)
  await page.keyboard.press('Enter')

  await expect(page.getByText('No. 00002, also 00001')).toBeVisible()
  // What one chart knew is not undone by the other.
  await expect(page.getByText(/^Allergies:\s*latex/u)).toBeVisible()
  await expect(page.getByText('Charted as Zz-Test Willow')).toBeVisible()
  await expect(
    page.getByText(/Joined 22 Nov 2026, 09:\d\d, Dr Zz-Test Linden: Registered twice/u),
  ).toBeVisible()
  await look('patient, joined')
  // The other number leads here.
  await openPatient(page, '00001')
  await expect(page.getByText('No. 00002, also 00001')).toBeVisible()

  await page.getByRole('button', { name: 'Separate…' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Separate these charts' })
  await look('separate charts')
  await dialog.getByLabel('Reason').fill('Two people after all')
  await dialog.getByLabel(/^Passphrase of/u).fill(PASSPHRASE)
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Allergies:\s*none/u)).toBeVisible()
  await expect(page.getByText('No. 00002', { exact: true })).toBeVisible()
  await expect(page.getByText('Charted as Zz-Test Willow')).toHaveCount(0)
  expect(found).toEqual([])
})

test('charts that nobody charted in yet are joined, and the first visit is begun in the one that stands', async ({
  launch,
}) => {
  const { page } = await launch({ now: NOW })
  await firstRun(page)
  await register(page, WILLOW)
  await home(page)
  await register(page, ASTER)
  await page.keyboard.press('Alt+J')
  await choose(page, 'The other chart of this person', 'Willow')
  await expect(page.getByText('Birth date differs. Make sure')).toBeVisible()
  await page.getByLabel('Reason').fill('Registered twice at the desk')
  await page.getByLabel(/^Passphrase of/u).fill(PASSPHRASE)
  await page.keyboard.press('Enter')
  await expect(page.getByText('No. 00002, also 00001')).toBeVisible()
  await expect(page.getByText('No visits yet.')).toBeVisible()
  // The other number leads here, and one visit is begun for both.
  await home(page)
  await openPatient(page, '00001')
  await expect(page.getByText('No. 00002, also 00001')).toBeVisible()
  await startVisit(page, VISIT!.visitOn)
  await expect(page.getByRole('heading', { level: 1, name: /Aster/u })).toBeVisible()
  await page.getByRole('button', { name: 'Back to the patient' }).click()
  // While it is being charted nobody pulls the two apart.
  await page.getByRole('button', { name: 'Separate…' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Separate these charts' })
  await dialog.getByLabel('Reason').fill('Two people after all')
  await dialog.getByLabel(/^Passphrase of/u).fill(PASSPHRASE)
  await page.keyboard.press('Enter')
  await expect(dialog.getByText(/open/u)).toBeVisible()
})

test('a visit on the wrong patient goes to the right one; a draft begun in error is discarded and comes back', async ({
  launch,
}) => {
  test.setTimeout(120_000)
  const { page } = await launch({ now: NOW })
  const found: string[] = []
  const look = async (screen: string): Promise<void> => void found.push(...(await faults(page, screen)))
  await firstRun(page)
  await register(page, BRIAR)
  await home(page)
  await register(page, ASTER)
  await signedVisit(page, '00002', body)
  await home(page)
  await openPatient(page, '00002')
  await page.getByRole('button', { name: /signed \d\d:\d\d/u }).click()
  // The patient's page shows the last note with its signature too.
  await expect(page.getByRole('button', { name: /^Addendum/u })).toBeVisible()

  await page.keyboard.press('Alt+U')
  const addendum = page.getByRole('alertdialog', { name: 'Addendum' })
  await look('addendum')
  await addendum.getByLabel('Addendum').fill('Phoned: pain gone.')
  await addendum.getByLabel('Reason').fill('Phone call')
  await addendum.getByLabel(/^Passphrase of/u).fill(PASSPHRASE)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Added to after signing' })).toBeVisible()

  await page.keyboard.press('Alt+X')
  const error = page.getByRole('alertdialog', { name: 'This visit was entered in error' })
  await expect(error).toBeVisible()
  await look('entered in error')
  await page.keyboard.press('Escape')
  await expect(error).toHaveCount(0)

  await page.keyboard.press('Alt+M')
  await choose(page, 'Whose visit was it?', 'Briar')
  await expect(
    page.getByRole('region', { name: 'Out of this chart' }).getByText('Zz-Test Aster'),
  ).toBeVisible()
  await expect(page.getByRole('region', { name: 'Into this chart' }).getByText('Zz-Test Briar')).toBeVisible()
  await look('move visit')
  await page.getByLabel('Reason').fill('The list was out of order')
  await page.getByLabel(/^Passphrase of/u).fill(PASSPHRASE)
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Charted in another chart first/u)).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: /Briar/u })).toBeVisible()
  await look('moved here, draft')

  await page.keyboard.press('Alt+K')
  const discard = page.getByRole('alertdialog', { name: 'Discard this draft' })
  await look('discard draft')
  await discard.getByLabel('Reason').fill('Begun twice')
  await discard.getByRole('button', { name: 'Discard the draft' }).click()
  await expect(page.getByText('Begun by mistake')).toBeVisible()
  await expect(page.getByText(/^Discarded 22 Nov 2026, .* Begun twice$/u)).toBeVisible()
  await look('patient, discarded')
  await page.getByRole('button', { name: 'Bring it back' }).click()
  await expect(page.getByText(/^Charted in another chart first/u)).toBeVisible()

  await openPatient(page, '00002')
  await expect(page.getByText('Charted here by mistake')).toBeVisible()
  await expect(page.getByText(/Moved to another chart 22 Nov 2026/u)).toBeVisible()
  await look('patient, moved away')
  await page.getByRole('button', { name: /Charted here by mistake/u }).click()
  await expect(page.getByRole('heading', { name: 'Charted here by mistake' })).toBeVisible()
  await look('signed, moved away')
  expect(found).toEqual([])
})
