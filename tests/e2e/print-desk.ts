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

/** Runs in the page. */
const harmed = (): readonly string[] => {
  const paper = document.getElementById('paper')
  const acts =
    paper?.querySelectorAll('script, iframe, object, embed, a, form, [onerror], img[src="x"]') ?? []
  const outside = [...document.querySelectorAll<HTMLElement>('.page')].flatMap((page, at) => {
    const room = page.getBoundingClientRect()
    return [...page.querySelectorAll('*')].flatMap((element) => {
      const { left, right, top, bottom, width, height } = element.getBoundingClientRect()
      const within =
        left >= room.left && right <= room.right + 1 && top >= room.top - 1 && bottom <= room.bottom + 1
      return width * height === 0 || within || element.matches('.unseen, svg *')
        ? []
        : [`page ${at + 1}: ${element.tagName.toLowerCase()}.${element.className} leaves it`]
    })
  })
  return [
    ...('hacked' in window ? ['something ran'] : []),
    ...[...acts].map((element) => `${element.tagName.toLowerCase()} stands in the page`),
    ...outside,
  ]
}

/** Runs in the page: draws every sign of it once, in the faces of where it stands, and beside it what nobody has. */
const boxed = async (): Promise<readonly string[]> => {
  /** A noncharacter: no face may ever have it. */
  const NOTHING = '\u{10ffff}'
  const canvas = Object.assign(document.createElement('canvas'), { width: 48, height: 48 })
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('There is no canvas')
  const inkOf = (sign: string, font: string): string => {
    context.clearRect(0, 0, canvas.width, canvas.height)
    context.font = font
    context.fillText(sign, 8, 34)
    return String(context.getImageData(0, 0, canvas.width, canvas.height).data)
  }
  const found = new Set<string>()
  const seen = new Set<string>()
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    const parent = node.parentElement
    if (!parent || (node.textContent ?? '').trim() === '') continue
    const { fontFamily, fontWeight } = getComputedStyle(parent)
    const font = `${fontWeight} 28px ${fontFamily}`
    await document.fonts.load(font, node.textContent ?? '')
    for (const sign of node.textContent ?? '')
      if (!seen.has(font + sign)) {
        seen.add(font + sign)
        // Marks alone stand on a dotted ring of their own.
        const shown = /\p{M}/u.test(sign) ? `\u0b95${sign}` : sign
        if (/[\p{L}\p{N}\p{P}\p{S}\p{M}]/u.test(sign) && inkOf(shown, font) === inkOf(NOTHING, font))
          found.add(sign)
      }
  }
  return [...found]
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

  /** What in the pages acts, loads or leaves its page; empty where all is text on paper. */
  harm(): Promise<readonly string[]> {
    return this.page.evaluate(harmed)
  }

  /** What the pages show to the eye, without what only a screen reader is told. */
  shown(): Promise<string> {
    return this.page.evaluate(() => {
      for (const unseen of document.querySelectorAll('.unseen')) unseen.remove()
      return [...document.querySelectorAll<HTMLElement>('.page')].map((page) => page.innerText).join('\n')
    })
  }

  /** Letters and signs of what was drawn last that stand as a box: no face of the page, and none of the machine, has them. */
  boxes(): Promise<readonly string[]> {
    return this.page.evaluate(boxed)
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
