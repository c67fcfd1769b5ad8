import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDicom } from '../../electron/services/dicom-header'
import { invertColours } from '../../shared/imaging/frame'
import { readHeader } from '../../shared/imaging/header'
import { describePixels, type Described, type PixelDescription } from '../../shared/imaging/pixels'
import { expandSegments } from '../../shared/imaging/palette'
import { recognise } from '../../shared/imaging/recognise'
import { factsOfFrame } from '../../shared/imaging/study'
import { greyOf, spanning, type Window } from '../../shared/imaging/windows'
import { el, magneticResonance, ultrasound, writeDicom, type Element, type Writing } from '../fixtures/dicom'
import { frameOf, openFile, paintedBy, studyOf } from '../fixtures/study'

const headerOf = (file: Uint8Array) => {
  const known = recognise(file)
  if ('refused' in known || known.kind !== 'dicom') throw new Error('not DICOM')
  const { header } = readHeader(parseDicom, file, known.start)
  if (header === undefined) throw new Error('no header')
  return header
}
const describeFile = (file: Uint8Array): Described => describePixels(headerOf(file))
const pixelsIn = (file: Uint8Array): PixelDescription => {
  const { pixels } = describeFile(file)
  if (pixels === undefined) throw new Error('cannot be shown')
  return pixels
}

/** The first frame under a window (the file's first, else everything), as RGBA. */
const paint = async (file: Uint8Array, window?: Window): Promise<number[]> => {
  const study = await studyOf(file)
  return [...paintedBy(await frameOf(study), window ?? factsOfFrame(study.facts.pixels, 0).vois[0])]
}
const reds = (rgba: readonly number[]): number[] => rgba.filter((_, at) => at % 4 === 0)

interface Layout {
  photometric: string
  samples?: number
  bits?: [allocated: number, stored: number, high: number]
  signed?: boolean
  planar?: number
  columns: number
  rows: number
  more?: Element[]
  data: readonly number[]
  vr?: string
}
const made = (layout: Layout, how: Writing = {}): Uint8Array => {
  const { photometric, samples = 1, bits = [8, 8, 7], signed = false, columns, rows, data } = layout
  const wide = bits[0] === 16
  const bytes = new Uint8Array(data.length * (wide ? 2 : 1))
  const view = new DataView(bytes.buffer)
  data.forEach((value, at) => {
    if (wide) view.setUint16(at * 2, value & 0xffff, how.syntax !== '1.2.840.10008.1.2.2')
    else view.setUint8(at, value & 0xff)
  })
  return writeDicom(
    [
      el(0x00280002, 'US', samples),
      el(0x00280004, 'CS', photometric),
      el(0x00280006, 'US', layout.planar ?? 0),
      el(0x00280010, 'US', rows),
      el(0x00280011, 'US', columns),
      el(0x00280100, 'US', bits[0]),
      el(0x00280101, 'US', bits[1]),
      el(0x00280102, 'US', bits[2]),
      el(0x00280103, 'US', signed ? 1 : 0),
      ...(layout.more ?? []),
      el(0x7fe00010, layout.vr ?? (wide ? 'OW' : 'OB'), bytes),
    ].sort((one, other) => one.tag - other.tag),
    how,
  )
}
const windowed = (center: string, width: string, curve?: string): Element[] => [
  el(0x00281050, 'DS', center),
  el(0x00281051, 'DS', width),
  ...(curve === undefined ? [] : [el(0x00281056, 'CS', curve)]),
]

