import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { answerPath, type AnswerPath } from '@shared/exam/answer'
import { screenedIn } from '@shared/exam/answers'
import type { ExamContext } from '@shared/exam/context'
import type { GroupId } from '@shared/exam/definition'
import { besideLines, withTaken, type BesideLine, type Kept } from '@shared/exam/beside'
import * as edit from '@shared/exam/edit'
import type { Block, Part } from '@shared/exam/field-kinds'
import { withKnownNodules } from '@shared/exam/labels'
import { confirmedChecks } from '@shared/exam/validate'
import { movedParagraph } from '@shared/handout/amendments'
import { planOf, withPlanSet, type PlanSet } from '@shared/plans/plan-set'
import { answerToPrompt } from '@shared/prompts/said'
import type { Disposition, ExamBody, ExamDraft, SignedExam } from '@shared/records/exam'
import type { Patient } from '@shared/records/people'
import type { AppError } from '@shared/errors'
import type { OwnProof } from '@shared/ipc/contract'
import { call } from '../api'
import { teller } from '../language/say'
import { momentOf, today } from '../shell/clock'
import { useSession } from '../stores/session'
import { wordsFor } from '../wording'
import { useAnswering } from './answering'
import { useAttesting } from './attesting'
import { autosave, type Autosave } from './autosave'
import { useChart } from './chart'
import { useDrawing } from './drawing'
import { useHeader } from './header'
import { history, type History } from './history'
import { useNoduleCourse } from './nodule-course'
import { useOrder } from './order'
import { useMarks } from './marks'
import { usePictures } from './pictures'
import { usePlacing } from './placing'
import { useTray } from './tray'

/**
 * The visit that is open. Holds the body and its history, and takes every change; what the body means (what is
 * shown, refused, missing, prompted, written) is read from `useChart`. Saves itself; forgets everything at lock.
 */
