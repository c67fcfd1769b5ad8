import { readdirSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { magneticResonance, ultrasound } from '../fixtures/dicom'
import { readyOracle } from '../fixtures/oracle'
import { makeJpeg, makePdf, makePng, makeWebp } from '../fixtures/pictures'
import { make } from '../fixtures/synthetic'
import { makeZip } from '../fixtures/zip'
import { VIGNETTES } from '../fixtures/vignettes'
import { Chart } from './chart'
import { expect, test } from './launch'
import { firstRun, register, startVisit, unlock } from './steps'

/** The fixture files are of somebody called so and born then; this patient is that person. */
const PATIENT = { ...VIGNETTES.V1.patient, bornOn: '1980-02-14' }
const MB = 1_000_000

const SHAPE = {
  columns: 64,
  rows: 48,
  samples: 1,
  bitsAllocated: 16,
  bitsStored: 12,
  signed: false,
  photometric: 'MONOCHROME2',
}
const COMPRESSED = [
  {
    name: 'lossless.dcm',
    syntax: '1.2.840.10008.1.2.4.70',
    coding: 'Jpeg',
    how: { lossy: false, predictor: 1 },
  },
  { name: 'ls.dcm', syntax: '1.2.840.10008.1.2.4.80', coding: 'JpegLs' },
  { name: '2000.dcm', syntax: '1.2.840.10008.1.2.4.90', coding: 'Jpeg2000', how: { lossy: false } },
] as const

const file = (name: string, bytes: Uint8Array, mimeType = 'application/octet-stream') => ({
  name,
  mimeType,
  buffer: Buffer.from(bytes),
})
const attach = (page: Page, ...files: ReturnType<typeof file>[]): Promise<void> =>
  page.getByLabel('Files to attach').setInputFiles(files)
/** 200 MB that end early, so that they are on their way for a while and never come in. With others before and after. */
const attachLarge = (page: Page, before?: Uint8Array, after?: Uint8Array): Promise<void> =>
  page.getByLabel('Files to attach').evaluate(
    (input: HTMLInputElement, { bytes, head, small }) => {
      const filler = new Uint8Array(1_000_000)
      const parts = [new Uint8Array(head), ...Array.from({ length: bytes / 1_000_000 - 1 }, () => filler)]
      const files = small.map((one, at) => one && new File([new Uint8Array(one)], `small-${at + 1}.dcm`))
      const data = new DataTransfer()
      for (const one of [files[0], new File(parts, 'large.dcm'), files[1]]) if (one) data.items.add(one)
      input.files = data.files
      input.dispatchEvent(new Event('change', { bubbles: true }))
    },
    {
      bytes: 200 * MB,
      head: [...ultrasound({}, 8000, 8000 / 8).subarray(0, 100_000)],
      small: [before && [...before], after && [...after]],
    },
  )
/** Sealed files under the data folder; the pictures among them are the only ones that grow in number here. */
const sealed = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /image/u.test(entry.parentPath))
    .map((entry) => entry.name)
    .sort()

