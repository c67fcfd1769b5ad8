import { describe, expect, it } from 'vitest'
import { filled } from '@shared/records/said'
import { ellipseRing, type Side } from '@shared/bodymap'
import type { EarlierExam, ExamContext } from '@shared/exam/context'
import { lateralityOf } from '@shared/exam/laterality'
import { noteOf, noteText } from '@shared/exam/projections/note'
import { blocksSigning, validate } from '@shared/exam/validate'
import type { ExamBody } from '@shared/records/exam'
import { answersOf, bodyOf, vignetteVisit, VIGNETTES, type PlainVisit } from '../fixtures/vignettes'

/** V6, visit 0, with an injection and a picture of R1; each place says the side that a line gives it. */
const V6 = vignetteVisit(VIGNETTES.V6, 0)
const R1 = V6.visit.groups['nodule']?.[0]
const SHOT = V6.visit.groups['injection']?.[0]
if (R1 === undefined || SHOT === undefined) throw new Error('V6 has a nodule and an injection')
const PICTURE = '01936b5c-0000-7000-8000-000000000699'

type Place = 'map' | 'outline' | 'card' | 'record' | 'procedure' | 'picture'
type Sides = Partial<Record<Place, Side>>
const X: Readonly<Record<Side, number>> = { left: -52, midline: 3, right: 52 }
const AGREED: Readonly<Record<Exclude<Place, 'record'>, Side>> = {
  map: 'right',
  outline: 'right',
  card: 'right',
  procedure: 'right',
  picture: 'right',
}

function visitOf(sides: Sides, without: readonly Place[] = []): { body: ExamBody; context: ExamContext } {
  const said = { ...AGREED, ...sides }
  const card = Object.entries(R1?.values ?? {}).filter(
    ([id]) =>
      !(id === 'nodule.side' && without.includes('card')) &&
      !(id === 'nodule.point' && without.includes('map')),
  )
  const visit: PlainVisit = {
    ...V6.visit,
    groups: {
      nodule: [
        {
          entryId: R1?.entryId ?? '',
          values: {
            ...Object.fromEntries(card),
            ...(without.includes('card') ? {} : { 'nodule.side': said.card }),
            ...(without.includes('map')
              ? {}
              : { 'nodule.point': { xMm: X[said.map], yMm: 6, mapVersion: 1 } }),
            ...(without.includes('outline')
              ? {}
              : {
                  'nodule.outline': {
                    ring: ellipseRing([X[said.outline], 6], { acrossMm: 14, alongMm: 9 }),
                    mapVersion: 1,
                  },
                }),
          },
        },
      ],
      injection: [
        { entryId: SHOT?.entryId ?? '', values: { ...SHOT?.values, 'injection.side': said.procedure } },
      ],
      image: [
        {
          entryId: PICTURE,
          values: {
            'image.modality': 'ultrasound',
            'image.nodule': R1?.entryId ?? '',
            'image.side': said.picture,
            'image.identifiersRemoved': 'yes',
          },
        },
      ],
    },
  }
  const earlier: EarlierExam[] =
    sides.record === undefined
      ? []
      : [
          {
            examId: '01936b5c-0000-7000-9000-000000000001',
            visitOn: '2026-06-01',
            answers: answersOf({
              ...visit,
              visitOn: '2026-06-01',
              groups: {
                nodule: [
                  {
                    entryId: R1?.entryId ?? '',
                    values: {
                      ...R1?.values,
                      'nodule.side': sides.record,
                      'nodule.point': { xMm: X[sides.record], yMm: 6, mapVersion: 1 },
                    },
                  },
                ],
              },
            }),
            noduleLabels: { [R1?.entryId ?? '']: sides.record === 'left' ? 'L1' : 'R1' },
          },
        ]
  return { body: bodyOf(visit), context: { ...V6.context, earlier } }
}
const refusals = ({ body, context }: ReturnType<typeof visitOf>): string[] =>
  validate(body, context).flatMap(({ level, path, message }) =>
    level === 'refuse' ? [`${path.split('@')[0] ?? ''}: ${filled(message)}`] : [],
  )
const bodyAndContext = (sides: Sides): [ExamBody, ExamContext] => {
  const { body, context } = visitOf(sides)
  return [body, context]
}
const stops = ({ body, context }: ReturnType<typeof visitOf>): boolean =>
  blocksSigning(body, context).some(({ why }) => why === 'refused')
const apart = ({ body, context }: ReturnType<typeof visitOf>): boolean =>
  lateralityOf(body, context).some((one) => one.apart)

