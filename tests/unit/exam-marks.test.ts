import { describe, expect, it } from 'vitest'
import { answerPath } from '@shared/exam/answer'
import { attested, isDescribed, picturesOnly, withoutFindings } from '@shared/exam/authors'
import { answerAt, withAnswer, withEntry, withoutEntry } from '@shared/exam/edit'
import {
  marksOf,
  pushedFrom,
  withMark,
  withoutMark,
  withPushed,
  withRulersHeeded,
  type PushRefusal,
} from '@shared/exam/marks'
import { changesBetween } from '@shared/exam/projections/changes'
import { noteOf, noteText } from '@shared/exam/projections/note'
import { sizeText } from '@shared/imaging/measure/size'
import { examBody, type ExamBody } from '@shared/records/exam'
import type { Basis, ImageMark } from '@shared/records/mark'
import { bodyOf, said, vignetteVisit, VIGNETTES } from '../fixtures/vignettes'

const id = (n: number): string => `01936b5c-0000-7000-8000-${String(n).padStart(12, '0')}`
const [LINDEN, ALDER, PICTURE, ENTRY] = [id(1), id(2), id(3), id(4)]
const AT = '2026-11-22T02:36:00.000Z'
const VISIT = VIGNETTES.V1.visits[0]!
const NODULE = bodyOf(VISIT).answers.groups['nodule']![0]!.entryId
const REGION: Basis = { by: 'region', region: 1, of: 2, acrossMm: 0.093, downMm: 0.093 }

const mark = (over: Partial<ImageMark> = {}): ImageMark => ({
  markId: id(10),
  imageId: PICTURE,
  entryId: ENTRY,
  frame: 2,
  kind: 'axes',
  points: [
    { x: 100.25, y: 200 },
    { x: 371.25, y: 200 },
    { x: 235, y: 115.125 },
    { x: 235, y: 285.125 },
  ],
  basis: REGION,
  by: LINDEN,
  at: AT,
  ...over,
})
const depth = (over: Partial<ImageMark> = {}): ImageMark => {
  const points = [
    { x: 200, y: 60 },
    { x: 200, y: 160 },
  ]
  return mark({ markId: id(11), kind: 'depth', points, ...over })
}
const pictured = (): ExamBody => withEntry(bodyOf(VISIT), 'image', ENTRY)
const push = (body: ExamBody, one: ImageMark, over: object = {}) =>
  withPushed(body, one, { noduleId: NODULE, modality: 'ultrasound', at: AT, by: LINDEN, ...over })

describe('marks over a picture', () => {
  it('are added, changed and taken away by their id; the file of the picture has no part in it', () => {
    const one = withMark(pictured(), mark())
    const two = withMark(one, depth())
    expect(marksOf(two, PICTURE).map(({ kind }) => kind)).toEqual(['axes', 'depth'])
    const moved = withMark(two, mark({ frame: 3 }))
    expect(marksOf(moved, PICTURE).map(({ frame }) => frame)).toEqual([3, 2])
    expect(marksOf(withoutMark(moved, id(10)), PICTURE)).toEqual([depth()])
    expect(marksOf(two, id(99))).toEqual([])
    expect(examBody.parse(JSON.parse(JSON.stringify(two)))).toEqual(two)
  })

  it('go with their picture and with no other entry', () => {
    const body = withMark(pictured(), mark())
    expect(withoutEntry(body, 'image', ENTRY).marks).toEqual([])
    expect(withoutEntry(body, 'nodule', NODULE).marks).toEqual([mark()])
  })

  it('are measured anew when a ruler of their frame comes, moves or goes', () => {
    const [one, other] = [
      depth({ basis: { by: 'pixels', why: 'noScale' } }),
      depth({ markId: id(12), frame: 5 }),
    ]
    const ruler: ImageMark = {
      ...mark({ markId: id(13), kind: 'ruler', mm: 20 }),
      points: [
        { x: 10, y: 10 },
        { x: 10, y: 210 },
      ],
      basis: undefined,
    }
    const frame = { frame: 2, columns: 640, rows: 480, pixelAspect: 1, spacing: { regions: [] } }
    const drawn = withMark(withMark(withMark(pictured(), one), other), ruler)
    const sizes = (body: ExamBody): string[] =>
      marksOf(body, PICTURE)
        .filter(({ kind }) => kind === 'depth')
        .map(sizeText)
    const heeded = withRulersHeeded(drawn, PICTURE, frame)
    expect(sizes(heeded)).toEqual(['10.0 mm', '9.3 mm'])
    expect(sizes(withRulersHeeded(withMark(heeded, { ...ruler, mm: 40 }), PICTURE, frame))[0]).toBe('20.0 mm')
    expect(sizes(withRulersHeeded(withoutMark(heeded, id(13)), PICTURE, frame))[0]).toBe('100.0 px')
  })

  it('are by who is unlocked as soon as they differ, and by who drew them while they do not', () => {
    const before = withMark(pictured(), mark())
    const after = withMark(withMark(before, mark({ frame: 3 })), depth({ by: LINDEN }))
    expect(attested(before, after, ALDER).marks?.map(({ by }) => by)).toEqual([ALDER, ALDER])
    expect(attested(before, before, ALDER).marks).toEqual([mark()])
  })

  it('are findings: kept from who may not chart, and hidden from who may not see', () => {
    const stored = withMark(pictured(), mark())
    expect(isDescribed(stored, ENTRY)).toBe(true)
    const typed = picturesOnly(stored, { ...bodyOf(VISIT), marks: [] })
    expect(typed.marks).toEqual([mark()])
    expect(typed.answers.groups['image']?.map(({ entryId }) => entryId)).toEqual([ENTRY])
    expect(withoutFindings(stored).marks).toBeUndefined()
  })

  it('are told by an amendment in words', () => {
    const judged = (body: ExamBody) => ({ body, context: vignetteVisit(VIGNETTES.V1).context })
    const before = withMark(withMark(pictured(), mark()), depth())
    const longer = [...mark().points.slice(0, 1), { x: 400.25, y: 200 }, ...mark().points.slice(2)]
    const shifted = depth().points.map(({ x, y }) => ({ x: x + 1, y }))
    const arrow = mark({ markId: id(14), kind: 'arrow', text: 'capsule', basis: undefined })
    const changed = withMark(withMark(before, mark({ points: longer })), depth({ points: shifted }))
    const after = withMark(changed, { ...arrow, points: arrow.points.slice(0, 2) })
    const words = (one: ExamBody, other: ExamBody): string[] =>
      changesBetween(judged(one), judged(other)).map((change) => change.words)
    expect(words(before, after)).toEqual([
      'Picture 1, frame 3: was two axes 25.2 × 15.8 mm, now two axes 27.9 × 15.8 mm',
      'Picture 1, frame 3: depth from skin 9.3 mm moved',
      'Picture 1, frame 3: arrow “capsule” added',
    ])
    expect(words(before, withoutMark(before, id(11)))).toEqual([
      'Picture 1, frame 3: depth from skin 9.3 mm taken away',
    ])
    expect(words(before, before)).toEqual([])
  })
})

