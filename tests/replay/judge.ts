import {
  answerPath,
  type Answer,
  type ExamAnswers,
  type FieldValue,
  type Unanswered,
} from '@shared/exam/answer'
import type { EarlierExam, ExamContext } from '@shared/exam/context'
import { DEFINITION_VERSION, placeOf, type FieldId } from '@shared/exam/definition'
import { earlierLabels, labelNodules } from '@shared/exam/labels'
import { lateralityOf } from '@shared/exam/laterality'
import { noteOf, noteText } from '@shared/exam/projections/note'
import { reportRows } from '@shared/exam/projections/report'
import { visitSummary } from '@shared/exam/projections/summary'
import { blocksSigning, missingForSigning, parseTyped, validate, viewOf } from '@shared/exam/validate'
import { projectSheet } from '@shared/handout/from-exam'
import { sheetProse } from '@shared/handout/prose'
import { handoutOptions } from '@shared/handout/sheet'
import { loadsOf, totalFraction } from '@shared/prompts/anaesthetics'
import { chosenIn } from '@shared/prompts/chosen'
import { evaluate, type Prompt } from '@shared/prompts/evaluate'
import { factsOf } from '@shared/prompts/facts'
import { gatesOf } from '@shared/prompts/gates'
import { answerToPrompt } from '@shared/prompts/said'
import { filled } from '@shared/records/said'
import { RULE_SET_EDITION, rulesInForce, SWITCHABLE } from '@shared/prompts/rule-set'
import type { Disposition, ExamBody, SignedExam } from '@shared/records/exam'
import { gradeOf } from '../../electron/services/readability'
import { signedAs } from '../fixtures/signed'
import { withPhrases } from './phrases'
import type { ReplayFile, ReplayVisit } from './format'

/** The one who charts in every replay. Invented. */
const PERSON = '01936b5c-0000-7000-8000-000000000001'
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Short names of entries ("R1") as the ids that the app wants; an id that is one already stays. */
class Names {
  readonly #ids = new Map<string, string>()

  id(name: string): string {
    if (UUID.test(name)) return name
    const known = this.#ids.get(name)
    if (known !== undefined) return known
    const id = `01936b5c-0000-7000-a000-${String(this.#ids.size + 1).padStart(12, '0')}`
    this.#ids.set(name, id)
    return id
  }

