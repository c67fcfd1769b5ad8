// @vitest-environment happy-dom
import fc from 'fast-check'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fail, ok, type Result } from '@shared/errors'
import { answerPath, splitPath, type Answer, type AnswerPath, type Outline } from '@shared/exam/answer'
import { emptyAnswers } from '@shared/exam/answers'
import type { ExamContext } from '@shared/exam/context'
import { findPlace, PLACES } from '@shared/exam/definition'
import { withFollowUp } from '@shared/exam/edit'
import { ghostsOf } from '@shared/exam/ghosts'
import { earlierLabels, labelNodules, withKnownNodules } from '@shared/exam/labels'
import { noteOf, noteText } from '@shared/exam/projections/note'
import { reportRows } from '@shared/exam/projections/report'
import { visitSummary } from '@shared/exam/projections/summary'
import { viewOf } from '@shared/exam/validate'
import { earlierView } from '@shared/exam/view'
import { evaluate } from '@shared/prompts/evaluate'
import { factsOf } from '@shared/prompts/facts'
import { RULE_SET_EDITION, RULES } from '@shared/prompts/rule-set'
import type { ExamBody, ExamDraft, SignedExam } from '@shared/records/exam'
import { filled } from '@shared/records/said'
import { examRules, type ChartedExam } from '../../electron/services/exam-rules'
import { useDraft } from '../../renderer/exam/draft'
import { useSession } from '../../renderer/stores/session'
import { contextOf, FRESH, L1, NODULES, R1, signedVisits, TODAY, valueOf } from '../fixtures/ghost-visits'
import { STANDARD_A4 } from '../fixtures/handout-facts'
import { CLINIC, LINDEN_INPUT, patientInput } from '../fixtures/records'
import { LINDEN, sessionOf } from './fake-palpa'

/**
 * No sequence of inputs makes a value appear that nobody said today. The store is driven as the screen drives it; a
 * ledger beside it knows what each input may say. In the end every projection is written twice, once before signed
 * visits in which all that could be a ghost says something else: not a letter may differ.
 *
 * `npm run ghosts` plays 10,000 sequences; the gate plays some of them.
 */
const RUNS = import.meta.env.MODE === 'full' ? 10_000 : 40

const AT = '2026-11-22T10:40:00.000Z'
const EXAM = '01940000-0000-7000-9000-000000000001'
const PATHS: readonly AnswerPath[] = PLACES.flatMap(({ field, group }) =>
  group === undefined
    ? [answerPath(field.id)]
    : group === 'nodule'
      ? NODULES.map((entryId) => answerPath(field.id, entryId))
      : [],
)
const PARTS = [
  'complaint',
  'contributors',
  'inspection',
  'neurology',
  'sacroiliac',
  'assessment',
  'plan',
  'redFlags',
  'medicines',
  'followUp',
]
const CARD = 'nodules'

type Input =
  | { is: 'say' | 'same' | 'clear' | 'leave'; path: AnswerPath; number: number }
  | { is: 'card' | 'felt'; entryId: string }
  | { is: 'part'; partId: string }
  | { is: 'place'; entryId: string; number: number }
  | { is: 'undo' | 'redo' | 'reopen' | 'allNone' | 'remove' }

const number = fc.nat(97)
const path = fc.constantFrom(...PATHS)
/** What a card is made of comes up as often as everything else together. */
const cardPath = fc.constantFrom(...PATHS.filter((one) => one.includes('@')))
const nodule = fc.constantFrom(R1, L1)
const input: fc.Arbitrary<Input> = fc.oneof(
  fc.record({ is: fc.constantFrom('say', 'same', 'clear', 'leave'), path: fc.oneof(path, cardPath), number }),
  fc.record({ is: fc.constantFrom('card', 'felt'), entryId: nodule }),
  fc.record({ is: fc.constant('part' as const), partId: fc.constantFrom(...PARTS) }),
  fc.record({ is: fc.constant('place' as const), entryId: nodule, number }),
  fc.record({ is: fc.constantFrom('undo', 'redo', 'reopen', 'allNone', 'remove') }),
  fc.record({
    is: fc.constant('say' as const),
    path: fc.constantFrom(
      answerPath('nodule.status', R1),
      answerPath('nodule.status', L1),
      'palpation.result',
      'visit.type',
    ),
    number,
  }),
)

