import type { PDFDocumentProxy, RenderTask } from 'pdfjs-dist'
import type { FrameShown, StudyInfo, Unshown } from './study-messages'
import { sourceOf, type Place } from './source'

/** A PDF that is open: its pages stand as frames. */
export interface OpenPages {
  readonly info: StudyInfo
  page(index: number): Promise<FrameShown>
  /** The words of its first pages; none where it is a scan or they cannot be read. Nothing in it runs. */
  words(): Promise<string>
  close(): void
}

/** A PDF is held in memory as a whole while it is open. */
const MAX_PDF_BYTES = 200_000_000
/** Longest side of a drawn page, in pixels: sharp enough to read small print at full width. */
const PAGE_SIDE = 2200
const MAX_PAGES = 2000
/** Where a report says whom it is about. */
const WORD_PAGES = 2
const MOST_LETTERS = 20_000
/** As for pictures: a document that keeps pdf.js busy for so long is given up. */
const PATIENCE_MS = 5000
const SLOW = 'it took more than 5 seconds and was stopped'
const LOCKED = 'it is locked with a password'

/** Parts of pdf.js that come as files of the app, told apart by what they are for. */
class AppFiles {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const folder = { cMapUrl: 'cmaps', standardFontDataUrl: 'standard_fonts', wasmUrl: 'wasm' }[kind] ?? ''
    const response = await fetch(`/pdfjs/${folder}/${filename}`)
    if (!response.ok) throw new Error(`${kind} ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  }
}

const inTime = async <T>(work: Promise<T>, stop: () => void): Promise<T | 'slow'> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const watch = new Promise<'slow'>((done) => {
    timer = setTimeout(() => done('slow'), PATIENCE_MS)
  })
  const first = await Promise.race([work, watch]).finally(() => clearTimeout(timer))
  if (first === 'slow') {
    work.catch(() => undefined)
    stop()
  }
  return first
}

const isLocked = (thrown: unknown): boolean => thrown instanceof Error && thrown.name === 'PasswordException'

class Pages implements OpenPages {
  private over = false

  constructor(
    private readonly pdf: PDFDocumentProxy,
    private readonly end: () => void,
    readonly info: StudyInfo,
  ) {}

  async page(index: number): Promise<FrameShown> {
    let task: RenderTask | undefined
    const stop = (): void => {
      task?.cancel()
      this.close()
    }
    const draw = async (): Promise<FrameShown> => {
      const page = await this.pdf.getPage(index + 1)
      const plain = page.getViewport({ scale: 1 })
      const viewport = page.getViewport({ scale: PAGE_SIDE / Math.max(plain.width, plain.height, 1) })
      const canvas = document.createElement('canvas')
      canvas.width = Math.max(1, Math.round(viewport.width))
      canvas.height = Math.max(1, Math.round(viewport.height))
      // Drawn as for print: it does not wait for the window to be looked at.
      task = page.render({ canvas, viewport, intent: 'print', background: '#ffffff' })
      await task.promise
      page.cleanup()
      return { frame: { is: 'bitmap', bitmap: await createImageBitmap(canvas) } }
    }
    if (this.over) return { cannot: SLOW }
    try {
      const shown = await inTime(draw(), stop)
      return shown === 'slow' ? { cannot: SLOW } : shown
    } catch {
      return { cannot: 'this page is damaged' }
    }
  }

  async words(): Promise<string> {
    const read = async (): Promise<string> => {
      let text = ''
      for (let at = 1; at <= Math.min(WORD_PAGES, this.info.frames) && text.length < MOST_LETTERS; at++) {
        const { items } = await (await this.pdf.getPage(at)).getTextContent()
        text += items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? ' ' : ''}` : '')).join('')
        text += ' '
      }
      return text.slice(0, MOST_LETTERS)
    }
    if (this.over) return ''
    const got = await inTime(
      read().catch(() => ''),
      () => this.close(),
    )
    return got === 'slow' ? '' : got
  }

  close(): void {
    if (this.over) return
    this.over = true
    this.end()
  }
}

/** Everything that could run or reach out is off. */
const SAFE = {
  isEvalSupported: false,
  enableXfa: false,
  disableFontFace: true,
  useSystemFonts: false,
  useWorkerFetch: false,
  stopAtErrors: false,
  maxImageSize: 40_000_000,
  canvasMaxAreaInBytes: 160_000_000,
  verbosity: 0,
  BinaryDataFactory: AppFiles,
  // Only their presence is looked at; the factory knows the folders.
  cMapUrl: 'app/',
  standardFontDataUrl: 'app/',
  wasmUrl: 'app/',
} as const

/** Opens a PDF without anything in it being able to run: no scripts, forms, text as code, fonts or addresses. Never rejects. */
export const openPages = async (place: Place): Promise<OpenPages | Unshown> => {
  const source = await sourceOf(place)
  if (source === undefined) return { cannot: 'its bytes cannot be opened', broken: true }
  if (source.bytes > MAX_PDF_BYTES) return { cannot: 'it is a PDF of more than 200 MB', broken: false }
  let end = (): void => undefined
  try {
    const [{ getDocument, PDFWorker }, data] = await Promise.all([
      import('pdfjs-dist'),
      source.range(0, source.bytes),
    ])
    const port = new Worker(new URL('./pdf.worker.ts', import.meta.url), { type: 'module' })
    const worker = PDFWorker.create({ port })
    end = () => {
      worker.destroy()
      port.terminate()
    }
    // Its own start is not the document's doing.
    await worker.promise
    const task = getDocument({ ...SAFE, data, worker })
    const read = async (): Promise<Pages> => {
      const pdf = await task.promise
      const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 })
      const frames = Math.min(pdf.numPages, MAX_PAGES)
      const [columns, rows] = [Math.max(1, Math.round(width)), Math.max(1, Math.round(height))]
      return new Pages(pdf, end, { is: 'pages', columns, rows, frames })
    }
    const opened = await inTime(read(), end)
    return opened === 'slow' ? { cannot: SLOW, broken: false } : opened
  } catch (thrown) {
    end()
    return { cannot: isLocked(thrown) ? LOCKED : 'it cannot be read', broken: true }
  }
}
