import { computed, type ComputedRef, type Ref } from 'vue'
import { screenedIn } from '@shared/exam/answers'
import { marksOf } from '@shared/exam/map-marks'
import { answerPath, splitPath, type AnswerPath } from '@shared/exam/answer'
import type { Terms } from '@shared/exam/codec'
import type { ExamContext } from '@shared/exam/context'
import { placeOf, SECTIONS, type FieldId, type GroupId, type SectionId } from '@shared/exam/definition'
import * as edit from '@shared/exam/edit'
import { ZONE_LABELS } from '@shared/bodymap'
import { earlierVisits, lastPlaced } from '@shared/exam/nodule-history'
import type { Block, EntryRefField, Field, Part, Section } from '@shared/exam/field-kinds'
import { earlierLabels, labelsIn } from '@shared/exam/labels'
import { noteOf, termsOf } from '@shared/exam/projections/note'
import { blocksSigning, validate, viewOf, type Blocker, type Finding } from '@shared/exam/validate'
import { evaluate, type Prompt } from '@shared/prompts/evaluate'
import { factsOf } from '@shared/prompts/facts'
import { ruleOf, rulesInForce, sourcesOf } from '@shared/prompts/rule-set'
import { PROMPT_TEXTS } from '@shared/prompts/texts'
import type { SaidOfPicture } from '@shared/imaging/visits'
import type { ExamBody } from '@shared/records/exam'
import { joined, saidOf } from '@shared/records/said'
import { say, teller } from '../language/say'
import { t, told } from '../language/text'
import type { PromptView, RailItem } from '../ui/types'
import type { Option } from '../ui/row-keys'
import { kept } from '../shell/kept'
import { useLooks } from './looks'
import { picturesPlaced } from './picture-bindings'

interface Source {
  readonly body: ComputedRef<ExamBody | undefined>
  readonly context: Ref<ExamContext | undefined>
  readonly typing: Ref<AnswerPath | undefined>
  readonly rulesOn: () => readonly string[]
}

export interface Tab {
  readonly id: string
  readonly label: string
  readonly more: string
  /** `more` is what the record says of a nodule that nobody has placed today. */
  readonly pencil: boolean
  readonly part: Part
  readonly entryId: string | undefined
  readonly group: GroupId | undefined
  readonly tenderness: number | undefined
}

const EMPTY: readonly never[] = []

