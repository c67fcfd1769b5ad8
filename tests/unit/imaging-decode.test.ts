import { deflateRawSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { overlayMask } from '../../shared/imaging/overlays'
import { el, writeDicom } from '../fixtures/dicom'
import { encapsulated } from '../fixtures/encapsulated'
import { encodeJpeg12 } from '../fixtures/jpeg12'
import { decodeBy, readyOracle } from '../fixtures/oracle'
import { EXACT, grey, LOSSY, SYNTAX } from '../fixtures/recipes'
import { deflated, layoutOf, make, seenOf } from '../fixtures/synthetic'
import { frameOf, furthest, openFile, samplesOf, studyOf } from '../fixtures/study'

beforeAll(readyOracle)

/** By how much they differ on average. */
const apart = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? NaN)), 0) / one.length

describe('lossless: every sample as it went in', () => {
  it.each(EXACT)('$name ($photometric)', async (recipe) => {
    const { file, values } = make(recipe)
    const study = await studyOf(file)
    expect(study.facts.pixels.frames).toBe(recipe.frames ?? 1)
    // Backwards, so that each frame is found without those before it.
    for (let frame = values.length - 1; frame >= 0; frame--)
      expect([frame, samplesOf(await frameOf(study, frame))]).toEqual([
        frame,
        seenOf(recipe, values[frame] ?? []),
      ])
  })
})

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
    const file = encapsulated(layoutOf(shape), [stream], { syntax: SYNTAX.extended })
    const ours = samplesOf(await frameOf(await studyOf(file)))
    expect(furthest(ours, decodeBy('Jpeg', shape, stream))).toBe(0)
    expect(furthest(ours, source)).toBeLessThan(16)
  })
})

describe('deflated', () => {
  it('every sample as it went in', async () => {
    const { file, values } = make({ ...grey(12, true), frames: 3, syntax: SYNTAX.deflated })
    const study = await studyOf(file)
    for (const [frame, one] of values.entries()) expect(samplesOf(await frameOf(study, frame))).toEqual(one)
  })

  it('what unpacks to more than 256 MB is not unpacked further', async () => {
    const file = writeDicom(layoutOf(grey(8)), { syntax: SYNTAX.deflated })
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
