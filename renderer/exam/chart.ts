import { computed, type ComputedRef, type Ref } from 'vue'
import { screenedIn } from '@shared/exam/answers'
import { answerPath, splitPath, type AnswerPath } from '@shared/exam/answer'
import { codecOf } from '@shared/exam/codecs'
import type { ExamContext } from '@shared/exam/context'
import { findPlace, SECTIONS, type GroupId, type SectionId } from '@shared/exam/definition'
import * as edit from '@shared/exam/edit'
import type { EntryRefField, Part, Section } from '@shared/exam/field-kinds'
import { earlierLabels, labelNodules } from '@shared/exam/labels'
import { noteOf, termsOf } from '@shared/exam/projections/note'
import {
  blocksSigning,
  isRequired,
  validate,
  viewOf,
  type Blocker,
  type Finding,
} from '@shared/exam/validate'
import { evaluate, type Prompt } from '@shared/prompts/evaluate'
import { factsOf } from '@shared/prompts/facts'
import { rulesInForce, sourcesOf } from '@shared/prompts/rule-set'
import type { ExamBody } from '@shared/records/exam'
import type { PromptView, RailItem } from '../ui/types'
import { mapNodulesOf } from '../shell/map-nodules'
import type { RowState } from '../ui/row'
import type { Option } from '../ui/row-keys'
import { timeOf } from '../shell/clock'

interface Source {
  readonly body: ComputedRef<ExamBody | undefined>
  readonly context: Ref<ExamContext | undefined>
  readonly typing: Ref<AnswerPath | undefined>
  readonly rulesOn: () => readonly string[]
}

/** How a field looks and speaks now (the states of a field). */
export interface Look {
  readonly state: RowState
  readonly required: boolean
  readonly value: string
  readonly unanswered: 'unknown' | 'notExamined' | 'notAsked' | undefined
  readonly when: string
  readonly message: string
  /** Set where the message asks to be confirmed. */
  readonly check: string | undefined
  /** A better value that one key takes (short and long axis swapped). */
  readonly offer: Finding['offer']
}

export interface Tab {
  readonly id: string
  readonly label: string
  readonly more: string
  readonly part: Part
  readonly entryId: string | undefined
  readonly tenderness: number | undefined
  readonly missing: number
}

const EMPTY: readonly never[] = []

/** Several doubts at one field ask for one reason: the question stands once, at the end. */
const doubtWords = (messages: readonly string[]): string =>
  messages
    .map((message, index) =>
      index < messages.length - 1 ? message.replace(/ Keep (it|both)\? Say why\.$/u, '') : message,
    )
    .join(' ')

