import { emptyAnswers } from '../../shared/exam/answers'
import type { AnswerPath } from '../../shared/exam/answer'
import type { SectionId } from '../../shared/exam/definition'
import type { ExamContext } from '../../shared/exam/context'
import { withFollowUp } from '../../shared/exam/edit'
import { earlierLabels, labelNodules, labelsIn, withKnownNodules } from '../../shared/exam/labels'
import { fateOf } from '../../shared/exam/nodule-history'
import { amendmentsOf, type Amendment, type RevisionSource } from '../../shared/exam/projections/amendments'
import { termsOf } from '../../shared/exam/projections/note'
import { visitSummary } from '../../shared/exam/projections/summary'
import { blocksSigning, viewOf, type Blocker } from '../../shared/exam/validate'
import { filled } from '../../shared/records/said'
import { projectSheet } from '../../shared/handout/from-exam'
import { projectNotePage } from '../../shared/handout/note-page'
import { sheetProse } from '../../shared/handout/prose'
import type { HandoutOptions, NotePage, SheetPreview } from '../../shared/handout/sheet'
import type { Texts } from '../../shared/handout/text/review'
import { vialsOf, type Vial } from '../../shared/plans/vials'
import { evaluate } from '../../shared/prompts/evaluate'
import { factsOf } from '../../shared/prompts/facts'
import { gatesOf } from '../../shared/prompts/gates'
import { RULE_SET_EDITION, rulesInForce } from '../../shared/prompts/rule-set'
import { saidToPrompts } from '../../shared/prompts/said'
import { promptsOfSigned } from '../../shared/prompts/signed'
import type { ExamBody, SeenExam, SignedExam, VisitRow } from '../../shared/records/exam'
import type { ImageRecord } from '../../shared/records/image'
import type { Clinic, ClinicSettings, Patient } from '../../shared/records/people'
import type { Instant, Uuid } from '../../shared/records/values'
import { dayOf, timeOf } from './local-time'
import { gradeOf } from './readability'

/** What an exam is judged against. */
export interface JudgedBy {
  readonly patient: Patient
  readonly country: string
  readonly procedures: boolean
  /** Signed exams of the patient before this one, oldest first. */
  readonly earlier: readonly SeenExam[]
  /** Labels that the visit gave at its signature. */
  readonly given?: Readonly<Record<string, string>> | undefined
  readonly today: string
}

/** A signed visit with all that is needed to read it. */
export interface ChartedExam {
  /** The revision that is read; the newest unless another is asked for. */
  readonly signed: SignedExam
  /** Its revisions up to that one, oldest first. */
  readonly history: readonly SignedExam[]
  /** The visits before it, oldest first, as they stood when a revision was signed. */
  readonly earlierOf: (revision: SignedExam) => readonly SeenExam[]
}

/** What the use cases need of the exam definition, the prompt rules and the sheet; all of it pure. */
export interface ExamRules {
  /** An exam on which nothing has been answered; nodules known from earlier visits have a card, still empty. */
  emptyBody(visitOn: string, earlier: readonly SignedExam[]): ExamBody
  /** The body as a follow-up of the latest visit signed on or before its day; none without such a visit. */
  followUpBody(body: ExamBody, earlier: readonly SignedExam[], at: Instant, by: Uuid): ExamBody | undefined
  /** What keeps an exam from being signed as complete, in examination order: empty, refused or unconfirmed. */
  missing(body: ExamBody, by: JudgedBy): readonly { path: AnswerPath; words: string }[]
  /** The visit stops for an emergency: R01 fires at STOP and nobody lifted it (rulings 20 and 22). */
  emergency(body: ExamBody, by: JudgedBy, settings: ClinicSettings): boolean
  /** Nodule labels by entry id; those of earlier signatures stand (ruling 6). */
  labels(body: ExamBody, earlier: readonly SignedExam[]): Record<string, string>
  /** Vials that a visit says were used. */
  vials(body: ExamBody, by: JudgedBy): readonly Vial[]
  /** Edition of the rule set and the rules in force. */
  ruleSet(settings: ClinicSettings): SignedExam['ruleSet']
  /** The line of the patient page. */
  summary(body: ExamBody, by: JudgedBy): Pick<VisitRow, 'summary' | 'nodules'>
  /** What was done to the visit after its first signature, with the differences in words. */
  amendments(exam: ChartedExam): readonly Amendment[]
  noteText(exam: ChartedExam): string
  /** `images`: the files of the visit, of which the chosen ones are printed. `sections`: those that stand on it; all without a choice. */
  notePage(exam: ChartedExam, images?: readonly ImageRecord[], sections?: readonly SectionId[]): NotePage
  /**
   * @param texts the words of every language with their standing in this clinic
   * @param images the files of the visit, of which the chosen ones are printed; without them the sheet has no pictures
   */
  sheet(
    exam: ChartedExam,
    options: HandoutOptions,
    texts?: Texts,
    images?: readonly ImageRecord[],
  ): SheetPreview
}

/** A draft is judged as the clinic stands today. */
export const judgedToday = (
  patient: Patient,
  clinic: Clinic,
  earlier: readonly SeenExam[],
  today: string,
): JudgedBy => {
  const { country, settings } = clinic
  return { patient, country, procedures: settings.procedures, earlier, today }
}

