import { deflateRawSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { overlayMask } from '../../shared/imaging/overlays'
import { el } from '../fixtures/dicom'
import { encapsulated } from '../fixtures/encapsulated'
import { encodeJpeg12 } from '../fixtures/jpeg12'
import { decodeBy, readyOracle, type Coding, type FrameShape } from '../fixtures/oracle'
import { layoutOf, make, type Recipe } from '../fixtures/synthetic'
import { join } from '../fixtures/pictures'
import { frameOf, furthest, openFile, samplesOf, studyOf } from '../fixtures/study'

beforeAll(readyOracle)

/** By how much they differ on average. */
const apart = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? NaN)), 0) / one.length

const grey = (bitsStored: number, signed = false): FrameShape => ({
  columns: 37,
  rows: 29,
  samples: 1,
  bitsAllocated: bitsStored > 8 ? 16 : 8,
  bitsStored,
  signed,
  photometric: 'MONOCHROME2',
})
const colour = (photometric: string): FrameShape => ({ ...grey(8), samples: 3, photometric })
const BITS = [8, 10, 12, 16]

const SYNTAX = {
  implicit: '1.2.840.10008.1.2',
  explicit: '1.2.840.10008.1.2.1',
  rle: '1.2.840.10008.1.2.5',
  baseline: '1.2.840.10008.1.2.4.50',
  lossless: '1.2.840.10008.1.2.4.57',
  firstOrder: '1.2.840.10008.1.2.4.70',
  jpegLs: '1.2.840.10008.1.2.4.80',
  nearLossless: '1.2.840.10008.1.2.4.81',
  jpeg2000Lossless: '1.2.840.10008.1.2.4.90',
  jpeg2000: '1.2.840.10008.1.2.4.91',
}

const lossless = (name: string, syntax: string, coding: Coding | undefined, how?: object) =>
  BITS.flatMap((bits) =>
    [false, true].map((signed) => ({
      name: `${name}, ${bits} bits${signed ? ' signed' : ''}`,
      ...grey(bits, signed),
      syntax,
      ...(coding === undefined ? {} : { coding }),
      ...(how === undefined ? {} : { how }),
    })),
  )
const named = (name: string, recipe: Recipe) => ({ name, ...recipe })

/** Frames that must come out as they went in: bits of grey, red, green and blue of colour. */
const EXACT: readonly (Recipe & { readonly name: string })[] = [
  ...lossless('Implicit', SYNTAX.implicit, undefined),
  ...lossless('Explicit', SYNTAX.explicit, undefined),
  ...lossless('RLE', SYNTAX.rle, 'Rle'),
  ...lossless('JPEG lossless, first order', SYNTAX.firstOrder, 'Jpeg', { lossy: false, predictor: 1 }),
  ...[1, 2, 3, 4, 5, 6, 7].map((predictor) =>
    named(`JPEG lossless, predictor ${predictor}, 12 bits`, {
      ...grey(12),
      syntax: SYNTAX.lossless,
      coding: 'Jpeg',
      how: { lossy: false, predictor },
    }),
  ),
  ...lossless('JPEG-LS', SYNTAX.jpegLs, 'JpegLs', { lossy: false }),
  ...lossless('JPEG 2000 lossless', SYNTAX.jpeg2000Lossless, 'Jpeg2000', { lossy: false }),
  named('MONOCHROME1, JPEG-LS', {
    ...grey(12),
    photometric: 'MONOCHROME1',
    syntax: SYNTAX.jpegLs,
    coding: 'JpegLs',
    how: { lossy: false },
  }),
  named('RGB', { ...colour('RGB'), syntax: SYNTAX.explicit }),
  named('RGB, RLE', { ...colour('RGB'), syntax: SYNTAX.rle, coding: 'Rle' }),
  named('RGB, JPEG lossless', {
    ...colour('RGB'),
    syntax: SYNTAX.firstOrder,
    coding: 'Jpeg',
    how: { lossy: false, predictor: 1 },
  }),
  named('RGB, JPEG-LS', { ...colour('RGB'), syntax: SYNTAX.jpegLs, coding: 'JpegLs', how: { lossy: false } }),
  named('YBR_RCT, JPEG 2000', {
    ...colour('YBR_RCT'),
    syntax: SYNTAX.jpeg2000Lossless,
    coding: 'Jpeg2000',
    how: { lossy: false },
  }),
  named('10 frames, offset table', {
    ...grey(12),
    frames: 10,
    syntax: SYNTAX.jpegLs,
    coding: 'JpegLs',
    packing: { offsets: true },
  }),
  named('10 frames, no offset table', { ...grey(12), frames: 10, syntax: SYNTAX.rle, coding: 'Rle' }),
  named('5 frames, each in fragments', {
    ...grey(12),
    frames: 5,
    syntax: SYNTAX.jpeg2000Lossless,
    coding: 'Jpeg2000',
    packing: { fragment: 100 },
  }),
  named('5 frames, each in fragments, offset table', {
    ...grey(12),
    frames: 5,
    syntax: SYNTAX.firstOrder,
    coding: 'Jpeg',
    how: { lossy: false, predictor: 1 },
    packing: { fragment: 200, offsets: true },
  }),
  named('1 frame in fragments', {
    ...grey(8),
    syntax: SYNTAX.jpegLs,
    coding: 'JpegLs',
    packing: { fragment: 64 },
  }),
  named('7 frames, uncompressed, of an odd length', { ...grey(8), frames: 7, syntax: SYNTAX.explicit }),
]

