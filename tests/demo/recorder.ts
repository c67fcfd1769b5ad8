import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { say } from './arguments'

/** What a person would have pressed and typed. */
export interface Inputs {
  presses: number
  keys: number
  typed: number
}
export interface Step {
  readonly what: string
  readonly ms: number
  readonly inputs: Inputs
}

export const SCHEMES = ['light', 'dark'] as const
const WINDOW = { width: 1280, height: 800 }

/** Runs in the page: counts what reaches it as input. Text filled into a box counts by its characters. */
const watchInputs = (): void => {
  const counted: Inputs = { presses: 0, keys: 0, typed: 0 }
  Object.assign(globalThis, { counted })
  const watch = (name: string, count: (event: Event) => void): void =>
    globalThis.addEventListener(name, count, { capture: true })
  watch('pointerdown', () => (counted.presses += 1))
  watch('keydown', () => (counted.keys += 1))
  watch('input', ({ target }) => {
    const fromBox = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
    if (fromBox && !['checkbox', 'radio', 'file'].includes(target.type)) counted.typed += target.value.length
  })
}
const countedSoFar = (): Inputs => ({ ...(globalThis as unknown as { counted: Inputs }).counted })

/** Steps of the demo with what they took, and a picture of every screen in light and dark. */
export class Recorder {
  readonly steps: Step[] = []
  readonly screens: string[] = []
  #number = 0
  /** Time spent on pictures: no part of a step. */
  #posing = 0

  private constructor(
    private readonly page: Page,
    private readonly folder: string,
  ) {}

  static async of(page: Page, folder: string): Promise<Recorder> {
    mkdirSync(folder, { recursive: true })
    await page.setViewportSize(WINDOW)
    await page.evaluate(watchInputs)
    return new Recorder(page, folder)
  }

  async step<T>(what: string, work: () => Promise<T>): Promise<T> {
    say(`${what}.`)
    const before = await this.page.evaluate(countedSoFar)
    const [from, posed] = [performance.now(), this.#posing]
    const outcome = await work()
    const ms = Math.round(performance.now() - from - (this.#posing - posed))
    const after = await this.page.evaluate(countedSoFar)
    const inputs = {
      presses: after.presses - before.presses,
      keys: after.keys - before.keys,
      typed: after.typed - before.typed,
    }
    this.steps.push({ what, ms, inputs })
    return outcome
  }

  /** The screen as it stands, in both schemes, once its fonts and pictures are in. */
  async screen(name: string): Promise<void> {
    const from = performance.now()
    this.#number += 1
    for (const colorScheme of SCHEMES) {
      await this.page.emulateMedia({ colorScheme })
      await this.page.evaluate(async () => {
        await document.fonts.ready
        await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)))
      })
      const file = `${String(this.#number).padStart(2, '0')}-${name}-${colorScheme}.png`
      await this.page.screenshot({ path: join(this.folder, file), animations: 'disabled', caret: 'initial' })
      this.screens.push(file)
    }
    await this.page.emulateMedia({ colorScheme: null })
    this.#posing += performance.now() - from
  }
}
