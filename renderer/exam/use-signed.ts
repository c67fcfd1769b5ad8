import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import type { AppError } from '@shared/errors'
import type { ExamContext } from '@shared/exam/context'
import { amendmentsOf, asFirstSigned, type RevisionSource } from '@shared/exam/projections/amendments'
import { noteOf, type NoteSection } from '@shared/exam/projections/note'
import { viewOf } from '@shared/exam/validate'
import type { ExamView } from '@shared/exam/view'
import { amendmentNotice, amendmentParagraph, movedParagraph } from '@shared/handout/amendments'
import type { CallOutput } from '@shared/ipc/contract'
import { saidToPrompts } from '@shared/prompts/said'
import { promptsOfSigned } from '@shared/prompts/signed'
import type { SignedExam } from '@shared/records/exam'
import { counts } from '@shared/records/revision'
import { call } from '../api'
import { momentOf } from '../shell/clock'

interface Paragraph {
  readonly heading: string
  readonly text: string
}

export interface SignedVisit {
  /** The newest revision. */
  readonly exam: ComputedRef<SignedExam | undefined>
  readonly view: ComputedRef<ExamView | undefined>
  readonly note: ComputedRef<readonly NoteSection[]>
  /** What was said to the prompts, a sentence each. */
  readonly said: ComputedRef<readonly string[]>
  /** Stands above the note of a visit that was changed after its signature. */
  readonly notice: ComputedRef<readonly Paragraph[]>
  /** What was changed, in words, and the sections as they were first signed. */
  readonly changes: ComputedRef<readonly Paragraph[]>
  readonly firstSigned: ComputedRef<readonly Paragraph[]>
  /** An amendment was begun and is not signed. */
  readonly amending: Ref<boolean>
  readonly error: Ref<AppError | undefined>
  readonly reload: () => Promise<void>
}

/** A signed visit with all its revisions, read as on the day of each signature. Follows `examId`. */
export function useSigned(examId: () => string): SignedVisit {
  const revisions: ShallowRef<CallOutput<'exams.history'>['revisions']> = shallowRef([])
  const error = ref<AppError>()
  const amending = ref(false)

  const reload = async (): Promise<void> => {
    const asked = examId()
    const found = await call('exams.history', { examId: asked })
    if (asked !== examId()) return
    error.value = found.ok ? undefined : found.error
    if (!found.ok) return
    revisions.value = found.value.revisions
    amending.value = found.value.amending
  }
  watch(
    examId,
    () => {
      revisions.value = []
      void reload()
    },
    { immediate: true },
  )

  const contexts = computed(
    () =>
      new Map(
        revisions.value.map(({ exam, earlier }): [number, ExamContext] => [
          exam.revision,
          {
            patient: exam.patient,
            today: exam.body.visitOn,
            country: exam.clinic.country,
            // What was signed then was in scope then.
            procedures: true,
            earlier,
            given: exam.noduleLabels,
          },
        ]),
      ),
  )
  const contextOf = (revision: SignedExam): ExamContext => {
    const context = contexts.value.get(revision.revision)
    if (context === undefined) throw new Error('A revision of another visit')
    return context
  }
  const saidTo = (revision: SignedExam): readonly string[] =>
    saidToPrompts(promptsOfSigned(revision, viewOf(revision.body, contextOf(revision))))
  const source = computed<RevisionSource>(() => ({
    history: revisions.value.map(({ exam }) => exam),
    contextOf,
    saidTo,
  }))
  const exam = computed(() => revisions.value.at(-1)?.exam)
  const amendments = computed(() => amendmentsOf(source.value))

  return {
    exam,
    view: computed(() => exam.value && viewOf(exam.value.body, contextOf(exam.value))),
    note: computed(() => (exam.value ? noteOf(exam.value.body, contextOf(exam.value)) : [])),
    said: computed(() => (exam.value ? saidTo(exam.value) : [])),
    notice: computed(() => [
      ...amendmentNotice(amendments.value, momentOf),
      ...movedParagraph(exam.value?.movedFrom, momentOf),
    ]),
    changes: computed(() => amendments.value.map((one) => amendmentParagraph(one, momentOf))),
    firstSigned: computed(() => (exam.value && counts(exam.value) ? asFirstSigned(source.value) : [])),
    amending,
    error,
    reload,
  }
}