describe('windows, by hand from PS3.3 C.11.2.1.2', () => {
  const linear = { center: 2048, width: 4096, curve: 'LINEAR' } as const
  it.each([
    // The standard's own example: c = 2048, w = 4096 maps 0 to the lowest and 4095 to the highest value.
    [linear, 0, 0],
    [linear, 4095, 255],
    [linear, 2047.5, 128],
    // c = 2048, w = 1: 2047 and below are black, 2048 white.
    [{ ...linear, width: 1 }, 2047, 0],
    [{ ...linear, width: 1 }, 2048, 255],
    [{ ...linear, width: 2 }, 2046, 0],
    [{ ...linear, width: 2 }, 2047, 0],
    [{ ...linear, width: 2 }, 2048, 255],
    [{ center: 100, width: 200, curve: 'LINEAR_EXACT' }, 50, 64],
    [{ center: 100, width: 200, curve: 'LINEAR_EXACT' }, 200, 255],
    [{ center: 100, width: 200, curve: 'SIGMOID' }, 100, 128],
    [{ center: 100, width: 200, curve: 'SIGMOID' }, 300, 250],
  ] as const)('%o: %d is %d', (window, value, grey) => {
    expect(greyOf(value, window)).toBe(grey)
  })

  it('any window rises and stays between 0 and 255', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -5000, max: 5000 }),
        fc.integer({ min: 1, max: 9000 }),
        fc.constantFrom('LINEAR', 'LINEAR_EXACT', 'SIGMOID'),
        fc.integer({ min: -9000, max: 9000 }),
        (center, width, curve, value) => {
          const [low, high] = [
            greyOf(value, { center, width, curve }),
            greyOf(value + 1, { center, width, curve }),
          ]
          expect(low).toBeGreaterThanOrEqual(0)
          expect(high).toBeLessThanOrEqual(255)
          expect(high).toBeGreaterThanOrEqual(low)
        },
      ),
    )
  })

  it('spanning makes the ends black and white', () => {
    expect([greyOf(-20, spanning(-20, 300)), greyOf(300, spanning(-20, 300))]).toEqual([0, 255])
    expect(Number.isFinite(greyOf(7, spanning(7, 7)))).toBe(true)
  })
})

