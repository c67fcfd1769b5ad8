import { describe, expect, it } from 'vitest'
import { filled } from '@shared/records/said'
import { answerPath, type Answer } from '@shared/exam/answer'
import { ghostAt, leftOpen, withAllSame, withSame } from '@shared/exam/attest'
import type { EarlierExam } from '@shared/exam/context'
import { GROUPS, PLACES } from '@shared/exam/definition'
import { answerAt, withAnswer, withEntry, withFollowUp } from '@shared/exam/edit'
import { ghostsOf, mayGhost } from '@shared/exam/ghosts'
import { earlierLabels, labelNodules, withKnownNodules } from '@shared/exam/labels'
import { noteOf, noteText } from '@shared/exam/projections/note'
import { SIDE_OPTIONS } from '@shared/exam/sections/sides'
import { blocksSigning, validate, viewOf } from '@shared/exam/validate'
import { evaluate } from '@shared/prompts/evaluate'
import { factsOf } from '@shared/prompts/facts'
import { rulesInForce } from '@shared/prompts/rule-set'
import type { ExamBody } from '@shared/records/exam'
import { LINDEN, said, VIGNETTES, vignetteVisit, type PlainAnswer } from '../fixtures/vignettes'

const AT = '2026-11-22T10:40:00.000Z'
const R1 = '01936b5c-0000-7000-8000-000000000601'

const forbidden = PLACES.filter((place) => !mayGhost(place)).map(({ field }) => field.id)
const offered = PLACES.filter(mayGhost).map(({ field }) => field.id)

describe('what can never be a ghost', () => {
  it.each(['redFlags', 'medicines', 'images', 'followUp'] as const)('any field of %s', (sectionId) => {
    for (const { field, section } of PLACES.filter((place) => place.section.id === sectionId))
      expect(forbidden, `${section.id}: ${field.id}`).toContain(field.id)
  })

  it('any side, wherever one is asked', () => {
    const codes = Object.keys(SIDE_OPTIONS).sort().join()
    const sides = PLACES.filter(
      ({ field }) =>
        field.kind === 'choice' &&
        field.options
          .map(({ code }) => code)
          .sort()
          .join() === codes,
    )
    expect(sides.map(({ field }) => field.id)).toEqual(['nodule.side', 'image.side', 'injection.side'])
    for (const { field } of sides) expect(forbidden).toContain(field.id)
  })

  it('consent, complications, pregnancy and scores that outcomes are counted from', () => {
    for (const id of [
      'injection.consent',
      'injection.siteChecked',
      'injection.complications',
      'lateEffect.what',
      'image.consent',
      'contributors.pregnancy',
      'contributors.pregnancyWeeks',
      'complaint.painNow',
      'complaint.painAverage',
      'complaint.painWorst',
      'followUp.rolandMorris',
      'followUp.safetyNet',
      'contributors.weightKg',
    ])
      expect(forbidden).toContain(id)
  })

  it('free prose, and every entry that belongs to one visit', () => {
    for (const { field } of PLACES)
      if (field.kind === 'text' && field.lines === 'many') expect(forbidden).toContain(field.id)
    const lasting = GROUPS.filter(({ part }) => part.repeats?.lasting).map(({ group }) => group)
    expect(lasting).toEqual(['nodule'])
    for (const { field, group } of PLACES)
      if (group !== undefined && !lasting.includes(group)) expect(forbidden).toContain(field.id)
  })

  it('is decided field by field: what may be one is listed here', () => {
    expect(offered).toMatchSnapshot()
  })
})

const visit = (index?: number) => vignetteVisit(VIGNETTES.V6, index)
/** Fennel's last visit, blank, following up the one before. */
const blank = (
  earlier = visit().context.earlier,
): { body: ExamBody; context: ReturnType<typeof visit>['context'] } => {
  const { body, context } = visit()
  const answers = withKnownNodules({ ...body.answers, values: {}, groups: {} }, earlier)
  const empty: ExamBody = { ...body, answers }
  return {
    body: withFollowUp(empty, earlier.at(-1)?.examId ?? '', AT, LINDEN),
    context: { ...context, earlier },
  }
}
const says = (
  exam: EarlierExam,
  id: string,
  plain: PlainAnswer | undefined,
  entryId?: string,
): EarlierExam => {
  const answer = plain === undefined ? undefined : said(plain, `${exam.visitOn}T10:40:00.000Z`)
  const body: ExamBody = { ...visit().body, visitOn: exam.visitOn, answers: exam.answers }
  return { ...exam, answers: withAnswer(body, answerPath(id, entryId), answer).answers }
}
const consistency = answerPath('nodule.consistency', R1)
const type = (body: ExamBody, path: string, value: Extract<Answer, { is: 'value' }>['value']): ExamBody =>
  withAnswer(body, path, { is: 'value', value, at: AT, by: LINDEN, via: 'entered' })

