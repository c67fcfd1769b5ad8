import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { measurementsCsv } from '../../shared/imaging/measure/csv'
import { sizesOf } from '../../shared/imaging/measure/size'
import { measurementReport, type MeasuredFile } from '../../shared/imaging/sr/report'
import type { Basis, ImageMark } from '../../shared/records/mark'

/** The second reader. Only what is looked at here. */
interface Item {
  [name: string]: unknown
  ValueType?: string
  RelationshipType?: string
  ConceptNameCodeSequence?: Code[]
  ContentSequence?: Item[]
}
interface Code {
  CodeValue: string
  CodingSchemeDesignator: string
  CodeMeaning: string
}
const dcmjs = createRequire(import.meta.url)('dcmjs') as {
  log: { setLevel(level: string): void }
  data: {
    DicomMessage: { readFile(bytes: ArrayBuffer): { dict: object } }
    DicomMetaDictionary: { naturalizeDataset(dict: object): Item }
  }
}

const id = (n: number): string => `01936b5c-0000-7000-8000-${String(n).padStart(12, '0')}`
const AT = '2026-11-22T02:36:00.000Z'
const REGION: Basis = { by: 'region', region: 1, of: 2, acrossMm: 0.093, downMm: 0.1 }
const mark = (n: number, over: Partial<ImageMark>): ImageMark => ({
  markId: id(n),
  imageId: id(90),
  entryId: id(91),
  frame: 2,
  kind: 'length',
  points: [
    { x: 100.25, y: 200.5 },
    { x: 371.25, y: 200.5 },
  ],
  basis: REGION,
  by: id(80),
  at: AT,
  ...over,
})
const AXES = mark(2, {
  kind: 'axes',
  // The short one was drawn first.
  points: [
    { x: 235, y: 115 },
    { x: 235, y: 275 },
    { x: 100, y: 200 },
    { x: 371, y: 200 },
  ],
})
const OVAL = mark(3, {
  kind: 'ellipse',
  points: [
    { x: 10, y: 20 },
    { x: 50, y: 100 },
  ],
})
const OUTLINE = mark(4, {
  kind: 'outline',
  points: [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
    { x: 0, y: 100 },
  ],
})
const IN_PIXELS = mark(5, { basis: { by: 'pixels', why: 'noScale' } })
const REFUSED = mark(6, { basis: { by: 'refused', why: 'acrossRegions', from: 1, to: 2 } })
const ARROW = mark(7, { kind: 'arrow', text: '=cmd("x"), "edge"', basis: undefined })
const MARKS = [mark(1, {}), AXES, OVAL, OUTLINE, IN_PIXELS, REFUSED, ARROW]

const RAW: Readonly<Record<number, string>> = {
  0x00080020: '20261122',
  0x00100010: 'Zz-Test^Aster',
  0x00100020: 'Zz-4711',
  0x00100030: '19800214',
}
const file: MeasuredFile = {
  classUid: '1.2.840.10008.5.1.4.1.1.6.1',
  uid: '1.2.3.4.5',
  studyUid: '1.2.3.4.6',
  seriesUid: '1.2.3.4.7',
  charset: 'ISO_IR 192',
  raw: (tag) => Buffer.from(RAW[tag] ?? ''),
}
let uids = 0
const input = {
  file,
  marks: MARKS,
  people: { [id(80)]: 'Dr Zz-Test Líndén' },
  at: AT,
  newUid: () => `2.25.${(uids += 1)}`,
}
const read = (bytes: Uint8Array): Item => {
  dcmjs.log.setLevel('silent')
  const { buffer, byteOffset, length } = bytes
  const own = buffer.slice(byteOffset, byteOffset + length) as ArrayBuffer
  return dcmjs.data.DicomMetaDictionary.naturalizeDataset(dcmjs.data.DicomMessage.readFile(own).dict)
}
const report = (): Item => read(measurementReport(input) ?? new Uint8Array())
const named = (item: Item, meaning: string): Item[] =>
  (item.ContentSequence ?? []).filter((one) => one.ConceptNameCodeSequence?.[0]?.CodeMeaning === meaning)