describe('a measurement put into a nodule’s card', () => {
  const value = (body: ExamBody, field: string): unknown => {
    const answer = answerAt(body, answerPath(field, NODULE))
    return answer?.is === 'value' ? answer.value : answer?.is
  }

  it('is the imaged size beside the palpated one, with its method, picture, frame and person', () => {
    const before = withAnswer(pictured(), answerPath('image.takenOn', ENTRY), said('2026-11-20', AT))
    const { body = before } = push(before, mark())
    expect(value(body, 'nodule.sizePalpated')).toEqual({ longMm: 18, shortMm: 12 })
    expect(value(body, 'nodule.sizeImaged')).toEqual({ longMm: 25, shortMm: 16 })
    expect(value(body, 'nodule.sizeImagedBy')).toBe('ultrasound')
    expect(value(body, 'nodule.sizeImagedOn')).toBe('2026-11-20')
    expect(answerAt(body, answerPath('nodule.sizeImaged', NODULE))).toMatchObject({
      via: 'picture',
      by: LINDEN,
      measured: { imageId: PICTURE, frame: 2, markId: id(10) },
    })
    const note = noteText(noteOf(body, vignetteVisit(VIGNETTES.V1).context))
    expect(note).toContain('18 × 12 mm by ruler')
    expect(note).toContain('25 × 16 mm by ultrasound on 20 Nov 2026')
  })

  it('has a day only where somebody said when the picture was taken', () => {
    const old = withAnswer(pictured(), answerPath('nodule.sizeImagedOn', NODULE), said('2020-01-01', AT))
    expect(value(push(old, mark()).body ?? old, 'nodule.sizeImagedOn')).toBeUndefined()
  })

  it('knows whether the card still says what is measured', () => {
    const { body = pictured() } = push(withMark(pictured(), mark()), mark())
    expect(pushedFrom(body, mark())).toMatchObject({ noduleId: NODULE, current: true })
    const moved = mark({ points: [{ x: 0, y: 200 }, ...mark().points.slice(1)] })
    expect(pushedFrom(body, moved)?.current).toBe(false)
    expect(pushedFrom(body, depth())).toBeUndefined()
    const deeper = push(body, depth()).body ?? body
    expect(value(deeper, 'nodule.depthMm')).toBe(9)
    expect(pushedFrom(deeper, depth())?.current).toBe(true)
  })

  it('is refused where it would say what nobody measured', () => {
    const why = (one: ImageMark, over: object = {}): PushRefusal | undefined =>
      push(pictured(), one, over).refused
    expect(why(mark({ basis: { by: 'pixels', why: 'noScale' } }))).toBe('pixels')
    expect(why(mark({ basis: { by: 'refused', why: 'acrossRegions' } }))).toBe('refused')
    expect(why(mark({ basis: { by: 'detector', acrossMm: 1, downMm: 1 } }))).toBe('detector')
    expect(why(mark({ kind: 'length', points: mark().points.slice(0, 2) }))).toBe('kind')
    expect(why(mark(), { modality: undefined })).toBe('modality')
    expect(why(mark(), { noduleId: undefined })).toBe('nodule')
    expect(why(depth(), { modality: 'mri' })).toBe('depth')
    expect(why(mark({ basis: { ...REGION, acrossMm: 9, downMm: 9 } }))).toBe('range')
    expect(why(mark({ basis: { by: 'hand', rulerId: id(13), acrossMm: 0.1, downMm: 0.1 } }))).toBeUndefined()
  })
})
