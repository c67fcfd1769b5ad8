import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { basisFor, mayCalibrate, type MeasuredFrame } from '../../shared/imaging/measure/basis'
import { measuredFrame, measuredPhoto } from '../../shared/imaging/measure/frame'
import { sizesOf, sizeText } from '../../shared/imaging/measure/size'
import { lettersOf, measuredWords } from '../../shared/imaging/measure/words'
import { imageMark, type ImageMark, type ImagePoint, type MarkKind } from '../../shared/records/mark'
import { el, writeDicom, type Element } from '../fixtures/dicom'
import { realFile, realNames, SEEN } from '../fixtures/real-dicom'
import { studyOf } from '../fixtures/study'
import { layoutOf } from '../fixtures/synthetic'

const at = (x: number, y: number): ImagePoint => ({ x, y })
const ID = '01890a5d-ac96-774b-bcce-b302099a8057'
const drawn = (kind: MarkKind, points: ImagePoint[], frame: MeasuredFrame): ImageMark => ({
  markId: ID,
  imageId: ID,
  entryId: ID,
  frame: frame.frame,
  kind,
  points,
  basis: basisFor(kind, points, frame),
  by: ID,
  at: '2026-11-22T10:36:00.000Z',
})
const ruler = (mm: number, points: ImagePoint[], frame = 0, markId = ID): ImageMark => ({
  markId,
  imageId: ID,
  entryId: ID,
  frame,
  kind: 'ruler',
  points,
  mm,
  by: ID,
  at: '2026-11-22T10:36:00.000Z',
})
const told = (kind: MarkKind, points: ImagePoint[], frame: MeasuredFrame): string =>
  measuredWords(drawn(kind, points, frame))

/** A region of centimetres, as an item of a file. Absent numbers are left out. */
const region = (
  box: readonly [x0: number, y0: number, x1: number, y1: number],
  delta: readonly [x: number, y: number],
  { units = 3, format = 1, flags = 0 } = {},
): Element[] => [
  el(0x00186012, 'US', format),
  el(0x00186014, 'US', 1),
  el(0x00186016, 'UL', flags),
  ...box.map((value, corner) => el(0x00186018 + corner * 2, 'UL', value)),
  el(0x00186024, 'US', units),
  el(0x00186026, 'US', units),
  el(0x0018602c, 'FD', delta[0]),
  el(0x0018602e, 'FD', delta[1]),
]
const regions = (...items: Element[][]): Element => el(0x00186011, 'SQ', items)

const fileWith = (more: readonly Element[], frames?: number, columns = 640, rows = 480): Uint8Array => {
  const shape = { columns, rows, samples: 1, bitsAllocated: 8, bitsStored: 8, signed: false } as const
  const layout = layoutOf({ ...shape, photometric: 'MONOCHROME2', ...(frames && { frames }) }, more)
  const pixels = el(0x7fe00010, 'OB', new Uint8Array(columns * rows * (frames ?? 1)))
  return writeDicom([...layout, pixels])
}
/** A frame as the app reads it from a file with these elements. */
const frameWith = async (
  more: readonly Element[],
  { frame = 0, frames, rulers = [] }: { frame?: number; frames?: number; rulers?: ImageMark[] } = {},
): Promise<MeasuredFrame> =>
  measuredFrame((await studyOf(fileWith(more, frames))).facts.pixels, frame, rulers)

const LEFT = region([40, 50, 439, 449], [0.0093, 0.0093])
const RIGHT = region([460, 50, 639, 449], [0.0056, 0.0056])
const spacing = (value: string): Element => el(0x00280030, 'DS', value)

