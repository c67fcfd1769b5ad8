import { describe, expect, it } from 'vitest'
import { filled } from '@shared/records/said'
import { ellipseRing } from '@shared/bodymap'
import { answerPath, type FieldValue } from '@shared/exam/answer'
import { withAnswer, withEntry, withPlace } from '@shared/exam/edit'
import { mayGhost } from '@shared/exam/ghosts'
import { placeOf } from '@shared/exam/definition'
import { lifeLineOf } from '@shared/exam/life-line'
import { allVisits, earlierVisits } from '@shared/exam/nodule-history'
import { painMatch, shadingThenNow } from '@shared/exam/pain-match'
import { noteOf, noteText, termsOf } from '@shared/exam/projections/note'
import { reportRows } from '@shared/exam/projections/report'
import { thenAndNow } from '@shared/exam/then-now'
import { validate, viewOf } from '@shared/exam/validate'
import type { EarlierExam, ExamContext } from '@shared/exam/context'
import type { ExamBody } from '@shared/records/exam'
import { LINDEN, VIGNETTES, vignetteVisit } from '../fixtures/vignettes'

const AT = '2026-11-22T10:40:00.000Z'
const { body: V1, context } = vignetteVisit(VIGNETTES.V1)
const R1 = V1.answers.groups['nodule']?.[0]?.entryId ?? ''
const L2 = '01936b5c-0000-7000-8000-000000000b02'
const say = (body: ExamBody, id: string, value: FieldValue, entryId?: string): ExamBody =>
  withAnswer(body, answerPath(id, entryId), { is: 'value', value, at: AT, by: LINDEN, via: 'patient' })
const dab = (x: number, y: number, widthMm = 14): FieldValue => ({
  strokes: [{ widthMm, line: [[x, y]] }],
  zones: [],
  mapVersion: 1,
})
const nowhere: FieldValue = { strokes: [], zones: [], mapVersion: 1 }
const words = (body: ExamBody): string[] =>
  painMatch(viewOf(body, context), { [R1]: 'R1' }).map(({ text }) => filled(text))
const note = (body: ExamBody, around: ExamContext = context): string => noteText(noteOf(body, around))

describe('the patient’s shading against the marks', () => {
  it('says nothing where nothing was shaded, or nowhere', () => {
    expect(words(V1)).toEqual([])
    expect(words(say(V1, 'complaint.painArea', nowhere))).toEqual([])
  })

  it('states that a nodule lies in the shading, and the note makes nothing of it', () => {
    const body = say(V1, 'complaint.painArea', dab(52, 6))
    expect(words(body)).toEqual(['R1 makes the familiar pain and lies in the area that the patient shows.'])
    expect(note(body)).toContain(
      'Where it hurts, as the patient shows it: right PSIS, about 2 cm² on the map.',
    )
    expect(note(body)).not.toMatch(/shows,|no nodule recorded/)
  })

  it('states a mismatch beside the map and in the note, both ways', () => {
    const body = say(V1, 'complaint.painArea', dab(-90, -60))
    expect(words(body)).toEqual([
      'R1 makes the familiar pain and lies outside the area that the patient shows, 149 mm from it on the map.',
      'Shown by the patient with no nodule recorded within 10 mm: left upper buttock.',
    ])
    expect(note(body)).toContain('about 2 cm² on the map, no nodule recorded within 10 mm of it.')
    expect(note(body)).toContain(
      'reproduces the familiar pain, outside the area that the patient shows, 149 mm from it on the map',
    )
  })

  it.each([
    [10, false],
    [13, true],
  ])('takes %d mm apart as the same place: mismatch %s', (gap, apart) => {
    // The edge of the brush is 7 mm from its middle.
    const body = say(V1, 'complaint.painArea', dab(52 + 7 + gap, 6))
    expect(painMatch(viewOf(body, context), {}).some((one) => one.apart)).toBe(apart)
  })

  it('measures from the outline where one is drawn', () => {
    const body = say(
      say(V1, 'complaint.painArea', dab(52 + 7 + 18, 6)),
      'nodule.outline',
      { ring: ellipseRing([52, 6], { acrossMm: 24, alongMm: 12 }), mapVersion: 1 },
      R1,
    )
    expect(words(body)[0]).toContain('lies at the edge of the area')
  })

  it('says nothing of a nodule that does not make the familiar pain, but that the shading stands alone', () => {
    const body = say(say(V1, 'complaint.painArea', dab(-90, -60)), 'nodule.familiarPain', 'no', R1)
    expect(words(body)).toHaveLength(1)
    expect(words(body)[0]).toMatch(/^Shown by the patient with no nodule/)
  })

  it('says nothing before palpation has said anything', () => {
    const bare = { ...V1, answers: { ...V1.answers, groups: {}, values: {} } }
    expect(words(say(bare, 'complaint.painArea', dab(-90, -60)))).toEqual([])
    const noneFelt = say(bare, 'palpation.result', 'noneFelt')
    expect(words(say(noneFelt, 'complaint.painArea', dab(-90, -60)))).toHaveLength(1)
  })

  it('stands in the register as an area with its places', () => {
    const [row] = reportRows(say(V1, 'complaint.painArea', dab(52, 6)), context).exam
    expect(row).toMatchObject({
      complaint_pain_area_area: 156,
      complaint_pain_area_places: expect.stringMatching(/^right psis/) as string,
      complaint_pain_area_map: 1,
    })
  })

  it('is never carried forward, and neither is an outline', () => {
    expect(mayGhost(placeOf('complaint.painArea'))).toBe(false)
    expect(mayGhost(placeOf('nodule.outline'))).toBe(false)
  })
})

