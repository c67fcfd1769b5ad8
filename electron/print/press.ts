import type { PrintJob } from '../../shared/handout/sheet'
import type { PaperSize } from '../../shared/records/people'
import { fail, ok, type Result } from '../../shared/errors'
import { paperOf, twoSided, type Printer, type PrinterChoice, type PrintPort } from './port'

/** Electron's options for one PDF; page boxes and margins come from the page's own CSS. */
export interface PdfOptions {
  readonly printBackground: true
  readonly preferCSSPageSize: true
  readonly generateTaggedPDF: true
  readonly generateDocumentOutline: true
  readonly pageSize: PaperSize
}

/** How one job goes on paper; without a printer the system's dialog asks. */
export interface PaperOptions {
  readonly pageSize: PaperSize
  readonly twoSided: boolean
  readonly printer?: PrinterChoice
}

/** The slice of a hidden window that the press works with. */
export interface PressWindow {
  readonly contentsId: number
  load(): Promise<void>
  pdf(options: PdfOptions): Promise<Uint8Array>
  /** Resolves when the job left for the printer; rejects with the reason when it did not. */
  print(paper: PaperOptions): Promise<void>
  printers(): Promise<readonly Printer[]>
  destroy(): void
  isGone(): boolean
}

/** How long a page may take to draw itself before it is given up. */
const DRAW_MS = 20_000
/** The person may sit in front of the system's print dialog; that is not counted. */
const PDF_MS = 30_000

const within = async <T>(ms: number, what: string, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new PressError(`${what} took longer than ${ms / 1000} seconds`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** A failure with a reason that may be shown: it never holds text of the page. */
class PressError extends Error {}

interface Waiting {
  readonly job: PrintJob
  readonly drawn: (pages: number) => void
}

/**
 * One hidden page, one job at a time. The page asks for a job (`print.job`) and may wait for it, draws it, says
 * `print.ready`, and is loaded afresh after each job: so the next job finds a warm page, and no patient stays in
 * a window nobody sees.
 */
export class Press implements PrintPort {
  readonly #open: () => PressWindow
  #window: PressWindow | undefined
  #loading: Promise<void> | undefined
  #queue: Promise<unknown> = Promise.resolve()
  #waiting: Waiting | undefined
  /** How often the page was thrown away: what it was asked before comes to nothing. */
  #closed = 0
  #asking: ((job: PrintJob | undefined) => void) | undefined

  constructor(open: () => PressWindow) {
    this.#open = open
  }

  /** Whether the calls of these web contents are the press's own page. */
  owns(contentsId: number): boolean {
    return this.#window?.contentsId === contentsId
  }

  /** Answers the page's `print.job`; waits until there is one. Undefined when the page has been replaced. */
  nextJob(): Promise<PrintJob | undefined> {
    this.#asking?.(undefined)
    if (this.#waiting) return Promise.resolve(this.#waiting.job)
    return new Promise((resolve) => (this.#asking = resolve))
  }

  /** The page's `print.ready`: fonts are there, `pages` pages stand. */
  ready(pages: number): void {
    this.#waiting?.drawn(pages)
  }

  pdf(job: PrintJob): Promise<Result<Uint8Array>> {
    return this.#run(job, (page) =>
      within(
        PDF_MS,
        'Making the PDF',
        page.pdf({
          printBackground: true,
          preferCSSPageSize: true,
          generateTaggedPDF: true,
          generateDocumentOutline: true,
          pageSize: paperOf(job),
        }),
      ),
    )
  }

  paper(job: PrintJob, on?: PrinterChoice): Promise<Result<{ done: true }>> {
    return this.#run(job, async (page) => {
      await page.print({ pageSize: paperOf(job), twoSided: twoSided(job), ...(on && { printer: on }) })
      return { done: true }
    })
  }

  async printers(): Promise<Result<readonly Printer[]>> {
    const closed = this.#closed
    try {
      const page = await this.#ensure()
      return ok(await page.printers())
    } catch (error) {
      if (this.#closed !== closed) return fail('cancelled')
      throw error
    }
  }

  warm(): void {
    void this.#ensure().catch(() => undefined)
  }

  close(): void {
    this.#closed += 1
    this.#asking?.(undefined)
    this.#asking = undefined
    this.#window?.destroy()
    this.#window = undefined
    this.#loading = undefined
  }

  async #ensure(): Promise<PressWindow> {
    if (this.#window?.isGone() === true) this.close()
    this.#window ??= this.#open()
    this.#loading ??= this.#window.load()
    await this.#loading
    return this.#window
  }

  #run<T>(job: PrintJob, use: (page: PressWindow) => Promise<T>): Promise<Result<T>> {
    const turn = this.#queue.then(() => this.#draw(job, use))
    this.#queue = turn
    return turn
  }

  async #draw<T>(job: PrintJob, use: (page: PressWindow) => Promise<T>): Promise<Result<T>> {
    try {
      const drawn = new Promise<number>((resolve) => (this.#waiting = { job, drawn: resolve }))
      const page = await within(DRAW_MS, 'Opening the page', this.#ensure())
      this.#asking?.(job)
      this.#asking = undefined
      if ((await within(DRAW_MS, 'Drawing the page', drawn)) === 0)
        throw new PressError('The page came out empty')
      const value = await use(page)
      this.#waiting = undefined
      this.#loading = page.load()
      this.#loading.catch(() => {
        if (this.#window === page) this.close()
      })
      return { ok: true, value }
    } catch (error) {
      this.#waiting = undefined
      this.close()
      if (error instanceof PrintCancelled) return fail('cancelled')
      if (error instanceof NoPrinter) return fail('printer', { detail: 'none' })
      return fail('printer', { detail: error instanceof PressError ? error.message : 'The printer refused' })
    }
  }
}

/** Thrown by a press window when there is no such printer, or none at all. */
export class NoPrinter extends Error {}

/** Thrown by a press window when the person closed the system's print dialog. */
export class PrintCancelled extends Error {}