const flat = (body: ExamBody): ReadonlyMap<AnswerPath, Answer> =>
  new Map([
    ...Object.entries(body.answers.values),
    ...Object.values(body.answers.groups).flatMap((entries) =>
      entries.flatMap(({ entryId, values }) =>
        Object.entries(values).map(([id, answer]): [AnswerPath, Answer] => [answerPath(id, entryId), answer]),
      ),
    ),
  ])

/** Everything that anybody could read of the visit once it is signed as it stands. */
function projections(body: ExamBody, context: ExamContext, earlier: readonly SignedExam[]): string {
  const labels = labelNodules(body.answers, earlierLabels(context.earlier))
  const on = RULES.map((rule) => rule.id)
  const signed: SignedExam = {
    examId: EXAM,
    patientId: EXAM,
    revision: 1,
    mode: 'complete',
    notDone: [],
    signedAt: AT,
    body,
    patient: {
      ...patientInput(context.patient),
      patientId: EXAM,
      revision: 1,
      clinicNumber: '00001',
      registeredAt: AT,
    },
    signer: { ...LINDEN_INPUT, personId: LINDEN },
    clinic: CLINIC,
    ruleSet: { edition: RULE_SET_EDITION, on },
    noduleLabels: labels,
  }
  const charted: ChartedExam = { signed, history: [signed], earlierOf: () => earlier }
  const sheet = STANDARD_A4
  const prompts = evaluate(factsOf(viewOf(body, context), labels, on), [], on)
  return JSON.stringify([
    noteText(noteOf(body, context)),
    prompts.map(({ rule, level, message, inputs, nodule: name }) => [rule, level, message, inputs, name]),
    examRules.noteText(charted),
    examRules.notePage(charted),
    examRules.sheet(charted, sheet).sheet,
  ])
}
/** What statistics are made of: it reads nothing but what was said today, not even for a comparison. */
const figures = (body: ExamBody, context: ExamContext): string =>
  JSON.stringify([filled(visitSummary(body, context)), reportRows(body, context)])
const signedOf = (context: ExamContext): readonly SignedExam[] =>
  context.earlier.map((exam) => ({
    examId: exam.examId,
    patientId: EXAM,
    revision: 1,
    mode: 'complete' as const,
    notDone: [],
    signedAt: `${exam.visitOn}T11:00:00.000Z`,
    body: { visitOn: exam.visitOn, answers: exam.answers, refused: {}, confirmed: {}, dispositions: [] },
    patient: {
      ...patientInput(context.patient),
      patientId: EXAM,
      revision: 1,
      clinicNumber: '00001',
      registeredAt: AT,
    },
    signer: { ...LINDEN_INPUT, personId: LINDEN },
    clinic: CLINIC,
    ruleSet: { edition: RULE_SET_EDITION, on: [] },
    noduleLabels: exam.noduleLabels,
  }))

/** Main as far as a draft needs it, with one draft that follows up the visit before it. */
function startVisit(context: ExamContext): void {
  const answers = withKnownNodules(emptyAnswers(), context.earlier)
  const blank: ExamBody = { visitOn: TODAY, answers, refused: {}, confirmed: {}, dispositions: [] }
  let stored: ExamDraft = {
    examId: EXAM,
    patientId: EXAM,
    sequence: 1,
    savedAt: AT,
    startedAt: AT,
    body: withFollowUp(blank, context.earlier.at(-1)?.examId ?? '', AT, LINDEN),
  }
  const patient = {
    ...patientInput(context.patient),
    patientId: EXAM,
    clinicNumber: '1',
    registeredAt: AT,
    revision: 1,
  }
  const calls: Record<string, (given: never) => Result<unknown>> = {
    'exams.openDraft': () => ok(structuredClone(stored)),
    'exams.context': () => ok({ patient, earlier: structuredClone(context.earlier) }),
    'exams.saveDraft': ({ body }: { body: ExamBody }) => {
      stored = { ...stored, sequence: stored.sequence + 1, body: structuredClone(body) }
      return ok({ sequence: stored.sequence, savedAt: AT })
    },
  }
  vi.stubGlobal(
    'palpa',
    new Proxy(
      {},
      {
        get: (_none, name: string) => (given: never) =>
          Promise.resolve(calls[name]?.(given) ?? fail('notFound')),
      },
    ),
  )
  setActivePinia(createPinia())
  useSession().opened(sessionOf(LINDEN))
}