describe('millimetres from the file', () => {
  it('come from pixel spacing, rows and columns each with their own', async () => {
    const frame = await frameWith([spacing('0.5\\0.25')])
    expect(told('length', [at(0, 0), at(40, 0)], frame)).toBe('10.0 mm, from the pixel spacing of the file')
    expect(told('length', [at(0, 0), at(0, 40)], frame)).toBe('20.0 mm, from the pixel spacing of the file')
    expect(sizeText(drawn('length', [at(0, 0), at(30, 20)], frame))).toBe('12.5 mm')
    expect(sizeText(drawn('ellipse', [at(10, 10), at(50, 50)], frame))).toBe('157 mm²')
    expect(sizeText(drawn('outline', [at(0, 0), at(40, 0), at(40, 20), at(0, 20)], frame))).toBe('100 mm²')
  })

  it('say how a pixel spacing was calibrated, and which is of the detector or the film only', async () => {
    const line = [at(10, 10), at(110, 10)]
    const words = async (...more: Element[]): Promise<string> => told('length', line, await frameWith(more))
    const imager = el(0x00181164, 'DS', '0.2\\0.2')
    expect(await words(imager)).toMatch(/^20\.0 mm, at the detector, not in the body/)
    expect(await words(imager, spacing('0.2\\0.2'))).toMatch(/^20\.0 mm, at the detector/)
    expect(await words(imager, spacing('0.1\\0.1'))).toBe('10.0 mm, from the pixel spacing of the file')
    const type = (kind: string): Element => el(0x00280a02, 'CS', kind)
    expect(await words(imager, spacing('0.2\\0.2'), type('FIDUCIAL'))).toMatch(/calibrated on an object/)
    expect(await words(imager, spacing('0.1\\0.1'), type('GEOMETRY'))).toMatch(/corrected for an assumed/)
    expect(await words(el(0x00182010, 'DS', '0.1\\0.1'))).toMatch(/^10\.0 mm, on the scanned film/)
  })

  it('come from the area in which all of it lies: 16.3 mm, and not 203', async () => {
    const frame = await frameWith([regions(LEFT, RIGHT)])
    const far = 16.3 / 0.093
    expect(told('length', [at(100, 100), at(100 + far, 100)], frame)).toBe(
      '16.3 mm, from the region calibration of this frame, area 1 of 2',
    )
    expect(told('length', [at(470, 100), at(470, 200)], frame)).toBe(
      '5.6 mm, from the region calibration of this frame, area 2 of 2',
    )
    const axes = [at(100, 200), at(371, 200), at(235, 115), at(235, 285)]
    expect(sizeText(drawn('axes', axes, frame))).toBe('25.2 × 15.8 mm')
  })

  it('name the long axis first, whichever was drawn first', async () => {
    const frame = await frameWith([regions(LEFT)])
    const axes = [at(235, 115), at(235, 285), at(100, 200), at(371, 200)]
    expect(sizeText(drawn('axes', axes, frame))).toBe('25.2 × 15.8 mm')
  })

  it('take a scale that runs the other way for what it is', async () => {
    const frame = await frameWith([regions(region([0, 0, 639, 479], [-0.01, 0.01]))])
    expect(told('length', [at(10, 10), at(110, 10)], frame)).toBe(
      '10.0 mm, from the region calibration of this frame',
    )
  })

  it('follow a frame that has regions of its own, and no frame that has none', async () => {
    const groups = el(0x52009230, 'SQ', [
      [regions(region([0, 0, 639, 479], [0.01, 0.01]))],
      [regions(region([0, 0, 639, 479], [0.02, 0.02]))],
      [],
    ])
    const line = [at(10, 10), at(110, 10)]
    const seen = [0, 1, 2].map(async (frame) =>
      told('length', line, await frameWith([groups, regions(LEFT)], { frame, frames: 3 })),
    )
    expect(await Promise.all(seen)).toEqual([
      '10.0 mm, from the region calibration of this frame',
      '20.0 mm, from the region calibration of this frame',
      '100.0 px, in pixels: the file has a scale for other frames and none for this one',
    ])
  })

  it('follow the spacing of each frame of an enhanced file', async () => {
    const measures = (value: string): Element[] => [el(0x00289110, 'SQ', [[spacing(value)]])]
    const groups = el(0x52009230, 'SQ', [measures('0.5\\0.5'), measures('0.25\\0.25')])
    const line = [at(10, 10), at(110, 10)]
    const seen = [0, 1].map(async (frame) =>
      told('length', line, await frameWith([groups], { frame, frames: 2 })),
    )
    expect(await Promise.all(seen)).toEqual([
      '50.0 mm, from the pixel spacing of the file',
      '25.0 mm, from the pixel spacing of the file',
    ])
  })
})

