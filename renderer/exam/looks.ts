import { computed, type ComputedRef, type Ref } from 'vue'
import { answerPath, splitPath, type Answer, type AnswerPath } from '@shared/exam/answer'
import { ghostAt } from '@shared/exam/attest'
import { ASKS_TO_KEEP } from '@shared/exam/checks/texts'
import { codecOf } from '@shared/exam/codecs'
import type { Terms } from '@shared/exam/codec'
import type { ExamContext } from '@shared/exam/context'
import { findPlace, type Place } from '@shared/exam/definition'
import * as edit from '@shared/exam/edit'
import type { Asks, Part } from '@shared/exam/field-kinds'
import { ghostsOf, type Ghost } from '@shared/exam/ghosts'
import { isRequired, type Finding } from '@shared/exam/validate'
import type { ExamView } from '@shared/exam/view'
import type { ExamBody } from '@shared/records/exam'
import { asIs, joined, type Said } from '@shared/records/said'
import { dayAloud, dayWords } from '../language/days'
import { say } from '../language/say'
import { t, told, type Plain } from '../language/text'
import { timeOf } from '../shell/clock'
import { alike } from '../shell/kept'
import type { RowState } from '../ui/row'
import { valueWords } from './field-words'

/** How a field looks and speaks now (the states of a field). */
export interface Look {
  readonly state: RowState
  readonly required: boolean
  /** Display text of the answer, or of the ghost that stands in its place. */
  readonly value: string
  readonly unanswered: 'unknown' | 'notExamined' | 'notAsked' | undefined
  readonly when: string
  /** `when` as it is read aloud, where that differs: "11 October". */
  readonly whenAloud: string
  /** For a ghost: what nobody did today, and what `=` says. */
  readonly notToday: string
  readonly sameWords: string
  /** For an answer that is the same as before: "examined today". */
  readonly doneToday: string | undefined
  /** In pencil beside the control: what hung on the last value, or the last value where today's differs. */
  readonly pencil: string
  readonly message: string
  /** Set where the message asks to be confirmed. */
  readonly check: string | undefined
  /** A better value that one key takes (short and long axis swapped). */
  readonly offer: Finding['offer']
}

interface Source {
  readonly body: ComputedRef<ExamBody | undefined>
  readonly context: Ref<ExamContext | undefined>
  readonly typing: Ref<AnswerPath | undefined>
  readonly view: ComputedRef<ExamView | undefined>
  readonly findings: ComputedRef<readonly Finding[]>
  readonly terms: ComputedRef<Terms>
}

const EMPTY: readonly never[] = []

/** What a person does to answer: what was not done where a ghost stands, and what "the same" claims. */
const DONE: Readonly<Record<Asks, { readonly not: Plain; readonly today: Plain; readonly same: Plain }>> = {
  history: { not: 'Not asked today', today: 'asked today', same: 'asked today, the same' },
  sign: { not: 'Not examined today', today: 'examined today', same: 'examined today, the same' },
  measure: { not: 'Not measured today', today: 'measured today', same: 'measured today, the same' },
  record: { not: 'Not said today', today: 'said today', same: 'said today, the same' },
}

/** Several doubts at one field ask for one reason: the question stands once, at the end. */
const withoutAsking = (words: string): string => {
  const asks = ASKS_TO_KEEP.map((text) => told(text)).find((text) => words.endsWith(text))
  return asks === undefined ? words : words.slice(0, -asks.length).trimEnd()
}
const doubtWords = (messages: readonly Said[]): string =>
  say(
    joined(
      messages.map((message, index) =>
        asIs(index < messages.length - 1 ? withoutAsking(say(message)) : say(message)),
      ),
      '.',
    ),
  )

const refusalWords = (refusal: Finding | undefined): string =>
  refusal === undefined ? '' : say(refusal.message)

