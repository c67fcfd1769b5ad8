import { asIs, joined, said, saidOf, type Said } from '../../records/said'
import { answerPath, type AnswerPath } from '../answer'
import { codecOf } from '../codecs'
import { sayIn, type Terms } from '../codec'
import { fieldOf, type CodeOf, type GroupFieldId } from '../definition'
import { reliefPercent } from '../derived'
import type { EntryView, ExamView } from '../view'
import { capital } from '../wording'
import { COURSE_TEXTS } from './texts'

/** Something that was begun or done to treat, on the day of the visit that records it. */
export interface Treatment {
  /** `done`: a needle that day. `begun`: planned that day, to be taken or done from then on. */
  readonly is: 'done' | 'begun'
  readonly path: AnswerPath
  /** "Injection of R1: lidocaine 30 mg, triamcinolone 20 mg; pain 7 to 1 at 10 minutes". */
  readonly words: string
  /** The nodule that a needle went to. */
  readonly noduleId?: string
}

/**
 * Of the plan, what treats and begins with the visit. A planned needle treats when it is recorded; advice, imaging, an
 * opinion and a referral treat nothing by themselves. Which count is a clinical design choice (c).
 */
const BEGINS = [
  'analgesia',
  'heat',
  'stretches',
  'physiotherapy',
] as const satisfies readonly CodeOf<'plan.options'>[]

const isThere = (piece: Said | undefined): piece is Said => piece !== undefined

const valueIn = (
  entry: EntryView<'injection'>,
  id: GroupFieldId<'injection'>,
  terms: Terms,
): Said | undefined => {
  const value = entry.value(id)
  return value === undefined ? undefined : codecOf(fieldOf(id)).said(fieldOf(id), value, terms)
}

/** What was given, with how much of it; nothing where none was. */
const givenIn = (
  entry: EntryView<'injection'>,
  [what, ...much]: readonly [
    'injection.agent' | 'injection.secondAgent' | 'injection.steroid',
    ...GroupFieldId<'injection'>[],
  ],
  terms: Terms,
): Said | undefined => {
  const given = entry.value(what)
  if (given === undefined || given === 'none') return undefined
  return joined([what, ...much].map((id) => valueIn(entry, id, terms)).filter(isThere), ' ')
}

const procedureWords = (entry: EntryView<'injection'>, terms: Terms): string => {
  const needled = entry.has('injection.kind', 'dryNeedling')
  const nodule = entry.value('injection.nodule')
  const given = [
    givenIn(entry, ['injection.agent', 'injection.concentration', 'injection.volume'], terms),
    givenIn(
      entry,
      ['injection.secondAgent', 'injection.secondConcentration', 'injection.secondVolume'],
      terms,
    ),
    givenIn(entry, ['injection.steroid', 'injection.steroidMg'], terms),
  ].filter(isThere)
  const [before, after] = [entry.value('injection.painBefore'), entry.value('injection.painAfter')]
  const percent = before === undefined || after === undefined ? undefined : reliefPercent(before, after)
  const minutes = valueIn(entry, 'injection.minutes', terms)
  const pain = { before: String(before), after: String(after) }
  const relief =
    percent === undefined
      ? undefined
      : minutes === undefined
        ? saidOf(COURSE_TEXTS.pain, pain)
        : saidOf(COURSE_TEXTS.painAt, { ...pain, minutes })
  const what =
    nodule === undefined
      ? said(needled ? COURSE_TEXTS.dryNeedling : COURSE_TEXTS.injection)
      : saidOf(needled ? COURSE_TEXTS.dryNeedlingOf : COURSE_TEXTS.injectionOf, {
          nodule: asIs(terms.entryName('nodule', nodule)),
        })
  const done = given.length === 0 ? what : saidOf(COURSE_TEXTS.given, { what, given: joined(given) })
  return capital(sayIn(terms, joined([done, relief].filter(isThere), ';')))
}

/** The treatments that an exam records, needles first. Only what counts in the view. */
export function treatmentsOf(view: ExamView, terms: Terms): readonly Treatment[] {
  const done = view
    .entries('injection')
    .filter((entry) => entry.value('injection.kind') !== undefined)
    .map((entry): Treatment => {
      const noduleId = entry.value('injection.nodule')
      return {
        is: 'done',
        path: answerPath('injection.kind', entry.entryId),
        words: procedureWords(entry, terms),
        ...(noduleId !== undefined && { noduleId }),
      }
    })
  const field = fieldOf('plan.options')
  const begun = (view.value('plan.options') ?? []).filter((code) => BEGINS.some((one) => one === code))
  const medicines = begun.includes('analgesia') ? medicinesIn(view, terms) : []
  const list = begun.flatMap((code) =>
    code === 'analgesia' && medicines.length > 0 ? medicines : [codecOf(field).said(field, [code], terms)],
  )
  const words = (): string => sayIn(terms, saidOf(COURSE_TEXTS.begun, { list: joined(list) }))
  return [
    ...done,
    ...(begun.length === 0
      ? []
      : [{ is: 'begun' as const, path: answerPath('plan.options'), words: words() }]),
  ]
}

const medicinesIn = (view: ExamView, terms: Terms): readonly Said[] => {
  const field = fieldOf('analgesic.drug')
  return view.entries('analgesic').flatMap((entry) => {
    const drug = entry.value('analgesic.drug')
    if (drug === undefined) return []
    const other = drug === 'other' ? entry.value('analgesic.drugOther') : undefined
    return [other === undefined ? codecOf(field).said(field, drug, terms) : asIs(other)]
  })
}
