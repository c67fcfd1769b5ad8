import { createHash } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Intake } from '../../electron/services/image-intake'
import type { Result } from '../../shared/errors'
import type { ImageFacts } from '../../shared/records/image'
import { el, magneticResonance, ultrasound, writeDicom, type Writing } from '../fixtures/dicom'
import {
  exifSegment,
  exifWithPlace,
  join,
  LATITUDE,
  makeJpeg,
  makePdf,
  makePng,
  makeWebp,
  pngChunk,
  riffChunk,
  text,
  xmpSegment,
} from '../fixtures/pictures'
import { realFile, realNames, SEEN } from '../fixtures/real-dicom'

const DEFLATED = '1.2.840.10008.1.2.1.99'
const [us, mr] = [ultrasound({}, 64, 48), (how: Writing = {}) => magneticResonance(how, 64)]
const chart = { given: 'Aster', family: 'Zz-Test', preferred: '', otherScript: '', bornOn: '1980-02-14' }

interface Taken {
  facts: ImageFacts
  bytes: number
  sha256: string
  originalSha256?: string
  sealed: Uint8Array
}

/** Sends a file through in chunks, as the window does, and puts together what is to be sealed. */
const take = (file: Uint8Array, chunk = 1 << 20, patient = chart): Result<Taken> => {
  const intake = new Intake(patient)
  const sealed: Uint8Array[] = []
  for (let at = 0; at < file.length; at += chunk) {
    const kept = intake.accept(file.subarray(at, at + chunk))
    if (!kept.ok) return kept
    sealed.push(...kept.value.map((part) => part.slice()))
  }
  const end = intake.finish()
  if (!end.ok) return end
  const { last, ...facts } = end.value
  return { ok: true, value: { ...facts, sealed: join(...sealed, ...last) } }
}

const error = (result: Result<unknown>): string =>
  result.ok ? 'attached' : `${result.error.code}: ${result.error.detail ?? ''}`
const taken = (result: Result<Taken>): Taken => {
  if (!result.ok) throw new Error(error(result))
  return result.value
}
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const contains = (bytes: Uint8Array, part: readonly number[]): boolean =>
  Buffer.from(bytes).includes(Buffer.from(part))

describe('what is taken in', () => {
  const files = [
    ['jpeg', makeJpeg(33, 20), { kind: 'jpeg', columns: 33, rows: 20, frames: 1 }],
    ['png', makePng(17, 9), { kind: 'png', columns: 17, rows: 9, frames: 1 }],
    ['webp', makeWebp(21, 12), { kind: 'webp', columns: 21, rows: 12, frames: 1 }],
    ['pdf', makePdf('Zz-Test report'), { kind: 'pdf', frames: 1 }],
    ['ultrasound', us, { kind: 'dicom', columns: 64, rows: 48, frames: 1, modality: 'US' }],
    ['mr', mr(), { kind: 'dicom', columns: 64, rows: 64, frames: 1, modality: 'MR' }],
    ['mr implicit', mr({ syntax: '1.2.840.10008.1.2' }), { rows: 64, modality: 'MR' }],
    ['mr big endian', mr({ syntax: '1.2.840.10008.1.2.2' }), { rows: 64, modality: 'MR' }],
    ['mr without preamble', mr({ preamble: false }), { rows: 64, modality: 'MR' }],
    ['mr without header', mr({ meta: false }), { rows: 64, modality: 'MR' }],
    [
      'mr implicit without header',
      mr({ meta: false, syntax: '1.2.840.10008.1.2' }),
      { rows: 64, modality: 'MR' },
    ],
  ] as const

  it.each(files)('%s: facts, hash and bytes are the file’s own', (_, file, facts) => {
    const result = taken(take(file))
    expect(result.facts).toMatchObject(facts)
    expect(result.bytes).toBe(file.length)
    expect(result.sha256).toBe(sha(file))
    expect(sha(result.sealed)).toBe(sha(file))
  })

  it.each(files)('%s: how the bytes are cut makes no difference', (_, file) => {
    const whole = taken(take(file))
    for (const chunk of [7, 1021, 4096]) expect(taken(take(file, chunk))).toEqual(whole)
  })

  it.each(files)('%s: cut anywhere, it is refused', (_, file) => {
    const cuts = new Set([
      1,
      2,
      3,
      10,
      100,
      300,
      Math.floor(file.length / 2),
      file.length - 2,
      file.length - 1,
    ])
    for (const cut of cuts) {
      if (cut < file.length) expect([cut, take(file.subarray(0, cut)).ok]).toEqual([cut, false])
    }
  })
})