describe('lossless: every sample as it went in', () => {
  it.each(EXACT)('$name ($photometric)', async (recipe) => {
    const { file, values } = make(recipe)
    const study = await studyOf(file)
    expect(study.facts.pixels.frames).toBe(recipe.frames ?? 1)
    // Backwards, so that each frame is found without those before it.
    for (let frame = values.length - 1; frame >= 0; frame--)
      expect([frame, samplesOf(await frameOf(study, frame))]).toEqual([frame, values[frame]])
  })
})

const LOSSY: readonly (Recipe & { readonly name: string })[] = [
  named('JPEG baseline', {
    ...grey(8),
    syntax: SYNTAX.baseline,
    coding: 'Jpeg',
    how: { lossy: true, quality: 85 },
  }),
  named('JPEG baseline, 4:4:4', {
    ...colour('YBR_FULL'),
    syntax: SYNTAX.baseline,
    coding: 'Jpeg',
    how: { lossy: true, quality: 85, sampleFactor: 0 },
  }),
  named('JPEG baseline, 4:2:2, 3 frames in fragments', {
    ...colour('YBR_FULL_422'),
    frames: 3,
    syntax: SYNTAX.baseline,
    coding: 'Jpeg',
    how: { lossy: true, quality: 85, sampleFactor: 1 },
    packing: { fragment: 300 },
  }),
  named('JPEG-LS near-lossless', {
    ...grey(8),
    syntax: SYNTAX.nearLossless,
    coding: 'JpegLs',
    how: { lossy: true, allowedLossyError: 3 },
  }),
  named('JPEG-LS near-lossless', {
    ...grey(12),
    syntax: SYNTAX.nearLossless,
    coding: 'JpegLs',
    how: { lossy: true, allowedLossyError: 5 },
  }),
  named('JPEG 2000', {
    ...grey(8),
    syntax: SYNTAX.jpeg2000,
    coding: 'Jpeg2000',
    how: { lossy: true, rate: 4 },
  }),
  named('JPEG 2000', {
    ...grey(12),
    syntax: SYNTAX.jpeg2000,
    coding: 'Jpeg2000',
    how: { lossy: true, rate: 4 },
  }),
  named('JPEG 2000', {
    ...colour('YBR_ICT'),
    syntax: SYNTAX.jpeg2000,
    coding: 'Jpeg2000',
    how: { lossy: true, rate: 4 },
  }),
]

describe('lossy: within one level of another decoder', () => {
  it.each(LOSSY)('$name ($photometric, $bitsStored bits)', async (recipe) => {
    const { file, values, streams } = make(recipe)
    const study = await studyOf(file)
    for (const [frame, stream] of streams.entries()) {
      const ours = samplesOf(await frameOf(study, frame))
      const how = { convertColorspaceToRgb: recipe.samples === 3 }
      expect(furthest(ours, decodeBy(recipe.coding ?? 'Jpeg', recipe, stream, how))).toBeLessThanOrEqual(1)
      // And it is that picture: two decoders that agree on nonsense would show here.
      if (recipe.samples === 1)
        expect(apart(ours, values[frame] ?? [])).toBeLessThan(2 ** recipe.bitsStored * 0.02)
    }
  })
})

