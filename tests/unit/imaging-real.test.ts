import { createRequire } from 'node:module'
import { beforeAll, describe, expect, it } from 'vitest'
import { FrameFinder } from '../../shared/imaging/frames'
import { fromBytes } from '../../shared/imaging/source'
import { factsOfFrame } from '../../shared/imaging/study'
import { decodeBy, readyOracle } from '../fixtures/oracle'
import { realFile, realNames, SEEN } from '../fixtures/real-dicom'
import { frameOf, furthest, openFile, paintedBy, samplesOf, studyOf } from '../fixtures/study'

interface Rendered {
  pixels: ArrayBuffer
  windowLevel?: { getLevel(): number; getWindow(): number }
}
const { DicomImage, NativePixelDecoder, log } = createRequire(import.meta.url)('dcmjs-imaging') as {
  DicomImage: new (file: ArrayBuffer) => { render(how: object): Rendered }
  NativePixelDecoder: { initializeAsync(): Promise<void> }
  log: { setLevel(level: string): void }
}
beforeAll(async () => {
  log.setLevel('silent')
  await Promise.all([readyOracle(), NativePixelDecoder.initializeAsync()])
})

const fileOf = (name: string): Uint8Array<ArrayBuffer> => realFile(name) ?? new Uint8Array()

/** Layout by name, as two other readers of these files report it: photometric, rows x columns, frames, bits. */
const LAYOUT: Readonly<Record<string, string>> = {
  'bad_sequence.dcm': 'MONOCHROME2 512x512 fr=1 12 jpeg',
  'emri_multiframe.dcm': 'MONOCHROME2 64x64 fr=10 12 native',
  'mf_jpeg_baseline.dcm': 'YBR_FULL 240x320 fr=8 8 jpeg',
  'mr2_uncr.dcm': 'MONOCHROME2 1024x1024 fr=1 12 native',
  'mr_small.dcm': 'MONOCHROME2 64x64 fr=1 16 native',
  'mr_small_jpegls.dcm': 'MONOCHROME2 64x64 fr=1 16 jpegLs',
  'mr_small_rle.dcm': 'MONOCHROME2 64x64 fr=1 16 rle',
  'mr_truncated.dcm': 'MONOCHROME2 64x64 fr=1 16 native',
  'us1_j2kr.dcm': 'YBR_RCT 480x640 fr=1 8 jpeg2000',
  'us1_uncompressed.dcm': 'RGB 480x640 fr=1 8 native',
  'us_palette.dcm': 'PALETTE COLOR 350x800 fr=1 8 native',
  'us_rgb.dcm': 'RGB 240x320 fr=1 8 native',
  'us_ybr_multiframe.dcm': 'YBR_FULL_422 240x320 fr=30 8 jpeg',
}
/** The other decoder cannot read these; they are held against it frame by frame below. */
const NOT_RENDERED = ['mf_jpeg_baseline.dcm', 'mr_truncated.dcm']

describe(`real files, ${SEEN}`, () => {
  it('every one is described', async () => {
    for (const name of realNames) {
      const { pixels } = (await studyOf(fileOf(name))).facts
      const { photometric, rows, columns, frames, bitsStored, stored } = pixels
      const said = `${photometric} ${rows}x${columns} fr=${frames} ${bitsStored} ${stored}`
      expect([name, said]).toEqual([name, LAYOUT[name]])
    }
  })

  const rendered = realNames.filter((one) => !NOT_RENDERED.includes(one))
  it.runIf(rendered.length > 0).each(rendered)(
    '%s equals another decoder’s picture: colours exactly, greys within the rounding of a window',
    async (name) => {
      const study = await studyOf(fileOf(name))
      const { frames } = study.facts.pixels
      const other = new DicomImage(fileOf(name).buffer)
      for (const frame of new Set([0, Math.floor(frames / 2), frames - 1])) {
        const ours = await frameOf(study, frame)
        const { pixels, windowLevel } = other.render({ frame, renderOverlays: false })
        const voi = windowLevel && {
          center: windowLevel.getLevel(),
          width: windowLevel.getWindow(),
          curve: 'LINEAR' as const,
        }
        const most = furthest(paintedBy(ours, voi), new Uint8Array(pixels))
        expect([frame, most <= (ours.is === 'grey' ? 1 : 0)]).toEqual([frame, true])
      }
    },
    30_000,
  )

  it('the same picture in three syntaxes has the same values, and in two the same colours', async () => {
    const values = async (name: string) => samplesOf(await frameOf(await studyOf(fileOf(name))))
    if (!realNames.includes('mr_small.dcm')) return
    const plain = await values('mr_small.dcm')
    expect(await values('mr_small_jpegls.dcm')).toEqual(plain)
    expect(await values('mr_small_rle.dcm')).toEqual(plain)
    expect(furthest(await values('us1_j2kr.dcm'), await values('us1_uncompressed.dcm'))).toBe(0)
  })

  it('frames in fragments without an offset table, and lossless JPEG, equal another decoder bit for bit', async () => {
    for (const name of ['mf_jpeg_baseline.dcm', 'bad_sequence.dcm'].filter((one) =>
      realNames.includes(one),
    )) {
      const study = await studyOf(fileOf(name))
      const { pixels } = study.facts
      const finder = new FrameFinder(fromBytes(fileOf(name)), pixels.offset, pixels.frames, 'jpeg', undefined)
      for (let frame = 0; frame < pixels.frames; frame++) {
        const stream = (await finder.read(frame)) ?? new Uint8Array()
        const other = decodeBy('Jpeg', pixels, stream, { convertColorspaceToRgb: pixels.samples === 3 })
        expect([name, frame, furthest(samplesOf(await frameOf(study, frame)), other)]).toEqual([
          name,
          frame,
          0,
        ])
      }
    }
  })

  it('the one that ends early says so', async () => {
    if (!realNames.includes('mr_truncated.dcm')) return
    const { study } = await openFile(fileOf('mr_truncated.dcm'))
    expect(await study?.frame(0)).toEqual({ cannot: 'the file does not hold this frame' })
  })

  it('what they say about millimetres is passed on as it stands', async () => {
    if (!realNames.includes('mf_jpeg_baseline.dcm')) return
    const spacing = async (name: string) =>
      factsOfFrame((await studyOf(fileOf(name))).facts.pixels, 0).spacing
    expect(await spacing('mr2_uncr.dcm')).toMatchObject({ pixelSpacing: [0.195313, 0.195313], regions: [] })
    const { regions } = await spacing('mf_jpeg_baseline.dcm')
    expect(regions[1]).toMatchObject({ x1: 319, y1: 217, unitsX: 3, deltaX: -0.2293750081863255 })
    expect((await spacing('us_ybr_multiframe.dcm')).regions).toMatchObject([{ x0: 84, x1: 595, unitsX: 3 }])
  })
})
