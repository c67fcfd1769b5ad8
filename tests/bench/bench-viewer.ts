import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import dicomParser from 'dicom-parser'
import { greyTable, paintGrey } from '@shared/imaging/frame'
import { fromBytes } from '@shared/imaging/source'
import { factsOfFrame, openStudy } from '@shared/imaging/study'
import { writeCine } from '../fixtures/cine'
import { magneticResonance, ultrasound } from '../fixtures/dicom'
import { tools } from '../fixtures/tools'
import { root } from '../root'
import { median, row, timed, type BenchRow } from './row'
import { inVisit, openAt, pictures, toPictures, watchFrames } from './viewer-stage'

const RUNS = 15
const CINE = { columns: 640, rows: 480, frames: 30, frameMs: 1000 / 30, colour: true }
/** How long a pointer rests on a picture before the hand presses, as people do at the least, ms. */
const REST_MS = 100
const PICTURES = [
  { name: 'ultrasound, 640 x 480', bytes: () => ultrasound({}, 640, 480), goal: { atMost: 1.5 } },
  { name: 'MR, 1024 x 1024', bytes: () => magneticResonance({}, 1024), goal: { atMost: 2 } },
] as const

/**
 * The bare decoder: dicom-parser and the few lines that everybody writes behind it. It believes every tag, knows two
 * layouts, and shows the first window. Stands by itself, because it also runs in the window.
 */
const bareDecode = (
  parse: typeof dicomParser.parseDicom,
  bytes: Uint8Array,
): { columns: number; rows: number; rgba: Uint8ClampedArray<ArrayBuffer> } => {
  const tags = parse(bytes)
  const [columns, rows] = [tags.uint16('x00280011') ?? 0, tags.uint16('x00280010') ?? 0]
  const at = (tags.elements['x7fe00010']?.dataOffset ?? 0) + bytes.byteOffset
  const rgba = new Uint8ClampedArray(columns * rows * 4)
  if (tags.uint16('x00280002') === 3) {
    const rgb = new Uint8Array(bytes.buffer, at, columns * rows * 3)
    for (let from = 0, to = 0; to < rgba.length; from += 3, to += 4) {
      rgba[to] = rgb[from] ?? 0
      rgba[to + 1] = rgb[from + 1] ?? 0
      rgba[to + 2] = rgb[from + 2] ?? 0
      rgba[to + 3] = 255
    }
  } else {
    const grey = new Uint16Array(bytes.buffer.slice(at, at + columns * rows * 2))
    const [center, width] = [tags.floatString('x00281050') ?? 0, tags.floatString('x00281051') ?? 1]
    for (let from = 0, to = 0; to < rgba.length; from += 1, to += 4) {
      const value = (((grey[from] ?? 0) - center) / width + 0.5) * 255
      rgba[to] = value
      rgba[to + 1] = value
      rgba[to + 2] = value
      rgba[to + 3] = 255
    }
  }
  return { columns, rows, rgba }
}

const decodeOurs = async (bytes: Uint8Array): Promise<Uint8ClampedArray> => {
  const { study } = await openStudy(fromBytes(bytes), 'part10', tools)
  const { frame } = (await study?.frame(0)) ?? {}
  if (study === undefined || frame === undefined) throw new Error('A picture of the bench is not shown')
  if (frame.is === 'colour') return frame.rgba
  const rgba = new Uint8ClampedArray(frame.bits.length * 4)
  const voi = factsOfFrame(study.facts.pixels, 0).vois[0] ?? frame.full
  paintGrey(frame.bits, greyTable(frame.levels, voi), rgba)
  return rgba
}

/** From bytes in memory to RGBA, without a window. */
async function decoding(): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const { name, bytes, goal } of PICTURES) {
    const file = bytes()
    const pairs: [number, number][] = []
    for (let n = 0; n < RUNS + 5; n += 1) {
      const bare = await timed(() => Promise.resolve(bareDecode(dicomParser.parseDicom, file)))
      const ours = await timed(() => decodeOurs(file))
      // Until the engine has compiled both.
      if (n >= 5) pairs.push([ours, bare])
    }
    rows.push(
      row(
        {
          name: `first frame of ${name}: bytes to RGBA`,
          unit: 'ms',
          value: median(pairs.map(([ours]) => ours)),
          floorIs: 'dicom-parser and 30 lines, which check nothing',
          floor: median(pairs.map(([, bare]) => bare)),
          goal,
        },
        pairs,
      ),
    )
  }
  return rows
}

