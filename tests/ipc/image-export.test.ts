import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { withEntry } from '@shared/exam/edit'
import { withMark } from '@shared/exam/marks'
import type { ExportForm } from '@shared/ipc/pictures'
import type { ImageMark } from '@shared/records/mark'
import type { ImageRecord } from '@shared/records/image'
import { el, ultrasound, writeDicom } from '../fixtures/dicom'
import { makePng } from '../fixtures/pictures'
import { patientInput } from '../fixtures/records'
import { bodyOf, VIGNETTES } from '../fixtures/vignettes'
import { emptyFolder } from '../store/vaults'
import { addMember, code, firstRun, openApp, value, type App } from './app'

const VISIT = VIGNETTES.V1.visits[0]!
const ENTRY = '01936b5c-0000-7000-8000-0000000000a1'
const MARK = '01936b5c-0000-7000-8000-0000000000b1'
let app: App
let folder: string
let examId: string
let sequence: number
beforeEach(async () => {
  app = await openApp()
  app.clock = new Date(`${VISIT.visitOn}T03:00:00.000Z`)
  await firstRun(app)
  folder = emptyFolder()
  app.answers.folder = folder
  const { patientId } = value(
    await app.call('patients.register', { patient: patientInput(VIGNETTES.V1.patient) }),
  )
  const begun = value(await app.call('exams.start', { patientId, visitOn: VISIT.visitOn }))
  writer = undefined
  body = withEntry(bodyOf(VISIT), 'image', ENTRY)
  examId = begun.examId
  sequence = begun.sequence
})

