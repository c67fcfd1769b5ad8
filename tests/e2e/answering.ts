import { expect, type Locator, type Page } from '@playwright/test'
import type { DURATION_UNITS, Unanswered } from '@shared/exam/answer'
import type { Place } from '@shared/exam/definition'
import type { ChoiceField, ChoicesField, Field } from '@shared/exam/field-kinds'
import { t, told, type Plain } from '../../renderer/language/text'
import type { PlainAnswer } from '../fixtures/vignettes'

/** What charting took: presses of a pointer, keys, and characters typed into boxes. */
export interface Inputs {
  presses: number
  keys: number
  typed: number
}

const UNANSWERED_WORDS: Record<Unanswered, Plain> = {
  unknown: 'unknown',
  notExamined: 'not examined',
  notAsked: 'not asked',
}
const UNIT_WORDS: Record<(typeof DURATION_UNITS)[number], Plain> = {
  d: 'days',
  wk: 'weeks',
  mo: 'months',
  a: 'years',
}
/** Options in a row of keys; more of one choice stand in a searchable list. */
export const MOST_KEYS = 7
const MOST_SCORE_KEYS = 10

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

/** Answers single fields on the screen, by kind and by name, and counts what that takes. */
export class Answering {
  readonly inputs: Inputs = { presses: 0, keys: 0, typed: 0 }
  readonly #page: Page
  readonly #country: string

  constructor(page: Page, country: string) {
    this.#page = page
    this.#country = country
  }

  /** Answers a field in its row, or leaves it without an answer. */
  async answer(place: Place, row: Locator, answer: PlainAnswer): Promise<void> {
    if (isState(answer)) await this.#leave(place, row, answer.is)
    else await this.#say(place.field, row, answer)
  }

  /** What an option is called in the clinic's country. */
  label(field: ChoiceField | ChoicesField, code: string): string {
    const option = field.options.find((one) => one.code === code)
    if (option === undefined) throw new Error(`${field.id} has no ${code}`)
    return told(option.names?.[this.#country] ?? option.label, field.id)
  }

  /** One press of a pointer. */
  async press(target: Locator): Promise<void> {
    this.inputs.presses += 1
    await target.click()
  }
  /** Text into a box, and out of it. */
  async type(box: Locator, text: string): Promise<void> {
    this.inputs.typed += text.length
    await box.fill(text)
    // Leaving the box is what judges it.
    await box.blur()
  }

  async #leave({ field, block }: Place, row: Locator, state: Unanswered): Promise<void> {
    if (!field.unanswered.includes(state)) throw new Error(`${field.id} does not offer ${state}`)
    const words = t(UNANSWERED_WORDS[state])
    // The first field of a row speaks for the row.
    const asked = block.rows.find(({ fields }) => fields.includes(field))
    const spoken = told(asked?.label ?? field.label, asked?.fields[0]?.id)
    const offers = row
      .getByRole('group', {
        name: t('{label}, no answer', { label: told(field.label, field.id) }),
        exact: true,
      })
      .or(row.getByRole('group', { name: t('{label}, no answer', { label: spoken }), exact: true }))
    await this.press(offers.getByRole('button', { name: words, exact: true }))
    await expect(
      row.getByRole('button', { name: t('{label}, {words}. Press to answer', { label: '', words }) }),
    ).not.toHaveCount(0)
  }

  async #say(field: Field, row: Locator, answer: Exclude<PlainAnswer, { is: Unanswered }>): Promise<void> {
    const misfit = (): Error => new Error(`${field.id} does not take ${JSON.stringify(answer)}`)
    // Controls are found by the field's own name: a row may hold several.
    const keys = row.getByRole('radiogroup', { name: told(field.label, field.id), exact: true })
    const box = row.getByRole('textbox', { name: told(field.label, field.id), exact: true })
    switch (field.kind) {
      case 'choice': {
        const label = this.label(field, stringOf(field, answer))
        if (field.options.length <= MOST_KEYS) return this.#choose(keys, label)
        return this.#pick(
          row.getByRole('combobox', { name: told(field.label, field.id), exact: true }),
          label,
        )
      }
      case 'choices': {
        const chips = row.getByRole('group', { name: told(field.label, field.id), exact: true })
        for (const code of codesOf(field, answer)) {
          const chip = chips.getByRole('button', { name: this.label(field, code), exact: true })
          if ((await chip.getAttribute('aria-pressed')) !== 'true') await this.press(chip)
          await expect(chip).toHaveAttribute('aria-pressed', 'true')
        }
        return
      }
      case 'scale': {
        if (typeof answer !== 'number') throw misfit()
        const word = field.words?.[answer - field.from]
        if (word !== undefined) return this.#choose(keys, `${answer} ${told(word, field.id)}`)
        if (field.from === 0 && field.to <= MOST_SCORE_KEYS) return this.#choose(keys, String(answer))
        return this.type(box, String(answer))
      }
      case 'quantity':
      case 'date':
      case 'text':
        return this.type(box, plainText(answer))
      case 'duration':
        if (typeof answer !== 'object' || !('count' in answer)) throw misfit()
        await this.type(
          row.getByRole('textbox', {
            name: t('{label}, number', { label: told(field.label, field.id) }),
            exact: true,
          }),
          String(answer.count),
        )
        return this.#choose(
          row.getByRole('radiogroup', {
            name: t('{label}, unit', { label: told(field.label, field.id) }),
            exact: true,
          }),
          t(UNIT_WORDS[answer.unit]),
        )
      case 'axes':
        if (typeof answer !== 'object' || !('longMm' in answer)) throw misfit()
        await this.type(
          row.getByRole('textbox', {
            name: t('{label}, long axis, mm', { label: told(field.label, field.id) }),
            exact: true,
          }),
          String(answer.longMm),
        )
        return this.type(
          row.getByRole('textbox', {
            name: t('{label}, short axis, mm', { label: told(field.label, field.id) }),
            exact: true,
          }),
          String(answer.shortMm),
        )
      case 'entryRef':
        return this.#refer(keys)
      case 'point':
      case 'outline':
      case 'shading':
        throw new Error('What is drawn is drawn on the map')
    }
  }

  async #choose(keys: Locator, label: string): Promise<void> {
    const key = keys.getByRole('radio', { name: label, exact: true })
    // Choosing the chosen one again would take it away.
    if ((await key.getAttribute('aria-checked')) !== 'true') await this.press(key)
    await expect(key).toBeChecked()
  }
  async #pick(box: Locator, label: string): Promise<void> {
    if ((await box.inputValue()) === label) return
    await this.press(box)
    await this.press(this.#page.getByRole('option', { name: label, exact: true }))
    await expect(box).toHaveValue(label)
  }
  /** Names the one entry there is; with more to choose from, it would have to say which. */
  async #refer(keys: Locator): Promise<void> {
    const options = keys.getByRole('radio')
    await expect(options).toHaveCount(1)
    if ((await options.getAttribute('aria-checked')) !== 'true') await this.press(options)
    await expect(options).toBeChecked()
  }
}
