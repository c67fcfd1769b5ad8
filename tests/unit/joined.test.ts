import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { medicineAlerts } from '@shared/exam/alerts'
import { distinctLabels, labelNodules } from '@shared/exam/labels'
import { movedBody } from '@shared/exam/move'
import {
  differingFields,
  everJoinedWith,
  joinedWith,
  standsFor,
  type ChartFace,
  type Joining,
} from '@shared/records/joined'
import { LINDEN_INPUT, patientInput } from '../fixtures/records'
import { bodyOf, LINDEN, said, VIGNETTES } from '../fixtures/vignettes'

const BY = { ...LINDEN_INPUT, personId: LINDEN }
const on = (day: number): string => `2026-01-${String(day).padStart(2, '0')}T10:00:00.000Z`
const joining = (into: string, from: number, to?: number): Joining => ({
  into,
  at: on(from),
  by: BY,
  reason: 'zz',
  ...(to !== undefined && { undone: { at: on(to), by: BY, reason: 'zz' } }),
})

describe('charts that were joined', () => {
  const links = new Map([
    ['a', [joining('b', 2, 4), joining('b', 6)]],
    ['b', [joining('c', 3)]],
  ])

  it('stand in one chart, over any number of links, at every instant', () => {
    const standing = [1, 2, 3, 4, 5, 6, 7].map((day) => standsFor(links, 'a', on(day)))
    expect(standing).toEqual(['a', 'b', 'c', 'a', 'a', 'c', 'c'])
    expect(joinedWith(links, 'a')).toEqual(['c', 'a', 'b'])
    expect(joinedWith(links, 'c', on(5))).toEqual(['c', 'b'])
    expect(everJoinedWith(links, 'c').toSorted()).toEqual(['a', 'b', 'c'])
    expect(joinedWith(new Map(), 'z')).toEqual(['z'])
  })

  it('differ where both say something, however it is written', () => {
    const face = (more: Partial<ChartFace>): ChartFace => ({
      ...patientInput(),
      patientId: '01936b5c-0000-7000-8000-000000000001',
      clinicNumber: '00001',
      registeredAt: on(1),
      ...more,
    })
    const one = face({ given: 'Zz-Test  Aster', phone: '', preferred: 'Az' })
    const other = face({ given: 'zz-test aster', phone: '5550', preferred: 'Bz' })
    expect(differingFields(one, other)).toEqual(['preferred'])
  })
})

describe('labels of two charts', () => {
  const exam = (patientId: string, clinicNumber: string, noduleLabels: Record<string, string>) => ({
    patientId,
    patient: { clinicNumber },
    noduleLabels,
  })

  it('are told apart where both gave them, and only there', () => {
    const exams = [
      exam('b', '00007', { b1: 'R1', b2: 'L1' }),
      exam('a', '00003', { a1: 'R1' }),
      exam('a', '00003', { a1: 'R1', b1: 'R1 (00007)' }),
    ]
    expect(distinctLabels(exams, 'a').map(({ noduleLabels }) => noduleLabels)).toEqual([
      { b1: 'R1 (00007)', b2: 'L1' },
      { a1: 'R1' },
      { a1: 'R1', b1: 'R1 (00007)' },
    ])
  })

  it('do not raise the next number by the number of a chart', () => {
    const answers = {
      groups: { nodule: [{ entryId: 'n', values: { 'nodule.side': said('right', on(1)) } }] },
    }
    expect(labelNodules(answers, { a1: 'R1', b1: 'R1 (00007)' })).toEqual({ n: 'R2' })
  })

  it('never leave two nodules under one label, whatever the charts gave', () => {
    const label = fc.constantFrom('R1', 'R2', 'L1', 'M1')
    const given = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), label), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(given, (all) => {
        // Inside one chart a label is given once.
        const once = new Map(
          all.map(([patientId, name]) => [`${patientId}-${name}`, [patientId, name] as const]),
        )
        const exams = [...once].map(([entryId, [patientId, name]]) =>
          exam(patientId, { a: '00001', b: '00002', c: '00003' }[patientId], { [entryId]: name }),
        )
        const labels = distinctLabels(exams, 'a').flatMap(({ noduleLabels }) => Object.values(noduleLabels))
        expect(new Set(labels).size).toBe(labels.length)
      }),
      { seed: 6, numRuns: 500 },
    )
  })
})

describe('allergies of two charts', () => {
  const exam = (visitOn: string, to: string, charts?: string[]) => ({
    visitOn,
    charts,
    answers: {
      definitionVersion: 1,
      groups: {},
      values: { 'medicines.otherAllergy': said([to], `${visitOn}T10:00:00.000Z`) },
    },
  })
  const says = (...exams: ReturnType<typeof exam>[]): string => medicineAlerts(exams, 'SG')[0]!.says

  it('all stand, whichever chart was charted later', () => {
    expect(says(exam('2026-01-02', 'latex', ['a']), exam('2026-03-02', 'none', ['b']))).toBe('latex')
    expect(says(exam('2026-01-02', 'latex', ['a']), exam('2026-03-02', 'iodine', ['b']))).toBe(
      'latex, iodine',
    )
    expect(says(exam('2026-01-02', 'latex', ['a']), exam('2026-03-02', 'latex', ['b']))).toBe('latex')
  })

  it('are put right by whoever asks again with both in sight', () => {
    const both = [exam('2026-01-02', 'latex', ['a']), exam('2026-03-02', 'iodine', ['b'])]
    expect(says(...both, exam('2026-04-02', 'none'))).toBe('none')
  })

  it('no answer that is present is ever lost to another chart’s', () => {
    const one = fc.tuple(
      fc.integer({ min: 1, max: 28 }),
      fc.constantFrom('latex', 'iodine', 'none'),
      fc.constantFrom('a', 'b'),
    )
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), (all) => {
        const exams = all.map(([day, to, chart]) =>
          exam(`2026-01-${String(day).padStart(2, '0')}`, to, [chart]),
        )
        const alone = ['a', 'b'].flatMap((chart) => {
          const mine = exams.filter(({ charts }) => charts!.includes(chart))
          return mine.length === 0 ? [] : [says(...mine)]
        })
        for (const word of alone) if (word !== 'none') expect(says(...exams)).toContain(word)
      }),
      { seed: 7, numRuns: 500 },
    )
  })
})

describe('a visit that goes to another chart', () => {
  it('shares no identity with the one that it leaves, in any vignette', () => {
    for (const { visits } of Object.values(VIGNETTES)) {
      for (const visit of visits) {
        const body = bodyOf(visit)
        const ids = Object.values(body.answers.groups).flatMap((entries) =>
          entries.map(({ entryId }) => entryId),
        )
        let next = 0
        const {
          body: moved,
          entryIds,
          left,
        } = movedBody(body, new Set(), () => {
          next += 1
          return `01936b5c-0000-7000-9000-${String(next).padStart(12, '0')}`
        })
        const text = JSON.stringify(moved)
        for (const id of ids) expect(text).not.toContain(id)
        expect([...entryIds.keys()].toSorted()).toEqual(ids.toSorted())
        expect(moved.followsUp).toBeUndefined()
        // What was said today goes along, answer for answer, but for what named an earlier visit.
        const count = (of: typeof body): number =>
          [
            of.answers.values,
            ...Object.values(of.answers.groups)
              .flat()
              .map(({ values }) => values),
          ]
            .map((values) => Object.keys(values).length)
            .reduce((sum, n) => sum + n, 0)
        expect(count(moved) + left.length).toBe(count(body))
      }
    }
  })
})