describe('what is refused, in words of its own', () => {
  const zeroSize = makePng(4, 4)
  const header = pngChunk('IHDR', join([0, 0, 0, 0, 0, 0, 0, 4], [8, 0, 0, 0, 0]))
  const flipped = makePng(40, 40)
  flipped[60] = (flipped[60] ?? 0) ^ 1
  const bomb = makeJpeg(8, 8)
  bomb.fill(0xff, bomb.indexOf(0xc0) + 4, bomb.indexOf(0xc0) + 8)
  const short = writeDicom([
    el(0x00080060, 'CS', 'MR'),
    el(0x00280010, 'US', 64),
    el(0x00280011, 'US', 64),
    el(0x00280100, 'US', 16),
    el(0x7fe00010, 'OW', new Uint8Array(100)),
  ])
  it.each([
    ['PNG of no width', join(zeroSize.subarray(0, 8), header, zeroSize.subarray(33)), 'noSize'],
    ['PNG with a wrong checksum', flipped, 'damaged'],
    ['JPEG of no height', makeJpeg(8, 0), 'noSize'],
    ['JPEG bomb', bomb, 'tooManyPixels'],
    ['DICOM that holds less than it says', short, 'lyingSize'],
    ['DICOM report', writeDicom([el(0x00080060, 'CS', 'SR')]), 'noPicture'],
    [
      'words with a JPEG’s start',
      join([0xff, 0xd8, 0xff], [...Buffer.from('hello '.repeat(30_000))]),
      'damaged',
    ],
    ['nothing', new Uint8Array(), 'empty'],
    ['a drawing that says it is a PDF further on', text('<svg><!-- %PDF-1.7 --></svg>'), 'svg'],
    ['a WebP of another size inside', makeWebp(64, 48, { canvas: [640, 480] }), 'damaged'],
    ['a moving WebP', makeWebp(64, 48, { extra: [riffChunk('ANIM', new Uint8Array(6))] }), 'moving'],
  ])('%s', (_, file, fault) => {
    expect(error(take(file))).toBe(`unsupportedFile: ${fault}`)
  })

  it('says how much of a file there is', () => {
    const file = magneticResonance()
    expect(error(take(file.subarray(0, 60_000)))).toBe('truncatedFile: 60 of 132 KB')
    expect(error(take(makeJpeg(4000, 4000).subarray(0, 5_000)))).toBe('truncatedFile: 5 KB')
  })

  it('stops at 500 MB', () => {
    const intake = new Intake(chart)
    const chunk = new Uint8Array(1 << 20)
    chunk.set(
      ultrasound()
        .subarray(0, 1 << 20)
        .subarray(0, chunk.length),
    )
    let accepted = 0
    while (intake.accept(chunk).ok) accepted += 1
    expect(accepted).toBe(476)
  })
})

describe('what a photograph loses', () => {
  it('the place in EXIF, and nothing else of it', () => {
    const file = makeJpeg(16, 16, [exifSegment(exifWithPlace())])
    const result = taken(take(file))
    expect(contains(file, LATITUDE)).toBe(true)
    expect(contains(result.sealed, LATITUDE)).toBe(false)
    expect(result.sealed.length).toBe(file.length)
    expect(contains(result.sealed, [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6])).toBe(true)
    expect(result.sha256).toBe(sha(result.sealed))
    // Whoever holds the file as it came finds it again; one that lost nothing has one hash.
    expect(result.originalSha256).toBe(sha(file))
    expect(taken(take(result.sealed)).originalSha256).toBeUndefined()
    expect(result.facts).toEqual(taken(take(makeJpeg(16, 16))).facts)
  })

  it('a PNG’s place, its checksum mended', () => {
    const result = taken(take(makePng(8, 8, [pngChunk('eXIf', exifWithPlace())])))
    expect(contains(result.sealed, LATITUDE)).toBe(false)
    expect(take(result.sealed).ok).toBe(true)
  })

  it('EXIF that cannot be followed', () => {
    const lost = exifWithPlace()
    lost.set([0xff, 0xff, 0xff, 0xff], 4)
    expect(taken(take(makeJpeg(16, 16, [exifSegment(lost)]))).sealed).toEqual(makeJpeg(16, 16))
  })

  it('XMP with a place; XMP without one stays', () => {
    const plain = makeJpeg(16, 16, [xmpSegment('<dc:rights>Zz-Test Clinic</dc:rights>')])
    expect(taken(take(plain)).sealed).toEqual(plain)
    const placed = makeJpeg(16, 16, [xmpSegment('<exif:GPSLatitude>1,17.4N</exif:GPSLatitude>')])
    expect(taken(take(placed)).sealed).toEqual(makeJpeg(16, 16))
  })

  it('a WebP’s place, its length unchanged', () => {
    const file = makeWebp(16, 16, {
      extra: [
        riffChunk('EXIF', exifWithPlace()),
        riffChunk('XMP ', text('<exif:GPSLatitude>1,17.4N</exif:GPSLatitude>')),
      ],
    })
    const result = taken(take(file))
    expect(contains(file, LATITUDE)).toBe(true)
    expect(contains(result.sealed, LATITUDE)).toBe(false)
    expect(Buffer.from(result.sealed).includes('GPS')).toBe(false)
    expect(result.sealed.length).toBe(file.length)
    expect(take(result.sealed).ok).toBe(true)
  })

  it('what a phone puts after the picture', () => {
    const jpeg = makeJpeg(16, 16)
    expect(taken(take(join(jpeg, [...Buffer.from('ftypmp42 a clip with sound')]))).sealed).toEqual(jpeg)
    const png = makePng(8, 8)
    expect(taken(take(join(png, [1, 2, 3]))).sealed).toEqual(png)
  })
})

