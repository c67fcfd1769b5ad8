import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deidentify } from '../../shared/imaging/deidentify'
import { el, magneticResonance, ultrasound, writeDicom, type Writing } from '../fixtures/dicom'
import { realFile, realNames, SEEN } from '../fixtures/real-dicom'
import { frameOf, furthest, samplesOf, studyOf } from '../fixtures/study'

const newUid = (old: string): string =>
  `2.25.${Array.from(old).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1e9, 7)}`
const copyOf = (file: Uint8Array): Uint8Array => {
  const copy = deidentify(file, newUid)
  if (copy === undefined) throw new Error('no copy')
  return copy.file
}
const says = (file: Uint8Array, text: string): boolean => Buffer.from(file).includes(text)

/** A file that names somebody wherever a file can. */
const telling = (how: Writing = {}): Uint8Array =>
  writeDicom(
    [
      el(0x00080018, 'UI', '1.2.3.4.5'),
      el(0x00080020, 'DA', '20261122'),
      el(0x00080080, 'LO', 'Zz-Test Clinic'),
      el(0x00080090, 'PN', 'Zz-Test^Linden'),
      el(0x00081030, 'LO', 'Zz-Test study'),
      el(0x00091001, 'LO', 'Zz-Test private'),
      el(0x00100010, 'PN', 'Zz-Test^Aster'),
      el(0x00100020, 'LO', 'Zz-Test 4711'),
      el(0x00101040, 'LO', 'Zz-Test street'),
      el(0x00104000, 'LT', 'Zz-Test comment'),
      el(0x00180023, 'CS', '2D'),
      el(0x00181000, 'LO', 'Zz-Test serial'),
      el(0x0020000d, 'UI', '1.2.3.4.6'),
      el(0x0020000e, 'UI', '1.2.3.4.7'),
      el(0x00204000, 'LT', 'Zz-Test remark'),
      el(0x00280002, 'US', 1),
      el(0x00280004, 'CS', 'MONOCHROME2'),
      el(0x00280010, 'US', 2),
      el(0x00280011, 'US', 2),
      el(0x00280030, 'DS', '0.5\\0.5'),
      el(0x00280100, 'US', 8),
      el(0x00280101, 'US', 8),
      el(0x00280102, 'US', 7),
      el(0x00280103, 'US', 0),
      el(0x00281199, 'UI', '1.2.3.4.8'),
      el(0x00400275, 'SQ', [[el(0x00321060, 'LO', 'Zz-Test procedure')]]),
      el(0x52009230, 'SQ', [
        [
          el(0x00209111, 'SQ', [
            [el(0x00189074, 'DT', '20261122090000'), el(0x00209158, 'LT', 'Zz-Test frame')],
          ]),
          el(0x00289110, 'SQ', [[el(0x00280030, 'DS', '0.25\\0.25')]]),
        ],
      ]),
      el(0x60000022, 'LO', 'Zz-Test overlay'),
      el(0x7fe00010, 'OB', Uint8Array.of(1, 2, 3, 4)),
    ],
    how,
  )

describe('a copy without who it is of', () => {
  it.each([{}, { syntax: '1.2.840.10008.1.2' }])(
    'says nothing of anybody, and shows the same picture: %o',
    async (how) => {
      const file = telling(how)
      const copy = copyOf(file)
      expect(says(file, 'Zz-Test')).toBe(true)
      for (const told of ['Zz-Test', '20261122', '4711', '1.2.3.4'])
        expect([told, says(copy, told)]).toEqual([told, false])
      const [before, after] = [await studyOf(file), await studyOf(copy)]
      expect(samplesOf(await frameOf(after))).toEqual(samplesOf(await frameOf(before)))
      // Implicit files do not say of what kind a nested value is: what is not certain goes, the picture's own stays.
      expect(after.facts.pixels.frameFacts[0]?.spacing.pixelSpacing).toBeDefined()
    },
  )

  it('keeps what the picture needs: windows, regions, their signs', async () => {
    for (const file of [ultrasound({}, 32, 24), magneticResonance({}, 32)]) {
      const [before, after] = [await studyOf(file), await studyOf(copyOf(file))]
      expect(after.facts.pixels.frameFacts).toEqual(before.facts.pixels.frameFacts)
      expect(samplesOf(await frameOf(after))).toEqual(samplesOf(await frameOf(before)))
    }
  })

  it('warns of words in the pixels unless the file says that there are none', () => {
    const burned = (value?: string) =>
      deidentify(
        writeDicom([
          ...(value === undefined ? [] : [el(0x00280301, 'CS', value)]),
          el(0x7fe00010, 'OB', Uint8Array.of(1, 2)),
        ]),
        newUid,
      )
    expect([burned('NO'), burned('YES'), burned()].map((one) => one?.mayNameInPixels)).toEqual([
      false,
      true,
      true,
    ])
  })

  it('files of one study still belong together, under new identifiers', () => {
    const uid = newUid('1.2.3.4.6')
    expect(says(copyOf(telling()), uid)).toBe(true)
  })

  it('is not made where the file cannot be followed', () => {
    const file = telling()
    expect(deidentify(file.subarray(0, file.length - 60), newUid)).toBeUndefined()
    expect(deidentify(telling({ preamble: false }), newUid)).toBeUndefined()
    expect(deidentify(telling({ syntax: '1.2.840.10008.1.2.2' }), newUid)).toBeUndefined()
  })

  it('any change of a file gives a copy or none', () => {
    const seed = telling()
    const change = fc.record({ at: fc.nat({ max: seed.length - 1 }), to: fc.nat({ max: 255 }) })
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const file = seed.slice()
        for (const { at, to } of changes) file[at] = to
        expect(() => deidentify(file, newUid)).not.toThrow()
      }),
      { numRuns: 500 },
    )
  })
})

describe(`real files, ${SEEN}`, () => {
  it('show the same picture as a copy, or there is none', async () => {
    const seen: string[] = []
    for (const name of realNames) {
      const file = realFile(name) ?? new Uint8Array()
      const copy = deidentify(file, newUid)
      const { frame } = await (await studyOf(file)).frame(0)
      if (copy === undefined || frame === undefined) continue
      const again = await frameOf(await studyOf(copy.file))
      expect([name, furthest(samplesOf(again), samplesOf(frame))]).toEqual([name, 0])
      seen.push(name)
    }
    if (realNames.length > 0) expect(seen.length).toBeGreaterThan(9)
  }, 30_000)
})