describe('JPEG extended, 12 bits', () => {
  it('equals another decoder to the last bit, and the picture nearly', async () => {
    const shape = grey(12)
    const { values } = make({ ...shape, syntax: SYNTAX.explicit })
    const source = values[0] ?? []
    const stream = encodeJpeg12(shape.columns, shape.rows, source, 3)
    const file = encapsulated(layoutOf(shape), [stream], { syntax: '1.2.840.10008.1.2.4.51' })
    const ours = samplesOf(await frameOf(await studyOf(file)))
    expect(furthest(ours, decodeBy('Jpeg', shape, stream))).toBe(0)
    expect(furthest(ours, source)).toBeLessThan(16)
  })
})

describe('deflated', () => {
  const deflated = (file: Uint8Array, packed: (body: Uint8Array) => Uint8Array): Uint8Array => {
    const whole = Buffer.from(file)
    // The meta group says in its first element how long it is.
    const body = 128 + 4 + 12 + whole.readUInt32LE(128 + 4 + 8)
    return join(whole.subarray(0, body), packed(whole.subarray(body)))
  }

  it('every sample as it went in', async () => {
    const { file, values } = make({ ...grey(12, true), frames: 3, syntax: '1.2.840.10008.1.2.1.99' })
    const study = await studyOf(deflated(file, deflateRawSync))
    for (const [frame, one] of values.entries()) expect(samplesOf(await frameOf(study, frame))).toEqual(one)
  })

  it('what unpacks to more than 256 MB is not unpacked further', async () => {
    const { file } = make({ ...grey(8), syntax: '1.2.840.10008.1.2.1.99' })
    const bomb = deflated(file, (body) => deflateRawSync(Buffer.concat([body, Buffer.alloc(300 << 20)])))
    expect(bomb.length).toBeLessThan(400_000)
    expect(await openFile(bomb)).toEqual({ cannot: 'it unpacks to more than 256 MB', broken: false })
  }, 20_000)
})

describe('a stream that is not what its file says is not decoded', () => {
  const other = { ...grey(8), columns: 40 }
  it.each([
    ['JPEG', SYNTAX.baseline, 'Jpeg', { lossy: true }],
    ['JPEG-LS', SYNTAX.jpegLs, 'JpegLs', {}],
    ['JPEG 2000', SYNTAX.jpeg2000, 'Jpeg2000', {}],
  ] as const)('%s', async (_, syntax, coding, how) => {
    const { streams } = make({ ...other, syntax, coding, how })
    const study = await studyOf(encapsulated(layoutOf(grey(8)), streams, { syntax }))
    expect(await study.frame(0)).toEqual({ cannot: 'this frame is of another size than the file says' })
  })
})

describe('overlays', () => {
  it('lie where the file says, on the frames it names', async () => {
    const more = [
      el(0x60000010, 'US', 2),
      el(0x60000011, 'US', 3),
      el(0x60000015, 'IS', '1'),
      el(0x60000040, 'CS', 'G'),
      el(0x60000050, 'SS', [29, 36]),
      el(0x60000051, 'US', 2),
      el(0x60000100, 'US', 1),
      el(0x60000102, 'US', 0),
      // Rows 101 and 011, the lowest bit first.
      el(0x60003000, 'OW', Uint8Array.of(0b110101, 0)),
    ]
    const study = await studyOf(make({ ...grey(8), frames: 3, syntax: SYNTAX.explicit, more }).file)
    const [overlay] = study.facts.pixels.overlays
    expect(overlay).toMatchObject({ columns: 3, rows: 2, x: 35, y: 28, firstFrame: 1, frames: 1 })
    if (overlay === undefined) return
    const marked = (frame: number): number[] =>
      [...(overlayMask(overlay, frame, 37, 29) ?? [])].flatMap((bit, at) => (bit === 1 ? [at] : []))
    // What would lie outside the picture is left out: row 28, columns 35 and 37 of 36.
    expect([marked(0), marked(1), marked(2)]).toEqual([[], [28 * 37 + 35], []])
  })
})
