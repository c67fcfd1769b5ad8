import { ageInYears } from '../dates/typed-date'
import { answerPath } from '../exam/answer'
import { PLACES, type CodeOf, type SingleFieldId } from '../exam/definition'
import { overOneYear } from '../exam/derived'
import { responseOf } from '../exam/outcomes/response'
import { earlierView, visitsBefore, type ExamView } from '../exam/view'
import { daysBetween } from '../exam/wording'
import { said, saidOf } from '../records/said'
import { chosenIn } from './chosen'
import { inputAt, narrowed } from './fact-inputs'
import type { Facts } from './fact-types'
import { isJudged, noduleFactsOf } from './nodule-facts'
import type { RuleInput } from './rule-input'
import { PROMPT_TEXTS } from './texts'

const SACROILIAC = PLACES.filter(
  ({ section, field }) => section.id === 'sacroiliac' && field.kind === 'choice',
).map(({ field }) => field.id as SingleFieldId)

/** Complications that speak against another dose of a local anaesthetic (R31). */
const REACTIONS = ['allergy', 'toxicity'] as const satisfies readonly CodeOf<'injection.complications'>[]

/** Allergy or toxicity after an injection of an earlier visit, said on that day or at a later visit (ruling 10). */
function reactedBefore(view: ExamView): RuleInput[] {
  const before = visitsBefore(view).map((exam) => earlierView(exam, view.context))
  const atOnce = before.flatMap((visit) =>
    visit.entries('injection').flatMap((entry) =>
      REACTIONS.filter((code) => entry.has('injection.complications', code)).map((code) => ({
        path: answerPath('injection.complications', entry.entryId),
        words: saidOf(PROMPT_TEXTS.reactedAfter, { what: said(code), day: { day: visit.visitOn } }),
        answer: code,
      })),
    ),
  )
  const late = [...before, view].flatMap((visit) =>
    visit.entries('lateEffect').flatMap((entry) =>
      REACTIONS.filter((code) => entry.has('lateEffect.what', code)).map((code) => ({
        path: answerPath('lateEffect.what', entry.entryId),
        words: saidOf(PROMPT_TEXTS.reactedLate, { what: said(code), day: { day: visit.visitOn } }),
        answer: code,
      })),
    ),
  )
  return [...atOnce, ...late]
}

/**
 * Reads an exam for the rules.
 *
 * @param labels nodule labels by entry id (R1, L2)
 * @param inForce ids of the rules and parts that judge this exam (`rulesInForce`, or those of the signed revision)
 */
export function factsOf(
  view: ExamView,
  labels: Readonly<Record<string, string>>,
  inForce: readonly string[],
): Facts {
  const { context } = view
  const chosen = chosenIn(view)
  return {
    ageYears: ageInYears(context.patient.bornOn, view.visitOn),
    nodules: view
      .entries('nodule')
      .filter(({ entryId }) => isJudged(view, entryId))
      .map((entry) => noduleFactsOf(view, entry, labels[entry.entryId] ?? '', chosen.steroids)),
    chosen,
    is: (id, ...codes) => view.has(id, ...codes),
    number: (id) => {
      const value: unknown = view.value(id)
      return typeof value === 'number' ? value : undefined
    },
    inputIf: (id, ...codes) =>
      view.has(id, ...codes) ? narrowed(view, inputAt(view, view, id), id, codes) : [],
    inputIfNot: (id, ...codes) =>
      view.state(id) === 'value' && !view.has(id, ...codes) ? inputAt(view, view, id) : [],
    inputIfUnknown: (id) => (view.state(id) === 'unknown' ? inputAt(view, view, id) : []),
    inputIfAnswered: (id) => inputAt(view, view, id),
    daysBeforeVisit: (id) => {
      const on = view.value(id)
      return on === undefined ? undefined : daysBetween(on, view.visitOn)
    },
    longStanding: () => {
      const since = view.value('complaint.duration')
      return since !== undefined && overOneYear(since)
    },
    sacroiliacPositive: () =>
      SACROILIAC.flatMap((id) => inputAt(view, view, id).filter(({ answer }) => answer === '"present"')),
    reactedBefore: () => reactedBefore(view),
    sinceTreatment: () => responseOf(view),
    ruleIsOn: (id) => inForce.includes(id),
  }
}
