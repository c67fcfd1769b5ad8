import { describe, expect, it } from 'vitest'
import { answerPath, type FieldValue } from '@shared/exam/answer'
import { withAnswer, withEntry } from '@shared/exam/edit'
import { withMark } from '@shared/exam/marks'
import { termsOf } from '@shared/exam/projections/note'
import { viewOf } from '@shared/exam/validate'
import { imagesForPrint, type PicturesForPrint, type PictureUse } from '@shared/exam/printed-picture'
import type { ExamBody } from '@shared/records/exam'
import type { ImageRecord } from '@shared/records/image'
import type { ImageMark } from '@shared/records/mark'
import { said, vignetteVisit, VIGNETTES } from '../fixtures/vignettes'

const id = (n: number): string => `01936b5c-0000-7000-8000-${String(n).padStart(12, '0')}`
const [PICTURE, ENTRY, EXAM] = [id(3), id(4), id(5)]
const AT = '2026-11-22T02:36:00.000Z'
const { body: V1, context } = vignetteVisit(VIGNETTES.V1)
const NODULE = V1.answers.groups['nodule']![0]!.entryId

const image = (over: Partial<ImageRecord> = {}): ImageRecord => ({
  imageId: PICTURE,
  patientId: id(6),
  examId: EXAM,
  entryId: ENTRY,
  facts: { kind: 'dicom', columns: 640, rows: 480, frames: 8 },
  bytes: 1000,
  sha256: 'a'.repeat(64),
  attachedAt: AT,
  hasThumbnail: true,
  ...over,
})
const mark = (over: Partial<ImageMark> = {}): ImageMark => ({
  markId: id(10),
  imageId: PICTURE,
  entryId: ENTRY,
  frame: 2,
  kind: 'length',
  points: [
    { x: 100, y: 200 },
    { x: 200, y: 200 },
  ],
  basis: { by: 'region', region: 1, of: 1, acrossMm: 0.093, downMm: 0.093 },
  by: id(1),
  at: AT,
  ...over,
})
const described = (answers: Readonly<Record<string, FieldValue>>, marks: ImageMark[] = []): ExamBody =>
  marks.reduce(
    withMark,
    Object.entries(answers).reduce(
      (body, [field, value]) => withAnswer(body, answerPath(`image.${field}`, ENTRY), said(value, AT)),
      withEntry(V1, 'image', ENTRY),
    ),
  )
const printed = (
  body: ExamBody,
  use: PictureUse,
  images = [image()],
  annotated?: boolean,
): PicturesForPrint =>
  imagesForPrint({ view: viewOf(body, context), body, terms: termsOf(body, context), images }, use, annotated)
const CHOSEN = { modality: 'ultrasound', nodule: NODULE, side: 'right', printIn: ['note', 'handout'] }

describe('pictures on paper', () => {
  it('are those that were chosen for that paper, with caption, measurements and the frame they lie in', () => {
    const arrow = mark({ markId: id(11), kind: 'arrow', basis: undefined, text: 'capsule' })
    const { pictures, left } = printed(described(CHOSEN, [mark(), arrow]), 'note')
    expect(left).toEqual([])
    expect(pictures).toHaveLength(1)
    expect(pictures[0]).toMatchObject({
      imageId: PICTURE,
      frame: 2,
      caption: 'Ultrasound, R1, right. Frame 3 of 8.',
      lines: ['A length: 9.3 mm, from the region calibration of this frame'],
      credit: '',
    })
    expect(pictures[0]?.marks.map(({ kind }) => kind)).toEqual(['length', 'arrow'])
    expect(printed(described(CHOSEN, [mark()]), 'letter').pictures).toEqual([])
  })

  it('can be printed without what is drawn over them; what was measured stays in words', () => {
    const [only] = printed(described(CHOSEN, [mark()]), 'note', [image()], false).pictures
    expect(only?.marks).toEqual([])
    expect(only?.lines).toHaveLength(1)
  })

  it('are each frame that something is drawn over, or the first', () => {
    const two = [mark(), mark({ markId: id(12), frame: 5 })]
    const { pictures } = printed(described(CHOSEN, two), 'note')
    expect(pictures.map(({ frame }) => frame)).toEqual([2, 5])
    expect(pictures[1]?.lines).toEqual(['B length: 9.3 mm, from the region calibration of this frame'])
    expect(printed(described(CHOSEN), 'note').pictures.map(({ frame }) => frame)).toEqual([0])
  })

  it('published ones need their licence and their credit line, on every paper', () => {
    const published = { ...CHOSEN, source: 'published', consent: ['handout'] }
    const because = (answers: Readonly<Record<string, FieldValue>>, use: PictureUse): string | undefined =>
      printed(described(answers), use).left[0]?.because
    for (const use of ['note', 'handout'] as const) {
      expect(because(published, use)).toBe('credit')
      expect(because({ ...published, creditLine: 'Zz-Test Heron' }, use)).toBe('credit')
      expect(because({ ...published, licence: 'CC BY 4.0' }, use)).toBe('credit')
      expect(because({ ...published, licence: ' ', creditLine: 'Zz-Test Heron' }, use)).toBe('credit')
      expect(printed(described(published), use).pictures).toEqual([])
    }
    const credited = { ...published, licence: 'CC BY 4.0', creditLine: 'Zz-Test Heron' }
    expect(printed(described(credited), 'note').pictures[0]?.credit).toBe('Zz-Test Heron. Licence: CC BY 4.0')
  })

  it('reach the handout only with the consent to that', () => {
    for (const consent of [undefined, ['recordOnly'], ['teaching']]) {
      const answers = consent === undefined ? CHOSEN : { ...CHOSEN, consent }
      expect(printed(described(answers), 'handout')).toEqual({
        pictures: [],
        left: [{ entryId: ENTRY, because: 'consent' }],
      })
    }
    expect(
      printed(described({ ...CHOSEN, consent: ['teaching', 'handout'] }), 'handout').pictures,
    ).toHaveLength(1)
  })

  it('are pictures with a file: no report, and nothing that is gone', () => {
    const report = image({ facts: { kind: 'pdf', columns: 10, rows: 10, frames: 3 } })
    expect(printed(described(CHOSEN), 'note', [report]).left[0]?.because).toBe('report')
    expect(printed(described(CHOSEN), 'note', []).left[0]?.because).toBe('missing')
  })
})