describe('the wrong-patient guard', () => {
  const of = (patient: typeof chart) => taken(take(us, 1 << 20, patient)).facts.identity

  it.each([
    ['the same person', chart, { name: 'matches', bornOn: 'matches' }],
    [
      'names turned round',
      { ...chart, given: 'Zz-Test', family: 'Aster' },
      { name: 'matches', bornOn: 'matches' },
    ],
    ['another name', { ...chart, given: 'Birch' }, { name: 'differs', bornOn: 'matches' }],
    ['another birth date', { ...chart, bornOn: '1980-02-15' }, { name: 'matches', bornOn: 'differs' }],
  ])('%s', (_, patient, expected) => {
    expect(of(patient)).toEqual(expected)
  })

  it('a file that names nobody', () => {
    const file = writeDicom([
      el(0x00100010, 'PN', ''),
      el(0x00280010, 'US', 2),
      el(0x00280011, 'US', 2),
      el(0x00280100, 'US', 8),
      el(0x7fe00010, 'OB', new Uint8Array(4)),
    ])
    expect(taken(take(file)).facts.identity).toEqual({ name: 'absent', bornOn: 'absent' })
  })
})

describe('compressed files', () => {
  const encapsulated = (...items: number[]): Uint8Array =>
    // Undefined length is written by hand: the writer knows lengths only.
    join(
      writeDicom([el(0x00280010, 'US', 4), el(0x00280011, 'US', 4), el(0x00280100, 'US', 8)], {
        syntax: '1.2.840.10008.1.2.4.90',
      }),
      [0xe0, 0x7f, 0x10, 0, 0x4f, 0x42, 0, 0, 0xff, 0xff, 0xff, 0xff],
      items,
    )
  const item = [0xfe, 0xff, 0, 0xe0, 2, 0, 0, 0, 9, 9]
  const end = [0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]

  it('are attached, with their syntax', () => {
    const result = taken(take(encapsulated(...item, ...item, ...end), 3))
    expect(result.facts).toMatchObject({ transferSyntax: '1.2.840.10008.1.2.4.90', columns: 4 })
  })

  it('are refused when they end early or lose their way', () => {
    expect(error(take(encapsulated(...item, ...item.slice(0, 9))))).toMatch(/^truncatedFile/)
    expect(error(take(encapsulated(...item)))).toMatch(/^truncatedFile/)
    expect(error(take(encapsulated(...item, 1, 2, 3, 4, 5, 6, 7, 8)))).toBe('unsupportedFile: damaged')
  })

  describe('deflated', () => {
    const [plain, body] = [magneticResonance({ syntax: DEFLATED }), magneticResonance({ meta: false })]
    const meta = plain.subarray(0, plain.length - body.length)
    const deflated = (what: Uint8Array): Uint8Array => join(meta, deflateRawSync(what))
    const file = deflated(body)

    it('are attached, byte for byte, however they are cut', () => {
      for (const chunk of [1 << 20, 4096, 1021]) {
        const result = taken(take(file, chunk))
        expect(result.facts).toMatchObject({ rows: 256, transferSyntax: DEFLATED })
        expect(result.sha256).toBe(sha(file))
      }
      // A zero makes the length even (PS3.5 A.5).
      expect(taken(take(join(file, [0]))).facts).toMatchObject({ rows: 256 })
    })

    it('are refused when they end early, wherever', () => {
      for (const cut of [
        meta.length + 1,
        meta.length + 300,
        file.length >> 1,
        file.length - 2,
        file.length - 1,
      ])
        expect([cut, error(take(file.subarray(0, cut)))]).toEqual([
          cut,
          expect.stringMatching(/^truncatedFile: /),
        ])
    })

    it('are refused when they are damaged behind their header, or hold less than they say', () => {
      // A block that is not packed says its length twice; the second block here does not.
      const lost = join(meta, deflateRawSync(body, { level: 0 }))
      const first = (lost[meta.length + 1] ?? 0) + (lost[meta.length + 2] ?? 0) * 256
      lost[meta.length + 5 + first + 3] = (lost[meta.length + 5 + first + 3] ?? 0) ^ 1
      expect(error(take(lost))).toBe('unsupportedFile: damaged')
      expect(error(take(deflated(body.subarray(0, body.length - 2))))).toBe('unsupportedFile: damaged')
      const report = writeDicom([el(0x00080060, 'CS', 'SR')], { meta: false })
      expect(error(take(deflated(report)))).toBe('unsupportedFile: noPicture')
    })
  })
})

