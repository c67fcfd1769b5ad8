import { amendmentsOf, asFirstSigned, type RevisionSource } from '../exam/projections/amendments'
import { marksOf, shownPain } from '../exam/map-marks'
import { noteOf, sectionText } from '../exam/projections/note'
import { viewOf } from '../exam/validate'
import type { ExamView } from '../exam/view'
import { isoToWords } from '../dates/typed-date'
import type { SignedExam } from '../records/exam'
import { fullName, SEX_LABELS } from '../records/people'
import { counts } from '../records/revision'
import { amendmentNotice, amendmentParagraph, authorWords, movedParagraph, type Clock } from './amendments'
import type { NoteMap, NotePage, RecoveryPage } from './sheet'
import { oneLine } from './text/fill'

/**
 * The clinic note as it prints, from the same revisions and the same projection as the note on screen: the text as it
 * stands now, its signature, and below it what was changed since, in words, with the sections as first signed. A visit
 * charted for an earlier day says so with both dates (ruling 12); one signed as incomplete says what was not done
 * (ruling 22).
 */
export const projectNotePage = (
  signed: SignedExam,
  /** All revisions of the visit up to this one; `saidTo` tells what was said to the prompts (ruling 21). */
  source: RevisionSource,
  clock: Clock,
): NotePage => {
  const { patient, clinic, signer, body } = signed
  const when = clock(signed.signedAt)
  const name = oneLine(fullName(patient))
  const own = oneLine(patient.otherScript)
  const born = `born ${isoToWords(patient.bornOn)}`
  const number = `no. ${patient.clinicNumber}`
  const visit = isoToWords(body.visitOn)
  const late = when.on === body.visitOn ? '' : `, entered late on ${isoToWords(when.on)}`
  const amendments = amendmentsOf(source)
  const first = asFirstSigned(source)
  const said = source.saidTo(signed)
  const map = noteMapOf(viewOf(body, source.contextOf(signed)), signed.noduleLabels)
  return {
    title: `Examination of ${visit}${late}`,
    header: { clinic: clinic.name, address: oneLine(clinic.address), phone: clinic.phone },
    patient: `${own === '' ? name : `${name} (${own})`}, ${SEX_LABELS[patient.sex]}, ${born}, ${number}`,
    paragraphs: [
      ...amendmentNotice(amendments, clock),
      ...movedParagraph(signed.movedFrom, clock),
      ...(signed.mode === 'complete' || signed.notDone.length === 0
        ? []
        : [
            {
              heading: 'Incomplete: stopped for an emergency',
              text: `Not done: ${signed.notDone.join('; ')}.`,
            },
          ]),
      ...noteOf(body, source.contextOf(signed)).map((section) => ({
        heading: section.heading,
        text: sectionText(section),
      })),
      ...(said.length === 0 ? [] : [{ heading: 'Prompts', text: said.join('\n') }]),
    ],
    ...(map && { map }),
    signature: `${authorWords(signer)}\n${amendments.length === 0 ? 'Signed' : 'First signed'} ${isoToWords(when.on)}, ${when.time}. Revision ${amendments.length === 0 ? signed.revision : 1}.`,
    after: [
      ...amendments.map((amendment) => amendmentParagraph(amendment, clock)),
      ...(counts(signed)
        ? first.map(({ heading, text }) => ({ heading: `${heading}, as first signed`, text }))
        : []),
    ],
    footer: `${name}, ${born}, ${number}. Visit of ${visit}.`,
    paper: clinic.paper,
  }
}

/** The map of a note; none where nobody drew anything on it. */
function noteMapOf(view: ExamView, labels: Readonly<Record<string, string>>): NoteMap | undefined {
  const [marks, shading] = [marksOf(view, labels), shownPain(view)]
  if (shading === undefined && marks.every(({ outline }) => outline === undefined)) return undefined
  const nodules = marks.map(({ label, at, size, outline }) => ({
    label,
    at,
    ...(size && { size }),
    ...(outline && { outline }),
  }))
  const hatched = shading === undefined ? '' : ' Hatched: where it hurts, as the patient shows it.'
  const drawn = nodules.some(({ outline }) => outline !== undefined)
    ? ' Lines round nodules: drawn by hand.'
    : ''
  return {
    alt: `The low back from behind.${hatched}${drawn}`,
    left: 'Patient’s left',
    right: 'Patient’s right',
    nodules,
    ...(shading && { shading }),
  }
}

/** The page that carries the recovery code. It is drawn once and kept nowhere. */
export const projectRecoveryPage = (
  clinic: Pick<SignedExam['clinic'], 'name' | 'paper'>,
  groups: readonly string[],
): RecoveryPage => ({ clinic: oneLine(clinic.name), groups: [...groups], paper: clinic.paper })
