import { expect, type Locator, type Page } from '@playwright/test'
import { answerPath, DURATION_UNITS, type Unanswered } from '@shared/exam/answer'
import { PLACES, SECTIONS, type Place, type SectionId } from '@shared/exam/definition'
import type { ChoiceField, ChoicesField, Field, Part } from '@shared/exam/field-kinds'
import { chordsOf, KEYMAP, type KeyId } from '@shared/keymap/keymap'
import type { PlainAnswer, PlainValues, PlainVisit } from '../fixtures/vignettes'

/**
 * Charts a visit from plain answers as a person would: sections by the rail, rows by their label, keys and boxes by
 * role and name. Every step follows from the exam definition; a field that is not there, or bears another name, is an
 * error. Counts what a person would have pressed.
 */

/** What charting took: presses of a pointer, keys, and characters typed into boxes. */
export interface Inputs {
  presses: number
  keys: number
  typed: number
}

const UNANSWERED_WORDS: Record<Unanswered, string> = {
  unknown: 'unknown',
  notExamined: 'not examined',
  notAsked: 'not asked',
}
const UNIT_WORDS: Record<(typeof DURATION_UNITS)[number], string> = {
  d: 'days',
  wk: 'weeks',
  mo: 'months',
  a: 'years',
}
/** Options in a row of keys; more of one choice stand in a searchable list. */
const MOST_KEYS = 7
const MOST_SCORE_KEYS = 10
const MAP_STEP_MM = 10

const isState = (answer: PlainAnswer): answer is { is: Unanswered } =>
  typeof answer === 'object' && 'is' in answer

const stringOf = (field: Field, value: unknown): string => {
  if (typeof value === 'string') return value
  throw new Error(`${field.id}: a code or text was expected, not ${JSON.stringify(value)}`)
}
const plainText = (value: PlainAnswer): string => {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  throw new Error(`A number, a date or text was expected, not ${JSON.stringify(value)}`)
}
const codesOf = (field: Field, value: unknown): string[] => {
  if (Array.isArray(value)) return value.map((code) => stringOf(field, code))
  throw new Error(`${field.id}: a list of codes was expected, not ${JSON.stringify(value)}`)
}

/** The chart of one open visit. `country` chooses the names of medicines (ruling 13). */
export class Chart {
  readonly inputs: Inputs = { presses: 0, keys: 0, typed: 0 }
  readonly #page: Page
  readonly #country: string
  /** Real entry ids by those of the fixture; kept from visit to visit. */
  readonly #entries: Map<string, string>

  constructor(page: Page, entries = new Map<string, string>(), country = 'SG') {
    this.#page = page
    this.#entries = entries
    this.#country = country
  }

  /** Charts everything the visit says, section by section. Nothing is signed. */
  async visit({ values, groups }: PlainVisit): Promise<void> {
    for (const section of SECTIONS) {
      const places = PLACES.filter((place) => place.section.id === section.id)
      const asked = places.filter(({ field, group }) => group === undefined && values[field.id] !== undefined)
      const entries = section.parts.flatMap((part) =>
        (part.repeats === undefined ? [] : (groups[part.repeats.group] ?? [])).map((entry) => ({
          part,
          ...entry,
        })),
      )
      if (asked.length === 0 && entries.length === 0) continue
      await this.section(section.id)
      for (const part of section.parts.filter(({ repeats }) => repeats === undefined))
        await this.#single(part, values)
      for (const { part, entryId, values: said } of entries) await this.#entry(part, entryId, said)
    }
  }