/** What the open visit says now: everything a screen shows of it, derived from body and context alone. */
export function useChart({ body, context, typing, rulesOn }: Source) {
  const judged = <T>(make: (body: ExamBody, context: ExamContext) => T, none: T): ComputedRef<T> =>
    computed(() =>
      body.value !== undefined && context.value !== undefined ? make(body.value, context.value) : none,
    )
  const view = judged(viewOf, undefined as ReturnType<typeof viewOf> | undefined)
  const findings = judged<readonly Finding[]>(validate, EMPTY)
  const blockers = judged<readonly Blocker[]>(blocksSigning, EMPTY)
  const labels = judged<Readonly<Record<string, string>>>((now, around) => labelsIn(now.answers, around), {})
  const inForce = computed(() => rulesInForce(rulesOn()))
  const prompts = computed<readonly Prompt[]>(() =>
    view.value && body.value
      ? evaluate(factsOf(view.value, labels.value, inForce.value), body.value.dispositions, inForce.value)
      : EMPTY,
  )
  const note = computed(() => (body.value && context.value ? noteOf(body.value, context.value) : []))

  /** As the screen says them: what is written into the record has terms of its own. */
  const terms = computed((): Terms =>
    body.value && context.value
      ? termsOf(body.value, context.value, teller())
      : { country: '', entryName: () => '' },
  )
  const looks = useLooks({ body, context, typing, view, findings, terms })
  const { isFieldShown, isPartShown, lookOf } = looks

  /** Questions of a screened part, card or block that nobody has answered yet, and of which no ghost speaks. */
  const openScreen = (part: Part, entryId?: string, block?: Block): readonly Field[] =>
    screenedIn(part.id)
      .filter((place) => (block === undefined ? part.screen !== undefined : place.block === block))
      .map(({ field }) => field)
      .filter(({ id }) => isFieldShown(id, entryId) && lookOf(answerPath(id, entryId)).state === 'empty')

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
        label: told(section.title),
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
      const repeats = part.repeats
      if (repeats === undefined) {
        return [
          {
            id: part.id,
            label: told(part.title),
            more: '',
            pencil: false,
            part,
            entryId: undefined,
            group: undefined,
            tenderness: undefined,
          },
        ]
      }
      const group = repeats.group as GroupId
      const entries = body.value ? edit.entriesOf(body.value, group) : EMPTY
      return entries.map(({ entryId }, index) => {
        const tab = { id: entryId, part, entryId, group }
        if (group !== 'nodule')
          return {
            ...tab,
            label: `${told(part.title)} ${index + 1}`,
            more: '',
            pencil: false,
            tenderness: undefined,
          }
        const today = placeWords(entryId)
        return {
          ...tab,
          label: labels.value[entryId] ?? '',
          more: today || recordWords(entryId),
          pencil: today === '',
          tenderness: noduleTenderness(entryId),
        }
      })
    })
  /** How many answers signing still waits for, by the tab that holds them. */
  const missingByTab = (): Readonly<Record<string, number>> => {
    const counts: Record<string, number> = {}
    for (const { path } of blockers.value) {
      const { fieldId, entryId } = splitPath(path)
      const tab = entryId ?? placeOf(fieldId as FieldId).part.id
      counts[tab] = (counts[tab] ?? 0) + 1
    }
    return counts
  }
  /** Side and zone as they were said today. */
  const placeWords = (entryId: string): string => {
    const said = (id: FieldId): string => {
      const answer = body.value && edit.answerAt(body.value, answerPath(id, entryId))
      return answer?.is === 'value' ? looks.words(placeOf(id), answer.value) : ''
    }
    return [said('nodule.side'), said('nodule.zone')].filter(Boolean).join(' ')
  }

  /** Side and zone as the record has them: which nodule this is, not what was found today. */
  const recordWords = (entryId: string): string => {
    const { visits, words } = recorded.value
    const known = words.get(entryId)
    if (known !== undefined) return known
    const nodule = lastPlaced(visits, entryId)?.nodule
    const [side, zone] = [nodule?.value('nodule.side'), nodule?.value('nodule.zone')]
    const found = [side && told(side), zone && told(ZONE_LABELS[zone])].filter(Boolean).join(' ')
    words.set(entryId, found)
    return found
  }
  const visitOn = computed(() => body.value?.visitOn)
  /** The signed visits before this one, which do not change under the form, and what was worked out of them. */
  const recorded = computed(() => ({
    visits:
      visitOn.value === undefined || context.value === undefined
        ? EMPTY
        : earlierVisits({ visitOn: visitOn.value, context: context.value }),
    words: new Map<string, string>(),
  }))

  const mapNodules = kept(() => (view.value ? marksOf(view.value, labels.value) : EMPTY))
  const psisDistanceMm = computed(() => view.value?.value('palpation.psisDistance'))

  /** What an entry can point at: entries of this visit, or of earlier ones, by label. */
  const entryOptions = (field: EntryRefField, path: AnswerPath): Option[] => {
    const here = body.value ? edit.entriesOf(body.value, field.refersTo as GroupId) : EMPTY
    const before = (context.value?.earlier ?? []).flatMap((exam) => exam.answers.groups[field.refersTo] ?? [])
    const known = new Map<string, string>()
    const itself = splitPath(path).entryId
    const names = { ...earlierLabels(context.value?.earlier ?? EMPTY), ...labels.value }
    for (const { entryId } of field.scope === 'thisExam' ? [...before, ...here] : before)
      // No nodule merges with itself or splits from itself.
      if (entryId !== itself)
        known.set(entryId, names[entryId] ?? `${told(field.label, field.id)} ${known.size + 1}`)
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

  /** All that is said of the pictures, by entry id. */
  const imagesSaid = computed<Readonly<Record<string, SaidOfPicture>>>(() => {
    const placed = view.value === undefined ? {} : picturesPlaced(view.value)
    return Object.fromEntries(
      Object.entries(imageBindings.value).map(([id, words]) => [id, { words, ...placed[id] }]),
    )
  })

  const promptKey = (prompt: Prompt): string => `${prompt.rule} ${prompt.entryId ?? ''} ${prompt.fingerprint}`
  /** Prompts that nobody has answered yet; what was said to the others stands in the record. */
  /** A rule that open red flags hold back speaks as if there were none: while some were not asked, the bar says so. */
  const flagsOpen = computed(() => {
    const n = missingIn('redFlags').length
    return n === 0 ? '' : t('Red flags not answered yet: {n}.', { n })
  })
  const promptViews = kept<readonly PromptView[]>(() =>
    prompts.value
      .filter((prompt) => prompt.disposition === undefined)
      .map((prompt) => ({
        key: promptKey(prompt),
        level: ({ STOP: 'stop', CHECK: 'check', NOTE: 'note' } as const)[prompt.level],
        from: [prompt.rule, ...prompt.sources].join(', '),
        message: say(
          prompt.nodule === undefined
            ? prompt.message
            : saidOf(PROMPT_TEXTS.of, { label: { asIs: prompt.nodule }, words: prompt.message }),
        ),
        because: say(
          joined(
            prompt.inputs.map(({ words }) => words),
            'answers',
          ),
        ),
        caution: ruleOf(prompt.rule).hiddenWhileOpen === undefined ? '' : flagsOpen.value,
        sources: sourcesOf(prompt.rule).map(say),
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
    terms,
    ...looks,
    openScreen,
    rail,
    tabsOf,
    missingByTab,
    placeWords,
    mapNodules,
    psisDistanceMm,
    entryOptions,
    imageBindings,
    imagesSaid,
    promptKey,
    promptViews,
    emergency,
  }
}
