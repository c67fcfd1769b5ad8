import type { ExamContext } from '../exam/context'
import { noteOf, sectionText } from '../exam/projections/note'
import { isoToWords } from '../dates/typed-date'
import type { SignedExam } from '../records/exam'
import { fullName, PROFESSION_LABELS, SEX_LABELS } from '../records/people'
import type { IsoDate } from '../records/values'
import type { NotePage, RecoveryPage } from './sheet'
import { oneLine } from './text/fill'

/** When the revision was signed, where the clinic is. */
export interface SignedWhen {
  readonly on: IsoDate
  /** Hours and minutes, `10:42`. */
  readonly time: string
}

/**
 * The clinic note as it prints, from the same revision and the same projection as the note on screen. A visit charted for
 * an earlier day says so with both dates (ruling 12); one signed as incomplete says what was not done (ruling 22).
 */
export const projectNotePage = (
  signed: SignedExam,
  context: ExamContext,
  when: SignedWhen,
  /** What was said to the prompts, a sentence each (ruling 21). */
  saidToPrompts: readonly string[],
): NotePage => {
  const { patient, clinic, signer, body } = signed
  const name = oneLine(fullName(patient))
  const own = oneLine(patient.otherScript)
  const born = `born ${isoToWords(patient.bornOn)}`
  const number = `no. ${patient.clinicNumber}`
  const visit = isoToWords(body.visitOn)
  const late = when.on === body.visitOn ? '' : `, entered late on ${isoToWords(when.on)}`
  const registration = signer.registration === '' ? '' : `, registration ${signer.registration}`
  return {
    title: `Examination of ${visit}${late}`,
    header: { clinic: clinic.name, address: oneLine(clinic.address), phone: clinic.phone },
    patient: `${own === '' ? name : `${name} (${own})`}, ${SEX_LABELS[patient.sex]}, ${born}, ${number}`,
    paragraphs: [
      ...(signed.mode === 'complete'
        ? []
        : [
            {
              heading: 'Incomplete: stopped for an emergency',
              text: `Not done: ${signed.notDone.join('; ')}.`,
            },
          ]),
      ...noteOf(body, context).map((section) => ({ heading: section.heading, text: sectionText(section) })),
      ...(saidToPrompts.length === 0 ? [] : [{ heading: 'Prompts', text: saidToPrompts.join('\n') }]),
    ],
    signature: `${signer.name}, ${PROFESSION_LABELS[signer.profession]}${registration}\nSigned ${isoToWords(when.on)}, ${when.time}. Revision ${signed.revision}.`,
    footer: `${name}, ${born}, ${number}. Visit of ${visit}.`,
    paper: clinic.paper,
  }
}

/** The page that carries the recovery code. It is drawn once and kept nowhere. */
export const projectRecoveryPage = (
  clinic: Pick<SignedExam['clinic'], 'name' | 'paper'>,
  groups: readonly string[],
): RecoveryPage => ({ clinic: oneLine(clinic.name), groups: [...groups], paper: clinic.paper })
