import { MARK_KINDS, type ImageMark } from '../../records/mark'
import { concat } from '../bytes'
import { sizesOf, type Size } from '../measure/size'
import { basisWords, KIND_WORDS, lettersOf } from '../measure/words'
import { EXPLICIT_LITTLE } from '../syntaxes'
import { bytesOfText, part10, written, writtenSequence } from '../write'

/**
 * Measurements as a DICOM structured report (Comprehensive SR) after template 1500, Measurement Report, of PS3.16: one
 * measurement group (TID 1501) for each, every number with the points it was taken from. Only millimetres travel: a
 * length in pixels is no measurement to another program. Concepts are those of PS3.16 (CID 7470 and TID 1500).
 */

/** A code as DICOM writes it: value, scheme, meaning. */
type Code = readonly [value: string, scheme: string, meaning: string]

const CODES = {
  report: ['126000', 'DCM', 'Imaging Measurement Report'],
  language: ['121049', 'DCM', 'Language of Content'],
  english: ['en', 'RFC5646', 'English'],
  observerType: ['121005', 'DCM', 'Observer Type'],
  person: ['121006', 'DCM', 'Person'],
  observerName: ['121008', 'DCM', 'Person Observer Name'],
  procedure: ['121058', 'DCM', 'Procedure reported'],
  // No code of a procedure is known to be right, so none of somebody else's scheme is used.
  notStated: ['notStated', '99PALPA', 'Imaging procedure, not stated'],
  library: ['111028', 'DCM', 'Image Library'],
  libraryGroup: ['126200', 'DCM', 'Image Library Group'],
  measurements: ['126010', 'DCM', 'Imaging Measurements'],
  group: ['125007', 'DCM', 'Measurement Group'],
  trackingId: ['112039', 'DCM', 'Tracking Identifier'],
  trackingUid: ['112040', 'DCM', 'Tracking Unique Identifier'],
  comment: ['121106', 'DCM', 'Comment'],
} as const satisfies Record<string, Code>

/** The release of the standard that every code here was checked in; the report carries it (ruling 14). */
const CHECKED_IN = 'DICOM PS3.16 2023e'
/** Schemes as PS3.16 table 8-1 names them, and our own. */
const SCHEMES: readonly (readonly [designator: string, uid: string, name: string])[] = [
  ['DCM', '1.2.840.10008.2.16.4', CHECKED_IN],
  ['SCT', '2.16.840.1.113883.6.96', `SNOMED CT codes of ${CHECKED_IN}`],
  ['99PALPA', '', 'Palpa'],
]

/** PS3.16 CID 7470 Linear Measurements, and CID 218 for the area. */
const MEASURED: Readonly<Record<Size['what'], Code>> = {
  length: ['410668003', 'SCT', 'Length'],
  long: ['103339001', 'SCT', 'Long Axis'],
  short: ['103340004', 'SCT', 'Short Axis'],
  depth: ['131197000', 'SCT', 'Depth'],
  area: ['42798000', 'SCT', 'Area'],
}
const UNITS: Partial<Readonly<Record<Size['unit'], Code>>> = {
  mm: ['mm', 'UCUM', 'millimeter'],
  mm2: ['mm2', 'UCUM', 'square millimeter'],
}

const COMPREHENSIVE_SR = '1.2.840.10008.5.1.4.1.1.88.33'

/** What a report takes from the file that was measured. Raw values keep the file's own character set. */
export interface MeasuredFile {
  readonly classUid: string
  readonly uid: string
  readonly studyUid: string
  readonly seriesUid: string
  /** Specific Character Set (0008,0005); empty where the file has none. */
  readonly charset: string
  /** Elements of the patient and the study, as bytes: name, number, birth date, sex, study date, time, id … */
  readonly raw: (tag: number) => Uint8Array
}
export interface ReportInput {
  readonly file: MeasuredFile
  readonly marks: readonly ImageMark[]
  /** Names of those who measured, by id. */
  readonly people: Readonly<Record<string, string>>
  /** UTC. */
  readonly at: string
  readonly newUid: () => string
}

