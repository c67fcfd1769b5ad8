import { expect, type Locator, type Page } from '@playwright/test'
import { answerPath } from '@shared/exam/answer'
import { PLACES, SECTIONS, type SectionId } from '@shared/exam/definition'
import type { ChoiceField, Part, Section } from '@shared/exam/field-kinds'
import { chordsOf, KEYMAP, type KeyId } from '@shared/keymap/keymap'
import { t, told } from '../../renderer/language/text'
import type { PlainAnswer, PlainValues, PlainVisit } from '../fixtures/vignettes'
import { Answering, MOST_KEYS, type Inputs } from './answering'

/**
 * Charts a visit from plain answers as a person would: sections by the rail, rows by their label, keys and boxes by
 * role and name. Every step follows from the exam definition; a field that is not there, or bears another name, is an
 * error. Counts what a person would have pressed.
 */

const MAP_STEP_MM = 10

/** The chart of one open visit. `country` chooses the names of medicines (ruling 13). */
export class Chart {
  readonly #page: Page
  readonly #answering: Answering
  /** Real entry ids by those of the fixture; kept from visit to visit. */
  readonly #entries: Map<string, string>

  constructor(page: Page, entries = new Map<string, string>(), country = 'SG') {
    this.#page = page
    this.#entries = entries
    this.#answering = new Answering(page, country)
  }

  /** What it took so far. */
  get inputs(): Inputs {
    return this.#answering.inputs
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
    const name = new RegExp(`^${told(section.title)}(\\s*[,，]|$)`, 'u')
    await this.#answering.press(
      this.#page.getByRole('navigation', { name: t('Sections') }).getByRole('button', { name }),
    )
    await expect(this.#page.getByRole('heading', { level: 2, name: told(section.title) })).toBeAttached()
  }

  /** Opens every tab of these sections in turn, a section without tabs once; `seen` hears which it is, tabs from 0. */
  async throughTabs(
    seen: (section: Section, tab: number) => Promise<void>,
    sections: readonly (Section & { readonly id: SectionId })[] = SECTIONS,
  ): Promise<void> {
    for (const section of sections) {
      await this.section(section.id)
      const tabs = this.#page.getByRole('tab')
      const count = await tabs.count()
      for (let at = 0; at < Math.max(1, count); at += 1) {
        if (count > 0) await tabs.nth(at).click()
        await seen(section, at)
      }
    }
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
    await this.#answering.answer(place, row, answer)
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
    const tab = this.#page.getByRole('tab', { name: new RegExp(`^${told(part.title)}`, 'u') })
    if ((await tab.count()) > 0) await this.#answering.press(tab)
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
    await this.#answering.press(this.#page.getByRole('button', { name: t('All asked, none present') }))
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
    const label = this.#answering.label(field, code)
    if (field.options.length > MOST_KEYS) await expect(row.getByRole('combobox')).toHaveValue(label)
    else await expect(row.getByRole('radio', { name: label, exact: true })).toBeChecked()
  }

  async #add(part: Part, fixtureEntryId: string, values: PlainValues): Promise<void> {
    const { add = '', group } = part.repeats ?? {}
    const before = await this.#page.getByRole('tab').count()
    await this.#answering.press(this.#page.getByRole('button', { name: told(add) }))
    if (group === 'nodule') await this.#place(values)
    await expect(this.#page.getByRole('tab')).toHaveCount(before + 1)
    await this.#remember(fixtureEntryId)
  }

  /** Opens a card that came about without this chart (a picture by its file), and gives it a name. */
  async open(tab: string | RegExp, fixtureEntryId: string): Promise<void> {
    await this.#answering.press(this.#page.getByRole('tab', { name: tab }))
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
    await this.#answering.press(tab)
    if (values['nodule.point'] === undefined) return
    await this.#answering.press(this.#page.getByRole('button', { name: t('Place on the map') }))
    await this.#place(values)
  }

  async #place(values: PlainValues): Promise<void> {
    const point = values['nodule.point']
    if (typeof point !== 'object' || !('xMm' in point)) throw new Error('A nodule needs its place')
    await this.placeOnMap(point.xMm, point.yMm)
  }
}
