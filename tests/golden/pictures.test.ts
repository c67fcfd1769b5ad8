import { beforeAll, describe, expect, it } from 'vitest'
import { syntaxWords, UNCLAIMED } from '@shared/imaging/syntaxes'
import { Intake } from '../../electron/services/image-intake'
import { el, writeDicom, type Element } from '../fixtures/dicom'
import { encapsulated } from '../fixtures/encapsulated'
import { decodeBy, readyOracle, type FrameShape } from '../fixtures/oracle'
import {
  apartFrom,
  layoutWords,
  readyRenderer,
  spacingVerdict,
  streamsApart,
  tableText,
} from '../fixtures/picture-table'
import { realFile, realNames, SEEN } from '../fixtures/real-dicom'
import { EXACT, grey, LOSSY, SYNTAX } from '../fixtures/recipes'
import { bytesOf, layoutOf, make, paletteElements, seenOf, type Recipe } from '../fixtures/synthetic'
import { frameOf, furthest, openFile, samplesOf, studyOf } from '../fixtures/study'

/**
 * What is claimed of DICOM files, as tables to read: syntax by colour model by bits, whether the pixels are those of a
 * second decoder or those that went in, and on what a length would rest. A line that changes is a claim that changes.
 */
beforeAll(() => Promise.all([readyOracle(), readyRenderer()]))

const HEAD = ['file', 'syntax', 'layout', 'pixels', 'a length across the middle']
const levels = (most: number): string => (most === 0 ? 'equal' : `within ${most}`)

/** Makes the file, opens it as the app does, and holds every frame against what went in. */
const exactRow = async (recipe: Recipe & { readonly name: string }): Promise<string[]> => {
  const { file, values } = make(recipe)
  const study = await studyOf(file)
  let most = 0
  for (const [frame, one] of values.entries())
    most = Math.max(most, furthest(samplesOf(await frameOf(study, frame)), seenOf(recipe, one)))
  const { pixels } = study.facts
  return [
    recipe.name,
    syntaxWords(recipe.syntax),
    layoutWords(pixels),
    `${levels(most)} to what went in`,
    spacingVerdict(pixels),
  ]
}

const lossyRow = async (recipe: Recipe & { readonly name: string }): Promise<string[]> => {
  const { file, streams } = make(recipe)
  const study = await studyOf(file)
  const how = { convertColorspaceToRgb: recipe.samples === 3 }
  let most = 0
  for (const [frame, stream] of streams.entries()) {
    const other = decodeBy(recipe.coding ?? 'Jpeg', recipe, stream, how)
    most = Math.max(most, furthest(samplesOf(await frameOf(study, frame)), other))
  }
  const { pixels } = study.facts
  return [
    recipe.name,
    syntaxWords(recipe.syntax),
    layoutWords(pixels),
    `${levels(most)} to dcmjs-codecs`,
    spacingVerdict(pixels),
  ]
}

const region = (over: Partial<Record<'x1' | 'y1' | 'units' | 'deltaX', number>>): Element =>
  el(0x00186011, 'SQ', [
    [
      el(0x00186012, 'US', 1),
      el(0x00186014, 'US', 1),
      el(0x00186018, 'UL', 0),
      el(0x0018601a, 'UL', 0),
      el(0x0018601c, 'UL', over.x1 ?? 36),
      el(0x0018601e, 'UL', over.y1 ?? 28),
      el(0x00186024, 'US', over.units ?? 3),
      el(0x00186026, 'US', over.units ?? 3),
      el(0x0018602c, 'FD', over.deltaX ?? 0.01),
      el(0x0018602e, 'FD', 0.01),
    ],
  ])
const SPACED: readonly (readonly [name: string, more: readonly Element[]])[] = [
  ['pixel spacing', [el(0x00280030, 'DS', '0.5\\0.25')]],
  ['pixel spacing that is not numbers', [el(0x00280030, 'DS', 'wide\\0.25')]],
  ['imager pixel spacing', [el(0x00181164, 'DS', '0.2\\0.2')]],
  ['a region in centimetres', [region({})]],
  ['a region with a negative step', [region({ deltaX: -0.01 })]],
  ['a region in other units', [region({ units: 4 })]],
  ['a region larger than the picture', [region({ x1: 300 })]],
  ['a region beside the line', [region({ x1: 4, y1: 4 })]],
]

const { columns, rows } = grey(8)
const wave = (count: number): number[] =>
  Array.from({ length: count }, (_, at) => (at * 37 + (at >> 5) * 11) & 255)
