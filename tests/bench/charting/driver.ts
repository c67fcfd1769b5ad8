import { expect as base, type Locator, type Page } from '@playwright/test'
import { chordsOf, KEYMAP, type KeyId } from '@shared/keymap/keymap'
import { inputsOf, NO_EFFORT, secondsOf, type Effort } from './klm'

/** What the app takes is measured elsewhere: here it may take as long as it needs beside other work. */
export const expect = base.configure({ timeout: 60_000 })

/** How a script is played: as somebody does it who has done it often, or with the pointer unplugged. */
export const HANDS = ['practised', 'keys alone'] as const
export type Hands = (typeof HANDS)[number]

export interface Unit extends Effort {
  readonly what: string
  /** What went down, in words: "F7", "Shift n". */
  readonly sent: string[]
}

/** Runs in the window: counts what it hears. */
const listen = (): void => {
  const heard = { keys: 0, presses: 0 }
  Object.assign(window, { heard })
  addEventListener('keydown', (event) => !event.repeat && event.isTrusted && (heard.keys += 1), true)
  addEventListener('pointerdown', (event) => event.isTrusted && (heard.presses += 1), true)
}

/**
 * The one door through which a script touches the app. Every key that goes down and every pointer press is counted as
 * it is sent, and the window counts what it hears: a script that went around the door would not add up.
 */
export class Driver {
  readonly page: Page
  readonly hands: Hands
  readonly units: Unit[] = []
  #onPointer = false
  #elsewhere = 0

  private constructor(page: Page, hands: Hands) {
    this.page = page
    this.hands = hands
  }

  static async of(page: Page, hands: Hands): Promise<Driver> {
    await page.evaluate(listen)
    return new Driver(page, hands)
  }

  /** One thing that a clinician decides as a whole: a thought, and then keys. */
  async unit(what: string, act: () => Promise<void>): Promise<void> {
    this.units.push({ what, sent: [], ...NO_EFFORT, thoughts: 1 })
    await act()
  }
  get #unit(): Unit {
    const unit = this.units.at(-1)
    if (unit === undefined) throw new Error('An input outside of any unit')
    return unit
  }
  #moves(toPointer: boolean): void {
    if (this.#onPointer !== toPointer) this.#unit.hands += 1
    this.#onPointer = toPointer
  }

  /** A chord of Playwright's, each member a key. */
  async press(chord: string): Promise<void> {
    this.#moves(false)
    const members = chord === '+' ? [chord] : chord.split('+')
    this.#unit.keys += members.length
    this.#unit.sent.push(members.join(' '))
    await this.page.keyboard.press(chord)
  }
  /** The cheapest chord of the keymap, as it is printed on this platform. */
  async key(id: KeyId, at?: number): Promise<void> {
    const binding = KEYMAP.find((one) => one.id === id)
    if (binding === undefined) throw new Error(`No key ${id}`)
    const chords = [...chordsOf(binding, process.platform === 'darwin')]
    const chord =
      at === undefined ? chords.sort((a, b) => a.split('+').length - b.split('+').length)[0] : chords[at]
    if (chord === undefined) throw new Error(`No key ${id} ${String(at)}`)
    await this.press(chord.replace('Ctrl', 'Control').replace('Cmd', 'Meta'))
  }
  /** Keys one after the other; a capital is Shift and its letter. */
  async type(text: string): Promise<void> {
    for (const sign of text)
      await this.press(/^[A-Z]$/u.test(sign) ? `Shift+${sign}` : sign === ' ' ? 'Space' : sign)
  }
  /** The same arrow several times with Shift held down: Shift once, each arrow once. */
  async run(modifier: 'Shift', key: string, times: number): Promise<void> {
    if (times === 0) return
    this.#moves(false)
    this.#unit.keys += 1 + times
    this.#unit.sent.push(`${modifier} ${key} ×${String(times)}`)
    await this.page.keyboard.down(modifier)
    for (let n = 0; n < times; n += 1) await this.page.keyboard.press(key)
    await this.page.keyboard.up(modifier)
  }
  /** Keys that no script can press, because the operating system hears them: counted all the same. */
  elsewhere(...keys: readonly string[]): void {
    this.#unit.keys += keys.length
    this.#unit.sent.push(...keys)
    this.#elsewhere += keys.length
  }
  /** One press of the pointer, where there is one. */
  async click(target: Locator, position?: { x: number; y: number }): Promise<void> {
    if (this.hands === 'keys alone') throw new Error('The pointer is unplugged')
    this.#moves(true)
    this.#unit.presses += 1
    this.#unit.sent.push('press')
    await target.click(position === undefined ? {} : { position })
  }

  /** Waits until the cursor stands in a field: a person sees it. No input. */
  async at(fieldId: string): Promise<void> {
    await expect(
      this.page.locator(`[data-path="${fieldId}"]:focus-within, [data-path^="${fieldId}@"]:focus-within`),
      fieldId,
    ).not.toHaveCount(0)
  }

  get effort(): Effort {
    return this.units.reduce<Effort>(
      (sum, unit) => ({
        keys: sum.keys + unit.keys,
        presses: sum.presses + unit.presses,
        hands: sum.hands + unit.hands,
        thoughts: sum.thoughts + unit.thoughts,
      }),
      NO_EFFORT,
    )
  }
  get inputs(): number {
    return inputsOf(this.effort)
  }
  get seconds(): number {
    return secondsOf(this.effort)
  }
  /** @throws when the window heard other inputs than were counted */
  async checkHeard(): Promise<void> {
    const heard = await this.page.evaluate(
      () => (window as unknown as { heard: { keys: number; presses: number } }).heard,
    )
    const { keys, presses } = this.effort
    expect(heard, 'inputs that the window heard').toEqual({ keys: keys - this.#elsewhere, presses })
  }
}
