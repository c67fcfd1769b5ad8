import type { IsoDate } from '../records/values'
import type { Answer } from './answer'
import { codecOf } from './codecs'
import type { EarlierExam } from './context'
import { fieldOf, type SingleFieldId } from './definition'
import { UNANSWERED_WORDS } from './field-kinds'

/** What stands in the patient's banner because it changes what may be given (ruling 11). */
const BANNER = [
  { what: 'Allergies', fields: ['medicines.otherAllergy', 'medicines.anaestheticReaction'] },
  { what: 'Blood thinner', fields: ['medicines.anticoagulant'] },
] as const satisfies readonly { what: string; fields: readonly SingleFieldId[] }[]

/** One line of the banner. */
export interface MedicineAlert {
  readonly what: (typeof BANNER)[number]['what']
  /** The answer in words; "never asked" where there is none. */
  readonly says: string
  /** The visit at which it was last asked. */
  readonly askedOn: IsoDate | undefined
  /** Anything but a plain "none": it changes what may be given. */
  readonly present: boolean
}

interface Asked {
  readonly visitOn: IsoDate
  readonly answers: EarlierExam['answers']
}

const isNone = (answer: Answer, screened: string | undefined): boolean =>
  answer.is === 'value' && [answer.value].flat().every((code) => code === screened)

/**
 * Allergies and blood thinners as last asked, newest answer first. An earlier answer keeps its date: it is never
 * shown as asked today.
 *
 * @param asked exams in which it may have been asked, oldest first; today's draft last
 * @param country ISO country of the clinic, for medicine names
 */
export function medicineAlerts(asked: readonly Asked[], country: string): readonly MedicineAlert[] {
  const terms = { country, entryName: () => '' }
  return BANNER.map(({ what, fields }): MedicineAlert => {
    const last = asked.findLast(({ answers }) => fields.some((id) => answers.values[id] !== undefined))
    if (last === undefined) return { what, says: 'never asked', askedOn: undefined, present: false }
    const given = fields.flatMap((id) => {
      const answer = last.answers.values[id]
      return answer === undefined ? [] : [{ field: fieldOf(id), answer }]
    })
    const words = given
      .filter(({ field, answer }) => !isNone(answer, field.screened))
      .map(({ field, answer }) =>
        answer.is === 'value'
          ? codecOf(field).display(field, answer.value as never, terms)
          : UNANSWERED_WORDS[answer.is],
      )
    const present = given.some(({ field, answer }) => !isNone(answer, field.screened))
    return { what, says: words.length === 0 ? 'none' : words.join(', '), askedOn: last.visitOn, present }
  })
}
