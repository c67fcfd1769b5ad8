import type { ComputedRef, Ref } from 'vue'
import type { Answer, AnswerPath, FieldValue, Unanswered } from '@shared/exam/answer'
import type { ExamContext } from '@shared/exam/context'
import * as edit from '@shared/exam/edit'
import type { Field, Kind, KindValue } from '@shared/exam/field-kinds'
import { parseTyped } from '@shared/exam/validate'
import type { ExamBody } from '@shared/records/exam'

interface Source {
  readonly body: ComputedRef<ExamBody | undefined>
  readonly context: Ref<ExamContext | undefined>
  /** The field whose text is being typed. */
  readonly typing: Ref<AnswerPath | undefined>
  /** Makes a change a step of the history; those of one `run` are one step. */
  readonly edited: (by: (body: ExamBody) => ExamBody, run?: string) => void
  readonly now: () => string
  readonly me: () => string
}

/** One field, answered by a person: chosen, typed, left unanswered, read back. */
export function useAnswering({ body, context, typing, edited, now, me }: Source) {
  const put = (path: AnswerPath, value: FieldValue, via: Answer['via'] = 'entered', run?: string): void =>
    edited((old) => edit.withAnswer(old, path, { is: 'value', value, at: now(), by: me(), via }), run)

  /** A value chosen or typed by the person at the keys. */
  const set = (path: AnswerPath, value: FieldValue): void => put(path, value)
  const clear = (path: AnswerPath): void => edited((old) => edit.withAnswer(old, path, undefined))
  const leaveUnanswered = (path: AnswerPath, which: Unanswered): void =>
    edited((old) => edit.withAnswer(old, path, { is: which, at: now(), by: me(), via: 'entered' }))

  /** Text under the fingers: a value as soon as it is one, kept as typed until then. */
  const take = (field: Field, path: AnswerPath, text: string): void => {
    if (context.value === undefined) return
    const parsed = parseTyped(field, text, context.value)
    if (text.trim() === '') edited((old) => edit.withAnswer(old, path, undefined), path)
    else if (parsed.ok) put(path, parsed.value, 'entered', path)
    else edited((old) => edit.withRefused(old, path, text), path)
  }
  const type = (field: Field, path: AnswerPath, text: string): void => {
    typing.value = path
    take(field, path, text)
  }
  const commit = (field: Field, path: AnswerPath, text: string): void => {
    take(field, path, text)
    if (typing.value === path) typing.value = undefined
  }

  const answerOf = (path: AnswerPath): Answer | undefined => body.value && edit.answerAt(body.value, path)
  /** The value at a path, for the control of that kind; none if unanswered, refused or of another kind. */
  const valueAt = <K extends Kind>(path: AnswerPath, _kind: K): KindValue[K] | undefined => {
    const answer = answerOf(path)
    return answer?.is === 'value' ? (answer.value as KindValue[K]) : undefined
  }
  const refusedAt = (path: AnswerPath): string | undefined => body.value?.refused[path]

  return { answerOf, valueAt, refusedAt, set, clear, leaveUnanswered, type, commit }
}