describe('where the file does not justify millimetres', () => {
  const line = [at(100, 100), at(200, 100)]
  const px = async (why: RegExp, ...more: Element[]): Promise<void> =>
    expect(told('length', line, await frameWith(more))).toMatch(
      new RegExp(`^100\\.0 px, in pixels: .*${why.source}`),
    )

  it('it is pixels, and says why', async () => {
    await px(/holds no scale/)
    await px(/cannot be read/, spacing('0.5'))
    await px(/cannot be read/, spacing('0\\0'))
    await px(/cannot be read/, spacing('-1\\-1'))
    await px(/not scaled in centimetres/, regions(region([0, 0, 639, 479], [0.01, 0.01], { units: 4 })))
    await px(/time or flow/, regions(region([0, 0, 639, 479], [0.01, 0.01], { format: 2 })))
    await px(/without its scale/, regions(region([0, 0, 639, 479], [0, 0.01])))
    await px(/without its scale/, regions(region([0, 0, 639, 479], [Number.NaN, 0.01])))
    await px(/outside the scan areas/, regions(RIGHT))
    await px(/a part of it lies outside/, regions(region([0, 0, 150, 479], [0.01, 0.01])))
    await px(/contradict/, spacing('0.2\\0.2'), regions(region([0, 0, 639, 479], [0.01, 0.01])))
    expect(told('length', line, measuredPhoto(640, 480))).toMatch(/^100\.0 px, .*holds no scale/)
  })

  it('an area beyond the picture makes every area doubtful', async () => {
    const larger = region([84, 31, 700, 414], [0.05, 0.05])
    await px(/made smaller/, regions(larger))
    await px(/made smaller/, regions(LEFT, larger))
    // One past the last pixel is how several makers write "to the edge".
    const edge = await frameWith([regions(region([0, 0, 640, 480], [0.01, 0.01]))])
    expect(sizeText(drawn('length', line, edge))).toBe('10.0 mm')
  })

  it('a line from one area into another is no measurement, whatever their scales', async () => {
    const frame = await frameWith([regions(LEFT, RIGHT)])
    expect(told('length', [at(300, 100), at(500, 100)], frame)).toBe(
      'Not measured. It runs from area 1 into area 2, and their scales differ. Draw it inside one area.',
    )
    const alike = await frameWith([regions(LEFT, region([460, 50, 639, 449], [0.0093, 0.0093]))])
    expect(told('length', [at(300, 100), at(500, 100)], alike)).toBe(
      'Not measured. It runs from area 1 into area 2. Draw it inside one area.',
    )
    expect(sizesOf(drawn('length', [at(300, 100), at(500, 100)], frame))).toEqual([])
  })

  it('an area within another counts where both say the same, and stops where they do not', async () => {
    const whole = region([0, 0, 639, 479], [0.01, 0.01])
    const flow = region([50, 50, 300, 300], [0.01, 0.01])
    const zoomed = region([50, 50, 300, 300], [0.02, 0.02])
    expect(told('length', line, await frameWith([regions(whole, flow)]))).toMatch(/^10\.0 mm/)
    expect(told('length', line, await frameWith([regions(whole, zoomed)]))).toMatch(/lie over each other/)
    // Over one of low priority only the other is seen.
    const under = region([0, 0, 639, 479], [0.01, 0.01], { flags: 1 })
    expect(told('length', line, await frameWith([regions(under, zoomed)]))).toMatch(/^20\.0 mm/)
    expect(told('length', [at(100, 100), at(500, 100)], await frameWith([regions(under, zoomed)]))).toMatch(
      /from area 2 into area 1/,
    )
    // A background without kind and units says nothing.
    const silent = region([0, 0, 639, 479], [1, 1], { units: 0, format: 0 })
    expect(told('length', line, await frameWith([regions(silent, whole)]))).toBe(
      '10.0 mm, from the region calibration of this frame',
    )
  })

  it('what cannot be a size is refused', async () => {
    const frame = await frameWith([spacing('1\\1')])
    expect(told('length', [at(-0.1, 10), at(50, 10)], frame)).toMatch(/leaves the picture/)
    expect(told('length', [at(0, 0), at(640, 480)], frame)).toMatch(/^800\.0 mm/)
    expect(told('length', [at(10, 10), at(10, 10)], frame)).toMatch(/one place/)
    expect(told('ellipse', [at(10, 10), at(10, 50)], frame)).toMatch(/one place/)
    const eight = [at(10, 10), at(50, 50), at(50, 10), at(10, 50)]
    expect(told('outline', eight, frame)).toMatch(/runs through itself/)
  })
})