/** What the open visit says now: everything a screen shows of it, derived from body and context alone. */
export function useChart({ body, context, typing, rulesOn }: Source) {
  const judged = <T>(make: (body: ExamBody, context: ExamContext) => T, none: T): ComputedRef<T> =>
    computed(() =>
      body.value !== undefined && context.value !== undefined ? make(body.value, context.value) : none,
    )
  const view = judged(viewOf, undefined as ReturnType<typeof viewOf> | undefined)
  const findings = judged<readonly Finding[]>(validate, EMPTY)
  const blockers = judged<readonly Blocker[]>(blocksSigning, EMPTY)
  const labels = judged<Readonly<Record<string, string>>>(
    (now, { earlier }) => labelNodules(now.answers, earlierLabels(earlier)),
    {},
  )
  const inForce = computed(() => rulesInForce(rulesOn()))
  const prompts = computed<readonly Prompt[]>(() =>
    view.value && body.value
      ? evaluate(factsOf(view.value, labels.value, inForce.value), body.value.dispositions, inForce.value)
      : EMPTY,
  )
  const note = computed(() => (body.value && context.value ? noteOf(body.value, context.value) : []))

  const terms = computed(() =>
    body.value && context.value ? termsOf(body.value, context.value) : { country: '', entryName: () => '' },
  )
  const findingsAt = computed(() => {
    const byPath = new Map<AnswerPath, Finding[]>()
    for (const finding of findings.value)
      byPath.set(finding.path, [...(byPath.get(finding.path) ?? []), finding])
    return byPath
  })
  const spot = (path: AnswerPath) => {
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

  const lookOf = (path: AnswerPath): Look => {
    const { place, entryId } = spot(path)
    const answer = body.value && edit.answerAt(body.value, path)
    const here = findingsAt.value.get(path) ?? EMPTY
    const refusal = here.find((finding) => finding.level === 'refuse')
    const doubts = here.filter((finding) => finding.level === 'confirm' && !finding.confirmed)
    const judgeAloud = typing.value !== path
    const value =
      answer?.is === 'value' ? codecOf(place.field).display(place.field, answer.value, terms.value) : ''
    const state = (): RowState => {
      if (refusal !== undefined && judgeAloud) return 'refused'
      if (doubts.length > 0 && judgeAloud) return 'confirm'
      if (answer === undefined) return 'empty'
      return answer.is === 'value' ? 'typed' : 'unanswered'
    }
    const now = state()
    return {
      state: now,
      required: view.value !== undefined && isRequired(view.value, place, entryId),
      value,
      unanswered: answer === undefined || answer.is === 'value' ? undefined : answer.is,
      when: answer === undefined ? '' : answer.via === 'map' ? 'from map' : timeOf(answer.at),
      message:
        now === 'refused'
          ? (refusal?.message ?? '')
          : now === 'confirm'
            ? doubtWords(doubts.map((doubt) => doubt.message))
            : '',
      check: now === 'confirm' ? doubts[0]?.check : undefined,
      offer: now === 'confirm' ? doubts.find((doubt) => doubt.offer)?.offer : undefined,
    }
  }

  /** Questions of a screened part that nobody has answered yet. */
  const openScreen = (part: Part): number =>
    screenedIn(part.id).filter(({ field }) => isFieldShown(field.id) && lookOf(field.id).state === 'empty')
      .length

  const missingIn = (sectionId: SectionId): readonly Blocker[] =>
    blockers.value.filter((one) => one.sectionId === sectionId)
  const answeredIn = (section: Section): boolean =>
    section.parts.some((part) =>
      part.repeats
        ? body.value !== undefined && edit.entriesOf(body.value, part.repeats.group as GroupId).length > 0
        : part.blocks
            .flatMap((block) => block.rows)
            .flatMap((row) => row.fields)
            .some((field) => body.value?.answers.values[field.id] !== undefined),
    )
  const rail = computed<readonly RailItem[]>(() =>
    SECTIONS.map((section, index) => {
      const open = missingIn(section.id)
      const missing = open.filter((one) => one.why === 'missing').length
      const asks = open.some((one) => one.why !== 'missing')
      return {
        id: section.id,
        label: section.title,
        // Alt and a digit reach ten sections; the eleventh follows by F8 or the arrow keys.
        hint: index < 10 ? String((index + 1) % 10) : '',
        missing,
        mark: asks ? ('warn' as const) : answeredIn(section) ? ('done' as const) : ('optional' as const),
      }
    }),
  )

  const noduleTenderness = (entryId: string): number | undefined =>
    view.value
      ?.entries('nodule')
      .find((entry) => entry.entryId === entryId)
      ?.value('nodule.tenderness')
  const tabsOf = (section: Section): readonly Tab[] =>
    section.parts.filter(isPartShown).flatMap((part): Tab[] => {
      const open = (test: (path: AnswerPath) => boolean): number =>
        blockers.value.filter((one) => test(one.path)).length
      const repeats = part.repeats
      if (repeats === undefined) {
        const ids = new Set(
          part.blocks.flatMap((block) => block.rows).flatMap((row) => row.fields.map((f) => f.id)),
        )
        return [
          {
            id: part.id,
            label: part.title,
            more: '',
            part,
            entryId: undefined,
            tenderness: undefined,
            missing: open((path) => ids.has(path)),
          },
        ]
      }
      const group = repeats.group as GroupId
      const entries = body.value ? edit.entriesOf(body.value, group) : EMPTY
      return entries.map(({ entryId }, index) => ({
        id: entryId,
        label: group === 'nodule' ? (labels.value[entryId] ?? '') : `${part.title} ${index + 1}`,
        more: group === 'nodule' ? placeWords(entryId) : '',
        part,
        entryId,
        tenderness: group === 'nodule' ? noduleTenderness(entryId) : undefined,
        missing: open((path) => splitPath(path).entryId === entryId),
      }))
    })
  const placeWords = (entryId: string): string => {
    const shown = (id: string): string => lookOf(answerPath(id, entryId)).value
    return [shown('nodule.side'), shown('nodule.zone')].filter(Boolean).join(' ')
  }

  const mapNodules = computed(() => (view.value ? mapNodulesOf(view.value, labels.value) : EMPTY))
  const psisDistanceMm = computed(() => view.value?.value('palpation.psisDistance'))

  /** What an entry can point at: entries of this visit, or of earlier ones, by label. */
  const entryOptions = (field: EntryRefField): Option[] => {
    const here = body.value ? edit.entriesOf(body.value, field.refersTo as GroupId) : EMPTY
    const before = (context.value?.earlier ?? []).flatMap((exam) => exam.answers.groups[field.refersTo] ?? [])
    const known = new Map<string, string>()
    for (const { entryId } of field.scope === 'thisExam' ? [...before, ...here] : before)
      known.set(entryId, labels.value[entryId] ?? `${field.label} ${known.size + 1}`)
    return [...known].map(([value, label]) => ({ value, label }))
  }

  /** What each picture of the visit shows, by entry id: "R1, ultrasound". */
  const imageBindings = computed<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(
      (view.value?.entries('image') ?? []).map(({ entryId }) => [
        entryId,
        ['image.nodule', 'image.modality']
          .map((id) => lookOf(answerPath(id, entryId)).value)
          .filter(Boolean)
          .join(', '),
      ]),
    ),
  )

  const promptKey = (prompt: Prompt): string => `${prompt.rule} ${prompt.entryId ?? ''} ${prompt.fingerprint}`
  /** Prompts that nobody has answered yet; what was said to the others stands in the record. */
  const promptViews = computed<readonly PromptView[]>(() =>
    prompts.value
      .filter((prompt) => prompt.disposition === undefined)
      .map((prompt) => ({
        key: promptKey(prompt),
        level: ({ STOP: 'stop', CHECK: 'check', NOTE: 'note' } as const)[prompt.level],
        from: [prompt.rule, ...prompt.sources].join(', '),
        message: prompt.nodule === undefined ? prompt.message : `${prompt.nodule}: ${prompt.message}`,
        because: prompt.inputs.map((input) => input.words).join(', '),
        sources: sourcesOf(prompt.rule),
      })),
  )
  const emergency = computed(() =>
    prompts.value.some((prompt) => prompt.rule === 'R01' && prompt.level === 'STOP' && prompt.open),
  )

  return {
    view,
    findings,
    blockers,
    labels,
    prompts,
    note,
    isShown,
    isFieldShown,
    isPartShown,
    lookOf,
    openScreen,
    rail,
    tabsOf,
    placeWords,
    mapNodules,
    psisDistanceMm,
    entryOptions,
    imageBindings,
    promptKey,
    promptViews,
    emergency,
  }
}
