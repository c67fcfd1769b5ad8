import { asIs, joined, said } from '../records/said'
import type { IsoDate } from '../records/values'
import type { Answer } from './answer'
import { sayIn, type Terms } from './codec'
import { codecOf } from './codecs'
import type { EarlierExam } from './context'
import { fieldOf, type SingleFieldId } from './definition'
import { UNANSWERED_WORDS } from './field-kinds'

/** What stands in the patient's banner because it changes what may be given (ruling 11). */
const BANNER = [
  { what: 'Allergies', fields: ['medicines.otherAllergy', 'medicines.anaestheticReaction'] },
  { what: 'Blood thinner', fields: ['medicines.anticoagulant'] },
] as const satisfies readonly { what: string; fields: readonly SingleFieldId[] }[]
/** What the lines are about. */
export const ALERT_NAMES: readonly string[] = BANNER.map(({ what }) => what)

/** What a line says where nothing was found or nobody asked, for whoever says it in another language. */
export const ALERT_TEXTS = { never: 'never asked', none: 'none' } as const

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

type Asked = Pick<EarlierExam, 'visitOn' | 'answers' | 'charts'>

/** Every chart that a visit speaks for by itself; one nameless chart where none was ever joined. */
const chartsOf = (asked: readonly Asked[]): readonly (string | undefined)[] => {
  const named = new Set(asked.flatMap(({ charts }) => charts ?? []))
  return named.size === 0 ? [undefined] : [...named]
}

const isNone = (answer: Answer, screened: string | number | undefined): boolean =>
  answer.is === 'value' && [answer.value].flat().every((code) => code === screened)

/**
 * Allergies and blood thinners as last asked, each question by its own newest answer: a question put again says nothing
 * about the one beside it, and one that was not put ("not asked") answers nothing. A line carries the date of the
 * oldest answer in it: nothing is shown as asked later than it was.
 * Of charts that were joined each keeps its own newest answer, and all of them stand: what one chart says of an
 * allergy is not undone by the other, which nobody asked with the first in sight. A visit charted since speaks for all.
 *
 * @param asked exams in which it may have been asked, today's draft among them
 * @param country ISO country of the clinic, for medicine names
 * @param told how a screen says it, where it is not shown in English
 */
export function medicineAlerts(
  asked: readonly Asked[],
  country: string,
  told: Pick<Terms, 'say'> = {},
): readonly MedicineAlert[] {
  const terms = { country, entryName: () => '', ...told }
  // By visit and not by signature: a visit entered late is not the newest.
  const inOrder = asked.toSorted((a, b) => a.visitOn.localeCompare(b.visitOn))
  return BANNER.map(({ what, fields }): MedicineAlert => {
    const lastOf = (id: SingleFieldId, chart: string | undefined) =>
      inOrder.findLast(({ answers, charts }) => {
        const answer = answers.values[id]
        const speaks = chart === undefined || charts === undefined || charts.includes(chart)
        return speaks && answer !== undefined && answer.is !== 'notAsked'
      })
    const given = fields.flatMap((id) =>
      [...new Set(chartsOf(asked).map((chart) => lastOf(id, chart)))].flatMap((last) => {
        const answer = last?.answers.values[id]
        return last === undefined || answer === undefined
          ? []
          : [{ field: fieldOf(id), answer, askedOn: last.visitOn }]
      }),
    )
    const [oldest] = given.map(({ askedOn }) => askedOn).sort()
    if (oldest === undefined)
      return { what, says: sayIn(told, said(ALERT_TEXTS.never)), askedOn: undefined, present: false }
    const found = given.filter(({ field, answer }) => !isNone(answer, field.screened))
    const words = found.map(({ field, answer }) =>
      sayIn(
        terms,
        answer.is === 'value'
          ? codecOf(field).said(field, answer.value as never, terms)
          : said(UNANSWERED_WORDS[answer.is]),
      ),
    )
    return {
      what,
      says: sayIn(told, words.length === 0 ? said(ALERT_TEXTS.none) : joined([...new Set(words)].map(asIs))),
      askedOn: oldest,
      present: found.length > 0,
    }
  })
}