/** A drawn outline without where it lies: who drew it, when, and each corner from the first, to a thousandth of a mm. */
function shapeOf(answer: Answer | undefined): unknown {
  if (answer?.is !== 'value') return answer
  const { ring, mapVersion } = answer.value as Outline
  const [[x0, y0] = [0, 0]] = ring
  const from = (mm: number, zero: number): number => Math.round((mm - zero) * 1000)
  return { ...answer, value: { mapVersion, ring: ring.map(([x, y]) => [from(x, x0), from(y, y0)]) } }
}

/** What an input may say, path by path; the rest of the visit stays as it was. */
function mayChange(one: Input, changed: AnswerPath): boolean {
  const { fieldId, entryId } = splitPath(changed)
  switch (one.is) {
    case 'say':
    case 'same':
    case 'clear':
    case 'leave':
      return changed === one.path
    case 'card':
      return (
        changed === 'palpation.result' ||
        (entryId === one.entryId && (fieldId === 'nodule.status' || !FRESH.has(fieldId)))
      )
    case 'felt':
      return entryId === one.entryId && findPlace(fieldId)?.field.screened !== undefined
    case 'part':
      return entryId === undefined && findPlace(fieldId)?.part.id === one.partId && !FRESH.has(fieldId)
    case 'place':
      return (
        entryId === one.entryId &&
        ['nodule.point', 'nodule.side', 'nodule.zone', 'nodule.outline'].includes(fieldId)
      )
    case 'allNone':
      return findPlace(fieldId)?.part.id === 'redFlags'
    // Held against the whole body that stood before, not path by path.
    case 'undo':
    case 'redo':
    case 'remove':
    case 'reopen':
      return false
  }
}

afterEach(() => vi.unstubAllGlobals())

