import type { ChildProcess } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Locator, Page } from '@playwright/test'
import { SECTIONS, type SectionId } from '@shared/exam/definition'
import { makePng } from '../fixtures/pictures'
import { PASSPHRASE } from '../fixtures/records'
import { MOST_LETTERS, TYPED, type Purpose } from './ledger'

/** Mulberry32: the same seed does the same. */
const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Doing = 'opening' | 'typing' | 'drawing' | 'attaching' | 'signing' | 'backing-up'
/** Out of 100 turns; the rest goes to typing. */
const TURNS: readonly (readonly [Exclude<Doing, 'typing' | 'opening'>, number])[] = [
  ['drawing', 25],
  ['attaching', 15],
  ['signing', 12],
  ['backing-up', 8],
]
const TRAVEL_PX = 6
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** What main acknowledged, as the witness says it. Whoever waits hears of main's end as well. */
class Heard extends EventEmitter {
  readonly letters = new Map<string, number>()
  readonly #end = new AbortController()

  constructor(main: ChildProcess) {
    super()
    main.once('exit', () => this.#end.abort())
    if (main.stdout === null) return
    createInterface({ input: main.stdout }).on('line', (line) => {
      const [from, kind = '', id = '', letters] = line.split(' ')
      if (from !== 'ledger') return
      if (kind === 'ack' || kind === 'opened') this.letters.set(id, Number(letters))
      this.emit(kind, id)
    })
  }

  /** The id of the next line of a kind, from now on. */
  next(kind: string): Promise<string> {
    const line = once(this, kind, this.#end).then(([id]) => id as string)
    // Main may end while nobody waits for it yet.
    line.catch(() => undefined)
    return line
  }

  /** So many letters of a visit are safe. */
  async safe(examId: string, letters: number): Promise<void> {
    while ((this.letters.get(examId) ?? 0) < letters) await this.next('ack')
  }
}

interface Seat {
  readonly note: (...words: readonly (string | number)[]) => void
  readonly seed: number
  /** A visit with pictures asks about them before it is signed, so that pictures have visits of their own. */
  readonly begun: ReadonlyMap<string, Purpose>
}

/**
 * Somebody at the window who charts without end: types, moves nodules by keys and by pointer, attaches pictures, signs,
 * backs up, and goes from visit to visit. Waits for what main says and for what stands on the screen, never for time.
 */
export class Hands {
  doing: Doing = 'opening'
  readonly #heard: Heard
  readonly #random: () => number
  #examId = ''
  #letters = 0
  /** The cursor stands behind the text already. */
  #inText = false

  private constructor(
    readonly page: Page,
    main: ChildProcess,
    private readonly seat: Seat,
  ) {
    this.#heard = new Heard(main)
    this.#random = randomFrom(seat.seed)
  }

  /** Sits down at an unlocked window and opens a visit: the one that was written last, or another. */
  static async on(page: Page, main: ChildProcess, seat: Seat): Promise<Hands> {
    const hands = new Hands(page, main, seat)
    await page.getByRole('button', { name: /Register/u }).waitFor()
    await hands.#openVisit(undefined, hands.#random() < 0.7)
    return hands
  }

  /** Goes on until the window is gone. What happens before that and not because of it is a failure. */
  async chartOnAndOn(): Promise<never> {
    for (;;) {
      const turn = this.#random() * 100
      let upTo = 0
      const wanted = TURNS.find(([, share]) => turn < (upTo += share))?.[0] ?? 'typing'
      await this.#do(this.#letters > MOST_LETTERS ? 'opening' : wanted)
    }
  }

  async #do(what: Doing): Promise<void> {
    const wants: Purpose | undefined =
      what === 'attaching' ? 'pictures' : what === 'signing' ? 'chart' : undefined
    if (wants !== undefined && this.seat.begun.get(this.#examId) !== wants) await this.#another(wants)
    this.doing = what
    if (what !== 'typing') this.#inText = false
    switch (what) {
      case 'opening':
        return this.#another()
      case 'typing':
        return this.#type()
      case 'drawing':
        return this.#draw()
      case 'attaching':
        return this.#attach()
      case 'signing':
        return this.#sign()
      case 'backing-up':
        return this.#backUp()
    }
  }

  #box(): Locator {
    return this.page.locator(`[data-path="${TYPED}"]`).getByRole('textbox')
  }

  /** Leaves this visit for another of the drafts. */
  async #another(purpose?: Purpose): Promise<void> {
    this.doing = 'opening'
    await this.page.getByRole('button', { name: 'Back to the patient' }).click()
    await this.#openVisit(purpose)
  }

  async #section(id: SectionId): Promise<void> {
    const { title } = SECTIONS.find((section) => section.id === id)!
    await this.page
      .getByRole('navigation', { name: 'Sections' })
      // The rail says after the name how the section stands.
      .getByRole('button', { name: new RegExp(`^${title}(\\s*,|$)`, 'u') })
      .click()
    await this.page.getByRole('heading', { level: 2, name: title }).waitFor({ state: 'attached' })
  }

