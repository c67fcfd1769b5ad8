import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import type { PalpaApi } from '@shared/ipc/contract'
import { launchPalpa, standIn } from '../e2e/launch'
import { unlock } from '../e2e/steps'
import { sealClinic } from '../demo/seal-clinic'
import { readPdf, type PdfFacts } from '../fixtures/pdf'
import { PASSPHRASE } from '../fixtures/records'
import { root } from '../root'
import { benchSheet } from './bench-sheet'
import { bareScrypt, median, row, timed, type BenchRow } from './row'

const STARTS = 7
const PRINTS = 15

/** An app that opens one empty window and does nothing else. */
const EMPTY_APP = `'use strict'
const { app, BrowserWindow } = require('electron')
app.on('window-all-closed', () => app.quit())
void app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadFile('index.html'))
`
const emptyApp = (folder: string): string => {
  const app = join(folder, 'empty-app')
  mkdirSync(app)
  writeFileSync(join(app, 'package.json'), '{ "name": "empty", "main": "main.cjs" }')
  writeFileSync(join(app, 'main.cjs'), EMPTY_APP)
  writeFileSync(join(app, 'index.html'), '<!doctype html><title>empty</title><p>empty</p>')
  return app
}

/** Until it stands on the page, looked for at every frame: a locator that waits looks twice a second. */
const stands = (page: Page, selector: string): Promise<unknown> =>
  page.waitForFunction((wanted) => document.querySelector(wanted) !== null, selector, { polling: 'raf' })

const startEmpty = async (folder: string, app: string): Promise<number> => {
  const onElectron = process.env['PALPA_E2E_RUNTIME'] === 'electron'
  let running: ElectronApplication | undefined
  const ms = await timed(async () => {
    running = await _electron.launch({
      ...(onElectron ? {} : { executablePath: standIn }),
      args: [`--user-data-dir=${join(folder, 'empty-data')}`, app],
      cwd: app,
      env: { ...process.env, STAND_IN_HEADFUL: process.env['STAND_IN_HEADFUL'] ?? '0' },
    })
    await stands(await running.firstWindow(), 'p')
  })
  await running?.close()
  return ms
}

const startPalpa = async (dataFolder: string): Promise<{ door: number; list: number }> => {
  const from = performance.now()
  const app = await launchPalpa({ dataFolder })
  const page = await app.firstWindow()
  await stands(page, 'input[type=password]:focus')
  const door = performance.now() - from
  // As fingers do: the box has the focus.
  await page.keyboard.insertText(PASSPHRASE)
  await page.keyboard.press('Enter')
  await stands(page, '[role=option]')
  const list = performance.now() - from
  await app.close()
  return { door, list }
}

async function starting(folder: string, dataFolder: string): Promise<BenchRow[]> {
  const app = emptyApp(folder)
  const [empty, door, list, bare] = [[], [], [], []] as [number[], number[], number[], number[]]
  for (let n = 0; n <= STARTS; n += 1) {
    const nothing = await startEmpty(folder, app)
    const stretched = await timed(bareScrypt)
    const palpa = await startPalpa(dataFolder)
    // The first start of each reads the disk for the first time.
    if (n === 0) continue
    empty.push(nothing)
    door.push(palpa.door)
    list.push(palpa.list)
    bare.push(palpa.list - stretched)
  }
  const floorIs = 'an empty window on the same runtime'
  const beside = (ours: readonly number[]) => ours.map((ms, n) => [ms, empty[n] ?? ms] as const)
  const facts = { unit: 'ms' as const, floorIs, floor: median(empty) }
  return [
    row({ name: 'start to the unlock screen', value: median(door), ...facts }, beside(door)),
    row(
      {
        name: 'start to first list, passphrase and key derivation within',
        value: median(list),
        ...facts,
        goal: { atMost: 2.5 },
      },
      beside(list),
    ),
    row({ name: 'start to first list, without one scrypt run', value: median(bare), ...facts }, beside(bare)),
  ]
}

/** Runs in main: what the press prints is printed once more without tags, timed, and its page kept. */
const watchPress = ({ BrowserWindow }: typeof Electron.CrossProcessExports): void => {
  const seen: Seen = { tagged: [], bare: [], html: '' }
  Object.assign(globalThis, { seen })
  const press = BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().includes('print'))
  if (press === undefined) throw new Error('There is no print window')
  const contents = press.webContents
  const print = contents.printToPDF.bind(contents)
  contents.printToPDF = async (options) => {
    // Once for the page to settle: whoever prints first pays for the fonts.
    await print(options)
    const from = performance.now()
    const pdf = await print(options)
    const between = performance.now()
    // Said outright: some runtimes tag unless told not to.
    await print({ ...options, generateTaggedPDF: false, generateDocumentOutline: false })
    seen.tagged.push(between - from)
    seen.bare.push(performance.now() - between)
    seen.html = String(await contents.executeJavaScript('document.documentElement.outerHTML'))
    return pdf
  }
  Object.assign(globalThis, { unwatchPress: () => void (contents.printToPDF = print) })
}
interface Seen {
  tagged: number[]
  bare: number[]
  html: string
}