describe('the last value', () => {
  it('is that of the newest visit that said it, with its day', () => {
    const { body, context } = blank()
    expect(ghostsOf(body, context).get(consistency)).toEqual({
      value: 'rubbery',
      visitOn: context.earlier.at(-1)?.visitOn,
      examId: context.earlier.at(-1)?.examId,
    })
  })

  it('is still the one before where the newest visit did not examine, and none where it says unknown', () => {
    const exams = visit().context.earlier
    const last = exams.at(-1)!
    const before = exams.slice(0, -1)
    const passed = blank([...before, says(last, 'nodule.consistency', { is: 'notExamined' }, R1)])
    expect(ghostsOf(passed.body, passed.context).get(consistency)?.visitOn).toBe(before.at(-1)?.visitOn)
    const ended = blank([...before, says(last, 'nodule.consistency', { is: 'unknown' }, R1)])
    expect(ghostsOf(ended.body, ended.context).get(consistency)).toBeUndefined()
  })

  it('does not come from a visit that took place later', () => {
    const { body, context } = blank()
    const early = { ...body, visitOn: context.earlier[0]!.visitOn }
    expect(ghostsOf(early, context).get(consistency)?.visitOn).toBe(context.earlier[0]!.visitOn)
  })

  it('stands at no visit that follows up no other', () => {
    const { body, context } = blank()
    const { followsUp: _none, ...alone } = body
    expect(ghostsOf(alone, context).size).toBe(0)
    expect(withAllSame(alone, context, { partId: 'nodules', entryId: R1 }, AT, LINDEN).said).toEqual([])
  })
})

describe('a follow-up on which nobody has said anything', () => {
  it('says its type and nothing else, wherever it is read', () => {
    const { body, context } = blank()
    expect(noteText(noteOf(body, context))).toBe('Complaint\nFollow-up.')
    expect(Object.keys(body.answers.values)).toEqual(['visit.type'])
    expect(body.answers.groups).toEqual({ nodule: [{ entryId: R1, values: {} }] })
  })

  it('has a ghost where something was said, and none on a field that is fresh', () => {
    const { body, context } = blank()
    expect(ghostAt(body, context, consistency)).toMatchObject({ value: 'rubbery' })
    for (const id of forbidden) expect(ghostAt(body, context, id), id).toBeUndefined()
    for (const id of forbidden) expect(ghostAt(body, context, answerPath(id, R1)), id).toBeUndefined()
  })
})