describe('an outline', () => {
  const ring = ellipseRing([52, 6], { acrossMm: 18, alongMm: 12 })
  const outlined = say(V1, 'nodule.outline', { ring, mapVersion: 1 }, R1)

  it('stands in the note as what it measures on the map, beside the size that was taken', () => {
    expect(note(outlined)).toContain('from the map, outlined by hand, 18 × 12 mm and 168 mm² on the map')
    expect(note(outlined)).toContain('18 × 12 mm by ruler')
  })

  it('goes with its nodule when that is moved', () => {
    const moved = withPlace(outlined, R1, { xMm: 60, yMm: 2, mapVersion: 1 }, AT, LINDEN)
    const view = viewOf(moved, context)
    const [nodule] = view.entries('nodule')
    expect(nodule?.value('nodule.outline')?.ring).toEqual(
      ring.map(([x, y]) => [Math.round((x + 8) * 10) / 10, Math.round((y - 4) * 10) / 10]),
    )
  })

  it('asks where the nodule lies outside of it, and refuses what leaves the body', () => {
    const at = (over: FieldValue) =>
      validate(say(V1, 'nodule.outline', over, R1), context)
        .filter(({ path }) => path.startsWith('nodule.outline'))
        .map(({ level, message }) => `${level}: ${filled(message)}`)
    expect(at({ ring: ellipseRing([80, 30], { acrossMm: 10, alongMm: 10 }), mapVersion: 1 })).toEqual([
      'confirm: The place of this nodule lies outside its outline. Keep both? Say why.',
    ])
    expect(at({ ring: ellipseRing([150, 6], { acrossMm: 60, alongMm: 10 }), mapVersion: 1 })).toEqual([
      'refuse: The outline leaves the body. Nothing was kept of it.',
    ])
    expect(at({ ring, mapVersion: 1 })).toEqual([])
  })
})

/** A follow-up of V1 with a second nodule that was known too. */
function followUp(change: (body: ExamBody) => ExamBody, before: (body: ExamBody) => ExamBody = (b) => b) {
  const two = say(
    say(
      withPlace(withEntry(V1, 'nodule', L2), L2, { xMm: 40, yMm: 20, mapVersion: 1 }, AT, LINDEN),
      'nodule.familiarPain',
      'no',
      L2,
    ),
    'nodule.tenderness',
    1,
    L2,
  )
  const first: EarlierExam = {
    examId: '01936b5c-0000-7000-9000-000000000001',
    visitOn: '2026-11-22',
    answers: before(two).answers,
    noduleLabels: { [R1]: 'R1', [L2]: 'R2' },
  }
  const body = change({ ...two, visitOn: '2026-12-20', followsUp: first.examId })
  const around = { ...context, today: '2026-12-20', earlier: [first] }
  return { body, around, view: viewOf(body, around), terms: termsOf(body, around) }
}