  /** From any place outside a visit into one of the drafts; into the one saved last where `last` says so. */
  async #openVisit(purpose?: Purpose, last = false): Promise<void> {
    this.doing = 'opening'
    const { page } = this
    await page
      .getByRole('navigation', { name: 'Places' })
      .getByRole('button', { name: /^Drafts/u })
      .click()
    const lines = page.getByRole('main').locator('li > button[data-path]')
    await lines.first().waitFor()
    const shown = await lines.evaluateAll((found) =>
      found.map((one) => (one as HTMLElement).dataset['path']!),
    )
    const fit = shown.filter(
      (examId) =>
        (purpose === undefined || this.seat.begun.get(examId) === purpose) &&
        (this.#heard.letters.get(examId) ?? 0) <= MOST_LETTERS,
    )
    const chosen = fit[last ? 0 : Math.floor(this.#random() * fit.length)]
    if (chosen === undefined) throw new Error('No visit is left to chart in')
    const opened = this.#heard.next('opened')
    await page.locator(`button[data-path="${chosen}"]`).click()
    this.#examId = await opened
    this.#letters = this.#heard.letters.get(this.#examId) ?? 0
    await this.#toTheText()
  }

  /** The cursor stands behind what was typed, all of which stands there. */
  async #toTheText(): Promise<void> {
    await this.#section('palpation')
    const box = this.#box()
    await box.focus()
    const shown = (await box.inputValue()).length
    if (shown !== this.#letters)
      throw new Error(`${shown} letters on the screen, ${this.#letters} in the vault`)
    await this.page.keyboard.press('Control+End')
    this.#inText = true
  }

  async #type(): Promise<void> {
    if (!this.#inText) await this.#toTheText()
    const keys = 2 + Math.floor(this.#random() * 10)
    const bursts = 2 + Math.floor(this.#random() * 14)
    for (let burst = 0; burst < bursts; burst += 1) {
      for (let key = 0; key < keys; key += 1) {
        await this.page.keyboard.press(LETTERS[Math.floor(this.#random() * LETTERS.length)] ?? 'a')
        this.#letters += 1
        this.seat.note('key', this.#examId, this.#letters, Date.now())
      }
      await this.#heard.safe(this.#examId, this.#letters)
    }
  }

  /** Moves the nodule there and back, by the pointer or by the arrows: it stays where its card says. */
  async #draw(): Promise<void> {
    const marks = this.page.locator('[data-nodule]')
    if ((await marks.count()) === 0) return
    const mark = marks.first()
    const { mouse, keyboard } = this.page
    if (this.#random() < 0.5) {
      await mark.focus()
      for (const arrow of ['ArrowUp', 'ArrowRight', 'ArrowDown', 'ArrowLeft']) {
        const saved = this.#heard.next('ack')
        await keyboard.press(arrow)
        await saved
      }
      return
    }
    for (const way of [1, -1]) {
      const box = await mark.boundingBox()
      if (box === null) return
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
      const saved = this.#heard.next('ack')
      await mouse.move(x, y)
      await mouse.down()
      for (let px = 1; px <= TRAVEL_PX; px += 1) await mouse.move(x, y + way * px)
      await mouse.up()
      await saved
    }
  }

  async #attach(): Promise<void> {
    await this.#section('images')
    const random = this.#random
    const png = makePng(320, 240, [], (x, y) => (x * y + Math.floor(random() * 256)) % 256)
    const kept = this.#heard.next('image')
    await this.page
      .getByLabel('Files to attach')
      .setInputFiles([{ name: 'zz-test.png', mimeType: 'image/png', buffer: Buffer.from(png) }])
    await kept
  }

  async #sign(): Promise<void> {
    const { page } = this
    await page.getByRole('button', { name: /^Sign…/u }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Sign this visit' })
    await dialog.getByLabel(/^Passphrase of/u).fill(PASSPHRASE)
    await dialog.getByRole('button', { name: 'Sign', exact: true }).click()
    await page.getByText(/^Signed by/u).waitFor()
    await this.#another()
  }

  /** The backup goes on while the next visit is opened. */
  async #backUp(): Promise<void> {
    const { page } = this
    await page.getByRole('button', { name: 'Back to the patient' }).click()
    await page.getByRole('button', { name: /Settings/u }).click()
    await page.getByRole('button', { name: 'Backup', exact: true }).click()
    const made = this.#heard.next('backup')
    await page.getByRole('button', { name: 'Back up now', exact: true }).click()
    if (this.#random() < 0.5) await made
    await this.#openVisit()
  }
}