describe('“the same”', () => {
  it('of a field stores its value, who, when and since which exam, and only that', () => {
    const { body, context } = blank()
    const after = withSame(body, context, consistency, AT, LINDEN)
    expect(answerAt(after, consistency)).toEqual({
      is: 'value',
      value: 'rubbery',
      at: AT,
      by: LINDEN,
      via: 'same',
      sameAs: context.earlier.at(-1)?.examId,
    })
    expect(after.answers.groups['nodule']?.[0]?.values).toEqual({
      'nodule.consistency': answerAt(after, consistency),
    })
    expect(noteText(noteOf(after, context))).toContain('R1: rubbery, unchanged.')
  })

  it('changes nothing where no ghost stands: fresh, hidden, typed, refused, or said already', () => {
    const { body, context } = blank()
    for (const path of [
      'redFlags.fever',
      answerPath('nodule.side', R1),
      answerPath('nodule.sizePalpatedBy', R1),
    ])
      expect(withSame(body, context, path, AT, LINDEN)).toBe(body)
    const firm = type(body, consistency, 'firm')
    expect(withSame(firm, context, consistency, AT, LINDEN)).toBe(firm)
    const kept = { ...body, refused: { [consistency]: 'xx' } }
    expect(withSame(kept, context, consistency, AT, LINDEN)).toBe(kept)
  })

  it('of a card says all that stands on it, and “same” of the nodule, and that something was felt', () => {
    const { body, context } = blank()
    const { body: after, said: paths } = withAllSame(
      body,
      context,
      { partId: 'nodules', entryId: R1 },
      AT,
      LINDEN,
    )
    expect(paths).toContain(consistency)
    expect(paths).not.toContain(answerPath('nodule.side', R1))
    expect(paths.every((path) => answerAt(after, path)?.via === 'same')).toBe(true)
    expect(answerAt(after, answerPath('nodule.status', R1))).toMatchObject({ value: 'same', via: 'entered' })
    expect(answerAt(after, 'palpation.result')).toMatchObject({ value: 'felt', via: 'entered' })
    // The side is laterality: a person says it, whatever else is the same.
    expect(blocksSigning(after, context).map(({ path }) => path)).toContain(answerPath('nodule.side', R1))
  })

  it('of a card leaves the status to be said where something differs today', () => {
    const { body, context } = blank()
    const firm = type(body, consistency, 'firm')
    const after = withAllSame(firm, context, { partId: 'nodules', entryId: R1 }, AT, LINDEN).body
    expect(answerAt(after, consistency)).toMatchObject({ value: 'firm', via: 'entered' })
    expect(answerAt(after, answerPath('nodule.status', R1))).toBeUndefined()
  })

  it('of a card that is not felt today says nothing', () => {
    const { body, context } = blank()
    const gone = type(body, answerPath('nodule.status', R1), 'notFound')
    expect(withAllSame(gone, context, { partId: 'nodules', entryId: R1 }, AT, LINDEN)).toEqual({
      body: gone,
      said: [],
    })
  })

  it('of a part reaches no other part and no card', () => {
    const { body, context } = blank()
    const { said: paths } = withAllSame(body, context, { partId: 'complaint' }, AT, LINDEN)
    expect(paths).not.toEqual([])
    for (const path of paths) expect(path).toMatch(/^complaint\./)
  })

  it('brings up what hangs on an answer, and says it with it', () => {
    const [first, ...more] = visit().context.earlier
    const hurt = says(says(first!, 'contributors.trauma', 'yes'), 'contributors.traumaMechanism', 'fall')
    const rest = more.map((exam) => says(exam, 'contributors.trauma', undefined))
    const { body, context } = blank([hurt, ...rest])
    const { said: paths } = withAllSame(body, context, { partId: 'contributors' }, AT, LINDEN)
    expect(paths).toEqual(expect.arrayContaining(['contributors.trauma', 'contributors.traumaMechanism']))
  })
})

describe('what is left open', () => {
  it('is listed in examination order, and shrinks as it is said', () => {
    const { body, context } = blank()
    const open = leftOpen(body, context).map(({ path }) => path)
    expect(open).toContain(consistency)
    const after = withSame(body, context, consistency, AT, LINDEN)
    expect(leftOpen(after, context).map(({ path }) => path)).toEqual(
      open.filter((path) => path !== consistency),
    )
  })
})

describe('the identity of a nodule', () => {
  const checks = (body: ExamBody, context: ReturnType<typeof blank>['context']) =>
    validate(body, context).map(({ check, level }) => `${level} ${check}`)

  it('stops a side that is opposite to its record', () => {
    const { body, context } = blank()
    const path = answerPath('nodule.side', R1)
    expect(checks(type(body, path, 'right'), context)).toEqual([])
    expect(checks(type(body, path, 'left'), context)).toContain('refuse nodule.sideAgainstRecord')
    expect(checks(type(body, path, 'midline'), context)).toContain('confirm nodule.sideNearRecord')
  })

  it('keeps its label whatever happens to it and to the others', () => {
    const { body, context } = blank()
    const merged = type(body, answerPath('nodule.status', R1), 'merged')
    const earlier = { [R1]: 'R1' }
    expect(labelNodules(merged.answers, earlier)[R1]).toBe('R1')
    const left = type(body, answerPath('nodule.side', R1), 'left')
    expect(labelNodules(left.answers, earlier)[R1]).toBe('R1')
    expect(context.earlier.at(-1)?.noduleLabels).toEqual(earlier)
  })

  it('is never dropped in silence: a visit without its card cannot be signed', () => {
    const { body, context } = blank()
    const none = { ...body, answers: { ...body.answers, groups: {} } }
    const named = blocksSigning(none, context).map((one) => ({ ...one, label: filled(one.label) }))
    expect(named).toContainEqual({
      path: answerPath('nodule.status', R1),
      sectionId: 'palpation',
      label: 'R1 Today',
      why: 'missing',
    })
  })

  it('merges only into a nodule that is felt at this visit', () => {
    const other = '01936b5c-0000-7000-8000-000000000602'
    const { body, context } = blank()
    const two = withEntry(body, 'nodule', other)
    const merged = type(two, answerPath('nodule.status', R1), 'merged')
    const merging = type(merged, answerPath('nodule.mergedWith', R1), other)
    expect(checks(merging, context)).toEqual([])
    const gone = type(merging, answerPath('nodule.status', other), 'excised')
    expect(checks(gone, context)).toContain('refuse nodule.mergedIntoGone')
    const itself = type(merging, answerPath('nodule.mergedWith', R1), R1)
    expect(checks(itself, context)).toContain('refuse nodule.mergedWithItself')
    const across = type(merging, answerPath('nodule.side', other), 'left')
    expect(checks(across, context)).toContain('confirm nodule.mergedAcross')
  })
})