const UTF8 = 'ISO_IR 192'
/** In UTF-8 where the file is; else letters that every character set has. */
const textBytes = (value: string, charset: string): Uint8Array => {
  if (charset !== UTF8)
    return bytesOfText(
      value
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .replace(/[^ -~]/gu, '?'),
    )
  const escaped = encodeURIComponent(value)
  return Uint8Array.from(escaped.match(/%..|./g) ?? [], (one) =>
    one.length === 3 ? Number.parseInt(one.slice(1), 16) : one.charCodeAt(0),
  )
}

const text = (tag: number, vr: string, value: string): Uint8Array => written(tag, vr, bytesOfText(value))
const code = (tag: number, [value, scheme, meaning]: Code): Uint8Array =>
  writtenSequence(tag, [
    concat([text(0x00080100, 'SH', value), text(0x00080102, 'SH', scheme), text(0x00080104, 'LO', meaning)]),
  ])

type Relation = 'CONTAINS' | 'HAS OBS CONTEXT' | 'HAS CONCEPT MOD' | 'INFERRED FROM' | 'SELECTED FROM'
interface Item {
  readonly relation: Relation
  readonly type: string
  readonly concept?: Code
  /** Elements of the value, in their order; all lie between the concept name and the content sequence. */
  readonly value?: readonly Uint8Array[]
  readonly children?: readonly Item[]
}
const CONTENT = 0x0040a730

const itemBytes = ({ relation, type, concept, value = [], children = [] }: Item): Uint8Array => {
  // Ascending order of tags: group 0008 and 0040, then 0070; the value brings its own.
  const isImage = type === 'IMAGE'
  const parts = [
    ...(isImage ? value : []),
    text(0x0040a010, 'CS', relation),
    text(0x0040a040, 'CS', type),
    ...(concept === undefined ? [] : [code(0x0040a043, concept)]),
    ...(type === 'CONTAINER' ? [text(0x0040a050, 'CS', 'SEPARATE')] : []),
    ...(isImage || type === 'SCOORD' ? [] : value),
    ...(children.length === 0 ? [] : [writtenSequence(CONTENT, children.map(itemBytes))]),
    ...(type === 'SCOORD' ? value : []),
  ]
  return concat(parts)
}

const schemeItem = ([designator, uid, name]: (typeof SCHEMES)[number]): Uint8Array =>
  concat([
    text(0x00080102, 'SH', designator),
    ...(uid === '' ? [] : [text(0x0008010c, 'UI', uid)]),
    text(0x00080115, 'ST', name),
  ])

const codeItem = (relation: Relation, concept: Code, value: Code): Item => ({
  relation,
  type: 'CODE',
  concept,
  value: [code(0x0040a168, value)],
})

/** The points of one number, as SCOORD has them: ends of lines, a closed outline, ends of both axes of an ellipse. */
const graphicOf = (
  mark: ImageMark,
  what: Size['what'],
): { readonly type: string; readonly data: readonly number[] } => {
  const { kind, points } = mark
  const flat = (list: ImageMark['points']): number[] => list.flatMap(({ x, y }) => [x, y])
  const [one, two] = points
  if (kind === 'ellipse' && one !== undefined && two !== undefined) {
    const [x, y] = [(one.x + two.x) / 2, (one.y + two.y) / 2]
    const across = [one.x, y, two.x, y]
    const down = [x, one.y, x, two.y]
    const wide = Math.abs(two.x - one.x) >= Math.abs(two.y - one.y)
    return { type: 'ELLIPSE', data: wide ? [...across, ...down] : [...down, ...across] }
  }
  if (kind === 'outline') return { type: 'POLYLINE', data: flat([...points, ...points.slice(0, 1)]) }
  if (kind !== 'axes') return { type: 'POLYLINE', data: flat(points) }
  const pairs = [points.slice(0, 2), points.slice(2)]
  const [first = 0, second = 0] = pairs.map(
    (pair) => sizesOf({ ...mark, kind: 'length', points: pair })[0]?.value,
  )
  const longFirst = first >= second
  return { type: 'POLYLINE', data: flat(pairs[(what === 'long') === longFirst ? 0 : 1] ?? []) }
}

