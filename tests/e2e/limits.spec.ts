import type { Locator, Page } from '@playwright/test'
import { PLACES, SECTIONS, type FieldId } from '@shared/exam/definition'
import type { AxesField, Field, QuantityField } from '@shared/exam/field-kinds'
import { doubtedByLimits, refusedByLimits } from '@shared/exam/limits'
import { filled, said } from '@shared/records/said'
import { VIGNETTES, type PlainVisit } from '../fixtures/vignettes'
import { Chart } from './chart'
import { expect, test } from './launch'
import { allowProcedures, firstRun, register, startVisit } from './steps'

/** V6 at its first visit, with every field opened that takes a number or a day. */
const [first] = VIGNETTES.V6.visits
const { injection = [], nodule = [] } = first!.groups
const visit: PlainVisit = {
  ...first!,
  values: {
    ...first!.values,
    'contributors.trauma': 'yes',
    'contributors.lifting': 'weekly',
    'contributors.pregnancy': 'pregnant',
    'redFlags.bladder': 'yes',
    'medicines.anticoagulant': 'warfarin',
    'plan.options': ['analgesia', 'heat', 'injection'],
  },
  groups: {
    nodule,
    analgesic: [{ entryId: 'analgesic', values: { 'analgesic.drug': 'paracetamol' } }],
    testInjection: [{ entryId: 'test', values: { 'testInjection.agent': 'lidocaine' } }],
    injection: injection.map((entry) => ({
      ...entry,
      values: { ...entry.values, 'injection.secondAgent': 'prilocaine' },
    })),
  },
}
/** Needs what this visit cannot have: an earlier injection, a dry needle beside the syringe, a picture. */
const ELSEWHERE: readonly FieldId[] = [
  'lateEffect.noticedOn',
  'injection.diameter',
  'image.takenOn',
  'image.axisLong',
  'image.axisShort',
  'image.axisDeep',
]

const message = (row: Locator, words: string): Locator => row.getByText(words, { exact: true }).last()
async function type(box: Locator, text: string): Promise<void> {
  await box.fill(text)
  await box.blur()
}

interface Try {
  readonly text: string
  readonly refused?: string
  readonly doubted?: string
}
/** Texts to try in one number box, and what the definition says of them. */
function tries(limits: QuantityField['limits'], unit: string): Try[] {
  const { refuse, confirm, decimals } = limits
  const step = 10 ** -decimals
  const exact = (value: number): string => String(Number(value.toFixed(decimals)))
  const values = [
    refuse.below === undefined ? undefined : exact(refuse.below - step),
    refuse.atOrBelow === undefined ? undefined : exact(refuse.atOrBelow),
    refuse.above === undefined ? undefined : exact(refuse.above + step),
    confirm.below === undefined ? undefined : exact(confirm.below - step),
    confirm.above === undefined ? undefined : exact(confirm.above + step),
    String(Number((limits.range[1] - step / 2).toFixed(decimals + 1))),
  ].filter((text) => text !== undefined)
  return [...new Set(values)].flatMap((text): Try[] => {
    const inUnit = unit === '' ? undefined : said(unit)
    const refused = refusedByLimits(limits, Number(text), inUnit)
    const doubted = refused === undefined ? doubtedByLimits(limits, Number(text), inUnit) : undefined
    if (refused !== undefined)
      return [{ text, refused: `${filled(refused)} ${text} is kept here and not saved.` }]
    return doubted === undefined ? [] : [{ text, doubted: filled(doubted) }]
  })
}

interface Subject {
  readonly page: Page
  readonly row: Locator
  readonly box: Locator
}
async function tryOne({ row, box }: Subject, { text, refused, doubted }: Try): Promise<void> {
  await type(box, text)
  await expect(box, `${text} stays as it was typed`).toHaveValue(text)
  if (refused !== undefined) {
    await expect(message(row, refused)).toBeVisible()
    await expect(box).toHaveAttribute('aria-invalid', 'true')
  }
  if (doubted !== undefined) {
    await expect(message(row, doubted)).toBeVisible()
    await row.getByLabel('Reason for keeping it').last().fill('measured twice')
    await row.getByRole('button', { name: 'Keep', exact: true }).last().click()
    await expect(message(row, doubted)).toHaveCount(0)
  }
}