/** The drawn page as a file of its own, with the app's styles and fonts and no script. */
const barePage = (folder: string, html: string): string => {
  const file = join(folder, 'bare.html')
  const base = `<base href="${pathToFileURL(join(root, 'out/renderer')).href}/">`
  const still = html
    .replace(/<script\b[^>]*>[^]*?<\/script>/g, '')
    .replace(/<link rel="modulepreload"[^>]*>/g, '')
    .replace(/<meta http-equiv[^>]*>/g, '')
    .replace(/ crossorigin(="[^"]*")?/g, '')
    .replace('<head>', `<head>${base}`)
  writeFileSync(file, `<!doctype html>${still}`)
  return pathToFileURL(file).href
}

/**
 * Runs in main: loads the page in a bare hidden window, as warm as that of the press, and prints it. Answers
 * milliseconds and the file, Base64.
 */
const printBare = async (
  { BrowserWindow }: typeof Electron.CrossProcessExports,
  url: string,
): Promise<{ ms: number; pdf: string }> => {
  const kept = globalThis as unknown as { bareWindow?: Electron.BrowserWindow }
  const window = (kept.bareWindow ??= new BrowserWindow({ width: 794, height: 1123, show: false }))
  const from = performance.now()
  await window.loadURL(url)
  await window.webContents.executeJavaScript('document.fonts.ready.then(() => document.fonts.size)')
  const pdf = await window.webContents.printToPDF({
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: false,
    pageSize: 'A4',
  })
  const ms = performance.now() - from
  return { ms, pdf: pdf.toString('base64') }
}

/** A floor that leaves something out would be none: same text on the same pages in the same fonts. */
async function checkSamePage(ours: string, folder: string, bare: string): Promise<void> {
  const file = join(folder, 'bare.pdf')
  writeFileSync(file, Buffer.from(bare, 'base64'))
  const [a, b] = await Promise.all([readPdf(ours), readPdf(file)])
  const names = ({ fonts }: PdfFacts): string =>
    fonts
      .map(({ name }) => name.replace(/^[A-Z]{6}\+/, ''))
      .sort()
      .join()
  if (a.text.join() !== b.text.join() || names(a) !== names(b))
    throw new Error('The bare page is not the page of the handout')
}

const giveHandout = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const { palpa } = globalThis as unknown as { palpa: PalpaApi }
    const found = await palpa['patients.search']({ text: 'zz-test aster', limit: 1 })
    const patientId = found.ok ? found.value.rows[0]?.patientId : undefined
    const visits = await palpa['patients.visits']({ patientId: patientId ?? '' })
    const examId = visits.ok ? visits.value.rows[0]?.examId : undefined
    const options = { language: 'en' as const, paper: 'A4' as const, size: 'standard' as const, actions: [] }
    const from = performance.now()
    const given = await palpa['handouts.print']({ examId: examId ?? '', options, to: 'pdf' })
    if (!given.ok) throw new Error(given.error.code)
    Object.assign(globalThis, { took: performance.now() - from })
  })

async function printing(folder: string, dataFolder: string): Promise<BenchRow[]> {
  const app = await launchPalpa({ dataFolder })
  try {
    const page = await app.firstWindow()
    await unlock(page, PASSPHRASE)
    await page.getByRole('option').first().waitFor()
    const pdf = join(folder, 'handout.pdf')
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, pdf)
    const shown = await benchSheet(page)
    await giveHandout(page)
    await app.evaluate(watchPress)
    for (let n = 0; n < PRINTS; n += 1) await giveHandout(page)
    const seen = await app.evaluate(() => (globalThis as unknown as { seen: Seen }).seen)
    await app.evaluate(() => (globalThis as unknown as { unwatchPress: () => void }).unwatchPress())
    const whole: number[] = []
    const bare: number[] = []
    const url = barePage(folder, seen.html)
    await checkSamePage(pdf, folder, (await app.evaluate(printBare, url)).pdf)
    for (let n = 0; n < PRINTS; n += 1) {
      await giveHandout(page)
      whole.push(await page.evaluate(() => (globalThis as unknown as { took: number }).took))
      bare.push((await app.evaluate(printBare, url)).ms)
    }
    return [
      ...shown,
      row({
        name: 'handout PDF, tagged with outline',
        unit: 'ms',
        value: median(seen.tagged),
        floorIs: 'the same drawn page, untagged',
        floor: median(seen.bare),
        goal: { atMost: 1.5 },
      }),
      row({
        name: 'handout PDF, from the press of the key to the file',
        unit: 'ms',
        value: median(whole),
        floorIs: 'the same page as a bare file in a bare window, loaded and printed untagged',
        floor: median(bare),
        goal: { atMost: 1.5 },
      }),
    ]
  } finally {
    await app.close()
  }
}

/** The built app on its runtime, on the invented clinic: printing and start-up. */
export async function benchApp(part: 'pdf' | 'start'): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'palpa-bench-'))
  const dataFolder = join(folder, 'data')
  mkdirSync(dataFolder)
  try {
    await sealClinic(dataFolder)
    return part === 'pdf' ? await printing(folder, dataFolder) : await starting(folder, dataFolder)
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