test('ultrasound, MR, JPEG and PNG are attached and seen; what is broken, lying or stopped leaves nothing', async ({
  launch,
  dataFolder,
}) => {
  test.setTimeout(120_000)
  await readyOracle()
  const compressed = COMPRESSED.map(({ name, ...recipe }) => ({
    name,
    bytes: make({ ...SHAPE, ...recipe }).file,
  }))
  const { page } = await launch({ now: '2026-11-22T09:00:00Z' })
  await firstRun(page)
  await register(page, PATIENT)
  await startVisit(page, '2026-11-22')
  const chart = new Chart(page)
  await chart.section('images')
  const pictures = page.getByRole('region', { name: 'Pictures' })
  await attach(
    page,
    file('scan.dcm', ultrasound()),
    file('mr.dcm', magneticResonance()),
    file('photo.jpg', makeJpeg(320, 200)),
    file('photo.png', makePng(64, 48)),
    file('photo.webp', makeWebp(64, 48)),
    file('report.pdf', makePdf('Zz-Test report', 3, '/OpenAction << /S /JavaScript /JS (app.alert(1)) >>')),
    // Compressed ones: our own decoder, and both that are compiled and loaded when they are needed.
    ...compressed.map(({ name, bytes }) => file(name, bytes)),
  )
  await expect(pictures.getByRole('listitem')).toHaveCount(9)
  await expect(page.getByRole('tab', { name: /^Picture \d/u })).toHaveCount(9)
  await expect(pictures.getByText(/3 pages/u)).toBeVisible()
  // Every thumbnail is a picture that was drawn.
  await expect
    .poll(() =>
      pictures
        .getByRole('listitem')
        .locator('img')
        .evaluateAll(
          (images) => images.filter((image) => (image as HTMLImageElement).naturalWidth > 0).length,
        ),
    )
    .toBe(9)
  const kept = sealed(dataFolder)
  expect(kept.length).toBeGreaterThanOrEqual(9)

  const scan = ultrasound()
  const [head, body] = [
    magneticResonance({ syntax: '1.2.840.10008.1.2.1.99' }),
    magneticResonance({ meta: false }),
  ]
  const deflated = Buffer.concat([head.subarray(0, head.length - body.length), deflateRawSync(body)])
  for (const [broken, words] of [
    [
      file('cut.dcm', scan.subarray(0, scan.length >> 1)),
      /^cut\.dcm: File ends early.*Nothing was attached\./u,
    ],
    [
      file('cut-deflated.dcm', deflated.subarray(0, deflated.length - 1)),
      /^cut-deflated\.dcm: File ends early.*Nothing was attached\./u,
    ],
    [file('half.png', makePng(64, 48).subarray(0, 60)), /^half\.png: .*Nothing was attached\./u],
    [
      file('really-a.jpg', new TextEncoder().encode('%PDF-1.7\nnot a document')),
      /^really-a\.jpg: File ends early.*Nothing was attached\./u,
    ],
    [
      file('words.dcm', new TextEncoder().encode('only words, no picture in here')),
      /^words\.dcm: This file is not a picture.*Nothing was attached\./u,
    ],
    [file('nothing.png', new Uint8Array()), /^nothing\.png: This file is empty.*Nothing was attached\./u],
  ] as const) {
    await attach(page, broken)
    await expect(pictures.getByText(words)).toBeVisible()
    await pictures.getByRole('button', { name: `Clear the message about ${broken.name}` }).click()
    await expect(pictures.getByText(words)).toHaveCount(0)
  }
  expect(sealed(dataFolder)).toEqual(kept)

  // 200 MB with a bar, stopped on the way.
  await attachLarge(page)
  await expect(pictures.getByRole('progressbar', { name: 'Attaching large.dcm' })).toBeVisible()
  await expect(pictures.getByText(/\d+ of \d+ MB/u)).toBeVisible()
  await pictures.getByRole('button', { name: 'Cancel' }).click()
  await expect(pictures.getByRole('progressbar')).toHaveCount(0)
  await expect(pictures.getByRole('listitem')).toHaveCount(9)
  await expect.poll(() => sealed(dataFolder)).toEqual(kept)

  await pictures.getByRole('button', { name: 'Open MRI' }).last().click()
  const film = page.getByRole('application', { name: /^MRI/u })
  await expect(film).toBeVisible()
  await expect(page.getByText(/zoom \d+ %/u)).toBeVisible()
  await expect(page.getByText('Name and birth date in the file match the chart.')).toBeVisible()
  await page.getByRole('button', { name: 'fat' }).click()
  await page.keyboard.press('Escape')
  await chart.section('images')
  await expect(pictures.getByRole('listitem')).toHaveCount(9)

  await pictures.getByRole('button', { name: 'Remove PNG picture' }).click()
  await pictures.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(pictures.getByRole('listitem')).toHaveCount(8)
  await expect(page.getByRole('tab', { name: /^Picture \d/u })).toHaveCount(8)
})

