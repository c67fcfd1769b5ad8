import { createPinia, setActivePinia } from 'pinia'
import { vi } from 'vitest'
import { fail, ok, type Result } from '@shared/errors'
import type { EarlierExam } from '@shared/exam/context'
import { withFollowUp } from '@shared/exam/edit'
import type { ExamBody, ExamDraft } from '@shared/records/exam'
import { useDraft } from '../../renderer/exam/draft'
import { useSession } from '../../renderer/stores/session'
import { patientInput } from '../fixtures/records'
import { VIGNETTES, vignetteVisit } from '../fixtures/vignettes'
import { LINDEN, sessionOf } from './fake-palpa'

export const AT = '2026-11-22T10:40:00.000Z'
/** The nodule that V6 was seen with before. */
export const R1 = '01936b5c-0000-7000-8000-000000000601'
const EXAM = '01940000-0000-7000-9000-000000000001'

/**
 * V6 at a follow-up, opened with nothing answered: what was found before stands as ghosts.
 * @param seenBefore what the earlier visits said, where it is to be otherwise
 * @param saved hears of every body that main was given to keep
 */
export async function openedFollowUp(
  seenBefore: (earlier: readonly EarlierExam[], body: ExamBody) => readonly EarlierExam[] = (earlier) =>
    earlier,
  saved: (body: ExamBody) => void = () => undefined,
): Promise<ReturnType<typeof useDraft>> {
  setActivePinia(createPinia())
  const { body, context } = vignetteVisit(VIGNETTES.V6)
  const blank = {
    ...body,
    answers: { ...body.answers, values: {}, groups: { nodule: [{ entryId: R1, values: {} }] } },
  }
  const stored: ExamDraft = {
    examId: EXAM,
    patientId: EXAM,
    sequence: 1,
    savedAt: AT,
    startedAt: AT,
    body: withFollowUp(blank, context.earlier.at(-1)!.examId, AT, LINDEN),
  }
  const patient = {
    ...patientInput({ given: 'Zz-Test Fennel', bornOn: context.patient.bornOn, sex: context.patient.sex }),
    patientId: EXAM,
    clinicNumber: '1',
    registeredAt: AT,
    revision: 1,
  }
  let sequence = 1
  const answers: Record<string, (input: { body: ExamBody }) => Result<unknown>> = {
    'exams.openDraft': () => ok(stored),
    'exams.context': () => ok({ patient, earlier: seenBefore(context.earlier, body) }),
    'exams.saveDraft': (input) => {
      saved(input.body)
      return ok({ sequence: (sequence += 1), savedAt: AT })
    },
  }
  vi.stubGlobal(
    'palpa',
    new Proxy(
      {},
      {
        get: (_none, name: string) => (input: { body: ExamBody }) =>
          Promise.resolve(answers[name]?.(input) ?? fail('notFound')),
      },
    ),
  )
  useSession().opened(sessionOf(LINDEN))
  const draft = useDraft()
  await draft.open(EXAM)
  return draft
}
