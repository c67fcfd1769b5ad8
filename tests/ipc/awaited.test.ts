import { beforeEach, expect, it } from 'vitest'
import type { ImageRecord } from '@shared/records/image'
import { magneticResonance } from '../fixtures/dicom'
import { PASSPHRASE, patientInput } from '../fixtures/records'
import { bodyOf, VIGNETTES } from '../fixtures/vignettes'
import { addMember, code, firstRun, openApp, switchTo, value, type App } from './app'

const VISIT = VIGNETTES.V1.visits[0]!
const ENTRY = '01936b5c-0000-7000-8000-0000000000a1'
/** A disc of three slices. */
const SLICES = [1, 2, 3].map((instance) => magneticResonance({ series: { uid: '1.2.3', instance } }, 16))
const chosen = (at: number) => ({ name: `IM${at + 1}`, bytes: SLICES[at]!.length, mark: `mark ${at}` })
const DISC = SLICES.map((_, at) => chosen(at))

let app: App
let examId: string
let patientId: string
let sequence: number
beforeEach(async () => {
  app = await openApp()
  app.clock = new Date(`${VISIT.visitOn}T03:00:00.000Z`)
  owner = (await firstRun(app)).person.personId
  ;({ patientId } = value(
    await app.call('patients.register', { patient: patientInput(VIGNETTES.V1.patient) }),
  ))
  ;({ examId, sequence } = value(await app.call('exams.start', { patientId, visitOn: VISIT.visitOn })))
})

const expectAll = async (files = DISC) => value(await app.call('images.expect', { examId, files })).files
const missing = async () => value(await app.call('images.missing', { examId }))
const begin = (at: number, fileId: string) =>
  app.call('images.begin', { examId, entryId: ENTRY, bytes: SLICES[at]!.length, fileId })
const send = async (at: number, fileId: string): Promise<ImageRecord> => {
  const { uploadId } = value(await begin(at, fileId))
  value(await app.call('images.chunk', { uploadId, index: 0, bytes: SLICES[at]! }))
  return value(await app.call('images.finish', { uploadId }))
}
let owner: string
const lockAndUnlock = async (): Promise<void> => {
  value(await app.call('vault.lock', {}))
  value(await app.call('vault.unlock', { personId: owner, passphrase: PASSPHRASE }))
}
const stored = async () => value(await app.call('images.list', { patientId })).images

it('what a lock cut off is told to whoever opens the visit next; chosen again, only that comes in', async () => {
  const [first, second] = await expectAll()
  const image = await send(0, first!.fileId)
  expect(image.imageId).toBe(first!.fileId)
  // The second is half in when the vault is locked.
  const { uploadId } = value(await begin(1, second!.fileId))
  value(await app.call('images.chunk', { uploadId, index: 0, bytes: SLICES[1]!.subarray(0, 300) }))
  // While a window has them in hand, none is missing.
  expect(await missing()).toEqual({ chosen: 3, files: [] })

  await lockAndUnlock()
  expect(await missing()).toMatchObject({ chosen: 3, files: [{ name: 'IM2' }, { name: 'IM3' }] })
  expect((await stored()).map(({ imageId }) => imageId)).toEqual([first!.fileId])

  const again = await expectAll([DISC[2]!, DISC[0]!, DISC[1]!])
  expect(again.map(({ isHere }) => isHere)).toEqual([false, true, false])
  // Chosen twice in a row: it is on its way already.
  expect((await expectAll([DISC[2]!]))[0]).toEqual({ fileId: again[0]!.fileId, isHere: true })
  await send(2, again[0]!.fileId)
  expect(await missing()).toEqual({ chosen: 3, files: [] })
  await send(1, again[2]!.fileId)
  expect(await missing()).toEqual({ chosen: 0, files: [] })
  expect(await stored()).toHaveLength(3)
  await lockAndUnlock()
  expect(await missing()).toEqual({ chosen: 0, files: [] })
})

it('nobody waits for what was refused, cancelled, given up or taken away', async () => {
  const [first, second, third] = await expectAll()
  const refused = value(await begin(0, first!.fileId)).uploadId
  const words = new Uint8Array(SLICES[0]!.length).fill(65)
  value(await app.call('images.chunk', { uploadId: refused, index: 0, bytes: words }))
  expect(code(await app.call('images.finish', { uploadId: refused }))).toBe('unsupportedFile')
  const stopped = value(await begin(1, second!.fileId)).uploadId
  value(await app.call('images.cancel', { uploadId: stopped }))
  await lockAndUnlock()
  expect(await missing()).toMatchObject({ chosen: 1, files: [{ name: 'IM3' }] })
  value(await app.call('images.giveUp', { examId, fileIds: [third!.fileId] }))
  expect(await missing()).toEqual({ chosen: 0, files: [] })

  const [one, two] = await expectAll()
  await send(0, one!.fileId)
  value(await app.call('images.remove', { imageId: one!.fileId }))
  await lockAndUnlock()
  expect((await missing()).files.map(({ name }) => name)).toEqual(['IM2', 'IM3'])
  // What nobody has in hand cannot be sent: it must be chosen.
  expect(code(await begin(1, two!.fileId))).toBe('notFound')
})

it('a file that is chosen twice at once comes in twice, and twice after a lock', async () => {
  const twice = [DISC[0]!, DISC[0]!]
  const [one, other] = await expectAll(twice)
  expect(one!.fileId).not.toBe(other!.fileId)
  await lockAndUnlock()
  expect((await expectAll(twice)).map(({ isHere }) => isHere)).toEqual([false, false])
})

it('a visit is not signed or moved while chosen pictures are missing; given up they stand in nobody’s way', async () => {
  await expectAll([DISC[0]!])
  await lockAndUnlock()
  const saved = value(
    await app.call('exams.saveDraft', { examId, baseSequence: sequence, body: bodyOf(VISIT) }),
  )
  const sign = () =>
    app.call('exams.sign', {
      examId,
      baseSequence: saved.sequence,
      mode: 'complete',
      passphrase: PASSPHRASE,
    })
  expect(await sign()).toMatchObject({ error: { code: 'notReady', detail: 'pictures' } })
  const other = value(await app.call('patients.register', { patient: patientInput(VIGNETTES.V2.patient) }))
  const move = { examId, patientId: other.patientId }
  expect(await app.call('exams.movePreview', move)).toMatchObject({
    error: { code: 'notReady', detail: 'pictures' },
  })
  const [left] = (await missing()).files
  value(await app.call('images.giveUp', { examId, fileIds: [left!.fileId] }))
  value(await sign())
  expect(await missing()).toEqual({ chosen: 0, files: [] })
})

it('it is told to another person as well, and to nobody once the draft is discarded', async () => {
  const second = await addMember(app, 'Zz-Test Colleague', 'clinician', 'a passphrase of her own')
  value(await app.call('vault.unlock', { personId: owner, passphrase: PASSPHRASE }))
  await expectAll()
  await switchTo(app, second.personId, 'a passphrase of her own')
  expect((await missing()).files).toHaveLength(3)
  value(await app.call('exams.discard', { examId, reason: 'Zz-Test' }))
  expect(value(await app.call('exams.bringBack', { examId }))).toEqual({ done: true })
  expect(await missing()).toEqual({ chosen: 0, files: [] })
})
