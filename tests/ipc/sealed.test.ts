import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { PASSPHRASE, patientInput } from '../fixtures/records'
import { filesUnder, holding } from '../fixtures/files'
import { makePng } from '../fixtures/pictures'
import { code, emptyFolder, firstRun, openApp, value, type App } from './app'
import { answered, shortRules, WANTED } from './rules'

const PIECE = 1024 * 1024

let app: App
beforeEach(async () => {
  app = await openApp(emptyFolder(), shortRules)
})

const visit = async () => {
  const { person } = await firstRun(app)
  const patient = value(
    await app.call('patients.register', {
      patient: patientInput({ given: 'Quendelina', family: 'Zz-Proband', otherScript: '紫苑' }),
    }),
  )
  const draft = value(await app.call('exams.start', { patientId: patient.patientId, visitOn: '2026-11-22' }))
  return { person, patient, draft }
}

const attach = async (
  examId: string,
  picture: Uint8Array<ArrayBuffer>,
  announced = picture.length,
  entryId = newId(),
) => {
  const begun = await app.call('images.begin', { examId, entryId, bytes: announced })
  if (!begun.ok) return begun
  const { uploadId } = begun.value
  for (let at = 0; at < picture.length; at += PIECE) {
    const bytes = picture.slice(at, at + PIECE)
    const taken = await app.call('images.chunk', { uploadId, index: at / PIECE, bytes })
    if (!taken.ok) return taken
  }
  return app.call('images.finish', { uploadId })
}

/** A PNG whose rows do not pack, so that it is longer than one piece. */
const bigPicture = (): Uint8Array<ArrayBuffer> => {
  let seed = 1
  return makePng(1500, 1000, [], () => {
    seed = (seed * 48271) % 2147483647
    return seed & 255
  })
}

describe('an image', () => {
  it('comes in by pieces and reads back by range', async () => {
    const { patient, draft } = await visit()
    const picture = bigPicture()
    const image = value(await attach(draft.examId, picture))
    expect(image).toMatchObject({ facts: { kind: 'png', columns: 1500 }, bytes: picture.length })
    const bytes = await app.services.images.bytes(image.imageId)
    const read = await new Response(bytes!.read(PIECE - 3, PIECE + 5)).arrayBuffer()
    expect(new Uint8Array(read)).toEqual(picture.slice(PIECE - 3, PIECE + 5))
    const { images } = value(await app.call('images.list', { patientId: patient.patientId }))
    expect(images).toEqual([image])
    const drawn = { imageId: image.imageId, png: makePng(4, 4), facts: { ...image.facts, columns: 1 } }
    expect(code(await app.raw('images.thumbnail', drawn))).toBe('ok')
    const kept = value(await app.call('images.list', { patientId: patient.patientId })).images[0]
    expect(kept?.facts).toEqual(image.facts)
    expect(await app.services.images.thumbnailBytes(image.imageId)).toMatchObject({ type: 'image/png' })
    value(await app.call('images.remove', { imageId: image.imageId }))
    expect(await app.services.images.bytes(image.imageId)).toBeUndefined()
  })

  it('leaves nothing behind when it is out of order, too long, too short, a lie, or called off', async () => {
    const { patient, draft } = await visit()
    const { examId } = draft
    const picture = makePng(60, 60)
    const begin = async () =>
      value(await app.call('images.begin', { examId, entryId: newId(), bytes: picture.length })).uploadId
    const before = filesUnder(app.dataFolder).length

    const wrongOrder = await begin()
    expect(code(await app.call('images.chunk', { uploadId: wrongOrder, index: 1, bytes: picture }))).toBe(
      'validation',
    )
    expect(code(await app.call('images.finish', { uploadId: wrongOrder }))).toBe('notFound')
    expect(code(await attach(examId, picture, picture.length - 1))).toBe('validation')
    expect(code(await attach(examId, picture, picture.length + 1))).toBe('truncatedFile')
    expect(code(await attach(examId, picture.slice(0, 80)))).toBe('truncatedFile')
    expect(code(await attach(examId, new TextEncoder().encode('a letter and no picture at all')))).toBe(
      'unsupportedFile',
    )
    const calledOff = await begin()
    value(await app.call('images.chunk', { uploadId: calledOff, index: 0, bytes: picture }))
    value(await app.call('images.cancel', { uploadId: calledOff }))
    const locked = await begin()
    value(await app.call('images.chunk', { uploadId: locked, index: 0, bytes: picture }))

    expect(value(await app.call('images.list', { patientId: patient.patientId })).images).toEqual([])
    value(await app.call('vault.lock', {}))
    expect(filesUnder(join(app.dataFolder, 'images'))).toEqual([])
    expect(filesUnder(app.dataFolder).length).toBeLessThanOrEqual(before)
  })

  it('is refused before its first byte when it is larger than Palpa takes', async () => {
    const { draft } = await visit()
    const input = { examId: draft.examId, entryId: newId(), bytes: 600 * 1024 * 1024 }
    expect(code(await app.call('images.begin', input))).toBe('tooLarge')
  })

  it('of 200 MB is taken on', async () => {
    const { draft } = await visit()
    const input = { examId: draft.examId, entryId: newId(), bytes: 200 * 1024 * 1024 }
    const { uploadId } = value(await app.call('images.begin', input))
    value(await app.call('images.cancel', { uploadId }))
  })
})