async function tryField(page: Page, field: Field, row: Locator): Promise<void> {
  const named = (name: string): Locator => row.getByRole('textbox', { name, exact: true })
  if (field.kind === 'quantity')
    for (const one of tries(field.limits, field.unitText))
      await tryOne({ page, row, box: named(field.label) }, one)
  else if (field.kind === 'axes') await tryAxes(page, field, row)
  else if (field.kind === 'date') {
    const box = named(field.label)
    await tryOne(
      { page, row, box },
      { text: '31 Feb 2026', refused: 'There is no such day. 31 Feb 2026 is kept here and not saved.' },
    )
    const [day, words] =
      field.when === 'expiry'
        ? ['29 Aug 2026', 'Expired before the visit.']
        : ['31 Aug 2026', 'That day is after the visit.']
    await type(box, day)
    await expect(message(row, words)).toBeVisible()
    if (field.when === 'past') {
      await type(box, '2 Jul 1974')
      await expect(message(row, 'That day is before birth.')).toBeVisible()
    }
  } else if (field.kind === 'duration') {
    const box = named(`${field.label}, number`)
    await type(box, '0')
    await expect(message(row, 'More than 0 only. 0 mo is kept here and not saved.')).toBeVisible()
    await type(box, '900')
    await expect(message(row, 'Longer than the patient has lived.')).toBeVisible()
    await type(box, '8')
    return
  }
  // A size stays: the day of its picture is asked only beside it.
  if (field.kind !== 'axes') await type(named(field.label), '')
}

async function tryAxes(page: Page, field: AxesField, row: Locator): Promise<void> {
  const long = row.getByRole('textbox', { name: `${field.label}, long axis, mm`, exact: true })
  const short = row.getByRole('textbox', { name: `${field.label}, short axis, mm`, exact: true })
  await type(short, '1')
  for (const [text, words] of [
    ['0', '1 to 300 mm only. 0 × 1 is kept here and not saved.'],
    ['301', '1 to 300 mm only. 301 × 1 is kept here and not saved.'],
    ['18.5', 'Whole numbers only. 18.5 × 1 is kept here and not saved.'],
  ] as const)
    await tryOne({ page, row, box: long }, { text, refused: words })
  await tryOne(
    { page, row, box: long },
    { text: '101', doubted: '101 mm is more than 100. Keep it? Say why.' },
  )
  await type(long, '12')
  await type(short, '18')
  await expect(message(row, 'The short axis is longer than the long one. Keep it? Say why.')).toBeVisible()
  await row.getByRole('button', { name: 'Swap to 18 × 12' }).last().click()
  await expect(long).toHaveValue('18')
  await expect(short).toHaveValue('12')
}

test('every field with limits refuses and asks as the definition says, and keeps what was typed', async ({
  launch,
}) => {
  test.setTimeout(240_000)
  const { page } = await launch({ now: '2026-11-22T09:00:00Z' })
  await firstRun(page)
  await allowProcedures(page)
  // A person who could be pregnant.
  await register(page, { ...VIGNETTES.V6.patient, sex: 'female' })
  await startVisit(page, first!.visitOn)
  const chart = new Chart(page)
  await chart.visit(visit)

  const wanted = PLACES.filter(({ field }) => ['quantity', 'axes', 'date', 'duration'].includes(field.kind))
  const tried = new Set<string>(ELSEWHERE)
  const withLimits = SECTIONS.filter(({ id }) => wanted.some((place) => place.section.id === id))
  await chart.throughTabs(async (section) => {
    for (const { field } of wanted.filter((place) => place.section.id === section.id)) {
      const row = page.locator(`[data-path="${field.id}"], [data-path^="${field.id}@"]`)
      if ((await row.count()) === 0) continue
      await test.step(field.id, () => tryField(page, field, row))
      tried.add(field.id)
    }
  }, withLimits)
  expect(wanted.map(({ field }) => field.id).filter((id) => !tried.has(id))).toEqual([])
})