describe('the note of what is unchanged', () => {
  const note = (
    change: (body: ExamBody, context: ReturnType<typeof blank>['context']) => ExamBody,
  ): string => {
    const { body, context } = blank()
    return noteText(noteOf(change(body, context), context))
  }
  const card = { partId: 'nodules', entryId: R1 }

  it('says it once of a sentence in which all is, and of each where not', () => {
    const all = note((body, context) => withAllSame(body, context, card, AT, LINDEN).body)
    expect(all).toContain(
      'Rubbery, smooth, clear margins, freely mobile, as mobile when the muscle is tensed, all unchanged.',
    )
    expect(all).toContain('Subcutaneous, unchanged.')
    const one = note(
      (body, context) =>
        withAllSame(type(body, answerPath('nodule.margins', R1), 'unclear'), context, card, AT, LINDEN).body,
    )
    expect(one).toContain('Rubbery, unchanged, smooth, unchanged, unclear margins, freely mobile, unchanged,')
  })

  it('does not say of one side what was found of the other', () => {
    const exams = visit().context.earlier.map((exam) =>
      says(says(exam, 'neurology.slrLeft', 80), 'neurology.slrRight', 80),
    )
    const { body, context } = blank(exams)
    const same = withSame(body, context, 'neurology.slrLeft', AT, LINDEN)
    const both = withSame(same, context, 'neurology.slrRight', AT, LINDEN)
    expect(noteText(noteOf(both, context))).toContain('Straight leg raise 80° left and right, unchanged.')
    const apart = type(same, 'neurology.slrRight', 60)
    expect(noteText(noteOf(apart, context))).toContain(
      'Straight leg raise 80° left, unchanged. Straight leg raise 60° right.',
    )
  })
})

describe('the rules of a nodule on which nothing was said today', () => {
  const judged = (body: ExamBody, context: ReturnType<typeof blank>['context']): readonly string[] => {
    const inForce = rulesInForce([])
    return evaluate(
      factsOf(viewOf(body, context), earlierLabels(context.earlier), inForce),
      [],
      inForce,
    ).flatMap(({ rule, nodule }) => (nodule === undefined ? [] : [`${rule} ${nodule}`]))
  }
  const atRest = (): ReturnType<typeof blank> => {
    const { body, context } = blank()
    return { body: type(body, 'complaint.painWithoutPressure', 'persistent'), context }
  }

  it('are silent, whatever was said of the patient', () => {
    const { body, context } = atRest()
    expect(judged(body, context)).toEqual([])
    expect(judged(type(body, answerPath('nodule.status', R1), 'same'), context)).toEqual(['R06b R1'])
  })

  it('speak once a removal or a needle that names no nodule may have been there', () => {
    const { body, context } = atRest()
    const removed = type(body, 'contributors.removedBefore', 'yes')
    expect(judged(removed, context)).toEqual(['R06 R1', 'R06b R1'])
    const needle = '01936b5c-0000-7000-8000-00000000beef'
    const injected = type(
      withEntry(body, 'injection', needle),
      answerPath('injection.kind', needle),
      'injection',
    )
    expect(judged(injected, context)).toContain('R06b R1')
  })
})
