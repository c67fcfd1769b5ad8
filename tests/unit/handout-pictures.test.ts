import { describe, expect, it } from 'vitest'
import { answerPath, type FieldValue } from '@shared/exam/answer'
import { withAnswer, withEntry } from '@shared/exam/edit'
import { withMark } from '@shared/exam/marks'
import { termsOf } from '@shared/exam/projections/note'
import { viewOf } from '@shared/exam/validate'
import {
  imagesForPrint,
  picturesForSheet,
  type PicturedVisit,
  type PicturesForPrint,
  type PictureUse,
} from '@shared/exam/printed-picture'
import { projectSheet } from '@shared/handout/from-exam'
import { projectNotePage } from '@shared/handout/note-page'
import { sheetProse } from '@shared/handout/prose'
import type { HandoutOptions } from '@shared/handout/sheet'
import { LANGUAGES } from '@shared/records/people'
import type { ExamBody } from '@shared/records/exam'
import type { ImageRecord } from '@shared/records/image'
import type { ImageMark } from '@shared/records/mark'
import { OPEN_GATES, STANDARD_A4 } from '../fixtures/handout-facts'
import { idAt, imageOf, lengthIn } from '../fixtures/pictured'
import { signedVignette } from '../fixtures/signed'
import { said, vignetteVisit, VIGNETTES } from '../fixtures/vignettes'

const ENTRY = idAt(4)
const AT = '2026-11-22T02:36:00.000Z'
const { body: V1, context } = vignetteVisit(VIGNETTES.V1)
const NODULE = V1.answers.groups['nodule']![0]!.entryId
const PICTURE = imageOf(ENTRY).imageId
const id = idAt
const image = (over: Partial<ImageRecord> = {}): ImageRecord => imageOf(ENTRY, over)
const mark = (over: Partial<ImageMark> = {}): ImageMark => lengthIn(ENTRY, over)
const described = (answers: Readonly<Record<string, FieldValue>>, marks: ImageMark[] = []): ExamBody =>
  marks.reduce(
    withMark,
    Object.entries(answers).reduce(
      (body, [field, value]) => withAnswer(body, answerPath(`image.${field}`, ENTRY), said(value, AT)),
      withEntry(V1, 'image', ENTRY),
    ),
  )