describe('a follow-up', () => {
  it(
    'never holds or shows a value that nobody said today, whatever is pressed',
    { timeout: 7_200_000 },
    async () => {
      let attested = 0
      await fc.assert(
        fc.asyncProperty(
          fc.array(number, { minLength: 40, maxLength: 80 }),
          fc.array(input, { minLength: 4, maxLength: 24 }),
          async (numbers, inputs) => {
            const context = contextOf(signedVisits(numbers, 'none'))
            const twisted = contextOf(signedVisits(numbers, 'record'))
            const another = contextOf(signedVisits(numbers, 'all'))
            startVisit(context)
            const draft = useDraft()
            expect(await draft.open(EXAM)).toBe('')
            const now = (): ExamBody => draft.body!
            let past: ExamBody[] = []
            let future: ExamBody[] = []
            /** The nodule that the last input moved: moves one after the other are one step. */
            let moved: string | undefined

            for (const one of inputs) {
              const before = now()
              const field = 'path' in one ? findPlace(splitPath(one.path).fieldId)!.field : undefined
              const entryId = 'path' in one ? splitPath(one.path).entryId : undefined
              switch (one.is) {
                case 'say':
                  draft.set(one.path, valueOf(field!, entryId, one.number))
                  break
                case 'same':
                  draft.saySame(one.path)
                  break
                case 'clear':
                  draft.clear(one.path)
                  break
                case 'leave':
                  draft.leaveUnanswered(one.path, 'notExamined')
                  break
                case 'card':
                  draft.sayAllSame({ partId: CARD, entryId: one.entryId })
                  break
                case 'felt':
                  draft.answerAllNone(findPlace('nodule.skin')!.part, one.entryId)
                  break
                case 'part':
                  draft.sayAllSame({ partId: one.partId, entryId: undefined })
                  break
                case 'place':
                  draft.moveNodule(one.entryId, {
                    xMm: one.entryId === R1 ? 40 : -40,
                    yMm: one.number % 40,
                    mapVersion: 1,
                  })
                  break
                case 'allNone':
                  draft.answerAllNone(findPlace('redFlags.fever')!.part)
                  break
                case 'remove':
                  draft.removeEntry('nodule', R1)
                  break
                case 'undo':
                  draft.undo()
                  break
                case 'redo':
                  draft.redo()
                  break
                case 'reopen':
                  expect(await draft.flush()).toBe(true)
                  await draft.close()
                  expect(await draft.open(EXAM)).toBe('')
              }
              const after = now()
              // A known nodule has its card, whatever is pressed.
              expect(after.answers.groups['nodule']?.map((entry) => entry.entryId)).toEqual([...NODULES])

              if (one.is === 'undo' || one.is === 'redo') {
                const [from, to] = one.is === 'undo' ? [past, future] : [future, past]
                const back = from.at(-1)
                if (back !== undefined) {
                  from.pop()
                  to.push(before)
                  // A step back or forth ends a run of moves.
                  moved = undefined
                }
                expect(after.answers).toEqual((back ?? before).answers)
                continue
              }
              if (one.is === 'reopen') {
                expect(after.answers).toEqual(before.answers)
                past = []
                future = []
                moved = undefined
                continue
              }
              if (after !== before) {
                // Moves of one nodule one after the other are one step.
                if (!(one.is === 'place' && draft.canUndo && moved === one.entryId)) past.push(before)
                future = []
              }
              moved = one.is === 'place' ? one.entryId : after === before ? moved : undefined
              const [was, is] = [flat(before), flat(after)]
              for (const key of new Set([...was.keys(), ...is.keys()])) {
                if (JSON.stringify(was.get(key)) === JSON.stringify(is.get(key))) continue
                expect(mayChange(one, key), `${JSON.stringify(one)} changed ${key}`).toBe(true)
                const answer = is.get(key)
                // "None found" is written where nothing stood, and never where a ghost does.
                if (one.is === 'felt') {
                  expect(was.get(key)).toBeUndefined()
                  expect(ghostsOf(before, context).has(key), key).toBe(false)
                }
                // Its outline goes with a nodule: the line that a hand drew, at another place.
                if (one.is === 'place' && splitPath(key).fieldId === 'nodule.outline')
                  expect(shapeOf(answer)).toEqual(shapeOf(was.get(key)))
                if (answer?.via !== 'same') continue
                attested += 1
                expect(['same', 'card', 'part']).toContain(one.is)
                expect(FRESH.has(splitPath(key).fieldId), key).toBe(false)
                // The value is that of the newest visit at which it counted.
                const { fieldId, entryId: entry } = splitPath(key)
                const place = findPlace(fieldId)!
                const last = context.earlier
                  .map((exam) => ({ exam, said: earlierView(exam, context).at(place, entry).answer }))
                  .findLast(({ said }) => said?.is === 'value')
                expect(answer).toMatchObject({ is: 'value', by: LINDEN, sameAs: last?.exam.examId })
                expect(last?.said).toMatchObject({ value: (answer as { value: unknown }).value })
              }
            }
            const body = now()
            expect(projections(body, twisted, signedOf(twisted))).toBe(
              projections(body, context, signedOf(context)),
            )
            expect(figures(body, another)).toBe(figures(body, context))
            // A nodule on whose card nothing was said is nowhere, not even by name.
            const all = projections(body, context, signedOf(context)) + figures(body, context)
            for (const { entryId, values } of body.answers.groups['nodule'] ?? []) {
              // A removal that names no nodule speaks for each of them (R06): safer than for none.
              const named =
                JSON.stringify(body.answers).split(entryId).length > 2 ||
                body.answers.values['contributors.removedBefore'] !== undefined
              if (Object.keys(values).length === 0 && !named)
                expect(all).not.toMatch(new RegExp(`${entryId}|\\b${entryId === R1 ? 'R1' : 'L1'}\\b`, 'u'))
            }
            await draft.close()
          },
        ),
        { numRuns: RUNS, seed: 20261122, endOnFailure: import.meta.env.MODE !== 'full' },
      )
      // A model that never attests anything would prove nothing.
      expect(attested).toBeGreaterThan(RUNS)
    },
  )
})