  /** The same text with the names in place of the ids. */
  shown<T>(value: T): T {
    const text = [...this.#ids].reduce((all, [name, id]) => all.replaceAll(id, name), JSON.stringify(value))
    return JSON.parse(text) as T
  }
}

interface Typed {
  readonly answers: ExamAnswers
  readonly refused: Record<string, string>
}

/** The answers of a visit as the form would store them; what is typed and refused is kept as text. */
function answersOf(visit: ReplayVisit, file: ReplayFile, names: Names, today: string): Typed {
  const attested = { at: `${visit.visitOn}T10:40:00.000Z`, by: PERSON, via: 'entered' as const }
  const refused: Record<string, string> = {}
  const answerOf = (id: string, said: unknown, entryId?: string): Answer | undefined => {
    const { field } = placeOf(id as FieldId)
    if (typeof said === 'object' && said !== null && 'is' in said)
      return { is: said.is as Unanswered, ...attested }
    if (typeof said === 'object' && said !== null && 'typed' in said) {
      const typed =
        field.kind === 'text'
          ? withPhrases(String(said.typed), file.phrases, visit.values, file.clinic.country)
          : String(said.typed)
      const parsed = parseTyped(field, typed, { today })
      if (parsed.ok) return { is: 'value', value: parsed.value, ...attested }
      refused[answerPath(id, entryId)] = typed
      return undefined
    }
    const value = field.kind === 'entryRef' ? names.id(String(said)) : (said as FieldValue)
    return { is: 'value', value, ...attested }
  }
  const all = (values: Readonly<Record<string, unknown>>, entryId?: string): Record<string, Answer> =>
    Object.fromEntries(
      Object.entries(values).flatMap(([id, said]): [string, Answer][] => {
        const answer = answerOf(id, said, entryId)
        return answer === undefined ? [] : [[id, answer]]
      }),
    )
  return {
    refused,
    answers: {
      definitionVersion: DEFINITION_VERSION,
      values: all(visit.values),
      groups: Object.fromEntries(
        Object.entries(visit.groups).map(([group, entries]) => [
          group,
          entries.map(({ entryId, values }) => ({
            entryId: names.id(entryId),
            values: all(values, names.id(entryId)),
          })),
        ]),
      ),
    },
  }
}

const realPath = (path: string, names: Names): string => {
  const [id = '', entry] = path.split('@')
  return entry === undefined ? id : `${id}@${names.id(entry)}`
}

/** What was said to prompts, given to those that fire, whatever made them. */
const dispositionsOf = (visit: ReplayVisit, prompts: readonly Prompt[]): readonly Disposition[] =>
  visit.answers.flatMap(({ rule, nodule, what, reason }) =>
    prompts
      .filter((one) => one.rule === rule && (nodule === undefined || one.nodule === nodule))
      .map((prompt) =>
        answerToPrompt(prompt, { what, reason, at: `${visit.visitOn}T10:41:00.000Z`, by: PERSON }),
      ),
  )

function signedOf(
  file: ReplayFile,
  visit: ReplayVisit,
  body: ExamBody,
  context: ExamContext,
  inForce: readonly string[],
): SignedExam {
  const signed = signedAs({ ...file, visit, body, context })
  const { country } = file.clinic
  return {
    ...signed,
    notDone: missingForSigning(body, context).map(({ label }) => filled(label)),
    signedAt: `${visit.today ?? visit.visitOn}T10:42:00.000Z`,
    patient: { ...signed.patient, clinicNumber: '00001' },
    signer: { ...signed.signer, personId: PERSON },
    clinic: { ...signed.clinic, country, emergencyNumber: country === 'SG' ? '995' : '000' },
    ruleSet: { edition: RULE_SET_EDITION, on: [...inForce] },
  }
}

function judged(file: ReplayFile, visit: ReplayVisit, earlier: readonly EarlierExam[], names: Names) {
  const today = visit.today ?? visit.visitOn
  const { answers, refused } = answersOf(visit, file, names, today)
  const context: ExamContext = {
    patient: file.patient,
    today,
    country: file.clinic.country,
    procedures: file.clinic.procedures,
    earlier,
  }
  const plain: ExamBody = { visitOn: visit.visitOn, answers, refused, confirmed: {}, dispositions: [] }
  const doubts = validate(plain, context).filter(({ level }) => level === 'confirm')
  const confirmed = Object.fromEntries(
    Object.entries(visit.confirmed).map(([path, reason]) => {
      const real = realPath(path, names)
      const check = doubts
        .filter((one) => one.path === real)
        .map((one) => one.check)
        .join(' ')
      return [real, { check, reason, at: `${visit.visitOn}T10:41:00.000Z`, by: PERSON }]
    }),
  )
  const body = { ...plain, confirmed }
  const view = viewOf(body, context)
  const labels = labelNodules(answers, earlierLabels(earlier))
  const inForce = rulesInForce(file.clinic.rulesOn ?? SWITCHABLE.map(({ id }) => id))
  const judge = (dispositions: readonly Disposition[]) =>
    evaluate(factsOf(view, labels, inForce), dispositions, inForce)
  // An answer may let another prompt show (R10), which may be answered in turn.
  let dispositions = dispositionsOf(visit, judge([]))
  dispositions = dispositionsOf(visit, judge(dispositions))
  const prompts = judge(dispositions)
  const gates = gatesOf(prompts)
  const findings = validate(body, context)
  const signed = signedOf(file, visit, { ...body, dispositions: [...dispositions] }, context, inForce)
  const { sheet, names: people } = projectSheet(
    signed,
    view,
    handoutOptions.parse({ language: 'en', paper: 'A4', size: 'standard', actions: [] }),
    gates,
    (at) => ({ on: at.slice(0, 10), time: at.slice(11, 16) }),
  )
  const handout = sheetProse(sheet)
  const loads = loadsOf(chosenIn(view).anaesthetics, view.value('contributors.weightKg'))
  const { because, ...held } = gates
  const result = {
    visitOn: visit.visitOn,
    summary: filled(visitSummary(body, context)),
    nodules: labels,
    prompts: prompts.map(({ rule, level, nodule, message, inputs, sources, open, disposition }) => ({
      rule,
      level,
      ...(nodule !== undefined && { nodule }),
      message: filled(message),
      because: inputs.map(({ words, path }) => ({ words: filled(words), path })),
      sources,
      open,
      ...(disposition && { answered: { what: disposition.what, reason: disposition.reason } }),
    })),
    gates: {
      G1: held.usuallyNotSerious && held.injectionSection && !held.arranging ? 'open' : 'closed',
      G2: held.emergencySheet ? 'closed' : 'open',
      ...held,
      because: because.map((one) => ({ ...one, because: filled(one.because) })),
    },
    refusals: findings
      .filter(({ level }) => level === 'refuse')
      .map(({ path, message }) => ({ path, message: filled(message) })),
    confirmations: findings
      .filter(({ level }) => level === 'confirm')
      .map(({ path, message, confirmed: done }) => ({ path, message: filled(message), confirmed: done })),
    sides: lateralityOf(body, context).map(({ entryId, said, apart }) => ({
      nodule: labels[entryId] ?? entryId,
      said: said.map(({ who, side }) => `${filled(who)}: ${side}`),
      apart,
    })),
    missing: missingForSigning(body, context).map(({ path, label }) => ({ path, label: filled(label) })),
    canSign: blocksSigning(body, context).length === 0,
    ...(loads.length > 0 && {
      anaesthetic: {
        doses: loads.map(({ agent, withAdrenaline, mg, ceilingMg, fraction }) => ({
          agent,
          withAdrenaline,
          mg,
          ceilingMg,
          fraction,
        })),
        fraction: totalFraction(loads),
      },
    }),
    note: noteText(noteOf(body, context)).split('\n'),
    handout: { kind: sheet.kind, title: sheet.title, grade: gradeOf(handout, people), text: handout },
    register: reportRows(body, context),
  }
  return { answers, labels, result }
}

/** Judges every visit of a file by the code of the app, each with the visits before it signed. */
export function replay(file: ReplayFile) {
  const names = new Names()
  const earlier: EarlierExam[] = []
  const visits = file.visits.map((visit, index) => {
    const { answers, labels, result } = judged(file, visit, earlier.slice(), names)
    earlier.push({
      examId: `01936b5c-0000-7000-9000-${String(index).padStart(12, '0')}`,
      visitOn: visit.visitOn,
      answers,
      noduleLabels: labels,
    })
    return result
  })
  const on = file.clinic.rulesOn ?? SWITCHABLE.map(({ id }) => id)
  return names.shown({
    ...(file.vignette !== undefined && { vignette: file.vignette }),
    ruleSet: { edition: RULE_SET_EDITION, switchedOn: on },
    visits,
  })
}
