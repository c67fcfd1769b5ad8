import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gather } from '../../renderer/images/gather'
import { openZip } from '../../renderer/images/zip'
import { stacksOf } from '../../shared/imaging/stacks'
import type { ImageRecord } from '../../shared/records/image'
import { magneticResonance, ultrasound } from '../fixtures/dicom'
import { makeJpeg, text } from '../fixtures/pictures'
import { makeZip, type Zipped } from '../fixtures/zip'

const [us, mr, jpeg] = [ultrasound({}, 16, 12), magneticResonance({}, 16), makeJpeg(8, 8)]
const file = (name: string, bytes: Uint8Array<ArrayBuffer>): File => new File([bytes], name)
const zipFile = (...files: Zipped[]): File => file('study.zip', makeZip(files))
const opened = async (zip: File) => {
  const entries = await openZip(zip)
  if (typeof entries === 'string') throw new Error(entries)
  return entries
}

describe('ZIP archives', () => {
  it('give back every file, stored or packed, under the last part of its name', async () => {
    const entries = await opened(
      zipFile(
        { name: 'DICOM/', bytes: new Uint8Array(), stored: true },
        { name: 'DICOM/IM1', bytes: us },
        { name: '../../etc\\IM2', bytes: mr, stored: true },
      ),
    )
    expect(entries.map(({ name, size }) => [name, size])).toEqual([
      ['IM1', us.length],
      ['IM2', mr.length],
    ])
    expect(await entries[0]?.bytes()).toEqual(us)
    expect(await entries[1]?.bytes()).toEqual(mr)
  })

  it.each([
    ['locked with a password', [{ name: 'a', bytes: us, lie: { flags: 1 } }], 'locked'],
    ['that says it holds gigabytes', [{ name: 'a', bytes: us, lie: { size: 0xfffffff0 } }], 'bomb'],
    [
      'that holds 5 GB in many',
      Array.from({ length: 10 }, () => ({ name: 'a', bytes: us, lie: { size: 5e8 } })),
      'bomb',
    ],
  ] as [string, Zipped[], string][])('one %s is not opened', async (_, files, fault) => {
    expect(await openZip(zipFile(...files))).toBe(fault)
  })

  it('one whose entries share their bytes is not opened', async () => {
    const noise = Uint8Array.from({ length: 3000 }, (_, at) => (at * 7919 + at * at) % 251)
    const whole = makeZip([
      { name: 'a', bytes: noise, stored: true },
      { name: 'b', bytes: noise, stored: true, lie: { at: 0 } },
    ])
    // Only one copy is left in the file; both entries point at it.
    const local = 30 + 1 + noise.length
    const shared = new Uint8Array([...whole.subarray(0, local), ...whole.subarray(2 * local)])
    const view = new DataView(shared.buffer)
    view.setUint32(shared.length - 6, local, true)
    expect(await openZip(file('quine.zip', shared))).toBe('bomb')
  })

  it.each([
    ['longer than it says', { size: 10 }],
    ['shorter than it says', { size: us.length + 1 }],
    ['with another checksum', { crc: 1 }],
    ['that is not where it says', { at: 9 }],
  ])('a file %s is refused when it is unpacked', async (_, lie) => {
    const entries = await opened(zipFile({ name: 'a', bytes: us, lie }))
    await expect(entries[0]?.bytes()).rejects.toThrow()
  })

  it('a file that is a bomb stops at what it says', async () => {
    const bomb = { name: 'a', bytes: new Uint8Array(50_000_000), lie: { size: 1000 } }
    const entries = await opened(zipFile(bomb))
    await expect(entries[0]?.bytes()).rejects.toThrow('too much')
  })

  it('any change of an archive answers a list or a fault, and its files bytes or a refusal', async () => {
    const seed = makeZip([
      { name: 'DICOM/IM1', bytes: us.subarray(0, 300) },
      { name: 'b', bytes: jpeg, stored: true },
    ])
    const change = fc.record({ at: fc.nat({ max: seed.length - 1 }), to: fc.nat({ max: 255 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const bytes = seed.slice()
        for (const { at, to } of changes) bytes[at] = to
        const entries = await openZip(file('x.zip', bytes))
        if (typeof entries === 'string') return
        for (const one of entries)
          expect((await one.bytes().catch(() => new Uint8Array())).length).toBeLessThan(1e6)
      }),
      { numRuns: 300 },
    )
  })
})

describe('what is chosen', () => {
  const names = (files: readonly { name: string }[]): string[] => files.map(({ name }) => name)

  it('of a disc only the pictures of the study are taken, whatever their names', async () => {
    const disc = [
      file('DICOMDIR', us),
      file('IM000001', us),
      file('IM000002.txt', mr),
      file('logo.jpg', jpeg),
      file('VIEWER.EXE', text('MZ and so on') as Uint8Array<ArrayBuffer>),
      file('readme.dcm', text('not a picture') as Uint8Array<ArrayBuffer>),
    ]
    const gathered = await gather([], disc)
    expect(names(gathered.files)).toEqual(['IM000001', 'IM000002.txt'])
    expect([gathered.leftOut, gathered.refused]).toEqual([4, []])
  })

  it('of a folder of photographs the photographs', async () => {
    const gathered = await gather(
      [],
      [file('a.jpg', jpeg), file('Thumbs.db', text('db') as Uint8Array<ArrayBuffer>)],
    )
    expect([names(gathered.files), gathered.leftOut]).toEqual([['a.jpg'], 1])
  })

  it('an archive is opened, and what was chosen beside it comes through to be judged', async () => {
    const gathered = await gather(
      [
        file('note.txt', text('words') as Uint8Array<ArrayBuffer>),
        zipFile({ name: 'x/IM1', bytes: us }, { name: 'x/y.html', bytes: text('<html>') }),
      ],
      [],
    )
    expect(names(gathered.files)).toEqual(['note.txt', 'IM1'])
    const place = await gathered.files[1]?.place()
    expect(place).toEqual({ bytes: us })
  })

  it('an archive without pictures, a locked one and half of one say so', async () => {
    const half = file('half.zip', makeZip([{ name: 'a', bytes: us }]).slice(0, 60))
    const gathered = await gather(
      [
        zipFile({ name: 'a.txt', bytes: text('words') }),
        zipFile({ name: 'a', bytes: us, lie: { flags: 1 } }),
        half,
      ],
      [],
    )
    expect(gathered.refused.map(({ fault }) => fault)).toEqual(['emptyZip', 'lockedZip', 'damaged'])
  })
})

describe('stacks', () => {
  const image = (imageId: string, entryId: string, uid?: string, instance?: number): ImageRecord => ({
    imageId,
    entryId,
    patientId: 'p',
    examId: 'e',
    bytes: 1,
    sha256: '',
    attachedAt: '',
    hasThumbnail: true,
    facts: {
      kind: 'dicom',
      columns: 1,
      rows: 1,
      frames: 1,
      ...(uid === undefined ? {} : { series: { uid, ...(instance === undefined ? {} : { instance }) } }),
    },
  })

  it('slices of a series stand in the order of their numbers, other pictures by themselves', () => {
    const images = [
      image('c', 'A', '1.2', 10),
      image('x', 'X'),
      image('a', 'A', '1.2', 2),
      image('n', 'A', '1.2'),
      image('o', 'B', '1.3', 1),
    ]
    const seen = stacksOf(images).map(({ entryId, images: slices }) => [
      entryId,
      slices.map((one) => one.imageId),
    ])
    expect(seen).toEqual([
      ['A', ['a', 'c', 'n']],
      ['X', ['x']],
      ['B', ['o']],
    ])
  })
})

describe('a file is known again', () => {
  const slice = (instance: number) => magneticResonance({ series: { uid: '1.2.3', instance } }, 64)
  const marks = async (...files: File[]): Promise<string[]> => {
    const gathered = await gather(files, [])
    return Promise.all(gathered.files.map((one) => one.mark()))
  }

  it('by what it holds, from a folder as from an archive, whatever it is called', async () => {
    const plain = await marks(file('IM1', slice(1)), file('other name', slice(1)))
    expect(plain[0]).toBe(plain[1])
    expect(await marks(zipFile({ name: 'A/IM1', bytes: slice(1) }))).toEqual([plain[0]])
  })

  it('and slices of one name and one size are told apart', async () => {
    const all = await marks(
      zipFile(...[1, 2, 3].map((instance) => ({ name: `S${instance}/IM1`, bytes: slice(instance) }))),
    )
    expect(new Set(all).size).toBe(3)
  })
})