const PLACES: readonly Place[] = ['map', 'outline', 'card', 'record', 'procedure', 'picture']
/** Every ordered pair of places: the first says left, all others right. */
const PAIRS = PLACES.flatMap((one) =>
  PLACES.filter((other) => other !== one).map((other) => [one, other] as const),
)

describe('the laterality guard, from every side', () => {
  it('lets an exam be signed whose places agree', () => {
    for (const side of ['left', 'right'] as const) {
      const agreed = visitOf({
        map: side,
        outline: side,
        card: side,
        procedure: side,
        picture: side,
        record: side,
      })
      expect(refusals(agreed)).toEqual([])
      expect(stops(agreed)).toBe(false)
      expect(apart(agreed)).toBe(false)
    }
  })

  it.each(PAIRS)('%s says left, %s right: signing stops, and both places are shown', (one, other) => {
    const visit = visitOf({ [one]: 'left', record: one === 'record' ? 'left' : 'right', [other]: 'right' })
    expect(refusals(visit).length).toBeGreaterThan(0)
    expect(stops(visit)).toBe(true)
    const [guard] = lateralityOf(visit.body, visit.context)
    expect(guard?.apart).toBe(true)
    const said = new Map(guard?.said.map(({ is, side }) => [is, side]))
    expect([said.get(one), said.get(other)]).toEqual(['left', 'right'])
  })

  it.each(PAIRS)('%s says left, %s right, with nothing else said but what has to be', (one, other) => {
    // Where the card or the map is not the one that disagrees, it is silent: a missing answer hides nothing.
    const without = (['map', 'outline', 'card'] as const).filter((place) => place !== one && place !== other)
    const sides: Sides = {
      ...(one === 'record' || other === 'record' ? { record: one === 'record' ? 'left' : 'right' } : {}),
      ...(without.includes('map') ? {} : { map: one === 'map' ? 'left' : 'right' }),
      ...(without.includes('outline') ? {} : { outline: one === 'outline' ? 'left' : 'right' }),
      ...(without.includes('card') ? {} : { card: one === 'card' ? 'left' : 'right' }),
      procedure: one === 'procedure' ? 'left' : 'right',
      picture: one === 'picture' ? 'left' : 'right',
    }
    const visit = visitOf(sides, without)
    expect(apart(visit)).toBe(true)
    expect(stops(visit)).toBe(true)
  })

  it('does not let a midline card hide a needle and a picture on opposite sides', () => {
    const visit = visitOf({
      map: 'midline',
      outline: 'midline',
      card: 'midline',
      procedure: 'left',
      picture: 'right',
    })
    expect(refusals(visit)).toEqual([
      'image.side: Picture says right, procedure says left. Which is it?',
      'injection.side: Procedure says left, picture says right. Which is it?',
    ])
  })

  it('asks to confirm where only one of two is midline, and signs once a reason was given', () => {
    const { body, context } = visitOf({ map: 'right', card: 'right', procedure: 'midline' })
    const [doubt] = validate(body, context).filter(({ level }) => level === 'confirm')
    expect(doubt && filled(doubt.message)).toBe(
      'Procedure says midline, the nodule says right. Keep it? Say why.',
    )
    const reason = {
      check: doubt?.check ?? '',
      reason: 'right at the line',
      at: '2026-11-23T00:00:00.000Z',
      by: V6.body.answers.groups['nodule']?.[0]?.entryId ?? '',
    }
    const kept = { ...body, confirmed: { [doubt?.path ?? '']: reason } }
    expect(blocksSigning(kept, context)).toEqual([])
  })

  it('guards a nodule that has no card of its own today', () => {
    const visit = visitOf({ record: 'left', procedure: 'right', picture: 'left' }, ['card', 'map', 'outline'])
    expect(refusals(visit)).toContain(
      'injection.side: Procedure says right, the record says left and picture says left. Which is it?',
    )
  })

  it('tells an outline on the other side at the outline, and names whoever says otherwise', () => {
    expect(refusals(visitOf({ outline: 'left', record: 'right' }))).toContain(
      'nodule.outline: Outline says left, the nodule says right. Which is it?',
    )
    expect(noteText(noteOf(...bodyAndContext({ outline: 'left' })))).not.toMatch(/outlined by hand/)
  })

  it('keeps a refused side out of the note', () => {
    const { body, context } = visitOf({ procedure: 'left' })
    expect(noteText(noteOf(body, context))).not.toMatch(/of R1, left/)
  })
})