interface Plain {
  readonly name: string
  readonly shape: FrameShape
  readonly data: readonly number[]
  readonly more?: readonly Element[]
  readonly planar?: boolean
}
const colours = (photometric: string): FrameShape => ({ ...grey(8), samples: 3, photometric })
const twelve = wave(columns * rows).map((value, at) => value * 16 + (at & 15))
const windowed = [el(0x00281050, 'DS', '900'), el(0x00281051, 'DS', '1500')]
/** Uncompressed files whose values become something else before they are seen. */
const PAINTED: readonly Plain[] = [
  {
    name: 'PALETTE COLOR',
    shape: { ...grey(8), photometric: 'PALETTE COLOR' },
    data: wave(columns * rows),
    more: paletteElements(),
  },
  { name: 'RGB in planes', shape: colours('RGB'), data: wave(columns * rows * 3), planar: true },
  { name: 'YBR_FULL', shape: colours('YBR_FULL'), data: wave(columns * rows * 3) },
  { name: 'YBR_FULL_422', shape: { ...colours('YBR_FULL_422'), columns: 36 }, data: wave(36 * rows * 2) },
  { name: 'a window', shape: grey(12), data: twelve, more: windowed },
  {
    name: 'MONOCHROME1 and a window',
    shape: { ...grey(12), photometric: 'MONOCHROME1' },
    data: twelve,
    more: windowed,
  },
  {
    name: 'signed, rescaled, and a window',
    shape: grey(12, true),
    data: twelve,
    more: [...windowed, el(0x00281052, 'DS', '-100'), el(0x00281053, 'DS', '2')],
  },
]
const paintedRow = async ({ name, shape, data, more = [], planar = false }: Plain): Promise<string[]> => {
  const bytes = bytesOf(data, shape.bitsAllocated)
  const elements = layoutOf(shape, more).map((one) =>
    one.tag === 0x00280006 && planar ? { ...one, value: 1 } : one,
  )
  const vr = shape.bitsAllocated === 16 ? 'OW' : 'OB'
  const file = writeDicom([...elements, el(0x7fe00010, vr, bytes)], { syntax: SYNTAX.explicit })
  const study = await studyOf(file)
  const { pixels } = study.facts
  const apart = levels(await apartFrom(study, file, 0))
  return [
    name,
    syntaxWords(SYNTAX.explicit),
    layoutWords(pixels),
    `${apart} to dcmjs-imaging`,
    spacingVerdict(pixels),
  ]
}

/** Ways of writing pixels that are not decoded: the file is taken in, and says in which of them it is written. */
const unclaimedRow = async (syntax: string): Promise<string[]> => {
  const shape = grey(8)
  const file = encapsulated(layoutOf(shape), [Uint8Array.of(1, 2, 3, 4)], { syntax })
  const intake = new Intake({ given: '', family: '', preferred: '', otherScript: '', bornOn: '1980-02-14' })
  const taken = intake.accept(file).ok && intake.finish().ok
  const { study, cannot = 'shown' } = await openFile(file)
  const why = study === undefined ? cannot : ((await study.frame(0)).cannot ?? 'shown')
  return ['not claimed', syntaxWords(syntax), taken ? 'attached' : 'refused', `not shown: ${why}`, '']
}

describe('synthetic files', () => {
  it('are as the table says', async () => {
    const plain = { ...grey(8), syntax: SYNTAX.explicit }
    const rows = [HEAD]
    for (const recipe of EXACT) rows.push(await exactRow(recipe))
    for (const recipe of LOSSY) rows.push(await lossyRow(recipe))
    for (const recipe of PAINTED) rows.push(await paintedRow(recipe))
    for (const [name, more] of SPACED) rows.push(await exactRow({ name, ...plain, more }))
    for (const syntax of UNCLAIMED) rows.push(await unclaimedRow(syntax))
    const ours = rows.slice(1).map((row) => row[3] ?? '')
    expect(
      ours.filter(
        (one) =>
          !/^(equal to what went in|(equal|within 1) to dcmjs-(codecs|imaging)|not shown: .*\([0-9.]+\))$/u.test(
            one,
          ),
      ),
    ).toEqual([])
    await expect(tableText(rows)).toMatchFileSnapshot('pictures/synthetic.txt')
  }, 60_000)
})

describe(`real files, ${SEEN}`, () => {
  it.runIf(realNames.length > 0)(
    'are as the table says',
    async () => {
      const rows = [HEAD]
      for (const name of realNames) {
        const file = realFile(name) ?? new Uint8Array()
        const { study, cannot } = await openFile(file)
        if (study === undefined) {
          rows.push([name, '', '', `not shown: ${cannot}`, ''])
          continue
        }
        const { pixels } = study.facts
        const first = await study.frame(0)
        const apart =
          first.cannot ??
          (await apartFrom(study, file, 0).then(
            (most) => `${levels(most)} to dcmjs-imaging`,
            // It cannot find frames in fragments; each stream by itself the codecs can read.
            async () => `${levels(await streamsApart(study, file))} to dcmjs-codecs, each stream`,
          ))
        rows.push([name, pixels.stored, layoutWords(pixels), apart, spacingVerdict(pixels)])
      }
      const far = rows
        .slice(1)
        .filter(([, , , apart = '']) => !/^(equal|within 1) to |^the file does not hold/u.test(apart))
      expect(far).toEqual([])
      await expect(tableText(rows)).toMatchFileSnapshot('pictures/real.txt')
    },
    60_000,
  )
})