/** In the window: the same file by the same way, read whole, decoded barely, painted. Answers milliseconds. */
const bareAt = (page: Page, at: number): Promise<number> =>
  page.evaluate(
    `(async () => {
      const source = document.querySelectorAll('section.images li button.see img')[${at}].getAttribute('src')
      const from = performance.now()
      const answer = await fetch(source.replace('/thumbnail/', '/image/'), { cache: 'no-store' })
      const bytes = new Uint8Array(await answer.arrayBuffer())
      const { columns, rows, rgba } = (${bareDecode.toString()})(dicomParser.parseDicom, bytes)
      const canvas = document.createElement('canvas')
      canvas.width = columns
      canvas.height = rows
      canvas.getContext('2d').putImageData(new ImageData(rgba, columns, rows), 0, 0)
      return performance.now() - from
    })()`,
  )

async function opening(page: Page): Promise<BenchRow[]> {
  await pictures(page)
    .locator('input[aria-label="Files to attach"]')
    .setInputFiles(
      PICTURES.map(({ name, bytes }) => ({
        name: `${name}.dcm`,
        mimeType: 'application/dicom',
        buffer: Buffer.from(bytes()),
      })),
    )
  await pictures(page).getByRole('listitem').nth(1).locator('img').waitFor()
  const parser = createRequire(join(root, 'package.json')).resolve('dicom-parser/dist/dicomParser.min.js')
  await page.evaluate(readFileSync(parser, 'utf8'))
  const rows: BenchRow[] = []
  for (const [at, { name, goal }] of PICTURES.entries()) {
    const pressed: [number, number][] = []
    const pointed: [number, number][] = []
    for (let n = 0; n < RUNS + 2; n += 1) {
      for (const [rest, pairs] of [
        [0, pressed],
        [REST_MS, pointed],
      ] as const) {
        const bare = await bareAt(page, at)
        const ours = await openAt(page, at, rest)
        await page.keyboard.press('Escape')
        await toPictures(page)
        if (n >= 2) pairs.push([ours, bare])
      }
    }
    const facts = (pairs: readonly [number, number][]) => ({
      unit: 'ms' as const,
      value: median(pairs.map(([ours]) => ours)),
      floorIs: 'the same file fetched whole, decoded barely and painted in the same window',
      floor: median(pairs.map(([, bare]) => bare)),
    })
    const what = `first frame of ${name}: from the press to the sealed picture on the film`
    rows.push(
      row({ name: `${what}, pointed at ${String(REST_MS)} ms before`, ...facts(pointed), goal }, pointed),
      row({ name: '  the same, pressed out of nothing', ...facts(pressed) }, pressed),
    )
  }
  return rows
}

async function playing(page: Page, folder: string): Promise<BenchRow[]> {
  const file = join(folder, 'cine.dcm')
  writeCine(file, CINE)
  await pictures(page).locator('input[aria-label="Files to attach"]').setInputFiles(file)
  await pictures(page).getByRole('listitem').nth(2).locator('img').waitFor()
  await openAt(page, 2)
  await page.getByRole('button', { name: 'Play' }).click()
  // The first time through, decoding.
  await watchFrames(page, CINE.frames * CINE.frameMs * 2)
  const seconds = 5
  const seen = await watchFrames(page, seconds * 1000)
  await page.keyboard.press('Escape')
  const due = Math.round((seconds * 1000) / CINE.frameMs)
  const missing = seen.slice(1).reduce((sum, at, index) => {
    const step = (at - (seen[index] ?? at) + CINE.frames) % CINE.frames
    return sum + Math.max(0, step - 1)
  }, 0)
  return [
    row({
      name: `cine, 30 frames of 640 x 480: seen in ${seconds} s after the first time through`,
      unit: 'frames',
      value: Math.min(due, seen.length),
      floorIs: 'what the file’s own rate makes due',
      floor: due,
      goal: { atLeast: 0.98 },
    }),
    row({
      name: 'the same: frames left out',
      unit: 'frames',
      value: missing,
      floorIs: 'what was due',
      floor: due,
      goal: { atMost: 0 },
    }),
  ]
}

/** First frames beside the bare decoder, and a recording at its own rate. */
export const benchViewer = async (): Promise<BenchRow[]> => [
  ...(await decoding()),
  ...(await inVisit(async (_app, page, folder) => [
    ...(await opening(page)),
    ...(await playing(page, folder)),
  ])),
]