test('a series in a ZIP is one stack, and one question where it names somebody else', async ({ launch }) => {
  test.setTimeout(90_000)
  const { page } = await launch({ now: '2026-11-22T09:00:00Z' })
  await firstRun(page)
  await register(page, PATIENT)
  await startVisit(page, '2026-11-22')
  await new Chart(page).section('images')
  const pictures = page.getByRole('region', { name: 'Pictures' })
  const series = (bornOn: string): Uint8Array => {
    const slices = [3, 1, 2].map((instance) => ({
      name: `DICOM/IM${instance}`,
      bytes: magneticResonance({ bornOn, series: { uid: `1.2.${bornOn}`, instance } }, 32),
    }))
    return makeZip([...slices, { name: 'DICOMDIR', bytes: new TextEncoder().encode('contents') }])
  }
  await attach(page, file('other.zip', series('19551231')))
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText('The answer counts for all pictures of this series.')
  await question.getByRole('button', { name: 'Leave it out' }).click()
  await expect(pictures.getByText('waiting')).toHaveCount(0)
  await expect(pictures.getByText('attaching')).toHaveCount(0)
  await expect(pictures.getByRole('listitem')).toHaveCount(0)

  await attach(page, file('own.zip', series('19800214')))
  await expect(pictures.getByText('MRI, 3 slices')).toBeVisible()
  await expect(pictures.getByRole('listitem')).toHaveCount(1)
  await expect(page.getByRole('tab', { name: /^Picture \d/u })).toHaveCount(1)
  await expect(pictures.getByText('1 other file was left out: no pictures of a study.')).toBeVisible()
  await expect(question).toHaveCount(0)
})

test('what a lock cuts off is told at the chart, and chosen again only the rest comes in; leaving the screen stops nothing', async ({
  launch,
  dataFolder,
}) => {
  test.setTimeout(120_000)
  const { page } = await launch({ now: '2026-11-22T09:00:00Z' })
  await firstRun(page)
  await register(page, PATIENT)
  await startVisit(page, '2026-11-22')
  const chart = new Chart(page)
  await chart.section('images')
  const pictures = page.getByRole('region', { name: 'Pictures' })
  const [first, last] = [1, 2].map((instance) =>
    magneticResonance({ series: { uid: `1.2.${instance}`, instance } }, 64),
  )
  if (first === undefined || last === undefined) throw new Error('two slices')
  await attachLarge(page, first, last)
  const bar = pictures.getByRole('progressbar', { name: 'Attaching large.dcm' })
  await expect(pictures.getByRole('listitem')).toHaveCount(1)
  await expect(bar).toBeVisible()

  // Another section and back: it is still on its way.
  await chart.section('complaint')
  await expect(pictures).toHaveCount(0)
  await chart.section('images')
  await expect(bar).toBeVisible()
  await expect(pictures.getByText('small-2.dcm')).toBeVisible()

  await page.getByRole('button', { name: 'Lock' }).click()
  await unlock(page)
  const missing = pictures.getByRole('group', { name: /chosen pictures came in/u })
  await chart.section('images')
  await expect(missing).toContainText(
    '1 of 3 chosen pictures came in, then Palpa was locked or ended. Missing: large.dcm, small-2.dcm.',
  )
  await expect(pictures.getByRole('listitem')).toHaveCount(1)
  // Nothing of what was half in stays on the disk.
  expect(sealed(dataFolder).filter((name) => name.includes('part'))).toEqual([])

  await attach(page, file('small-1.dcm', first), file('small-2.dcm', last))
  await expect(pictures.getByText('1 file was left out: it is in already, or on its way.')).toBeVisible()
  await expect(pictures.getByRole('listitem')).toHaveCount(2)
  await expect(missing).toContainText('2 of 3 chosen pictures came in')
  await expect(missing).toContainText('Missing: large.dcm.')
  await missing.getByRole('button', { name: 'Go on without them' }).click()
  await expect(missing).toHaveCount(0)

  await page.getByRole('button', { name: 'Lock' }).click()
  await unlock(page)
  await chart.section('images')
  await expect(pictures.getByRole('listitem')).toHaveCount(2)
  await expect(missing).toHaveCount(0)
})
