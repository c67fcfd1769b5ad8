import type { AnswerPath } from '../../shared/exam/answer'
import { DEFINITION_VERSION } from '../../shared/exam/definition'
import type { HandoutOptions, NotePage, SheetPreview } from '../../shared/handout/sheet'
import type { ExamBody, SignedExam, VisitRow } from '../../shared/records/exam'
import type { Clinic, Patient } from '../../shared/records/people'

/** What an exam is judged against. */
export interface JudgedBy {
  readonly patient: Patient
  readonly clinic: Clinic
  /** Signed exams of the patient, oldest first. */
  readonly earlier: readonly SignedExam[]
  readonly today: string
}

/** What the use cases need of the exam definition, the prompt rules and the sheet; all of it pure. */
export interface ExamRules {
  /** An exam on which nothing has been answered. */
  emptyBody(visitOn: string): ExamBody
  /** What keeps an exam from being signed as complete, in examination order: empty, refused or unconfirmed. */
  missing(body: ExamBody, by: JudgedBy): readonly { path: AnswerPath; words: string }[]
  /** Nodule labels by entry id; those of earlier signatures stand (ruling 6). */
  labels(body: ExamBody, earlier: readonly SignedExam[]): Record<string, string>
  /** Edition of the rule set and the rules in force at this clinic. */
  ruleSet(clinic: Clinic): SignedExam['ruleSet']
  /** The line of the patient page. */
  summary(
    body: ExamBody,
    noduleLabels: Readonly<Record<string, string>>,
  ): Pick<VisitRow, 'summary' | 'nodules'>
  noteText(signed: SignedExam): string
  notePage(signed: SignedExam): NotePage
  /** `earlier`: signed exams of the patient before this one, oldest first. */
  sheet(signed: SignedExam, options: HandoutOptions, earlier: readonly SignedExam[]): SheetPreview
}

const comes = (what: string) => (): never => {
  throw new Error(`The ${what} is being built`)
}

/** The rules of the product. */
export const examRules: ExamRules = {
  emptyBody: (visitOn) => ({
    visitOn,
    answers: { definitionVersion: DEFINITION_VERSION, values: {}, groups: {} },
    refused: {},
    confirmed: {},
    dispositions: [],
  }),
  summary: () => ({ summary: '', nodules: [] }),
  missing: comes('validation'),
  labels: comes('labels'),
  ruleSet: comes('rule set'),
  noteText: comes('note'),
  notePage: comes('note'),
  sheet: comes('sheet'),
}
