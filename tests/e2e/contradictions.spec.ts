import type { FieldId } from '@shared/exam/definition'
import { VIGNETTES } from '../fixtures/vignettes'
import { Chart } from './chart'
import { expect, test } from './launch'
import { allowProcedures, firstRun, register, startVisit } from './steps'

const [first] = VIGNETTES.V6.visits
const { injection = [], nodule = [] } = first!.groups

test('answers that contradict each other are refused or asked about, and nothing refused can be signed', async ({
  launch,
}) => {
  test.setTimeout(150_000)
  const { page } = await launch({ now: '2026-11-22T09:00:00Z' })
  await firstRun(page)
  await allowProcedures(page)
  await register(page, VIGNETTES.V6.patient)
  await startVisit(page, first!.visitOn)
  const chart = new Chart(page)
  await chart.visit(first!)
  const [lump] = nodule
  const [shot] = injection
  const sign = page.getByRole('button', { name: /^Sign…/u })
  await expect(sign).toHaveText(/^Sign…$/u)

  /** Answers a field, sees the words at a field, and puts the first one back. */
  const contradict = async (
    [fieldId, answer, back]: [FieldId, string | number | string[], string | number | string[] | undefined],
    words: string | RegExp,
    { at = fieldId, entry, level }: { at?: FieldId; entry?: string; level: 'E' | 'W' },
  ): Promise<void> =>
    test.step(`${fieldId} ${String(answer)}`, async () => {
      await chart.answer(fieldId, answer, entry)
      const row = chart.row(at, entry)
      await expect(row.getByText(words).last()).toBeVisible()
      await expect(row.getByLabel('Reason for keeping it')).toHaveCount(level === 'W' ? 1 : 0)
      await expect(sign).toHaveText(/to answer/u)
      if (back === undefined) await page.keyboard.press('Control+z')
      else await chart.answer(fieldId, back, entry)
      await expect(row.getByText(words)).toHaveCount(0)
    })

  await chart.section('complaint')
  await contradict(['complaint.painWorst', 6, 8], /^Worst pain is lower than pain now\./u, {
    level: 'W',
  })
  await contradict(['complaint.painAverage', 9, 7], /^Worst pain is lower than the average\./u, {
    at: 'complaint.painWorst',
    level: 'W',
  })
  await contradict(
    ['complaint.radiation', ['buttock'], undefined],
    '“none” stands with another value. Keep both? Say why.',
    {
      level: 'W',
    },
  )
  await contradict(
    ['complaint.painWithoutPressure', 'persistent', 'none'],
    /^Persistent pain here, no night or rest pain/u,
    {
      level: 'W',
    },
  )
  await chart.section('palpation')
  await contradict(
    ['palpation.result', 'noneFelt', 'felt'],
    'None felt, yet a nodule is recorded as felt. Which is it?',
    {
      level: 'E',
    },
  )
  await page.getByRole('tab', { name: /^R1/u }).click()
  const nodules = { entry: lump!.entryId }
  await contradict(['nodule.side', 'left', 'right'], 'Side says left, the map says right. Which is it?', {
    ...nodules,
    level: 'E',
  })
  // The label follows the side until the first signature.
  await contradict(
    ['nodule.side', 'midline', 'right'],
    'Side says midline, the map says right. Keep it? Say why.',
    {
      ...nodules,
      level: 'W',
    },
  )
  await contradict(['nodule.zone', 'upperButtock', 'psis'], /^Zone says upper buttock, the map says PSIS/u, {
    ...nodules,
    level: 'W',
  })
  await contradict(
    ['nodule.painOnPressure', 0, 7],
    'Tenderness 3 with pain 0 on pressure. Keep both? Say why.',
    {
      ...nodules,
      level: 'W',
    },
  )
  await contradict(
    ['nodule.skin', ['red'], undefined],
    '“normal” stands with another value. Keep both? Say why.',
    {
      ...nodules,
      level: 'W',
    },
  )
  await chart.section('plan')
  await page
    .getByRole('tab', { name: /^Procedure|^Injection/u })
    .first()
    .click()
  await contradict(
    ['injection.side', 'left', 'right'],
    'Procedure says left, the nodule says right. Which is it?',
    {
      entry: shot!.entryId,
      level: 'E',
    },
  )
  await expect(sign).toHaveText(/^Sign…$/u)

  await chart.answer('injection.side', 'left', shot!.entryId)
  await sign.click()
  const dialog = page.getByRole('alertdialog', { name: 'Sign this visit' })
  await expect(dialog.getByText('1 to answer before this visit can be signed:')).toBeVisible()
  await expect(dialog.getByLabel(/^Passphrase of/u)).toHaveCount(0)
  await expect(dialog.getByRole('heading', { name: /^R1: the side is not the same/u })).toBeVisible()
  for (const said of ['the map says right', 'the card says right'])
    await expect(dialog.getByRole('button', { name: said })).toBeVisible()
  await dialog.getByRole('button', { name: 'procedure says left' }).click()
  await expect(chart.row('injection.side', shot!.entryId).locator(':focus')).toHaveCount(1)
})