/** How every field of the open visit looks, by its path. */
export function useLooks({ body, context, typing, view, findings, terms }: Source) {
  const findingsAt = computed(() => {
    const byPath = new Map<AnswerPath, Finding[]>()
    for (const finding of findings.value)
      byPath.set(finding.path, [...(byPath.get(finding.path) ?? []), finding])
    return byPath
  })
  const spot = (path: AnswerPath): { place: Place; entryId: string | undefined } => {
    const { fieldId, entryId } = splitPath(path)
    const place = findPlace(fieldId)
    if (place === undefined) throw new Error(`No field at ${path}`)
    return { place, entryId }
  }

  const isShown = (path: AnswerPath): boolean => {
    const { place, entryId } = spot(path)
    return view.value?.at(place, entryId).shown ?? false
  }
  const isFieldShown = (fieldId: string, entryId?: string): boolean => isShown(answerPath(fieldId, entryId))
  const isPartShown = (part: Part): boolean =>
    view.value !== undefined && (part.shownWhen?.test(view.value.reader()) ?? true)

  /** The ghost that stands at a path; none once something was said there. */
  const ghostOf = (path: AnswerPath): Ghost | undefined =>
    body.value && context.value && ghostAt(body.value, context.value, path)

  /** The last value, whatever was said since. */
  const lastOf = (path: AnswerPath): Ghost | undefined =>
    body.value && context.value && ghostsOf(body.value, context.value).get(path)

  /** A value as the form shows it. */
  const words = (place: Place, value: unknown): string =>
    codecOf(place.field).display(place.field, value as never, terms.value)

  /** What hangs on a ghost in its own row ("by ruler"): seen with it, and asked once it was said. */
  const hanging = ({ field, block }: Place, entryId: string | undefined): string => {
    const row = block.rows.find(({ fields }) => fields.includes(field))
    return (row?.fields ?? EMPTY)
      .filter((other) => other !== field && other.shownWhen?.reads.includes(field.id))
      .flatMap((other) => {
        const path = answerPath(other.id, entryId)
        const ghost = isShown(path) ? undefined : lastOf(path)
        return ghost ? [valueWords(other, ghost.value, terms.value)] : []
      })
      .join(', ')
  }
  const wasOf = (place: Place, path: AnswerPath, said: Answer): string => {
    const last = said.via === 'same' ? undefined : lastOf(path)
    if (last === undefined || (said.is === 'value' && alike(said.value, last.value))) return ''
    return t('was {value}', { value: words(place, last.value) })
  }

  const lookOf = (path: AnswerPath): Look => {
    const { place, entryId } = spot(path)
    const { field } = place
    const answer = body.value && edit.answerAt(body.value, path)
    const here = findingsAt.value.get(path) ?? EMPTY
    const refusal = here.find((finding) => finding.level === 'refuse')
    const doubts = here.filter((finding) => finding.level === 'confirm' && !finding.confirmed)
    const judgeAloud = typing.value !== path
    const ghost = answer === undefined ? ghostOf(path) : undefined
    const state = (): RowState => {
      if (refusal !== undefined && judgeAloud) return 'refused'
      if (doubts.length > 0 && judgeAloud) return 'confirm'
      if (ghost !== undefined) return 'ghost'
      if (answer === undefined) return 'empty'
      if (answer.is !== 'value') return 'unanswered'
      return answer.via === 'same' ? 'attested' : 'typed'
    }
    const when = (): string => {
      if (ghost !== undefined) return dayWords(ghost.visitOn, ghost.visitOn.slice(0, 4) !== visitYear())
      if (answer === undefined) return ''
      const at = timeOf(answer.at)
      if (answer.via === 'map') return t('from map')
      if (answer.via === 'planSet') return t('set, {at}', { at })
      if (answer.via === 'picture') return t('measured, {at}', { at })
      if (answer.via === 'patient') return t('by patient, {at}', { at })
      return answer.via === 'same' ? t('same, {at}', { at }) : at
    }
    const visitYear = (): string => (body.value?.visitOn ?? '').slice(0, 4)
    const now = state()
    const value = answer?.is === 'value' ? answer.value : ghost?.value
    return {
      state: now,
      required: view.value !== undefined && isRequired(view.value, place, entryId),
      value: value === undefined ? '' : words(place, value),
      unanswered: answer === undefined || answer.is === 'value' ? undefined : answer.is,
      when: when(),
      whenAloud: ghost === undefined ? '' : dayAloud(ghost.visitOn, body.value?.visitOn ?? ''),
      notToday: ghost === undefined ? '' : t(DONE[field.asks].not),
      sameWords: ghost === undefined ? '' : t(DONE[field.asks].same),
      doneToday: now === 'attested' ? t(DONE[field.asks].today) : undefined,
      pencil: ghost ? hanging(place, entryId) : answer ? wasOf(place, path, answer) : '',
      message:
        now === 'refused'
          ? refusalWords(refusal)
          : now === 'confirm'
            ? doubtWords(doubts.map((doubt) => doubt.message))
            : '',
      check: now === 'confirm' ? doubts[0]?.check : undefined,
      offer: now === 'confirm' ? doubts.find((doubt) => doubt.offer)?.offer : undefined,
    }
  }
  return { isShown, isFieldShown, isPartShown, ghostOf, lookOf, words }
}