describe('grey pictures, against values worked out by hand', () => {
  const eight = { columns: 2, rows: 2, data: [0, 64, 128, 255] }
  const BE = { syntax: '1.2.840.10008.1.2.2' }

  it('eight bits without a window use the whole range', async () => {
    expect(await paint(made({ ...eight, photometric: 'MONOCHROME2' }))).toEqual(
      [0, 64, 128, 255].flatMap((grey) => [grey, grey, grey, 255]),
    )
  })

  it('MONOCHROME1 is the other way round', async () => {
    expect(reds(await paint(made({ ...eight, photometric: 'MONOCHROME1' })))).toEqual([255, 191, 127, 0])
  })

  it('12 bits in 16, above them overlay bits that are no picture', async () => {
    const layout: Layout = {
      photometric: 'MONOCHROME2',
      bits: [16, 12, 11],
      columns: 2,
      rows: 2,
      data: [0xf000, 0x1400, 0x0800, 0xffff],
      more: windowed('2048', '4096'),
    }
    expect(reds(await paint(made(layout)))).toEqual([0, 64, 128, 255])
    expect(reds(await paint(made(layout, BE)))).toEqual([0, 64, 128, 255])
    expect(reds(await paint(made(layout, { syntax: '1.2.840.10008.1.2' })))).toEqual([0, 64, 128, 255])
  })

  it('12 bits at the top of 16', async () => {
    const data = [0x0000, 0x4000, 0x8000, 0xfff0]
    const layout = { photometric: 'MONOCHROME2', columns: 2, rows: 2, data, more: windowed('2048', '4096') }
    expect(reds(await paint(made({ ...layout, bits: [16, 12, 15] })))).toEqual([0, 64, 128, 255])
  })

  it('signed values, rescaled: -1000 … 1000 at slope 2, intercept 100', async () => {
    const layout: Layout = {
      photometric: 'MONOCHROME2',
      bits: [16, 16, 15],
      signed: true,
      columns: 3,
      rows: 1,
      data: [-1000, 0, 1000],
      // Rescaled: -1900, 100, 2100; the window spans exactly that.
      more: [
        el(0x00281052, 'DS', '100'),
        el(0x00281053, 'DS', '2'),
        ...windowed('100', '4000', 'LINEAR_EXACT'),
      ],
    }
    expect(reds(await paint(made(layout)))).toEqual([0, 128, 255])
  })

  it('the full range leaves padding out', async () => {
    const layout: Layout = {
      photometric: 'MONOCHROME2',
      bits: [16, 16, 15],
      signed: true,
      columns: 3,
      rows: 1,
      data: [-2000, 100, 300],
      more: [el(0x00280120, 'SS', -2000)],
    }
    expect(reds(await paint(made(layout)))).toEqual([0, 0, 255])
  })

  it('padding stays black whatever the window, a range of it too', async () => {
    const more = [el(0x00280120, 'US', 0), el(0x00280121, 'US', 64), ...windowed('-1000', '10')]
    expect(reds(await paint(made({ ...eight, photometric: 'MONOCHROME2', more })))).toEqual([0, 0, 255, 255])
  })

  it('a table of the file stands for a window; values beyond it are as its ends', async () => {
    const table = [
      el(0x00283002, 'US', [3, 64, 8]),
      el(0x00283006, 'OW', Uint8Array.of(10, 0, 20, 0, 255, 0)),
    ]
    const more = [el(0x00283010, 'SQ', [table])]
    const layout = { photometric: 'MONOCHROME2', columns: 4, rows: 1, data: [0, 64, 65, 200], more }
    expect(reds(await paint(made(layout)))).toEqual([10, 10, 20, 255])
  })

  it('a modality table turns stored values into those of the window', async () => {
    const table = [
      el(0x00283002, 'US', [4, 0, 16]),
      el(0x00283006, 'OW', Uint8Array.of(0, 0, 100, 0, 200, 0, 44, 1)),
    ]
    const more = [el(0x00283000, 'SQ', [table]), ...windowed('150', '300', 'LINEAR_EXACT')]
    const layout = { photometric: 'MONOCHROME2', columns: 4, rows: 1, data: [0, 1, 2, 3], more }
    expect(reds(await paint(made(layout)))).toEqual([0, 85, 170, 255])
  })

  it('every frame of an enhanced file has its own rescale, window and spacing', async () => {
    const group = (slope: string, spacing: string) => [
      el(0x00289110, 'SQ', [[el(0x00280030, 'DS', spacing)]]),
      el(0x00289132, 'SQ', [[el(0x00281050, 'DS', '50'), el(0x00281051, 'DS', '100')]]),
      el(0x00289145, 'SQ', [[el(0x00281052, 'DS', '0'), el(0x00281053, 'DS', slope)]]),
    ]
    const shared = [el(0x00289110, 'SQ', [[el(0x00280030, 'DS', '9\\9')]])]
    const more = [
      el(0x00280008, 'IS', '3'),
      el(0x52009229, 'SQ', [shared]),
      el(0x52009230, 'SQ', [group('1', '0.5\\0.25'), group('2', '0.4')]),
    ]
    const layout = { photometric: 'MONOCHROME2', columns: 1, rows: 1, data: [30, 30, 30], more }
    const study = await studyOf(made(layout))
    const facts = [0, 1, 2].map((frame) => factsOfFrame(study.facts.pixels, frame))
    // The second says something that is no pair; the third has no group of its own and gets what is shared.
    expect(facts.map((one) => one.spacing.pixelSpacing)).toEqual([[0.5, 0.25], 'unreadable', [9, 9]])
    expect(facts.map((one) => one.rescale)).toMatchObject([{ slope: 1 }, { slope: 2 }, { slope: 1 }])
    expect(facts.map((one) => one.vois.length)).toEqual([1, 1, 0])
    const greys = await Promise.all(
      [0, 1].map(async (at) => paintedBy(await frameOf(study, at), facts[at]?.vois[0])[0]),
    )
    expect(greys).toEqual([77, 155])
  })

  it('eight bits in big-endian words: neighbours change places', async () => {
    const layout = { photometric: 'MONOCHROME2', columns: 4, rows: 1, data: [2, 1, 4, 3], vr: 'OW' }
    expect(reds(await paint(made(layout, BE)))).toEqual([1, 2, 3, 4])
    expect(reds(await paint(made({ ...layout, vr: 'OB' }, BE)))).toEqual([2, 1, 4, 3])
  })

  it('offers the windows of the file with their names', () => {
    expect(pixelsIn(magneticResonance({}, 8)).frameFacts[0]?.vois).toEqual([
      { center: 1500, width: 3000, curve: 'LINEAR', name: 'wide' },
      { center: 800, width: 900, curve: 'LINEAR', name: 'fat' },
    ])
    const silly = made({ photometric: 'MONOCHROME2', ...eight, more: windowed('1\\2\\x', '0\\5\\7') })
    expect(pixelsIn(silly).frameFacts[0]?.vois).toEqual([{ center: 2, width: 5, curve: 'LINEAR' }])
  })
})

