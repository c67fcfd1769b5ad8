import { answerPath } from '../exam/answer'
import { codecOf } from '../exam/codecs'
import { fieldOf, type CodedFieldId, type CodeOf, type FieldIdOfKind } from '../exam/definition'
import type { GroupFieldId, SingleFieldId } from '../exam/definition'
import { ANALGESIC_CLASS } from '../exam/sections/plan'
import { ageInYears } from '../dates/typed-date'
import {
  earlierSizes,
  largerMm,
  overOneYear,
  sizesOf,
  type EarlierSize,
  type Measured,
} from '../exam/derived'
import type { EntryView, ExamView, Scope } from '../exam/view'
import { daysBetween } from '../exam/wording'
import type { RuleId, RuleInput } from './rule-input'

type NumberId = Extract<FieldIdOfKind<'scale' | 'quantity'>, SingleFieldId>
type SingleCodedId = Extract<CodedFieldId, SingleFieldId>
/** Fields that are answered yes or no. */
export type YesNoId = {
  [I in SingleCodedId]: 'yes' extends CodeOf<I> ? I : never
}[SingleCodedId]
type NoduleFieldId = GroupFieldId<'nodule'>
type NoduleCodedId = Extract<CodedFieldId, NoduleFieldId>

/** What rules ask of the exam as a whole. Only answers attested at this visit are here. */
export interface Facts {
  readonly ageYears: number
  readonly nodules: readonly NoduleFacts[]
  is<I extends SingleCodedId>(id: I, ...codes: readonly CodeOf<I>[]): boolean
  number(id: NumberId): number | undefined
  /** The answer as an input if it is one of these codes; otherwise none. */
  inputIf<I extends SingleCodedId>(id: I, ...codes: readonly CodeOf<I>[]): RuleInput[]
  /** The answer as an input if it is a value and none of these codes. */
  inputIfNot<I extends SingleCodedId>(id: I, ...codes: readonly CodeOf<I>[]): RuleInput[]
  inputIfUnknown(id: SingleFieldId): RuleInput[]
  inputIfAnswered(id: SingleFieldId): RuleInput[]
  /** Days from the date in the field to the visit. */
  daysBeforeVisit(id: Extract<FieldIdOfKind<'date'>, SingleFieldId>): number | undefined
  /** The lump (or the pain) was noticed more than a year ago. */
  longStanding(): boolean
  nsaidChosen(): boolean
  ruleIsOn(id: RuleId): boolean
}

/** What rules ask of one nodule. */
export interface NoduleFacts {
  readonly entryId: string
  readonly label: string
  /** Larger axis of every size said today, with the path of its field; none if no size was said. Millimetres. */
  readonly lengths: readonly { readonly path: string; readonly mm: number }[]
  readonly measured: readonly Measured[]
  readonly earlier: readonly EarlierSize[]
  is<I extends NoduleCodedId>(id: I, ...codes: readonly CodeOf<I>[]): boolean
  inputIf<I extends NoduleCodedId>(id: I, ...codes: readonly CodeOf<I>[]): RuleInput[]
  inputIfUnknown(id: NoduleFieldId): RuleInput[]
  /** "Lump removed here before", where it names this nodule or none in particular. */
  removedBefore(answer: 'yes' | 'unknown'): RuleInput[]
  /** Reports of images of this nodule, or of no nodule in particular, with this conclusion. */
  reports(conclusion: CodeOf<'image.conclusion'>): RuleInput[]
  ultrasoundSays(conclusion: CodeOf<'image.conclusion'>): boolean
}

/** The palpated and the imaged slot (ruling 7). */
const SIZES = ['nodule.sizePalpated', 'nodule.sizeImaged'] as const

/** The answer at a place as a rule input: its path, its words in the note's voice, and what it says. */
function input<I extends SingleFieldId | GroupFieldId>(
  view: ExamView,
  scope: Scope<I>,
  id: I,
  entryId?: string,
): RuleInput[] {
  const answer = scope.answer(id)
  if (answer === undefined) return []
  const field = fieldOf(id)
  const path = answerPath(id, entryId)
  if (answer.is !== 'value') {
    return [{ path, words: `${field.label}: unknown`, answer: answer.is }]
  }
  const terms = { country: view.context.country, entryName: () => 'nodule' }
  const value = answer.value as never
  const phrase = codecOf(field).phrase(field, value, terms)
  const coded = field.kind === 'choice' || field.kind === 'choices'
  const words = coded ? phrase : `${field.label} ${codecOf(field).display(field, value, terms)}`
  return [{ path, words, answer: JSON.stringify(answer.value) }]
}