describe('one nodule out of two, and two out of one', () => {
  it('tells a merge in the paragraph and in the life of both', () => {
    const { body, around, view, terms } = followUp((old) =>
      say(
        say(say(old, 'nodule.status', 'same', R1), 'nodule.status', 'merged', L2),
        'nodule.mergedWith',
        R1,
        L2,
      ),
    )
    expect(note(body, around)).toContain('R1: the same as before, R2 merged into it.')
    expect(note(body, around)).toContain('R2: merged with another nodule, now part of R1.')
    const [lifeR1, lifeR2] = [R1, L2].map((id) => lifeLineOf(allVisits(view), id, terms))
    expect(lifeR1?.marks).toEqual([{ day: 1, text: 'R2 merged into it' }])
    expect(lifeR2?.rows[0]?.cells.at(-1)).toEqual({ text: 'merged with R1' })
  })

  it('tells a split in the paragraph and in the life of both', () => {
    const { body, around, view, terms } = followUp((old) => {
      const third = '01936b5c-0000-7000-8000-000000000b03'
      const placed = withPlace(
        withEntry(old, 'nodule', third),
        third,
        { xMm: 62, yMm: 8, mapVersion: 1 },
        AT,
        LINDEN,
      )
      return say(
        say(say(placed, 'nodule.status', 'changed', R1), 'nodule.status', 'new', third),
        'nodule.splitFrom',
        R1,
        third,
      )
    })
    expect(note(body, around)).toContain('R1: changed since the last visit, R3 split from it.')
    expect(note(body, around)).toContain('R3: new at this visit, split from R1.')
    expect(lifeLineOf(allVisits(view), R1, terms).marks).toEqual([{ day: 1, text: 'R3 split from it' }])
    const own = lifeLineOf(allVisits(view), '01936b5c-0000-7000-8000-000000000b03', terms)
    expect(own.days).toHaveLength(1)
  })
})

describe('then and now', () => {
  it('says the shaded areas of both visits and what they share', () => {
    const { view } = followUp(
      (old) => say(old, 'complaint.painArea', dab(60, 6, 24)),
      (old) => say(old, 'complaint.painArea', dab(52, 6, 24)),
    )
    const [then] = earlierVisits(view)
    expect(then && filled(shadingThenNow(then, view)!)).toBe(
      'Area shown by the patient: about 4 cm² on 22 Nov, about 4 cm² today, about 3 cm² of it the same.',
    )
  })

  it('reads a shading of an earlier visit as nothing that was said today', () => {
    const { view, body, around } = followUp(
      (old) => ({ ...old, answers: { ...old.answers, values: {} } }),
      (old) => say(old, 'complaint.painArea', dab(52, 6)),
    )
    const [then] = earlierVisits(view)
    expect(then && shadingThenNow(then, view)).toBeUndefined()
    expect(note(body, around)).not.toMatch(/Where it hurts/)
  })

  it('holds outlines against each other only where both were drawn', () => {
    const drawn = (mm: number) => (old: ExamBody) =>
      say(
        old,
        'nodule.outline',
        { ring: ellipseRing([52, 6], { acrossMm: mm, alongMm: 10 }), mapVersion: 1 },
        R1,
      )
    const compared = (now: (body: ExamBody) => ExamBody) => {
      const { view, terms } = followUp(now, drawn(20))
      const [then, today] = allVisits(view).map((visit) => ({
        ...visit,
        nodule: visit.view.entries('nodule').find(({ entryId }) => entryId === R1),
      }))
      return then && today ? thenAndNow(then, today, R1, 'R1', terms).text : ''
    }
    expect(compared(drawn(30))).toMatch(/outlined 155 mm² then, 232 mm² now, both by hand/)
    expect(compared((old) => old)).not.toMatch(/outline/)
  })
})