describe('colour pictures, against values worked out by hand', () => {
  const red = [255, 0, 0]
  const teal = [1, 120, 130]
  const opaque = (...colours: number[][]) => colours.flatMap((colour) => [...colour, 255])

  it('RGB side by side and in planes', async () => {
    const layout = { photometric: 'RGB', samples: 3, columns: 2, rows: 1 }
    expect(await paint(made({ ...layout, data: [...red, ...teal] }))).toEqual(opaque(red, teal))
    expect(await paint(made({ ...layout, planar: 1, data: [255, 1, 0, 120, 0, 130] }))).toEqual(
      opaque(red, teal),
    )
  })

  it('YBR_FULL', async () => {
    const layout = { photometric: 'YBR_FULL', samples: 3, columns: 3, rows: 1 }
    // Black, white, and pure red: Y 76, Cb 85, Cr 255 gives 254, 0, 0.
    const data = [0, 128, 128, 255, 128, 128, 76, 85, 255]
    expect(await paint(made({ ...layout, data }))).toEqual(opaque([0, 0, 0], [255, 255, 255], [254, 0, 0]))
  })

  it('YBR_FULL_422: two pixels share their colour', async () => {
    const layout = { photometric: 'YBR_FULL_422', samples: 3, columns: 2, rows: 1 }
    expect(await paint(made({ ...layout, data: [76, 100, 85, 255] }))).toEqual(
      opaque([254, 0, 0], [255, 24, 24]),
    )
  })

  it('PALETTE COLOR with 16-bit entries; below and above the table its ends stand', async () => {
    const table = (...values: number[]) =>
      Uint8Array.from(values.flatMap((value) => [value & 255, value >> 8]))
    const more = [
      el(0x00281101, 'US', [2, 10, 16]),
      el(0x00281102, 'US', [2, 10, 16]),
      el(0x00281103, 'US', [2, 10, 16]),
      el(0x00281201, 'OW', table(0xff00, 0x0100)),
      el(0x00281202, 'OW', table(0x0000, 0x7800)),
      el(0x00281203, 'OW', table(0x0000, 0x8200)),
    ]
    const layout = { photometric: 'PALETTE COLOR', columns: 4, rows: 1, data: [9, 10, 11, 200], more }
    expect(await paint(made(layout))).toEqual(opaque(red, red, teal, teal))
  })

  it('YBR_FULL and RGB with 12 bits show their upper eight', async () => {
    const layout = { photometric: 'RGB', samples: 3, bits: [16, 12, 11] as [number, number, number] }
    const data = [0xff0, 0x000, 0x000, 0x010, 0x780, 0x820]
    expect(await paint(made({ ...layout, columns: 2, rows: 1, data }))).toEqual(opaque(red, teal))
  })

  it('PALETTE COLOR in segments: values, lines and repetitions (PS3.3 C.7.9.2)', async () => {
    const words = (...values: number[]) =>
      Uint8Array.from(values.flatMap((value) => [value & 255, value >> 8]))
    const descriptor = [8, 0, 16]
    // Two values, a line of two to 0x4000, then the first two segments again.
    const segments = words(0, 2, 0x0000, 0x2000, 1, 2, 0x4000, 2, 2, 0, 0)
    const more = [0, 1, 2].flatMap((colour) => [
      el(0x00281101 + colour, 'US', descriptor),
      el(0x00281221 + colour, 'OW', segments),
    ])
    const layout = { photometric: 'PALETTE COLOR', columns: 8, rows: 1, data: [0, 1, 2, 3, 4, 5, 6, 7], more }
    expect(reds(await paint(made(layout)))).toEqual([0, 0x20, 0x30, 0x40, 0, 0x20, 0x30, 0x40])
  })

  it.each([
    ['too few values', [0, 1, 0]],
    ['more values than the table has', [0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['a line without a beginning', [1, 8, 0x4000]],
    ['a repetition of itself', [0, 1, 5, 2, 1, 6, 0]],
    ['an unknown kind', [7, 1, 0]],
  ])('segments with %s make no table', (_, words) => {
    expect(expandSegments(words, 8)).toBeUndefined()
  })

  it('inverts', () => {
    const rgba = Uint8ClampedArray.of(0, 10, 255, 255)
    invertColours(rgba)
    expect([...rgba]).toEqual([255, 245, 0, 255])
  })
})

describe('what cannot be shown says why', () => {
  const plain = { photometric: 'MONOCHROME2', columns: 1, rows: 1, data: [0] }
  it.each([
    [made(plain, { syntax: '1.2.840.10008.1.2.4.102' }), 'MPEG-4 High Profile (1.2.840.10008.1.2.4.102)'],
    [made({ ...plain, photometric: 'YBR_ICT', samples: 3 }), 'colour model YBR_ICT'],
    [made({ ...plain, photometric: 'CMYK' }), 'colour model CMYK'],
    [made({ ...plain, photometric: '<b>hello' }), 'colour model not known'],
    [made({ ...plain, bits: [32, 32, 31] }), '32 bits per value'],
    [made({ ...plain, bits: [8, 12, 11] }), 'its bits do not add up'],
    [made({ ...plain, photometric: 'PALETTE COLOR' }), 'its colour table is damaged'],
  ])('%#', (file, cannot) => {
    expect(describeFile(file)).toEqual({ cannot })
  })
})

describe('the drawn fixtures', () => {
  it.each([
    ['ultrasound', ultrasound({}, 64, 48), 'RGB', undefined],
    ['mr', magneticResonance({}, 32), 'MONOCHROME2', 'right'],
  ])('%s decodes to a picture with blacks and whites', async (_, file, photometric, side) => {
    const pixels = pixelsIn(file)
    expect([pixels.photometric, pixels.frameFacts[0]?.side]).toEqual([photometric, side])
    const greys = reds(await paint(file))
    expect([Math.min(...greys) < 40, Math.max(...greys) > 180]).toEqual([true, true])
  })
})

describe('hostile headers', () => {
  it('any bytes give a picture of the size they say, or say why not', async () => {
    const seeds = [magneticResonance({}, 8), ultrasound({}, 8, 8)]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...seeds),
        fc.array(fc.record({ at: fc.nat({ max: 700 }), to: fc.nat({ max: 255 }) }), { maxLength: 10 }),
        async (seed, changes) => {
          const file = seed.slice()
          for (const { at, to } of changes) file[at % file.length] = to
          if (Buffer.from(file.subarray(128, 132)).toString() !== 'DICM') return
          const { study } = await openFile(file)
          const { frame } = (await study?.frame(0)) ?? {}
          if (study === undefined || frame === undefined) return
          const { columns, rows } = study.facts.pixels
          expect(frame.is === 'grey' ? frame.bits.length : frame.rgba.length / 4).toBe(columns * rows)
        },
      ),
      { numRuns: 1000 },
    )
  })
})