const floats = (values: readonly number[]): Uint8Array => {
  const view = new DataView(new ArrayBuffer(values.length * 4))
  values.forEach((value, at) => view.setFloat32(at * 4, value, true))
  return new Uint8Array(view.buffer)
}

/** DS holds 16 characters. */
const decimal = (value: number): string => value.toFixed(4).slice(0, 16)

const imageItem = (relation: Relation, { classUid, uid }: MeasuredFile, frame?: number): Item => ({
  relation,
  type: 'IMAGE',
  value: [
    writtenSequence(0x00081199, [
      concat([
        text(0x00081150, 'UI', classUid),
        text(0x00081155, 'UI', uid),
        ...(frame === undefined ? [] : [text(0x00081160, 'IS', String(frame + 1))]),
      ]),
    ]),
  ],
})

const numberItem = (mark: ImageMark, size: Size, file: MeasuredFile, unit: Code): Item => {
  const { type, data } = graphicOf(mark, size.what)
  return {
    relation: 'CONTAINS',
    type: 'NUM',
    concept: MEASURED[size.what],
    value: [
      writtenSequence(0x0040a300, [
        concat([code(0x004008ea, unit), text(0x0040a30a, 'DS', decimal(size.value))]),
      ]),
    ],
    children: [
      {
        relation: 'INFERRED FROM',
        type: 'SCOORD',
        value: [written(0x00700022, 'FL', floats(data)), text(0x00700023, 'CS', type)],
        children: [imageItem('SELECTED FROM', file, mark.frame)],
      },
    ],
  }
}

/** Marks that a report can hold: measured, and in millimetres. */
export const reportable = (marks: readonly ImageMark[]): readonly ImageMark[] =>
  marks.filter(
    (mark) => MARK_KINDS[mark.kind].measures && sizesOf(mark).some(({ unit }) => UNITS[unit] !== undefined),
  )

const groupItem = (mark: ImageMark, letter: string, input: ReportInput): Item => {
  const { file, people, newUid } = input
  const name = people[mark.by]
  const typed = (value: string): Uint8Array[] => [written(0x0040a160, 'UT', textBytes(value, file.charset))]
  return {
    relation: 'CONTAINS',
    type: 'CONTAINER',
    concept: CODES.group,
    children: [
      { relation: 'HAS OBS CONTEXT', type: 'TEXT', concept: CODES.trackingId, value: typed(letter) },
      {
        relation: 'HAS OBS CONTEXT',
        type: 'UIDREF',
        concept: CODES.trackingUid,
        value: [text(0x0040a124, 'UI', newUid())],
      },
      ...(name === undefined
        ? []
        : [
            {
              relation: 'HAS OBS CONTEXT' as const,
              type: 'PNAME',
              concept: CODES.observerName,
              value: [written(0x0040a123, 'PN', textBytes(name.replace(/[\^=\\]/g, ' '), file.charset))],
            },
          ]),
      ...sizesOf(mark).flatMap((size) => {
        const unit = UNITS[size.unit]
        return unit === undefined ? [] : [numberItem(mark, size, file, unit)]
      }),
      ...(mark.basis === undefined
        ? []
        : [
            {
              relation: 'CONTAINS' as const,
              type: 'TEXT',
              concept: CODES.comment,
              // From where a depth is measured no code says.
              value: typed(
                `${mark.kind === 'depth' ? `${KIND_WORDS.depth}, ` : ''}${basisWords(mark.basis)}`,
              ),
            },
          ]),
    ],
  }
}