export const useDraft = defineStore('draft', () => {
  const session = useSession()
  const opened = shallowRef<ExamDraft>()
  const steps = shallowRef<History<ExamBody>>()
  const saving = shallowRef<Autosave>()
  const signedExam = shallowRef<SignedExam>()
  const patient = shallowRef<Patient>()
  const context = shallowRef<ExamContext>()
  /** Earlier visits that do not open: what they say of allergies and nodules is not known here. */
  const unread = ref(0)
  /** The field whose text is being typed: judged aloud only when it is left. */
  const typing = ref<AnswerPath>()
  const loosePictures = ref(0)
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
  const answering = useAnswering({ body, context, typing, edited, now, me })

  const chart = useChart({
    body,
    context,
    typing,
    rulesOn: () => session.session?.clinic.settings.rulesOn ?? [],
  })

  const savedAt = computed(() => saving.value?.savedAt.value)
  const attesting = useAttesting({ body, context, edited, now, me })
  const { putDown, ...drawing } = useDrawing({ body, edited, now, me })
  const placing = usePlacing({
    body,
    edited,
    now,
    me,
    hasEarlier: () => chart.view.value?.fact('earlierNodules') ?? false,
  })
  // The map does one thing at a time.
  watch(placing.placing, (on) => on && putDown())
  const course = useNoduleCourse({ ...chart, isFollowUp: attesting.isFollowUp })
  const { leftToday } = attesting
  const header = useHeader({ body, context, patient, unread, savedAt, loosePictures, chart, leftToday })
  const order = useOrder(
    chart.view,
    header.toAnswer,
    () => body.value !== undefined && planOf(body.value) === undefined,
  )

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

  /**
   * "All asked, none present": each single answer, with the time; only where nothing was answered and no ghost stands
   * (ruling 23). Answers how many it wrote.
   */
  const answerAllNone = (part: Part, entryId?: string, block?: Block): number => {
    const open = chart.openScreen(part, entryId, block)
    const beside = screenedIn(part.id)
      .filter(({ field }) => !open.includes(field))
      .map(({ field }) => answerPath(field.id, entryId))
    if (open.length > 0)
      edited((old) => edit.withAllNone(old, { partId: part.id, entryId }, now(), me(), beside))
    return open.length
  }

  /** Takes a plan set in one go; one undo takes it back. */
  const takePlanSet = (set: PlanSet): void =>
    edited((old) =>
      withPlanSet(
        old,
        set,
        { at: now(), by: me() },
        () => crypto.randomUUID(),
        context.value?.procedures ?? false,
      ),
    )

  const addEntry = (group: GroupId): string => {
    const entryId = crypto.randomUUID()
    edited((old) => edit.withEntry(old, group, entryId))
    return entryId
  }
  const removeEntry = (group: GroupId, entryId: string): void => {
    if (!order.isKnown(entryId)) edited((old) => edit.withoutEntry(old, group, entryId))
  }

  const marks = useMarks({ body, labels: chart.labels, edited, now, me })
  const { attached, holdImages, dropImage } = usePictures({
    steps,
    changed: () => saving.value?.changed(),
  })

  const answerPrompt = (key: string, what: Disposition['what'], reason: string): void => {
    const prompt = chart.prompts.value.find((one) => chart.promptKey(one) === key)
    if (prompt === undefined) return
    const said = answerToPrompt(prompt, { what, reason, at: now(), by: me() })
    edited((old) => edit.withDisposition(old, said))
  }

  /** What was typed beside this visit, answer by answer; taking one over is a change like any other. */
  const linesBeside = (kept: Kept): readonly BesideLine[] =>
    body.value && context.value
      ? besideLines(kept, { body: body.value, context: context.value }, teller())
      : []
  const takeBeside = (kept: Kept, path: AnswerPath): void => edited((old) => withTaken(old, kept.body, path))

  const restep = (how: 'undo' | 'redo'): void => {
    steps.value?.[how]()
    typing.value = undefined
    saving.value?.changed()
  }

  /** The last save of a draft that is already off the screen. */
  let closing: Promise<unknown> = Promise.resolve()
  /** Which draft the screen asked for last: an older answer that comes later must not take its place. */
  let wanted: string | undefined

  const forget = (): void => {
    saving.value?.stop()
    for (const held of [opened, steps, saving, patient, context, signedExam, typing]) held.value = undefined
    placing.placing.value = false
    attesting.forgetSaid()
    putDown()
    course.chosenThen.value = undefined
    attached.value = new Set()
    loosePictures.value = 0
    wanted = undefined
  }
  session.onLock(forget)
  const flush = async (): Promise<boolean> => {
    await closing
    return (await saving.value?.flush()) ?? true
  }
  session.beforeLock(flush)

  /** Takes the visit off the screen at once; its last save goes on. */
  const close = async (): Promise<void> => {
    const last = signedExam.value === undefined ? saving.value : undefined
    forget()
    if (last !== undefined) closing = last.end()
    await closing
  }

  /** Opens a draft; answers what went wrong in words, or nothing. */
  const open = async (examId: string): Promise<string> => {
    // Back from a picture: the visit and what can be undone in it are still here.
    if (opened.value?.examId === examId && signedExam.value === undefined) return ''
    if (opened.value !== undefined) void close()
    wanted = examId
    // What is read below must hold what was typed before.
    await closing
    const [draft, around] = await Promise.all([
      call('exams.openDraft', { examId }),
      call('exams.context', { examId }),
    ])
    if (wanted !== examId) return ''
    if (!draft.ok) return wordsFor(draft.error)
    if (!around.ok) return wordsFor(around.error)
    const clinic = session.session?.clinic
    if (clinic === undefined) return wordsFor({ code: 'locked' })
    opened.value = draft.value
    patient.value = around.value.patient
    unread.value = around.value.unread ?? 0
    context.value = {
      patient: around.value.patient,
      today: today(),
      country: clinic.country,
      procedures: clinic.settings.procedures,
      earlier: around.value.earlier,
      given: around.value.labels,
    }
    // A nodule signed at another visit after this one was begun has a card here too.
    const before = around.value.earlier.filter((exam) => exam.visitOn <= draft.value.body.visitOn)
    const answers = withKnownNodules(draft.value.body.answers, before)
    const held = history({ ...draft.value.body, answers })
    steps.value = held
    saving.value = autosave(draft.value, () => ({ body: held.now.value, focus: focus?.() }))
    if (answers !== draft.value.body.answers) saving.value.changed()
    return ''
  }
  /** Signs what is saved. Answers what went wrong, or nothing. */
  const sign = async (
    proof: OwnProof,
    mode: SignedExam['mode'],
    reason?: string,
  ): Promise<AppError | undefined> => {
    const from = saving.value
    if (from === undefined || opened.value === undefined) return undefined
    if (!(await from.flush())) return from.problem.value ?? { code: 'unexpected' }
    const signed = await call('exams.sign', {
      examId: opened.value.examId,
      baseSequence: from.sequence(),
      mode,
      ...(reason !== undefined && { reason }),
      ...proof,
    })
    if (!signed.ok) return signed.error
    signedExam.value = signed.value
    from.stop()
    return undefined
  }

  return {
    patient,
    body,
    isOpen,
    attached,
    loosePictures,
    country,
    visitOn,
    startFocus,
    canUndo: computed(() => steps.value?.canUndo.value ?? false),
    canRedo: computed(() => steps.value?.canRedo.value ?? false),
    recovered: computed(() => opened.value?.recovered),
    amends: computed(() => opened.value?.amends === true),
    /** Where it came from, in words, when it was charted on the wrong patient first. */
    movedFrom: computed(() =>
      movedParagraph(opened.value?.movedFrom, momentOf)
        .map(({ heading, text }) => `${heading}. ${text}`)
        .join(' '),
    ),
    saveProblem: computed(() => saving.value?.problem.value),
    ...answering,
    ...chart,
    ...header,
    ...order,
    ...attesting,
    ...course,
    ...drawing,
    typing,
    ...marks,
    ...placing,
    /** The map waits for a place, an outline or a shading. */
    mapWaits: computed(
      () => placing.placing.value || drawing.shadingHere.value || drawing.outlining.value !== undefined,
    ),
    confirm,
    answerAllNone,
    takePlanSet,
    ...useTray({ view: chart.view, edited, now, me }),
    addEntry,
    removeEntry,
    holdImages,
    dropImage,
    answerPrompt,
    besideLines: linesBeside,
    takeBeside,
    undo: () => restep('undo'),
    redo: () => restep('redo'),
    open,
    flush,
    sign,
    close,
    watchFocus: (read: () => string | undefined) => (focus = read),
  }
})