/**
 * A signed revision is read by its own snapshots, as on the day of its signature. Procedures count as in scope:
 * where they were not, nothing was recorded of them, and what was recorded must not vanish with a setting.
 */
export const judgedAsSigned = (signed: SignedExam, earlier: readonly SeenExam[]): JudgedBy => ({
  patient: signed.patient,
  country: signed.clinic.country,
  procedures: true,
  earlier,
  given: signed.noduleLabels,
  today: dayOf(signed.signedAt),
})

/** Signed visits on or before a day, in the order in which they took place. */
const visitsUntil = (visitOn: string, earlier: readonly SignedExam[]) =>
  earlier
    .map(({ examId, body }) => ({ examId, visitOn: body.visitOn, answers: body.answers }))
    .filter((exam) => exam.visitOn <= visitOn)
    .sort((a, b) => a.visitOn.localeCompare(b.visitOn))

const contextOf = ({ earlier, ...by }: JudgedBy): ExamContext => ({
  ...by,
  earlier: earlier.map(({ examId, body, noduleLabels, charts }) => ({
    examId,
    visitOn: body.visitOn,
    answers: body.answers,
    noduleLabels,
    charts,
  })),
})

const WHY: Readonly<Record<Blocker['why'], string>> = {
  missing: '',
  refused: ' (typed, not accepted)',
  toConfirm: ' (not confirmed)',
}

/** The revisions of a visit as its documents read them. */
export const revisionSource = ({ history, earlierOf }: ChartedExam): RevisionSource => {
  const contextOfRevision = (revision: SignedExam): ExamContext =>
    contextOf(judgedAsSigned(revision, earlierOf(revision)))
  return {
    history,
    contextOf: contextOfRevision,
    saidTo: (revision) =>
      saidToPrompts(promptsOfSigned(revision, viewOf(revision.body, contextOfRevision(revision)))),
  }
}

/** Days and hours where the laptop stands. */
export const clinicClock = (at: string) => ({ on: dayOf(at), time: timeOf(at) })

const notePage: ExamRules['notePage'] = (exam, images, sections) =>
  projectNotePage(exam.signed, revisionSource(exam), clinicClock, images, sections)

/** The rules of the product. */
export const examRules: ExamRules = {
  emptyBody: (visitOn, earlier) => ({
    visitOn,
    answers: withKnownNodules(emptyAnswers(), visitsUntil(visitOn, earlier)),
    refused: {},
    confirmed: {},
    dispositions: [],
  }),

  followUpBody: (body, earlier, at, by) => {
    const followed = visitsUntil(body.visitOn, earlier).at(-1)
    return followed && withFollowUp(body, followed.examId, at, by)
  },

  missing: (body, by) =>
    blocksSigning(body, contextOf(by)).map(({ path, label, why }) => ({
      path,
      words: `${filled(label)}${WHY[why]}`,
    })),

  emergency: (body, by, { rulesOn }) => {
    const context = contextOf(by)
    const labels = labelsIn(body.answers, context)
    const inForce = rulesInForce(rulesOn)
    const facts = factsOf(viewOf(body, context), labels, inForce)
    return gatesOf(evaluate(facts, body.dispositions, inForce)).emergencySheet
  },

  labels: (body, earlier) => labelNodules(body.answers, earlierLabels(earlier)),

  vials: (body, by) => vialsOf(viewOf(body, contextOf(by))),

  ruleSet: ({ rulesOn }) => ({
    edition: RULE_SET_EDITION,
    on: [...rulesInForce(rulesOn)],
  }),

  summary: (body, by) => {
    const context = contextOf(by)
    const labels = labelsIn(body.answers, context)
    return {
      summary: visitSummary(body, context),
      nodules: viewOf(body, context)
        .entries('nodule')
        .filter((nodule) => fateOf({ nodule }) !== 'notSaid')
        .map((nodule) => {
          const tenderness = nodule.value('nodule.tenderness')
          const label = labels[nodule.entryId] ?? ''
          return tenderness === undefined ? { label } : { label, tenderness }
        }),
    }
  },

  notePage,

  amendments: (exam) => amendmentsOf(revisionSource(exam)),

  /** The page as text: the same words in the same order. */
  noteText: (exam) => {
    const { title, patient, paragraphs, signature, after } = notePage(exam)
    const text = ({ heading, text: words }: { heading: string; text: string }) => `${heading}\n${words}`
    return [`${title}\n${patient}`, ...paragraphs.map(text), signature, ...after.map(text)].join('\n\n')
  },

  sheet: ({ signed, earlierOf }, options, texts, images) => {
    const { body } = signed
    const charted = contextOf(judgedAsSigned(signed, earlierOf(signed)))
    const view = viewOf(body, charted)
    const gates = gatesOf(promptsOfSigned(signed, view))
    const pictured = images && { view, body, terms: termsOf(body, charted), images }
    const projected = (language: HandoutOptions['language']) =>
      projectSheet(signed, view, { ...options, language }, gates, clinicClock, texts, pictured)
    const { names, ...projection } = projected(options.language)
    // The formulas know English alone (clinical content 5.1): what is graded is what the translation says in English.
    const english = options.language === 'en' ? projection.sheet : projected('en').sheet
    return { ...projection, grade: gradeOf(sheetProse(english), names) }
  },
}
