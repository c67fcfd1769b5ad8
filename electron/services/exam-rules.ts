import type { z } from 'zod'
import type { AnswerPath } from '../../shared/exam/answer'
import type { HandoutOptions, NotePage, sheetPreview } from '../../shared/handout/sheet'
import type { ExamBody, SignedExam, VisitRow } from '../../shared/records/exam'
import type { Clinic, Patient } from '../../shared/records/people'

/** What the use cases need of the exam definition, the prompt rules and the sheet; all of it pure. */
export interface ExamRules {
  /** An exam on which nothing has been answered. */
  emptyBody(visitOn: string): ExamBody
  /** What keeps an exam from being signed as complete, in examination order: empty, refused or unconfirmed. */
  missing(body: ExamBody, patient: Patient, clinic: Clinic): readonly { path: AnswerPath; words: string }[]
  /** Edition of the rule set and the rules in force at this clinic. */
  ruleSet(clinic: Clinic): SignedExam['ruleSet']
  /** The line of the patient page. Labels are known once signed. */
  summary(
    body: ExamBody,
    noduleLabels: Readonly<Record<string, string>>,
  ): Pick<VisitRow, 'summary' | 'nodules'>
  noteText(signed: SignedExam): string
  notePage(signed: SignedExam): NotePage
  sheet(signed: SignedExam, options: HandoutOptions): z.infer<typeof sheetPreview>
}
