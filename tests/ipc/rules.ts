import { answer } from '@shared/exam/answer'
import { PLAIN_FRAME } from '@shared/handout/page-frame'
import type { SheetPreview } from '@shared/handout/sheet'
import { fullName } from '@shared/records/people'
import { said } from '@shared/records/said'
import { PASSPHRASE } from '../fixtures/records'
import { value, type App } from './app'
import { examRules, type ChartedExam, type ExamRules } from '../../electron/services/exam-rules'

/** The one answer that the short rules want. */
export const WANTED = 'complaint.nrsNow'

const sheetOf = ({ signed }: ChartedExam): SheetPreview => ({
  sheet: {
    kind: signed.mode === 'complete' ? 'handout' : 'emergency',
    version: 'test',
    language: 'en',
    title: 'Your sheet',
    header: {
      clinic: signed.clinic.name,
      phone: signed.clinic.phone,
      patient: fullName(signed.patient),
      date: '',
    },
    footer: { patient: '', signed: '', sheet: '' },
    words: { page: '', helpOverleaf: '', helpOnPage: '' },
    sections: [],
    paper: 'A4',
    size: 'standard',
    frame: PLAIN_FRAME,
  },
  text: { state: 'draft', counts: { reviewed: 0, draft: 0, machine: 0, missing: 0 } },
  parts: [],
  grade: { fleschKincaid: 5, smog: 7, fleschKincaidWithoutNames: 5, smogWithoutNames: 7 },
  choices: [],
  pictures: [],
  gates: [],
})

/** Short rules in place of the definition's, so that these tests are about saving, signing and printing. */
export const shortRules: ExamRules = {
  ...examRules,
  missing: (body) => (body.answers.values[WANTED] ? [] : [{ path: WANTED, words: 'Pain now' }]),
  emergency: () => true,
  labels: (body) => Object.fromEntries((body.answers.groups.nodule ?? []).map((one) => [one.entryId, 'R1'])),
  ruleSet: () => ({ edition: 'test', on: ['R01'] }),
  summary: (body) => ({
    summary: said(body.answers.values[WANTED] ? 'pain now' : ''),
    nodules: (body.answers.groups.nodule ?? []).map(() => ({ label: 'R1' })),
  }),
  noteText: ({ signed }) => `Note of ${fullName(signed.patient)}`,
  notePage: ({ signed }) => ({
    title: 'Note',
    header: { clinic: signed.clinic.name, address: '', phone: '' },
    patient: fullName(signed.patient),
    paragraphs: [],
    signature: '',
    after: [],
    footer: '',
    paper: 'A4',
  }),
  sheet: sheetOf,
}

/** One answer made by this person. */
export const answered = (value: number | string, by: string) =>
  answer.parse({ is: 'value', value, at: '2026-11-22T02:00:00.000Z', by, via: 'entered' })

/** Charts a visit of that day and signs it. */
export async function signedVisit(app: App, patientId: string, visitOn: string, by: string): Promise<string> {
  const { examId, body: blank } = value(await app.call('exams.start', { patientId, visitOn }))
  const body = { ...blank, answers: { ...blank.answers, values: { [WANTED]: answered(4, by) } } }
  const { sequence } = value(await app.call('exams.saveDraft', { examId, baseSequence: 1, body }))
  const passphrase = PASSPHRASE
  value(await app.call('exams.sign', { examId, baseSequence: sequence, mode: 'complete', passphrase }))
  return examId
}