const visit = (body: ExamBody, images: readonly ImageRecord[]): PicturedVisit => ({
  view: viewOf(body, context),
  body,
  terms: termsOf(body, context),
  images,
})
const printed = (
  body: ExamBody,
  use: PictureUse,
  images = [image()],
  annotated?: boolean,
): PicturesForPrint => imagesForPrint(visit(body, images), use, annotated === undefined ? {} : { annotated })
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
    const published = {
      ...CHOSEN,
      printIn: ['note', 'letter', 'handout'],
      source: 'published',
      consent: ['handout'],
    }
    const because = (answers: Readonly<Record<string, FieldValue>>, use: PictureUse): string | undefined =>
      printed(described(answers), use).left[0]?.because
    for (const use of ['note', 'letter', 'handout'] as const) {
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

describe('a picture on the patient’s sheet', () => {
  const AGREED = { ...CHOSEN, consent: ['handout'], identifiersRemoved: 'yes', takenOn: '2026-11-20' }
  const clock = (at: string) => ({ on: at.slice(0, 10), time: at.slice(11, 16) })
  const sheetOf = (body: ExamBody, images = [image()], options: Partial<HandoutOptions> = {}) => {
    const signed = { ...signedVignette(vignetteVisit(VIGNETTES.V1)), body }
    const view = viewOf(body, context)
    const wanted = { ...STANDARD_A4, ...options }
    return projectSheet(signed, view, wanted, OPEN_GATES, clock, undefined, visit(body, images))
  }
  const photosOf = ({ sheet }: ReturnType<typeof sheetOf>) =>
    sheet.sections.flatMap(({ blocks }) => blocks.flatMap((one) => (one.is === 'photos' ? one.photos : [])))

  it('stands there with what it is, its side in words, its day, and what was drawn over it', () => {
    const [photo, ...more] = photosOf(sheetOf(described(AGREED, [mark()])))
    expect(more).toEqual([])
    expect(photo?.picture).toMatchObject({ imageId: PICTURE, frame: 2, lines: [], credit: '' })
    expect(photo?.picture.marks).toHaveLength(1)
    expect(photo?.picture.caption).toBe(
      'Ultrasound picture of your lump. It shows your right side. Taken on 20 November 2026.',
    )
  })

  it('of somebody else says so, and whose it is', () => {
    const published = {
      ...AGREED,
      source: 'published',
      licence: 'CC BY 4.0',
      creditLine: 'Zz-Test Heron',
    }
    const [photo] = photosOf(sheetOf(described(published)))
    expect(photo?.picture.caption).toBe(
      'Ultrasound picture. It shows the right side. Taken on 20 November 2026. This is not a picture of you. Others have published it.',
    )
    expect(photo?.picture.credit).toBe('Zz-Test Heron. Licence: CC BY 4.0')
  })

  it('is not there without consent, with identifiers, without credit, and where nobody chose it', () => {
    const cases: readonly (readonly [answers: Readonly<Record<string, FieldValue>>, not?: string])[] = [
      [{ ...AGREED, consent: ['recordOnly'] }, 'consent'],
      [{ ...CHOSEN }, 'consent'],
      [{ ...AGREED, identifiersRemoved: 'no' }, 'identifiers'],
      [{ ...AGREED, source: 'published' }, 'credit'],
      [{ ...AGREED, printIn: ['note'] }],
    ]
    for (const [answers, not] of cases) {
      const projected = sheetOf(described(answers))
      expect(projected.sheet.sections.map(({ id: section }) => section)).not.toContain('picture')
      expect(projected.pictures.map((one) => one.not)).toEqual(not === undefined ? [] : [not])
    }
  })

  it('asks to be looked at, unless its file says that no words stand in it', () => {
    const burned = (burnedIn?: boolean) =>
      sheetOf(described(AGREED), [
        image({ facts: { ...image().facts, ...(burnedIn === undefined ? {} : { burnedIn }) } }),
      ]).pictures.map(({ mayName }) => mayName)
    expect([burned(true), burned(), burned(false)]).toEqual([[true], [true], [false]])
  })

  it('is the only one, and the next says that there is no room', () => {
    const two = [7, 8]
      .map(idAt)
      .reduce(
        (body, entryId) =>
          Object.entries(AGREED).reduce(
            (next, [field, value]) =>
              withAnswer(next, answerPath(`image.${field}`, entryId), said(value, AT)),
            withEntry(body, 'image', entryId),
          ),
        V1,
      )
    const { pictures, words } = picturesForSheet(
      visit(
        two,
        [7, 8].map((n) => imageOf(idAt(n))),
      ),
    )
    expect(pictures).toHaveLength(1)
    expect(words.map(({ not }) => not)).toEqual([undefined, 'room'])
  })

  it('can be left out, and is on no emergency sheet', () => {
    const body = described(AGREED)
    const out = sheetOf(body, [image()], { leftOut: ['picture'] })
    expect(photosOf(out)).toEqual([])
    expect(out.parts.find(({ id: part }) => part === 'picture')?.leftOut).toBe(true)
    const signed = { ...signedVignette(vignetteVisit(VIGNETTES.V1)), body }
    const gates = { ...OPEN_GATES, emergencySheet: true }
    const emergency = projectSheet(
      signed,
      viewOf(body, context),
      STANDARD_A4,
      gates,
      clock,
      undefined,
      visit(body, [image()]),
    )
    expect(JSON.stringify(emergency.sheet)).not.toContain(PICTURE)
    expect(emergency.pictures).toEqual([])
  })

  it('says the same in every language, with no slot left open', () => {
    for (const language of LANGUAGES) {
      const projected = sheetOf(described(AGREED), [image()], { language })
      expect(photosOf(projected), language).toHaveLength(1)
      for (const piece of sheetProse(projected.sheet)) expect(piece).not.toMatch(/\{\w+\}|\*\*|undefined/u)
    }
  })

  it('the note says which chosen pictures it does not show', () => {
    const body = described({ ...CHOSEN, source: 'published' })
    const signed = { ...signedVignette(vignetteVisit(VIGNETTES.V1)), body }
    const source = { history: [signed], contextOf: () => context, saidTo: () => [] }
    const page = projectNotePage(signed, source, clock, [image()])
    expect(page.pictures).toBeUndefined()
    expect(page.paragraphs).toContainEqual({
      heading: 'Pictures not printed',
      text: 'Not printed: It is published, and nobody gave its licence and credit line.',
    })
  })
})