  /** Opens a section by its name in the rail. */
  async section(id: SectionId): Promise<void> {
    const section = SECTIONS.find((one) => one.id === id)
    if (section === undefined) throw new Error(`No section ${id}`)
    // The rail says after the name how the section stands.
    const name = new RegExp(`^${section.title}(\\s*,|$)`, 'u')
    await this.#press(this.#page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name }))
    await expect(this.#page.getByRole('heading', { level: 2, name: section.title })).toBeAttached()
  }

  /** The row, or the part of a row, that asks a field. */
  row(fieldId: string, fixtureEntryId?: string): Locator {
    const entryId = fixtureEntryId === undefined ? undefined : this.entryId(fixtureEntryId)
    return this.#page.locator(`[data-path="${answerPath(fieldId, entryId)}"]`)
  }

  /** The id that the app gave to an entry of the fixture. */
  entryId(fixtureEntryId: string): string {
    const entryId = this.#entries.get(fixtureEntryId)
    if (entryId === undefined) throw new Error(`Nothing was charted as ${fixtureEntryId} yet`)
    return entryId
  }

  /** Answers one field on the section and tab that stand open. */
  async answer(fieldId: string, answer: PlainAnswer, fixtureEntryId?: string): Promise<void> {
    const place = PLACES.find(({ field }) => field.id === fieldId)
    if (place === undefined) throw new Error(`No field ${fieldId}`)
    const row = this.row(fieldId, fixtureEntryId)
    await expect(row, `${fieldId} stands on the screen`).toHaveCount(1)
    if (isState(answer)) await this.#leave(place, row, answer.is)
    else await this.#say(place.field, row, answer)
  }

  /** Presses a key of the keymap. */
  async key(id: KeyId, at = 0): Promise<void> {
    const binding = KEYMAP.find((one) => one.id === id)
    const chord = binding && chordsOf(binding, process.platform === 'darwin')[at]
    if (chord === undefined) throw new Error(`No key ${id} ${at}`)
    await this.press(chord.replace('Ctrl', 'Control').replace('Cmd', 'Meta'))
  }

  /** Presses a chord of Playwright's. */
  async press(chord: string): Promise<void> {
    this.inputs.keys += 1
    await this.#page.keyboard.press(chord)
  }

  /** Moves the crosshair of the map from the midline to a place and sets the nodule there. */
  async placeOnMap(xMm: number, yMm: number): Promise<void> {
    await expect(this.#page.getByRole('application')).toBeFocused()
    const go = async (mm: number, ahead: string, back: string): Promise<void> => {
      const [arrow, far] = [mm < 0 ? back : ahead, Math.abs(mm)]
      for (let tens = Math.floor(far / MAP_STEP_MM); tens > 0; tens -= 1) await this.press(`Shift+${arrow}`)
      for (let ones = far % MAP_STEP_MM; ones > 0; ones -= 1) await this.press(arrow)
    }
    await go(xMm, 'ArrowRight', 'ArrowLeft')
    await go(yMm, 'ArrowUp', 'ArrowDown')
    await this.press('Enter')
  }

  async #single(part: Part, values: PlainValues): Promise<void> {
    const fields = part.blocks.flatMap((block) => block.rows).flatMap((row) => row.fields)
    const asked = fields.filter(({ id }) => values[id] !== undefined)
    if (asked.length === 0) return
    const tab = this.#page.getByRole('tab', { name: new RegExp(`^${part.title}`, 'u') })
    if ((await tab.count()) > 0) await this.#press(tab)
    const screened = fields.filter(({ screened: code }) => code !== undefined)
    const none = screened.filter(({ id, screened: code }) => [values[id]].flat()[0] === code)
    // One deliberate press for a screen of questions; what differs is said first, so that it stands.
    const byOne =
      screened.length > 1 && screened.every(({ id }) => values[id] !== undefined) && none.length > 1
    for (const { id } of asked) {
      const answer = values[id]
      if (answer === undefined || (byOne && none.some((field) => field.id === id))) continue
      await this.answer(id, answer)
    }
    if (!byOne) return
    await this.#press(this.#page.getByRole('button', { name: 'All asked, none present' }))
    for (const { id } of none) await expect(this.row(id), id).toHaveClass(/typed/u)
  }

  async #entry(part: Part, fixtureEntryId: string, values: PlainValues): Promise<void> {
    if (part.repeats === undefined) throw new Error(`${part.id} does not repeat`)
    const known = this.#entries.get(fixtureEntryId)
    if (known === undefined) await this.#add(part, fixtureEntryId, values)
    else await this.#reopen(part, known, values)
    const [first] = Object.keys(values)
    if (first === undefined) return
    await expect(this.row(first, fixtureEntryId)).toBeVisible()
    const fields = part.blocks.flatMap((block) => block.rows).flatMap((row) => row.fields)
    for (const { id, kind } of fields) {
      const answer = values[id]
      if (answer === undefined || kind === 'point') continue
      if ((id === 'nodule.side' || id === 'nodule.zone') && typeof answer === 'string') {
        await this.#fromMap(id, answer, fixtureEntryId)
        continue
      }
      await this.answer(id, answer, fixtureEntryId)
    }
  }