describe('a ruler by hand', () => {
  const line = [at(10, 300), at(110, 300)]
  it('gives millimetres in its own frame, and says so', async () => {
    const rulers = [ruler(20, [at(10, 10), at(10, 210)])]
    expect(told('length', line, await frameWith([], { rulers }))).toBe(
      '10.0 mm, calibrated by hand on a ruler in this frame',
    )
    expect(told('length', line, measuredPhoto(640, 480, rulers))).toMatch(/^10\.0 mm, calibrated by hand/)
    expect(told('length', line, await frameWith([], { rulers, frame: 1, frames: 2 }))).toMatch(/^100\.0 px/)
  })

  it('takes the height of a pixel into account', async () => {
    const tall = el(0x00280034, 'IS', '2\\1')
    const frame = await frameWith([tall], { rulers: [ruler(20, [at(10, 10), at(10, 110)])] })
    expect(sizeText(drawn('length', [at(10, 300), at(110, 300)], frame))).toBe('10.0 mm')
    expect(sizeText(drawn('length', [at(10, 300), at(10, 400)], frame))).toBe('20.0 mm')
  })

  it('never stands against a scale of the file, and counts in its own area only', async () => {
    const rulers = [ruler(50, [at(100, 200), at(200, 200)])]
    const frame = await frameWith([regions(LEFT)], { rulers })
    expect(told('length', line, frame)).toMatch(/a part of it lies outside/)
    expect(told('length', [at(100, 300), at(200, 300)], frame)).toMatch(/^9\.3 mm, from the region/)
    expect(mayCalibrate([at(100, 300), at(200, 300)], frame)).toBe(false)
    const inches = (box: readonly [number, number, number, number]): Element[] =>
      region(box, [1, 1], { units: 1 })
    const two = await frameWith([regions(inches([0, 0, 300, 479]), inches([320, 0, 639, 479]))], { rulers })
    expect(mayCalibrate([at(100, 300), at(200, 300)], two)).toBe(true)
    expect(mayCalibrate([at(100, 300), at(400, 300)], two)).toBe(false)
    expect(sizeText(drawn('length', [at(100, 300), at(200, 300)], two))).toBe('50.0 mm')
    expect(told('length', [at(400, 300), at(500, 300)], two)).toMatch(/^100\.0 px/)
  })

  it('the last one counts', () => {
    const rulers = [ruler(20, [at(10, 10), at(10, 210)]), ruler(40, [at(10, 10), at(10, 210)])]
    expect(sizeText(drawn('length', line, measuredPhoto(640, 480, rulers)))).toBe('20.0 mm')
  })
})