const attach = async (bytes: Uint8Array<ArrayBuffer>): Promise<ImageRecord> => {
  const { uploadId } = value(await app.call('images.begin', { examId, entryId: ENTRY, bytes: bytes.length }))
  value(await app.call('images.chunk', { uploadId, index: 0, bytes }))
  return value(await app.call('images.finish', { uploadId }))
}
/** An ultrasound that belongs to a study and names somebody. */
const US = (() => {
  const plain = ultrasound({}, 64, 48)
  return writeDicom([
    el(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.6.1'),
    el(0x00080018, 'UI', '1.2.3.4.5'),
    el(0x00080060, 'CS', 'US'),
    el(0x00100010, 'PN', 'Zz-Test^Aster'),
    el(0x0020000d, 'UI', '1.2.3.4.6'),
    el(0x0020000e, 'UI', '1.2.3.4.7'),
    el(0x00280002, 'US', 1),
    el(0x00280004, 'CS', 'MONOCHROME2'),
    el(0x00280010, 'US', 48),
    el(0x00280011, 'US', 64),
    el(0x00280100, 'US', 8),
    el(0x00280101, 'US', 8),
    el(0x00280102, 'US', 7),
    el(0x00280103, 'US', 0),
    el(0x7fe00010, 'OB', plain.subarray(plain.length - 64 * 48)),
  ])
})()

let writer: string | undefined
let body = withEntry(bodyOf(VISIT), 'image', ENTRY)
/** Draws a mark that says it is of somebody who is nobody. */
const draw = async ({ imageId }: ImageRecord, markId = MARK): Promise<void> => {
  const mark: ImageMark = {
    markId,
    imageId,
    entryId: ENTRY,
    frame: 0,
    kind: 'length',
    points: [
      { x: 10, y: 10 },
      { x: 40, y: 10 },
    ],
    basis: { by: 'region', region: 1, of: 1, acrossMm: 0.1, downMm: 0.1 },
    by: ENTRY,
    at: app.clock.toISOString(),
  }
  body = withMark(body, mark)
  const saved = value(await app.call('exams.saveDraft', { examId, baseSequence: sequence, body, writer }))
  sequence = saved.sequence
}
const take = (image: ImageRecord, form: ExportForm, png?: Uint8Array<ArrayBuffer>) =>
  app.call('images.export', { imageIds: [image.imageId], form, ...(png && { png }) })
const file = (name: string): Buffer => readFileSync(join(folder, name))

it('takes the original out byte for byte, under a name that says the day and nobody, beside what is there', async () => {
  const image = await attach(US)
  writeFileSync(join(folder, 'palpa-picture-2026-11-22.dcm'), 'of somebody')
  const day = image.attachedAt.slice(0, 10)
  const first = value(await take(image, 'original'))
  const second = value(await take(image, 'original'))
  expect(new Set([...first.files, ...second.files]).size).toBe(2)
  for (const name of [...first.files, ...second.files]) {
    expect(name).toMatch(new RegExp(`^palpa-picture-${day}(-\\d+)?\\.dcm$`))
    expect(file(name).equals(Buffer.from(US))).toBe(true)
  }
  expect(file('palpa-picture-2026-11-22.dcm').toString()).toBe('of somebody')
  expect(readdirSync(folder).some((name) => name.endsWith('.part'))).toBe(false)
})

it('takes out a copy that names nobody, and warns of words in the picture', async () => {
  const image = await attach(US)
  const made = value(await take(image, 'deidentified'))
  expect(made).toMatchObject({ mayNameInPixels: true, left: 0 })
  const copy = file(made.files[0]!)
  expect(copy.includes('Zz-Test')).toBe(false)
  expect(copy.includes('1.2.3.4.5')).toBe(false)
  const photo = await attach(makePng(8, 8))
  expect(value(await take(photo, 'deidentified'))).toMatchObject({ files: [], left: 1 })
})

it('takes out measurements as a table, and as a report that dcmjs reads', async () => {
  const image = await attach(US)
  expect(value(await take(image, 'csv'))).toMatchObject({ files: [], left: 1 })
  await draw(image)
  const table = value(await take(image, 'csv'))
  expect(file(table.files[0]!).toString()).toContain('A,length,1,length,3.000,mm,')
  const report = value(await take(image, 'report'))
  const dcmjs = createRequire(import.meta.url)('dcmjs') as {
    data: {
      DicomMessage: { readFile(bytes: ArrayBuffer): { dict: object } }
      DicomMetaDictionary: { naturalizeDataset(dict: object): Record<string, unknown> }
    }
  }
  const bytes = new Uint8Array(file(report.files[0]!)).buffer
  const read = dcmjs.data.DicomMetaDictionary.naturalizeDataset(dcmjs.data.DicomMessage.readFile(bytes).dict)
  expect(read).toMatchObject({ Modality: 'SR', StudyInstanceUID: '1.2.3.4.6' })
  expect(file(report.files[0]!).includes('Dr Zz-Test Linden')).toBe(true)
})

it('each measurement is of whoever was at the keys when it was drawn, whatever the window says, and the report names them', async () => {
  const image = await attach(US)
  await draw(image)
  const { personId } = await addMember(app, 'Dr Zz-Test Alder', 'clinician', 'a passphrase of her own')
  value(await app.call('vault.unlock', { personId, passphrase: 'a passphrase of her own' }))
  ;({ body, sequence, writer } = value(await app.call('exams.openDraft', { examId })))
  await draw(image, '01936b5c-0000-7000-8000-0000000000b2')
  const report = file(value(await take(image, 'report')).files[0]!)
  // Group by group, in the order they were drawn in.
  const names = [...report.toString('latin1').matchAll(/Dr Zz-Test \w+/gu)].map(([name]) => name)
  expect(names).toEqual(['Dr Zz-Test Linden', 'Dr Zz-Test Alder'])
})

it('takes out the picture as the window drew it', async () => {
  const image = await attach(makePng(8, 8))
  const png = makePng(4, 4)
  const made = value(await take(image, 'png', png))
  expect(file(made.files[0]!).equals(Buffer.from(png))).toBe(true)
})

it('writes down what left the vault, and nothing where the folder was not chosen', async () => {
  const image = await attach(US)
  app.answers.folder = undefined
  expect(code(await take(image, 'original'))).toBe('cancelled')
  app.answers.folder = folder
  value(await take(image, 'original'))
  const { rows } = value(await app.call('audit.list', { filter: {}, limit: 50 }))
  const exported = rows.filter(({ what }) => what === 'export.made')
  expect(exported).toHaveLength(1)
  expect(exported[0]).toMatchObject({ detail: 'pictures, original: 1' })
})

it('says what went wrong where the folder takes nothing', async () => {
  const image = await attach(US)
  app.answers.folder = join(folder, 'palpa-picture')
  writeFileSync(join(folder, 'palpa-picture'), 'a file, no folder')
  expect(code(await take(image, 'original'))).toBe('printer')
})