/** Only the codes that matter of a set of codes, so that "asthma" is not listed where it is not the reason. */
function narrowed(
  view: ExamView,
  found: RuleInput[],
  id: CodedFieldId,
  codes: readonly unknown[],
): RuleInput[] {
  const field = fieldOf(id)
  if (field.kind !== 'choices') return found
  return found.map((one) => {
    const chosen = (JSON.parse(one.answer) as string[]).filter((code) => codes.includes(code))
    const terms = { country: view.context.country, entryName: () => 'nodule' }
    return {
      ...one,
      words: codecOf(field).phrase(field, chosen, terms),
      answer: JSON.stringify(chosen),
    }
  })
}

/**
 * Reads an exam for the rules.
 *
 * @param labels nodule labels by entry id (R1, L2)
 * @param switchedOn rules that ship off and that the owner switched on
 */
export function factsOf(
  view: ExamView,
  labels: Readonly<Record<string, string>>,
  switchedOn: readonly string[],
): Facts {
  const { context } = view
  const images = view.entries('image')
  const entries = view.entries('nodule')

  const noduleFacts = (entry: EntryView<'nodule'>): NoduleFacts => {
    const { entryId } = entry
    const reading = (id: NoduleFieldId): RuleInput[] => input(view, entry, id, entryId)
    // A picture or a removal that names no nodule speaks for each of them: safer than for none.
    const ofThis = (named: string | undefined): boolean => named === undefined || named === entryId
    const lengths = SIZES.flatMap((id) => {
      const size = entry.value(id)
      return size === undefined ? [] : [{ path: answerPath(id, entryId), mm: largerMm(size) }]
    })
    return {
      entryId,
      label: labels[entryId] ?? '',
      lengths,
      measured: sizesOf(entry),
      earlier: earlierSizes(view, entryId),
      is: (id, ...codes) => entry.has(id, ...codes),
      inputIf: (id, ...codes) => (entry.has(id, ...codes) ? narrowed(view, reading(id), id, codes) : []),
      inputIfUnknown: (id) => (entry.state(id) === 'unknown' ? reading(id) : []),
      removedBefore: (answer) => {
        const given = view.state('contributors.removedBefore')
        const says = given === 'value' ? view.value('contributors.removedBefore') : given
        return says === answer && ofThis(view.value('contributors.removedNodule'))
          ? input(view, view, 'contributors.removedBefore')
          : []
      },
      reports: (conclusion) =>
        images
          .filter((image) => image.has('image.conclusion', conclusion) && ofThis(image.value('image.nodule')))
          .flatMap((image) => input(view, image, 'image.conclusion', image.entryId)),
      // An exemption needs a report of this very nodule, or the only one there is.
      ultrasoundSays: (conclusion) =>
        images.some(
          (image) =>
            image.has('image.modality', 'ultrasound') &&
            image.has('image.conclusion', conclusion) &&
            (image.value('image.nodule') === entryId ||
              (image.value('image.nodule') === undefined && entries.length === 1)),
        ),
    }
  }

  return {
    ageYears: ageInYears(context.patient.bornOn, view.visitOn),
    nodules: entries.map(noduleFacts),
    is: (id, ...codes) => view.has(id, ...codes),
    number: (id) => {
      const value: unknown = view.value(id)
      return typeof value === 'number' ? value : undefined
    },
    inputIf: (id, ...codes) =>
      view.has(id, ...codes) ? narrowed(view, input(view, view, id), id, codes) : [],
    inputIfNot: (id, ...codes) =>
      view.state(id) === 'value' && !view.has(id, ...codes) ? input(view, view, id) : [],
    inputIfUnknown: (id) => (view.state(id) === 'unknown' ? input(view, view, id) : []),
    inputIfAnswered: (id) => input(view, view, id),
    daysBeforeVisit: (id) => {
      const on = view.value(id)
      return on === undefined ? undefined : daysBetween(on, view.visitOn)
    },
    longStanding: () => {
      const since = view.value('complaint.duration')
      return since !== undefined && overOneYear(since)
    },
    nsaidChosen: () =>
      view.entries('analgesic').some((medicine) => {
        const drug = medicine.value('analgesic.drug')
        return drug !== undefined && ANALGESIC_CLASS[drug] === 'nsaid'
      }),
    ruleIsOn: (id) => switchedOn.includes(id),
  }
}