describe('a mark', () => {
  it('keeps its points to the last bit, and its shape', () => {
    const points = [at(0.1 + 0.2, 1 / 3), at(123.456789012345, 4e-12)]
    const mark = drawn('length', points, measuredPhoto(640, 480))
    expect(imageMark.parse(JSON.parse(JSON.stringify(mark)))).toEqual(mark)
    expect(imageMark.safeParse({ ...mark, points: points.slice(1) }).success).toBe(false)
    expect(imageMark.safeParse({ ...mark, basis: undefined }).success).toBe(false)
    expect(imageMark.safeParse({ ...mark, kind: 'ruler', basis: undefined }).success).toBe(false)
    expect(
      imageMark.safeParse({ ...mark, kind: 'words', points: [at(1, 1)], basis: undefined }).success,
    ).toBe(false)
    expect(imageMark.safeParse({ ...mark, points: [at(Number.NaN, 0), at(1, 1)] }).success).toBe(false)
  })

  it('measurements have letters in their order, annotations none', () => {
    const many = Array.from({ length: 28 }, (_, n) => ({
      ...drawn('length', [at(0, 0), at(n + 1, 0)], measuredPhoto(640, 480)),
      markId: `m${n}`,
    }))
    const letters = lettersOf([{ ...ruler(20, [at(1, 1), at(2, 2)]), markId: 'r' }, ...many])
    expect(letters['r']).toBeUndefined()
    expect([letters['m0'], letters['m25'], letters['m26'], letters['m27']]).toEqual(['A', 'Z', 'AA', 'AB'])
  })

  const coordinate = fc.double({ min: 45, max: 430, noNaN: true })
  const pair = fc.tuple(coordinate, coordinate).map(([x, y]) => at(x, y))
  it('is as long from the other end, and anywhere in its area', async () => {
    const frame = await frameWith([regions(LEFT, RIGHT)])
    fc.assert(
      fc.property(pair, pair, fc.double({ min: -4, max: 4, noNaN: true }), (one, other, by) => {
        fc.pre(Math.hypot(one.x - other.x, one.y - other.y) > 0.01)
        const value = (points: ImagePoint[]): number =>
          sizesOf(drawn('length', points, frame))[0]?.value ?? NaN
        const shifted = [one, other].map(({ x, y }) => at(x + by, y))
        expect(value([other, one])).toBe(value([one, other]))
        expect(value(shifted)).toBeCloseTo(value([one, other]), 8)
      }),
      { seed: 20_261_126 },
    )
  })

  it('says millimetres only where the file or a ruler justifies them, for any region at all', () => {
    const part = { x0: fc.nat(700), y0: fc.nat(500), x1: fc.nat(700), y1: fc.nat(500), flags: fc.nat(3) }
    const deltas = { deltaX: fc.double(), deltaY: fc.double() }
    const codes = { spatialFormat: fc.nat(5), unitsX: fc.nat(4), unitsY: fc.nat(4) }
    const any = fc.array(fc.record({ ...part, ...deltas, ...codes }, { requiredKeys: [] }), { maxLength: 4 })
    const point = fc.tuple(
      fc.double({ noNaN: true, min: 0, max: 640 }),
      fc.double({ noNaN: true, min: 0, max: 480 }),
    )
    fc.assert(
      fc.property(any, point, point, (items, [x, y], [u, v]) => {
        const frame = { ...measuredPhoto(640, 480), spacing: { regions: items } }
        const basis = basisFor('length', [at(x, y), at(u, v)], frame)
        if (basis.by === 'pixels' || basis.by === 'refused') return
        expect(basis.by).toBe('region')
        const proof = items.some(
          (one) =>
            one.spatialFormat === 1 &&
            one.unitsX === 3 &&
            one.unitsY === 3 &&
            [x, u].every((n) => n >= (one.x0 ?? NaN) && n <= (one.x1 ?? NaN) + 1) &&
            [y, v].every((n) => n >= (one.y0 ?? NaN) && n <= (one.y1 ?? NaN) + 1) &&
            Math.abs(one.deltaX ?? NaN) * 10 === basis.acrossMm,
        )
        expect(proof).toBe(true)
        expect(items.every((one) => (one.x1 ?? 0) <= 640 || one.spatialFormat === 0)).toBe(true)
      }),
      { seed: 20_261_126, numRuns: 500 },
    )
  })
})

/** The verdict on the middle of each real file, with its reason: read from the tags with another tool. */
const VERDICTS: Readonly<Record<string, RegExp>> = {
  'bad_sequence.dcm': /^2\.9 mm, from the pixel spacing/,
  'emri_multiframe.dcm': /^10\.0 px, .*no scale/,
  'mf_jpeg_baseline.dcm': /^22\.9 mm, from the region calibration of this frame$/,
  'mr2_uncr.dcm': /^2\.0 mm, from the pixel spacing/,
  'mr_small.dcm': /^3\.1 mm, from the pixel spacing/,
  'mr_small_jpegls.dcm': /^3\.1 mm, from the pixel spacing/,
  'mr_small_rle.dcm': /^3\.1 mm, from the pixel spacing/,
  'mr_truncated.dcm': /^3\.1 mm, from the pixel spacing/,
  'us1_j2kr.dcm': /^10\.0 px, .*no scale/,
  'us1_uncompressed.dcm': /^10\.0 px, .*no scale/,
  'us_palette.dcm': /^10\.0 px, .*made smaller/,
  'us_rgb.dcm': /^10\.0 px, .*no scale/,
  'us_ybr_multiframe.dcm': /^10\.0 px, .*made smaller/,
}

describe(`real files, ${SEEN}`, () => {
  it('each says what it justifies', async () => {
    for (const name of realNames) {
      const { pixels } = (await studyOf(realFile(name) ?? new Uint8Array())).facts
      const [x, y] = [Math.floor(pixels.columns / 2), Math.floor(pixels.rows / 2)]
      const words = told('length', [at(x, y), at(x + 10, y)], measuredFrame(pixels, 0))
      expect([name, words]).toEqual([name, expect.stringMatching(VERDICTS[name] ?? /^no verdict$/)])
    }
  })
})