describe('after a full visit', () => {
  it('no file under the data folder holds a name, a word of the note or a byte of the image', async () => {
    const { person, patient, draft } = await visit()
    const { examId } = draft
    const words = 'Rubbery lump beside the dimple, zzquokka'
    const body = {
      ...draft.body,
      answers: {
        ...draft.body.answers,
        values: {
          [WANTED]: answered(4, person.personId),
          'complaint.narrative': answered(words, person.personId),
        },
      },
      refused: { 'contributors.weightKg': 'zzwombat' },
    }
    const entryId = newId()
    body.answers.groups = { image: [{ entryId, values: {} }] }
    const { sequence } = value(await app.call('exams.saveDraft', { examId, baseSequence: 1, body }))
    const picture = bigPicture()
    value(await attach(examId, picture, undefined, entryId))
    value(
      await app.call('exams.sign', {
        examId,
        baseSequence: sequence,
        mode: 'complete',
        passphrase: PASSPHRASE,
      }),
    )
    const printedTo = emptyFolder()
    app.answers.pdf = join(printedTo, 'sheet.pdf')
    const options = { language: 'en' as const, paper: 'A4' as const, size: 'standard' as const, actions: [] }
    value(await app.call('handouts.print', { examId, options, to: 'pdf' }))
    expect(readdirSync(printedTo)).toEqual(['sheet.pdf'])
    value(await app.call('patients.search', { text: 'quendelina', limit: 5 }))
    app.answers.folder = emptyFolder()
    value(await app.call('backup.now', {}))

    const secrets = [
      ...[patient.given, patient.family, patient.otherScript, patient.phone, patient.bornOn],
      ...['Rubbery', 'dimple', 'zzquokka', 'zzwombat', PASSPHRASE],
    ].flatMap((text): [string, Buffer][] => [
      [text, Buffer.from(text, 'utf8')],
      [text, Buffer.from(text, 'utf16le')],
    ])
    const pieces = [16, PIECE + 16, picture.length - 64].map((at): [string, Buffer] => [
      `piece from ${at}`,
      Buffer.from(picture.slice(at, at + 24)),
    ])
    const look = (): string[] =>
      holding([app.dataFolder, app.answers.folder!].flatMap(filesUnder), [...secrets, ...pieces])

    const open = [app.dataFolder, app.answers.folder].flatMap((folder) => filesUnder(folder))
    expect(open.some((path) => path.endsWith('vault.db-wal'))).toBe(true)
    expect(open.filter((path) => path.includes('images')).length).toBeGreaterThanOrEqual(2)
    expect(look()).toEqual([])
    value(await app.call('vault.lock', {}))
    expect(look()).toEqual([])
    const { proof } = value(await app.call('app.about', {}))
    expect(proof.passed).toBe(true)
    expect(proof.checks.length).toBeGreaterThan(0)
  })
})

describe('a picture and the signature', () => {
  const ready = async () => {
    const { person, draft } = await visit()
    const { examId, body } = draft
    const answers = { ...body.answers, values: { [WANTED]: answered(4, person.personId) } }
    const save = async (baseSequence: number, entryIds: readonly string[] = []) => {
      const groups = { image: entryIds.map((entryId) => ({ entryId, values: {} })) }
      const next = { ...body, answers: { ...answers, groups } }
      return value(await app.call('exams.saveDraft', { examId, baseSequence, body: next })).sequence
    }
    const sign = (baseSequence: number) =>
      app.call('exams.sign', { examId, baseSequence, mode: 'complete', passphrase: PASSPHRASE })
    return { examId, sequence: await save(draft.sequence), save, sign }
  }
  const refused = { error: { code: 'notReady', detail: 'pictures' } }

  it('is not signed past while it has no entry', async () => {
    const { examId, sequence, save, sign } = await ready()
    const entryId = newId()
    value(await attach(examId, makePng(8, 8), undefined, entryId))
    expect(await sign(sequence)).toMatchObject(refused)
    const named = await save(sequence, [entryId])
    expect(code(await sign(named))).toBe('ok')
  })

  it('is not signed past while it is on its way, and does not come in after the signature', async () => {
    const { examId, sequence, sign } = await ready()
    const picture = makePng(8, 8)
    const begin = async () =>
      value(await app.call('images.begin', { examId, entryId: newId(), bytes: picture.length })).uploadId
    const uploadId = await begin()
    expect(await sign(sequence)).toMatchObject(refused)
    value(await app.call('images.cancel', { uploadId }))
    // Begun while the passphrase is tried: too late to be asked about.
    const [signed, late] = await Promise.all([sign(sequence), begin()])
    value(await app.call('images.chunk', { uploadId: late, index: 0, bytes: picture }))
    const finished = await app.call('images.finish', { uploadId: late })
    expect([code(signed), code(finished)].filter((one) => one === 'ok')).toHaveLength(1)
  })
})
