import type { CodedFieldId, CodeOf, FieldIdOfKind, GroupFieldId, SingleFieldId } from '../exam/definition'
import type { EarlierSize, Measured } from '../exam/derived'
import type { TreatmentResponse } from '../exam/outcomes/response'
import type { AnaestheticDose } from './anaesthetics'
import type { PartId, RuleId, RuleInput } from './rule-input'

type NumberId = Extract<FieldIdOfKind<'scale' | 'quantity'>, SingleFieldId>
export type SingleCodedId = Extract<CodedFieldId, SingleFieldId>
/** Fields that are answered yes or no. */
export type YesNoId = {
  [I in SingleCodedId]: 'yes' extends CodeOf<I> ? I : never
}[SingleCodedId]
export type NoduleFieldId = GroupFieldId<'nodule'>
export type NoduleCodedId = Extract<CodedFieldId, NoduleFieldId>

/** What was chosen at this visit: planned or recorded (clinical content 3). Empty lists: not chosen. */
export interface Chosen {
  /** One for each NSAID. */
  readonly nsaids: readonly RuleInput[]
  readonly paracetamol: readonly RuleInput[]
  /** Of all paracetamol chosen; none where a dose or the times a day were not said. */
  readonly paracetamolMgPerDay: number | undefined
  /** Medicines of any other kind. */
  readonly otherAnalgesics: number
  readonly heat: readonly RuleInput[]
  /** Injection, test injection or dry needling: one input, however many there are. */
  readonly needle: readonly RuleInput[]
  /** Injections of steroid, each with the nodule that it names. */
  readonly steroids: readonly { readonly input: RuleInput; readonly noduleId: string | undefined }[]
  /** Every anaesthetic of every injection and test injection. */
  readonly anaesthetics: readonly AnaestheticDose[]
}

/** What rules ask of the exam as a whole. Only answers attested at this visit are here. */
export interface Facts {
  readonly ageYears: number
  readonly nodules: readonly NoduleFacts[]
  readonly chosen: Chosen
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
  /** Sacroiliac tests that reproduced the familiar pain. A test that was not done is none (2.7). */
  sacroiliacPositive(): RuleInput[]
  /** Allergy or toxicity after an earlier injection, said then or since. */
  reactedBefore(): RuleInput[]
  /** How the scores moved since the first treatment; none before one. */
  sinceTreatment(): TreatmentResponse | undefined
  ruleIsOn(id: RuleId | PartId): boolean
}

/** What rules ask of one nodule. */
export interface NoduleFacts {
  readonly entryId: string
  readonly label: string
  /** Larger axis of every size said today, with the path of its field; none if no size was said. Millimetres. */
  readonly lengths: readonly { readonly path: string; readonly mm: number }[]
  readonly measured: readonly Measured[]
  readonly earlier: readonly EarlierSize[]
  /** Lumps in the cluster, where it was said. */
  readonly cluster: number | undefined
  is<I extends NoduleCodedId>(id: I, ...codes: readonly CodeOf<I>[]): boolean
  number(id: Extract<FieldIdOfKind<'scale'>, NoduleFieldId>): number | undefined
  inputIf<I extends NoduleCodedId>(id: I, ...codes: readonly CodeOf<I>[]): RuleInput[]
  inputIfUnknown(id: NoduleFieldId): RuleInput[]
  inputIfAnswered(id: NoduleFieldId): RuleInput[]
  /** "Lump removed here before", where it names this nodule or none in particular. */
  removedBefore(answer: 'yes' | 'unknown'): RuleInput[]
  /** Reports of images of this nodule, or of no nodule in particular, with this conclusion. */
  reports(conclusion: CodeOf<'image.conclusion'>): RuleInput[]
  ultrasoundSays(conclusion: CodeOf<'image.conclusion'>): boolean
  /** Steroid injections that name this nodule, or none in particular. */
  steroids(): RuleInput[]
}