describe(`public files, ${SEEN}`, () => {
  it('are kept byte for byte, but the one that ends early', () => {
    for (const name of realNames) {
      const file = realFile(name) ?? new Uint8Array()
      const result = take(file, 65_536)
      if (name === 'mr_truncated.dcm') expect(error(result)).toBe('truncatedFile: 9.6 of 9.7 KB')
      else expect([name, taken(result).sha256]).toEqual([name, sha(file)])
    }
  })
})

describe('hostile files', () => {
  const seeds = [
    makeJpeg(24, 24, [exifSegment(exifWithPlace())]),
    makePng(12, 12, [pngChunk('eXIf', exifWithPlace())]),
    makeWebp(12, 12, { extra: [riffChunk('EXIF', exifWithPlace())] }),
    makePdf('x'),
    ultrasound({}, 16, 12),
    magneticResonance({ syntax: '1.2.840.10008.1.2' }, 16),
    magneticResonance({ preamble: false }, 16),
  ]
  const change = fc.record({ at: fc.nat(), to: fc.integer({ min: 0, max: 255 }) })

  it('any change of any valid file answers a Result', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...seeds),
        fc.array(change, { minLength: 1, maxLength: 12 }),
        fc.nat(),
        fc.integer({ min: 1, max: 5000 }),
        (seed, changes, cut, chunk) => {
          const file = seed.slice(0, cut % 3 === 0 ? cut % seed.length : seed.length)
          // The structure stands in front: most changes go there.
          for (const { at, to } of changes) file[at % Math.min(file.length || 1, 600)] = to
          expect(typeof take(file, chunk).ok).toBe('boolean')
        },
      ),
      { numRuns: 1500 },
    )
  })
})

describe('200 MB', () => {
  it('pass in the memory of a few chunks', () => {
    const rows = 65_535
    const columns = 1_525
    const bytes = rows * columns * 2
    const head = writeDicom([
      el(0x00280002, 'US', 1),
      el(0x00280004, 'CS', 'MONOCHROME2'),
      el(0x00280010, 'US', rows),
      el(0x00280011, 'US', columns),
      el(0x00280100, 'US', 16),
    ])
    const pixelTag = [
      0xe0,
      0x7f,
      0x10,
      0,
      0x4f,
      0x57,
      0,
      0,
      ...[0, 8, 16, 24].map((by) => (bytes >>> by) & 255),
    ]
    const intake = new Intake(chart)
    let sealed = 0
    const accept = (part: Uint8Array): void => {
      const kept = intake.accept(part)
      if (!kept.ok) throw new Error(error(kept))
      for (const one of kept.value) sealed += one.length
    }
    const before = process.memoryUsage().arrayBuffers
    let most = 0
    accept(join(head, pixelTag))
    for (let left = bytes; left > 0; left -= 1 << 20) {
      accept(new Uint8Array(Math.min(left, 1 << 20)))
      most = Math.max(most, process.memoryUsage().arrayBuffers - before)
    }
    const end = intake.finish()
    expect(error(end)).toBe('attached')
    expect(sealed).toBe(head.length + 12 + bytes)
    expect(sealed).toBeGreaterThan(199_000_000)
    expect(most).toBeLessThan(100_000_000)
  })
})