const first = (list: unknown): Record<string, unknown> => (list as Record<string, unknown>[])[0] ?? {}

describe('the measurement report, read by dcmjs', () => {
  it('is a Comprehensive SR of template 1500 about the study of the file', () => {
    const all = report()
    expect(all).toMatchObject({
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.33',
      Modality: 'SR',
      StudyInstanceUID: '1.2.3.4.6',
      StudyDate: '20261122',
      PatientID: 'Zz-4711',
      CompletionFlag: 'COMPLETE',
      VerificationFlag: 'UNVERIFIED',
    })
    expect(first(all['ContentTemplateSequence'])).toMatchObject({
      MappingResource: 'DCMR',
      TemplateIdentifier: '1500',
    })
    expect(all.ConceptNameCodeSequence?.[0]).toMatchObject({
      CodeValue: '126000',
      CodingSchemeDesignator: 'DCM',
    })
    const evidence = first(all['CurrentRequestedProcedureEvidenceSequence'])
    const series = first(evidence['ReferencedSeriesSequence'])
    expect(series['SeriesInstanceUID']).toBe('1.2.3.4.7')
    expect(first(series['ReferencedSOPSequence'])).toMatchObject({ ReferencedSOPInstanceUID: '1.2.3.4.5' })
    for (const concept of ['Language of Content', 'Observer Type', 'Procedure reported', 'Image Library'])
      expect(named(all, concept)).toHaveLength(1)
  })

  it('holds every measurement in millimetres with its number, unit, points, frame, observer and what it rests on', () => {
    const [measurements] = named(report(), 'Imaging Measurements')
    const groups = named(measurements ?? {}, 'Measurement Group')
    expect(groups.map((group) => named(group, 'Tracking Identifier')[0]?.['TextValue'])).toEqual([
      'A',
      'B',
      'C',
      'D',
    ])
    const numbers = groups.map((group) =>
      (group.ContentSequence ?? [])
        .filter(({ ValueType }) => ValueType === 'NUM')
        .map((item) => {
          const value = first(item['MeasuredValueSequence'])
          const scoord = item.ContentSequence?.[0]
          const sop = first(scoord?.ContentSequence?.[0]?.['ReferencedSOPSequence'])
          return {
            concept: item.ConceptNameCodeSequence?.[0]?.CodeMeaning,
            value: Number(value['NumericValue']),
            unit: first(value['MeasurementUnitsCodeSequence'])['CodeValue'],
            type: scoord?.['GraphicType'],
            points: scoord?.['GraphicData'],
            frame: Number(sop['ReferencedFrameNumber']),
            uid: sop['ReferencedSOPInstanceUID'],
          }
        }),
    )
    const at = { frame: 3, uid: '1.2.3.4.5' }
    expect(numbers).toEqual([
      [
        {
          concept: 'Length',
          value: 25.203,
          unit: 'mm',
          type: 'POLYLINE',
          points: [100.25, 200.5, 371.25, 200.5],
          ...at,
        },
      ],
      [
        {
          concept: 'Long Axis',
          value: 25.203,
          unit: 'mm',
          type: 'POLYLINE',
          points: [100, 200, 371, 200],
          ...at,
        },
        {
          concept: 'Short Axis',
          value: 16,
          unit: 'mm',
          type: 'POLYLINE',
          points: [235, 115, 235, 275],
          ...at,
        },
      ],
      [
        {
          concept: 'Area',
          value: 23.3734,
          unit: 'mm2',
          type: 'ELLIPSE',
          points: [30, 20, 30, 100, 10, 60, 50, 60],
          ...at,
        },
      ],
      [
        {
          concept: 'Area',
          value: 46.5,
          unit: 'mm2',
          type: 'POLYLINE',
          points: [0, 0, 100, 0, 0, 100, 0, 0],
          ...at,
        },
      ],
    ])
    expect(sizesOf(AXES).map(({ what }) => what)).toEqual(['long', 'short'])
    expect(named(groups[0] ?? {}, 'Comment')[0]?.['TextValue']).toBe(
      'from the region calibration of this frame, area 1 of 2',
    )
    expect(named(groups[0] ?? {}, 'Person Observer Name')).toHaveLength(1)
  })

  it('has no code that was not checked in a release of the standard, and carries that release (ruling 14)', () => {
    const depth = mark(8, { kind: 'depth' })
    const all = read(measurementReport({ ...input, marks: [...MARKS, depth] }) ?? new Uint8Array())
    const codes = new Map<string, string>()
    const visit = (one: unknown): void => {
      if (Array.isArray(one)) one.forEach(visit)
      else if (typeof one === 'object' && one !== null && !(one instanceof ArrayBuffer)) {
        const { CodeValue, CodingSchemeDesignator, CodeMeaning } = one as Readonly<Record<string, unknown>>
        if (typeof CodeValue === 'string')
          codes.set(`${String(CodingSchemeDesignator)} ${CodeValue}`, String(CodeMeaning))
        Object.values(one).forEach(visit)
      }
    }
    visit(all)
    // As PS3.16 2023e has them in CID 7470 (linear: length, depth, both axes) and CID 218 (area). How deep a thing lies
    // under the skin is "Depth" there; that it is from the skin stands in words.
    expect([...codes].filter(([code]) => code.startsWith('SCT')).sort()).toEqual([
      ['SCT 103339001', 'Long Axis'],
      ['SCT 103340004', 'Short Axis'],
      ['SCT 131197000', 'Depth'],
      ['SCT 410668003', 'Length'],
      ['SCT 42798000', 'Area'],
    ])
    expect([...codes.keys()].filter((code) => !/^(DCM|SCT|UCUM|RFC5646) /u.test(code))).toEqual([
      '99PALPA notStated',
    ])
    expect(JSON.stringify(all)).toContain('depth from skin, from the region calibration of this frame')
    const schemes = (all['CodingSchemeIdentificationSequence'] as Record<string, unknown>[]).map((one) => [
      one['CodingSchemeDesignator'],
      one['CodingSchemeName'],
    ])
    expect(schemes).toEqual([
      ['DCM', 'DICOM PS3.16 2023e'],
      ['SCT', 'SNOMED CT codes of DICOM PS3.16 2023e'],
      ['99PALPA', 'Palpa'],
    ])
  })

  it('writes names in the character set of the file: UTF-8 where it has it, else plain letters', () => {
    const own = Buffer.from(measurementReport(input) ?? [])
    expect(own.includes(Buffer.from('Dr Zz-Test Líndén', 'utf8'))).toBe(true)
    const bytes = measurementReport({ ...input, file: { ...file, charset: 'ISO_IR 100' } })
    expect(Buffer.from(bytes ?? []).includes('Dr Zz-Test Linden')).toBe(true)
  })

  it('is none where nothing is measured in millimetres, or the file belongs to no study', () => {
    expect(measurementReport({ ...input, marks: [IN_PIXELS, REFUSED, ARROW] })).toBeUndefined()
    expect(measurementReport({ ...input, file: { ...file, studyUid: '' } })).toBeUndefined()
  })
})

describe('measurements as a table', () => {
  it('has a row for each number with what it rests on, and runs nothing in a spreadsheet', () => {
    const lines = measurementsCsv(MARKS).split('\r\n')
    expect(lines).toHaveLength(1 + 8 + 1)
    expect(lines[1]).toBe(
      'A,length,3,length,25.203,mm,"from the region calibration of this frame, area 1 of 2",0.093,0.1,100.25 200.5 | 371.25 200.5,,2026-11-22T02:36:00.000Z',
    )
    expect(lines[2]).toMatch(/^B,two axes,3,long,25\.203,mm,/)
    expect(lines[3]).toMatch(/^B,two axes,3,short,16\.000,mm,/)
    expect(lines[6]).toMatch(/^E,length,3,length,271\.000,px,in pixels: the file holds no scale,,,/)
    expect(lines[7]).toMatch(/^F,length,3,not measured,,,It runs from area 1 into area 2/)
    expect(lines[8]).toMatch(/^,arrow,3,,,,,,,[^,]*,"'=cmd\(""x""\), ""edge""",/)
  })
})
