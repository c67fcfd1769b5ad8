import { describe, expect, it } from 'vitest'
import { ellipseRing, hatchLines, shadedAreaMm2 } from '@shared/bodymap'
import { answerPath, type FieldValue, type Shading } from '@shared/exam/answer'
import { withAnswer } from '@shared/exam/edit'
import { projectNotePage } from '@shared/handout/note-page'
import { notePage } from '@shared/handout/sheet'
import type { ExamBody } from '@shared/records/exam'
import { signedVignette } from '../fixtures/signed'
import { LINDEN, VIGNETTES, vignetteVisit } from '../fixtures/vignettes'

const shading: Shading = {
  strokes: [
    {
      widthMm: 24,
      line: [
        [40, 0],
        [80, 0],
      ],
    },
  ],
  zones: [],
  mapVersion: 1,
}

it('a hatching for paper covers the shading, and nothing beside it', () => {
  const lines = hatchLines(shading)
  expect(lines.length).toBeGreaterThan(8)
  const drawn = lines.reduce((sum, [[ax, ay], [bx, by]]) => sum + Math.hypot(bx - ax, by - ay), 0)
  // 6 mm apart along x, which is 4.2 mm across a slanting line.
  const covered = drawn * (6 / Math.SQRT2)
  expect(covered).toBeGreaterThan(shadedAreaMm2(shading) * 0.8)
  expect(covered).toBeLessThan(shadedAreaMm2(shading) * 1.1)
  for (const [x, y] of lines.flat()) {
    expect(Math.abs(y)).toBeLessThanOrEqual(12)
    expect(x).toBeLessThanOrEqual(92)
    expect(x).toBeGreaterThanOrEqual(28)
  }
})

describe('the map of the printed note', () => {
  const played = vignetteVisit(VIGNETTES.V1)
  const R1 = played.body.answers.groups['nodule']?.[0]?.entryId ?? ''
  const say = (body: ExamBody, id: string, value: FieldValue, entryId?: string): ExamBody =>
    withAnswer(body, answerPath(id, entryId), {
      is: 'value',
      value,
      at: '2026-11-22T10:40:00.000Z',
      by: LINDEN,
      via: 'patient',
    })
  const noteOf = (body: ExamBody) => {
    const signed = { ...signedVignette(played), body }
    const source = { history: [signed], contextOf: () => played.context, saidTo: () => [] }
    return projectNotePage(signed, source, (at) => ({ on: at.slice(0, 10), time: '10:42' }))
  }

  it('is there where something was drawn, and says what the lines are', () => {
    const note = noteOf(say(played.body, 'complaint.painArea', shading))
    expect(notePage.safeParse(note).success).toBe(true)
    expect(note.map?.alt).toBe('The low back from behind. Hatched: where it hurts, as the patient shows it.')
    expect(note.map?.nodules.map(({ label }) => label)).toEqual(['R1'])
    const ring = ellipseRing([52, 6], { acrossMm: 18, alongMm: 12 })
    const outlined = noteOf(say(played.body, 'nodule.outline', { ring, mapVersion: 1 }, R1))
    expect(outlined.map?.alt).toBe('The low back from behind. Lines round nodules: drawn by hand.')
    expect(outlined.map?.shading).toBeUndefined()
  })

  it('is not there where nothing was drawn, or where it hurts nowhere', () => {
    expect(noteOf(played.body).map).toBeUndefined()
    const nowhere = { strokes: [], zones: [], mapVersion: 1 }
    expect(noteOf(say(played.body, 'complaint.painArea', nowhere)).map).toBeUndefined()
  })
})
