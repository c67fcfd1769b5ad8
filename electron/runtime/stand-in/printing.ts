import type * as Electron from 'electron'
import { execFile, spawn } from 'node:child_process'
import type { Session } from './cdp'

interface PdfParameters extends Omit<Electron.PrintToPDFOptions, 'pageSize' | 'margins'> {
  paperWidth: number
  paperHeight: number
  marginTop?: number
  marginBottom?: number
  marginLeft?: number
  marginRight?: number
  transferMode: 'ReturnAsStream'
}

/** Width and height in inches. */
const PAGES: Readonly<Record<string, readonly [number, number]>> = {
  A0: [33.1, 46.8],
  A1: [23.4, 33.1],
  A2: [16.54, 23.4],
  A3: [11.7, 16.54],
  A4: [8.27, 11.7],
  A5: [5.83, 8.27],
  A6: [4.13, 5.83],
  Letter: [8.5, 11],
  Legal: [8.5, 14],
  Tabloid: [11, 17],
  Ledger: [17, 11],
}

/** Electron's options as the parameters of the protocol's `Page.printToPDF`. */
function pdfParameters(options: Electron.PrintToPDFOptions): PdfParameters {
  const { pageSize = 'Letter', margins: { top, bottom, left, right } = {}, ...rest } = options
  const size = typeof pageSize === 'string' ? PAGES[pageSize] : [pageSize.width, pageSize.height]
  if (!size) throw new Error(`stand-in: printToPDF pageSize ${JSON.stringify(pageSize)} is not implemented`)
  return {
    ...rest,
    paperWidth: size[0],
    paperHeight: size[1],
    ...(top === undefined ? {} : { marginTop: top }),
    ...(bottom === undefined ? {} : { marginBottom: bottom }),
    ...(left === undefined ? {} : { marginLeft: left }),
    ...(right === undefined ? {} : { marginRight: right }),
    transferMode: 'ReturnAsStream',
  }
}

/** The page as a PDF, read piece by piece. */
export async function readPdf(page: Session, options: Electron.PrintToPDFOptions): Promise<Buffer> {
  const { stream } = await page.send('Page.printToPDF', pdfParameters(options))
  if (stream === undefined) throw new Error('Failed to generate PDF')
  const parts: Buffer[] = []
  for (let ended = false; !ended;) {
    const { data, base64Encoded, eof } = await page.send('IO.read', { handle: stream, size: 1 << 20 })
    parts.push(Buffer.from(data, base64Encoded ? 'base64' : 'utf8'))
    ended = eof
  }
  await page.send('IO.close', { handle: stream })
  return Buffer.concat(parts)
}

/** What printing asks of the PDF: the sizes of paper come in thousandths of a millimetre. */
export function sheetOptions({
  landscape,
  pageSize = 'A4',
  printBackground,
}: Electron.WebContentsPrintOptions): Electron.PrintToPDFOptions {
  return {
    pageSize:
      typeof pageSize === 'string'
        ? pageSize
        : { width: pageSize.width / 25400, height: pageSize.height / 25400 },
    preferCSSPageSize: true,
    ...(landscape === undefined ? {} : { landscape }),
    ...(printBackground === undefined ? {} : { printBackground }),
  }
}

/** What CUPS calls printing on both sides. */
const SIDES = {
  simplex: 'sides=one-sided',
  longEdge: 'sides=two-sided-long-edge',
  shortEdge: 'sides=two-sided-short-edge',
} as const

/** The printers that CUPS knows; none where it is not installed. */
export function listPrinters(): Promise<Electron.PrinterInfo[]> {
  return new Promise((resolve) => {
    execFile('lpstat', ['-e'], (error, text) => {
      const names = error ? [] : text.split('\n').filter(Boolean)
      resolve(names.map((name) => ({ name, displayName: name, description: '', options: {} })))
    })
  })
}

/**
 * Hands a PDF to CUPS through a pipe, so that it never lies in a file of ours.
 * @returns an empty text, or the reason of failure in Electron's words
 */
export async function printPdf(pdf: Buffer, options: Electron.WebContentsPrintOptions): Promise<string> {
  const printers = await listPrinters()
  const { deviceName = printers[0]?.name, copies = 1, duplexMode = 'simplex' } = options
  if (deviceName === undefined || !printers.some(({ name }) => name === deviceName))
    return 'Invalid deviceName provided'
  return new Promise((resolve) => {
    const lp = spawn('lp', ['-d', deviceName, '-n', String(copies), '-o', SIDES[duplexMode]], {
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    lp.once('error', () => resolve('Print job failed'))
    lp.once('exit', (code) => resolve(code === 0 ? '' : 'Print job failed'))
    lp.stdin.end(pdf)
  })
}
