import type { ElectronApplication, Page } from '@playwright/test'
import type { PrintJob } from '@shared/handout/sheet'

/** A printed page as it stands in the print window. */
export interface Laid {
  readonly pages: number
  /** What each page says, headings and list items line by line. */
  readonly text: readonly string[]
  /** Sections that stand on the pages, by id. */
  readonly sections: readonly string[]
  /** The plan that fitted, 0 being the whole sheet in the look of the design. */
  readonly plan: number
  /** Pages whose body is taller than its room, counted from 1. */
  readonly overfull: readonly number[]
  /** Type smaller than 12 pt outside the footer, with its size. */
  readonly small: readonly string[]
}

/** Runs in the page. */
const measure = (): Omit<Laid, 'pages'> => {
  const pages = [...document.querySelectorAll<HTMLElement>('.page')]
  const overfull = pages.flatMap((page, index) => {
    const body = page.querySelector<HTMLElement>('.page-body')
    const last = body?.lastElementChild?.getBoundingClientRect().bottom ?? 0
    return body && last > body.getBoundingClientRect().bottom + 1 ? [index + 1] : []
  })
  const parts = [...document.querySelectorAll<HTMLElement>('[data-section]')]
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const small: string[] = []
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    const parent = node.parentElement
    const text = node.textContent?.trim() ?? ''
    if (!parent || text === '' || parent.closest('.page-foot, .unseen')) continue
    const scale = parent instanceof SVGGraphicsElement ? (parent.getScreenCTM()?.a ?? 1) : 1
    const points = parseFloat(getComputedStyle(parent).fontSize) * scale * 0.75
    if (points < 11.99) small.push(`${points.toFixed(1)} pt: ${text}`)
  }
  return {
    text: pages.map((page) => page.innerText),
    sections: [...new Set(parts.map((part) => part.dataset['section'] ?? ''))],
    plan: Number(document.querySelector<HTMLElement>('.paper')?.dataset['plan'] ?? 0),
    overfull,
    small,
  }
}

interface World {
  palpa: unknown
  testJob: () => Promise<PrintJob>
  testReady: (pages: number) => Promise<void>
}

/** The product's own print page in a hidden window of the running app, fed with jobs by the test. */
export class PrintDesk {
  #job: PrintJob | undefined
  #laid: ((pages: number) => void) | undefined

  private constructor(
    private readonly app: ElectronApplication,
    private readonly page: Page,
  ) {}

  static async open(app: ElectronApplication): Promise<PrintDesk> {
    const opened = app.waitForEvent('window')
    await app.evaluate(({ BrowserWindow }) => {
      const window = new BrowserWindow({ width: 794, height: 1123, show: false, title: 'Print desk' })
      window.on('page-title-updated', (event) => event.preventDefault())
      return window.loadURL('about:blank')
    })
    const page = await opened
    const desk = new PrintDesk(app, page)
    await page.exposeFunction('testJob', () => desk.#job)
    await page.exposeFunction('testReady', (pages: number) => desk.#laid?.(pages))
    await page.addInitScript(() => {
      const world = window as unknown as World
      world.palpa = {
        'print.job': async () => ({ ok: true, value: await world.testJob() }),
        'print.ready': async ({ pages }: { pages: number }) => {
          await world.testReady(pages)
          return { ok: true, value: { done: true } }
        },
      }
    })
    return desk
  }

  async draw(job: PrintJob): Promise<Laid> {
    this.#job = job
    const laid = new Promise<number>((resolve) => (this.#laid = resolve))
    // The app lets no page navigate by itself; its own order is not asked.
    await this.app.evaluate(async ({ BrowserWindow }) => {
      const desk = BrowserWindow.getAllWindows().find((window) => window.getTitle() === 'Print desk')
      await desk?.loadURL('app://clinic/print.html')
    })
    const pages = await laid
    return { pages, ...(await this.page.evaluate(measure)) }
  }

  /** What was drawn last, as the press prints it. */
  async pdf(): Promise<Buffer> {
    const base64 = await this.app.evaluate(async ({ BrowserWindow }) => {
      const desk = BrowserWindow.getAllWindows().find((window) => window.getTitle() === 'Print desk')
      const bytes = await desk?.webContents.printToPDF({
        printBackground: true,
        preferCSSPageSize: true,
        generateTaggedPDF: true,
        generateDocumentOutline: true,
      })
      return bytes?.toString('base64') ?? ''
    })
    return Buffer.from(base64, 'base64')
  }
}
