import { answerPath, type AnswerPath } from '../answer'
import { codecOf } from '../codecs'
import type { Terms } from '../codec'
import { fieldOf, type CodeOf, type GroupFieldId } from '../definition'
import { reliefPercent } from '../derived'
import type { EntryView, ExamView } from '../view'
import { capital } from '../wording'

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

const say = (entry: EntryView<'injection'>, id: GroupFieldId<'injection'>, terms: Terms): string => {
  const value = entry.value(id)
  return value === undefined ? '' : codecOf(fieldOf(id)).display(fieldOf(id), value, terms)
}

const anaestheticWords = (
  entry: EntryView<'injection'>,
  [agent, concentration, volume]: readonly [
    'injection.agent' | 'injection.secondAgent',
    'injection.concentration' | 'injection.secondConcentration',
    'injection.volume' | 'injection.secondVolume',
  ],
  terms: Terms,
): string => {
  const given = entry.value(agent)
  if (given === undefined || given === 'none') return ''
  return [say(entry, agent, terms), say(entry, concentration, terms), say(entry, volume, terms)]
    .filter(Boolean)
    .join(' ')
}

const procedureWords = (entry: EntryView<'injection'>, terms: Terms): string => {
  const needled = entry.has('injection.kind', 'dryNeedling')
  const nodule = entry.value('injection.nodule')
  const steroid = entry.value('injection.steroid')
  const given = [
    anaestheticWords(entry, ['injection.agent', 'injection.concentration', 'injection.volume'], terms),
    anaestheticWords(
      entry,
      ['injection.secondAgent', 'injection.secondConcentration', 'injection.secondVolume'],
      terms,
    ),
    steroid === undefined || steroid === 'none'
      ? ''
      : [say(entry, 'injection.steroid', terms), say(entry, 'injection.steroidMg', terms)]
          .filter(Boolean)
          .join(' '),
  ].filter(Boolean)
  const [before, after] = [entry.value('injection.painBefore'), entry.value('injection.painAfter')]
  const percent = before === undefined || after === undefined ? undefined : reliefPercent(before, after)
  const minutes = say(entry, 'injection.minutes', terms)
  const relief =
    percent === undefined
      ? ''
      : `pain ${String(before)} to ${String(after)}${minutes === '' ? '' : ` at ${minutes}`}`
  const what = `${needled ? 'dry needling' : 'injection'}${nodule === undefined ? '' : ` of ${terms.entryName('nodule', nodule)}`}`
  return capital(
    [`${what}${given.length === 0 ? '' : `: ${given.join(', ')}`}`, relief].filter(Boolean).join('; '),
  )
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
  const medicines = begun.includes('analgesia') ? medicineNames(view, terms) : ''
  const words = begun
    .map((code) =>
      code === 'analgesia' && medicines !== '' ? medicines : codecOf(field).display(field, [code], terms),
    )
    .join(', ')
  return [
    ...done,
    ...(begun.length === 0
      ? []
      : [{ is: 'begun' as const, path: answerPath('plan.options'), words: `Begun: ${words}` }]),
  ]
}

const medicineNames = (view: ExamView, terms: Terms): string => {
  const field = fieldOf('analgesic.drug')
  return view
    .entries('analgesic')
    .flatMap((entry) => {
      const drug = entry.value('analgesic.drug')
      if (drug === undefined) return []
      const other = drug === 'other' ? entry.value('analgesic.drugOther') : undefined
      return [other ?? codecOf(field).display(field, drug, terms)]
    })
    .join(', ')
}