  /** Side and zone came with the place; they must be what the fixture says. */
  async #fromMap(fieldId: string, code: string, fixtureEntryId: string): Promise<void> {
    const field = PLACES.find((place) => place.field.id === fieldId)?.field as ChoiceField
    const row = this.row(fieldId, fixtureEntryId)
    const label = this.#label(field, code)
    if (field.options.length > MOST_KEYS) await expect(row.getByRole('combobox')).toHaveValue(label)
    else await expect(row.getByRole('radio', { name: label, exact: true })).toBeChecked()
  }

  async #add(part: Part, fixtureEntryId: string, values: PlainValues): Promise<void> {
    const { add = '', group } = part.repeats ?? {}
    const before = await this.#page.getByRole('tab').count()
    await this.#press(this.#page.getByRole('button', { name: add }))
    if (group === 'nodule') await this.#place(values)
    await expect(this.#page.getByRole('tab')).toHaveCount(before + 1)
    await this.#remember(fixtureEntryId)
  }

  /** Opens a card that came about without this chart (a picture by its file), and gives it a name. */
  async open(tab: string | RegExp, fixtureEntryId: string): Promise<void> {
    await this.#press(this.#page.getByRole('tab', { name: tab }))
    await this.#remember(fixtureEntryId)
  }

  async #remember(fixtureEntryId: string): Promise<void> {
    const path = await this.#page
      .getByRole('tabpanel')
      .locator('[data-path]')
      .first()
      .getAttribute('data-path')
    const entryId = path?.split('@')[1]
    if (entryId === undefined) throw new Error(`${fixtureEntryId}: the card shows no field of its own`)
    this.#entries.set(fixtureEntryId, entryId)
  }

  /** The card of a nodule that an earlier visit knows: it is there, and empty. */
  async #reopen(part: Part, entryId: string, values: PlainValues): Promise<void> {
    const tab = this.#page.locator(`[role="tab"][id$="${entryId}"]`)
    await expect(tab, `${part.id} has a card for the entry of the visit before`).toHaveCount(1)
    await this.#press(tab)
    if (values['nodule.point'] === undefined) return
    await this.#press(this.#page.getByRole('button', { name: 'Place on the map' }))
    await this.#place(values)
  }

  async #place(values: PlainValues): Promise<void> {
    const point = values['nodule.point']
    if (typeof point !== 'object' || !('xMm' in point)) throw new Error('A nodule needs its place')
    await this.placeOnMap(point.xMm, point.yMm)
  }

  async #press(target: Locator): Promise<void> {
    this.inputs.presses += 1
    await target.click()
  }
  async #type(box: Locator, text: string): Promise<void> {
    this.inputs.typed += text.length
    await box.fill(text)
    // Leaving the box is what judges it.
    await box.blur()
  }

  async #leave({ field, block }: Place, row: Locator, state: Unanswered): Promise<void> {
    if (!field.unanswered.includes(state)) throw new Error(`${field.id} does not offer ${state}`)
    const words = UNANSWERED_WORDS[state]
    // The first field of a row speaks for the row.
    const spoken = block.rows.find(({ fields }) => fields.includes(field))?.label ?? field.label
    const offers = row
      .getByRole('group', { name: `${field.label}, no answer`, exact: true })
      .or(row.getByRole('group', { name: `${spoken}, no answer`, exact: true }))
    await this.#press(offers.getByRole('button', { name: words, exact: true }))
    await expect(row.getByRole('button', { name: `, ${words}. Press to answer` })).not.toHaveCount(0)
  }

  #label(field: ChoiceField | ChoicesField, code: string): string {
    const option = field.options.find((one) => one.code === code)
    if (option === undefined) throw new Error(`${field.id} has no ${code}`)
    return option.names?.[this.#country] ?? option.label
  }

  async #say(field: Field, row: Locator, answer: Exclude<PlainAnswer, { is: Unanswered }>): Promise<void> {
    const misfit = (): Error => new Error(`${field.id} does not take ${JSON.stringify(answer)}`)
    // Controls are found by the field's own name: a row may hold several.
    const keys = row.getByRole('radiogroup', { name: field.label, exact: true })
    const box = row.getByRole('textbox', { name: field.label, exact: true })
    switch (field.kind) {
      case 'choice': {
        const label = this.#label(field, stringOf(field, answer))
        if (field.options.length <= MOST_KEYS) return this.#choose(keys, label)
        return this.#pick(row.getByRole('combobox', { name: field.label, exact: true }), label)
      }
      case 'choices': {
        const chips = row.getByRole('group', { name: field.label, exact: true })
        for (const code of codesOf(field, answer)) {
          const chip = chips.getByRole('button', { name: this.#label(field, code), exact: true })
          if ((await chip.getAttribute('aria-pressed')) !== 'true') await this.#press(chip)
          await expect(chip).toHaveAttribute('aria-pressed', 'true')
        }
        return
      }
      case 'scale': {
        if (typeof answer !== 'number') throw misfit()
        const word = field.words?.[answer - field.from]
        if (word !== undefined) return this.#choose(keys, `${answer} ${word}`)
        if (field.from === 0 && field.to <= MOST_SCORE_KEYS) return this.#choose(keys, String(answer))
        return this.#type(box, String(answer))
      }
      case 'quantity':
      case 'date':
      case 'text':
        return this.#type(box, plainText(answer))
      case 'duration':
        if (typeof answer !== 'object' || !('count' in answer)) throw misfit()
        await this.#type(
          row.getByRole('textbox', { name: `${field.label}, number`, exact: true }),
          String(answer.count),
        )
        return this.#choose(
          row.getByRole('radiogroup', { name: `${field.label}, unit`, exact: true }),
          UNIT_WORDS[answer.unit],
        )
      case 'axes':
        if (typeof answer !== 'object' || !('longMm' in answer)) throw misfit()
        await this.#type(
          row.getByRole('textbox', { name: `${field.label}, long axis, mm`, exact: true }),
          String(answer.longMm),
        )
        return this.#type(
          row.getByRole('textbox', { name: `${field.label}, short axis, mm`, exact: true }),
          String(answer.shortMm),
        )
      case 'entryRef':
        return this.#refer(keys, stringOf(field, answer))
      case 'point':
        throw new Error('A place is set on the map')
    }
  }

  async #choose(keys: Locator, label: string): Promise<void> {
    const key = keys.getByRole('radio', { name: label, exact: true })
    // Choosing the chosen one again would take it away.
    if ((await key.getAttribute('aria-checked')) !== 'true') await this.#press(key)
    await expect(key).toBeChecked()
  }
  async #pick(box: Locator, label: string): Promise<void> {
    if ((await box.inputValue()) === label) return
    await this.#press(box)
    await this.#press(this.#page.getByRole('option', { name: label, exact: true }))
    await expect(box).toHaveValue(label)
  }
  /** Names an entry: the one there is, or by the label of the nodule's card. */
  async #refer(keys: Locator, fixtureEntryId: string): Promise<void> {
    this.entryId(fixtureEntryId)
    const options = keys.getByRole('radio')
    await expect(options).toHaveCount(1)
    if ((await options.getAttribute('aria-checked')) !== 'true') await this.#press(options)
    await expect(options).toBeChecked()
  }
}