const contentOf = (input: ReportInput): readonly Item[] => {
  const letters = lettersOf(input.marks)
  const container = (concept: Code, children: readonly Item[]): Item => ({
    relation: 'CONTAINS',
    type: 'CONTAINER',
    concept,
    children,
  })
  return [
    codeItem('HAS CONCEPT MOD', CODES.language, CODES.english),
    codeItem('HAS OBS CONTEXT', CODES.observerType, CODES.person),
    codeItem('HAS CONCEPT MOD', CODES.procedure, CODES.notStated),
    container(CODES.library, [container(CODES.libraryGroup, [imageItem('CONTAINS', input.file)])]),
    container(
      CODES.measurements,
      reportable(input.marks).map((mark) => groupItem(mark, letters[mark.markId] ?? '', input)),
    ),
  ]
}

/** The report as a file of Part 10, or undefined where nothing is measured in millimetres or the file names no study. */
export const measurementReport = (input: ReportInput): Uint8Array | undefined => {
  const { file, marks, at, newUid } = input
  if (reportable(marks).length === 0 || !file.uid || !file.studyUid || !file.seriesUid) return undefined
  const uid = newUid()
  const [day, time] = [at.slice(0, 10).replaceAll('-', ''), at.slice(11, 19).replaceAll(':', '')]
  const raw = (tag: number, vr: string): Uint8Array => written(tag, vr, file.raw(tag))
  const reference = concat([text(0x00081150, 'UI', file.classUid), text(0x00081155, 'UI', file.uid)])
  const evidence = concat([
    writtenSequence(0x00081115, [
      concat([writtenSequence(0x00081199, [reference]), text(0x0020000e, 'UI', file.seriesUid)]),
    ]),
    text(0x0020000d, 'UI', file.studyUid),
  ])
  const template = concat([text(0x00080105, 'CS', 'DCMR'), text(0x0040db00, 'CS', '1500')])
  const dataSet = [
    ...(file.charset === '' ? [] : [text(0x00080005, 'CS', file.charset)]),
    text(0x00080016, 'UI', COMPREHENSIVE_SR),
    text(0x00080018, 'UI', uid),
    raw(0x00080020, 'DA'),
    text(0x00080023, 'DA', day),
    raw(0x00080030, 'TM'),
    text(0x00080033, 'TM', time),
    raw(0x00080050, 'SH'),
    text(0x00080060, 'CS', 'SR'),
    text(0x00080070, 'LO', 'Palpa'),
    raw(0x00080090, 'PN'),
    writtenSequence(0x00080110, SCHEMES.map(schemeItem)),
    text(0x00080201, 'SH', '+0000'),
    text(0x0008103e, 'LO', 'Measurements'),
    writtenSequence(0x00081111, []),
    raw(0x00100010, 'PN'),
    raw(0x00100020, 'LO'),
    raw(0x00100030, 'DA'),
    raw(0x00100040, 'CS'),
    text(0x0020000d, 'UI', file.studyUid),
    text(0x0020000e, 'UI', newUid()),
    raw(0x00200010, 'SH'),
    text(0x00200011, 'IS', '1'),
    text(0x00200013, 'IS', '1'),
    text(0x0040a040, 'CS', 'CONTAINER'),
    code(0x0040a043, CODES.report),
    text(0x0040a050, 'CS', 'SEPARATE'),
    writtenSequence(0x0040a372, []),
    writtenSequence(0x0040a375, [evidence]),
    text(0x0040a491, 'CS', 'COMPLETE'),
    text(0x0040a493, 'CS', 'UNVERIFIED'),
    writtenSequence(0x0040a504, [template]),
    writtenSequence(CONTENT, contentOf(input).map(itemBytes)),
  ]
  return part10({ classUid: COMPREHENSIVE_SR, uid, syntax: EXPLICIT_LITTLE }, dataSet)
}
