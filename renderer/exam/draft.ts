import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { sideAt, zoneAt } from '@shared/bodymap'
import {
  answerPath,
  type Answer,
  type AnswerPath,
  type BodyPoint,
  type FieldValue,
  type Unanswered,
} from '@shared/exam/answer'
import type { ExamContext } from '@shared/exam/context'
import type { FieldId, GroupId } from '@shared/exam/definition'
import * as edit from '@shared/exam/edit'
import type { Field, Kind, KindValue, Part } from '@shared/exam/field-kinds'
import { confirmedChecks, parseTyped } from '@shared/exam/validate'
import type { Disposition, ExamBody, ExamDraft, SignedExam } from '@shared/records/exam'
import type { Patient } from '@shared/records/people'
import { call } from '../api'
import { today } from '../shell/clock'
import { useSession } from '../stores/session'
import { wordsFor } from '../wording'
import { autosave, type Autosave } from './autosave'
import { useChart } from './chart'
import { useHeader } from './header'
import { history, type History } from './history'

/**
 * The visit that is open. Holds the body and its history, and takes every change; what the body means (what is
 * shown, refused, missing, prompted, written) is read from `useChart`. Saves itself; forgets everything at lock.
 */
export const useDraft = defineStore('draft', () => {
  const session = useSession()
  const opened = shallowRef<ExamDraft>()
  const steps = shallowRef<History<ExamBody>>()
  const saving = shallowRef<Autosave>()
  const patient = shallowRef<Patient>()
  const context = shallowRef<ExamContext>()
  /** The field whose text is being typed: judged aloud only when it is left. */
  const typing = ref<AnswerPath>()
  /** The map waits for a place: of the nodule whose card asked for it, else of a new one. */
  const placing = ref(false)
  const placingFor = ref<string>()
  watch(placing, (on) => {
    if (!on) placingFor.value = undefined
  })
  const askPlace = (entryId: string | undefined): void => {
    placingFor.value = entryId
    placing.value = true
  }
  /** Picture entries that hold a file: the file is taken away where it was attached, and the entry with it. */
  const attached = ref<ReadonlySet<string>>(new Set())
  let focus: (() => string | undefined) | undefined

  const body = computed(() => steps.value?.now.value)
  const isOpen = computed(() => body.value !== undefined && context.value !== undefined)
  const country = computed(() => context.value?.country ?? '')
  const visitOn = computed(() => body.value?.visitOn ?? '')
  const startFocus = computed(() => opened.value?.focus)

  const now = (): string => new Date().toISOString()
  const me = (): string => session.session?.person.personId ?? ''

  const change = (next: ExamBody, run?: string): void => {
    steps.value?.push(next, run)
    saving.value?.changed()
  }
  const edited = (by: (body: ExamBody) => ExamBody, run?: string): void => {
    if (body.value !== undefined) change(by(body.value), run)
  }
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

  const chart = useChart({
    body,
    context,
    typing,
    rulesOn: () => session.session?.clinic.settings.rulesOn ?? [],
  })

  /** Keeps an unlikely answer with its reason; one reason serves all that is asked at that field. */
  const confirm = (path: AnswerPath, reason: string): void =>
    edited((old) =>
      edit.withConfirmed(old, path, {
        check: confirmedChecks(chart.findings.value, path),
        reason,
        at: now(),
        by: me(),
      }),
    )

  /** "All asked, none present": each single answer, with the time; only where nothing was answered (ruling 23). */
  const answerAllNone = (part: Part): void => edited((old) => edit.withAllNone(old, part.id, now(), me()))

  /** Adds an entry; a picture brings its own id. */
  const addEntry = (group: GroupId, entryId: string = crypto.randomUUID()): string => {
    edited((old) => edit.withEntry(old, group, entryId))
    return entryId
  }
  const removeEntry = (group: GroupId, entryId: string): void =>
    edited((old) => edit.withoutEntry(old, group, entryId))

  /** Side and zone are filled in from the place, and stored as answers so that a disagreement shows (ruling 4). */
  const fromMap = (old: ExamBody, entryId: string, point: BodyPoint): ExamBody => {
    const attested = { at: now(), by: me(), via: 'map' as const }
    const answers: readonly [FieldId, FieldValue][] = [
      ['nodule.point', point],
      ['nodule.side', sideAt(point)],
      ['nodule.zone', zoneAt(point)],
    ]
    return answers.reduce(
      (next, [fieldId, value]) =>
        edit.withAnswer(next, answerPath(fieldId, entryId), { is: 'value', value, ...attested }),
      old,
    )
  }
  /** A nodule at a place; says that something was felt, since it was. */
  const placeNodule = (point: BodyPoint): string => {
    const waiting = placingFor.value
    const entryId = waiting ?? crypto.randomUUID()
    edited((old) => {
      const placed = fromMap(
        waiting === undefined ? edit.withEntry(old, 'nodule', entryId) : old,
        entryId,
        point,
      )
      return edit.withAnswer(placed, 'palpation.result', {
        is: 'value',
        value: 'felt',
        at: now(),
        by: me(),
        via: 'map',
      })
    })
    return entryId
  }
  const moveNodule = (entryId: string, point: BodyPoint): void =>
    edited((old) => fromMap(old, entryId, point), `move ${entryId}`)

  const answerPrompt = (key: string, what: Disposition['what'], reason: string): void => {
    const prompt = chart.prompts.value.find((one) => chart.promptKey(one) === key)
    if (prompt === undefined) return
    edited((old) =>
      edit.withDisposition(old, {
        rule: prompt.rule,
        ...(prompt.entryId !== undefined && { entryId: prompt.entryId }),
        what,
        reason,
        inputs: prompt.fingerprint,
        at: now(),
        by: me(),
      }),
    )
  }

  const restep = (how: 'undo' | 'redo'): void => {
    steps.value?.[how]()
    typing.value = undefined
    saving.value?.changed()
  }

  const forget = (): void => {
    saving.value?.stop()
    for (const held of [opened, steps, saving, patient, context]) held.value = undefined
  }
  session.onLock(forget)
  const flush = async (): Promise<boolean> => (await saving.value?.flush()) ?? true
  session.beforeLock(flush)

  /** Opens a draft; answers what went wrong in words, or nothing. */
  const open = async (examId: string): Promise<string> => {
    const [draft, around] = await Promise.all([
      call('exams.openDraft', { examId }),
      call('exams.context', { examId }),
    ])
    if (!draft.ok) return wordsFor(draft.error)
    if (!around.ok) return wordsFor(around.error)
    const clinic = session.session?.clinic
    if (clinic === undefined) return wordsFor({ code: 'locked' })
    opened.value = draft.value
    patient.value = around.value.patient
    context.value = {
      patient: around.value.patient,
      today: today(),
      country: clinic.country,
      procedures: clinic.settings.procedures,
      earlier: around.value.earlier,
    }
    const held = history(draft.value.body)
    steps.value = held
    saving.value = autosave(draft.value, () => ({ body: held.now.value, focus: focus?.() }))
    return ''
  }
  /** Signs what is saved. Answers what went wrong in words, or nothing; the signed revision is then in `signedExam`. */
  const signedExam = shallowRef<SignedExam>()
  const sign = async (passphrase: string, mode: SignedExam['mode']): Promise<string> => {
    const from = saving.value
    if (from === undefined || opened.value === undefined) return ''
    if (!(await from.flush()) && from.problem.value) return wordsFor(from.problem.value)
    const signed = await call('exams.sign', {
      examId: opened.value.examId,
      baseSequence: from.sequence(),
      mode,
      passphrase,
    })
    if (!signed.ok) return wordsFor(signed.error)
    signedExam.value = signed.value
    from.stop()
    return ''
  }
  const close = async (): Promise<void> => {
    if (signedExam.value === undefined) await flush()
    signedExam.value = undefined
    forget()
  }

  const savedAt = computed(() => saving.value?.savedAt.value)
  const header = useHeader({ body, context, patient, savedAt, chart })

  const answerOf = (path: AnswerPath): Answer | undefined => body.value && edit.answerAt(body.value, path)
  /** The value at a path, for the control of that kind; none if unanswered, refused or of another kind. */
  const valueAt = <K extends Kind>(path: AnswerPath, _kind: K): KindValue[K] | undefined => {
    const answer = answerOf(path)
    return answer?.is === 'value' ? (answer.value as KindValue[K]) : undefined
  }
  const refusedAt = (path: AnswerPath): string | undefined => body.value?.refused[path]

  return {
    patient,
    body,
    isOpen,
    placing,
    askPlace,
    attached,
    country,
    visitOn,
    startFocus,
    canUndo: computed(() => steps.value?.canUndo.value ?? false),
    canRedo: computed(() => steps.value?.canRedo.value ?? false),
    saveProblem: computed(() => saving.value?.problem.value),
    ...chart,
    ...header,
    valueAt,
    refusedAt,
    set,
    clear,
    leaveUnanswered,
    type,
    commit,
    confirm,
    answerAllNone,
    addEntry,
    removeEntry,
    placeNodule,
    moveNodule,
    answerPrompt,
    undo: () => restep('undo'),
    redo: () => restep('redo'),
    open,
    flush,
    sign,
    close,
    watchFocus: (read: () => string | undefined) => (focus = read),
  }
})
