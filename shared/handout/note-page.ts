import { amendmentsOf, asFirstSigned, type RevisionSource } from '../exam/projections/amendments'
import { sectionOf, type SectionId } from '../exam/section-ids'
import { PICTURE_SECTION } from '../exam/pictures'
import { HANDOUT_SLOTS } from '../exam/slots'
import { noteOf, sectionText, termsOf } from '../exam/projections/note'
import { viewOf } from '../exam/validate'
import { isoToWords } from '../dates/typed-date'
import type { SignedExam } from '../records/exam'
import type { ImageRecord } from '../records/image'
import { fullName, SEX_LABELS } from '../records/people'
import { counts } from '../records/revision'
import {
  amendmentNotice,
  amendmentParagraph,
  authorWords,
  movedParagraph,
  onPaper,
  type Clock,
} from './amendments'
import { drawnMapOf } from './drawn-map'
import type { NotePage, RecoveryPage } from './sheet'
import { imagesForPrint, UNPRINTED_BECAUSE } from '../exam/printed-picture'
import { oneLine } from './text/fill'

/** A picture that was chosen and may not be printed is said to be missing, never left out in silence. */
const unprinted = (why: readonly string[]): NotePage['paragraphs'] =>
  why.length === 0
    ? []
    : [
        {
          heading: 'Pictures not printed',
          text: [...new Set(why)].map((one) => `Not printed: ${one}`).join('\n'),
        },
      ]

/** The section that the map is a drawing of. */
const DRAWN = sectionOf(HANDOUT_SLOTS['lump.place'])

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
  /** The files of the visit, of which the chosen ones are printed with it; without them the note is words alone. */
  images?: readonly ImageRecord[],
  /** Which sections stand on it; all without a choice. What is left out is named, so that it never reads as "none". */
  sections?: readonly SectionId[],
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
  const context = source.contextOf(signed)
  const view = viewOf(body, context)
  const map = drawnMapOf(view, signed.noduleLabels)
  const told = noteOf(body, context)
  const stands = (id: SectionId): boolean => sections === undefined || sections.includes(id)
  const kept = told.filter(({ sectionId }) => stands(sectionId))
  const leftOut = told.filter((section) => !kept.includes(section))
  const chosen =
    images === undefined || !stands(PICTURE_SECTION)
      ? { pictures: [], left: [] }
      : imagesForPrint({ view, body, terms: termsOf(body, context), images }, 'note')
  return {
    title: `Examination of ${visit}${late}`,
    header: {
      clinic: oneLine(clinic.name),
      address: oneLine(clinic.address),
      phone: oneLine(clinic.phone),
    },
    patient: `${own === '' ? name : `${name} (${own})`}, ${SEX_LABELS[patient.sex]}, ${born}, ${number}`,
    paragraphs: onPaper([
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
      ...kept.map((section) => ({ heading: section.heading, text: sectionText(section) })),
      ...(said.length === 0 ? [] : [{ heading: 'Prompts', text: said.join('\n') }]),
      ...unprinted(chosen.left.map(({ because }) => UNPRINTED_BECAUSE[because])),
      ...(leftOut.length === 0
        ? []
        : [
            {
              heading: 'Not on this print',
              text: `Recorded and left out: ${leftOut.map(({ heading }) => heading.toLowerCase()).join('; ')}.`,
            },
          ]),
    ]),
    ...(chosen.pictures.length === 0 ? {} : { pictures: [...chosen.pictures] }),
    ...(map && stands(DRAWN) && { map }),
    signature: `${authorWords(signer)}\n${amendments.length === 0 ? 'Signed' : 'First signed'} ${isoToWords(when.on)}, ${when.time}. Revision ${amendments.length === 0 ? signed.revision : 1}.`,
    after: onPaper([
      ...amendments.map((amendment) => amendmentParagraph(amendment, clock)),
      ...(counts(signed)
        ? first.map(({ heading, text }) => ({ heading: `${heading}, as first signed`, text }))
        : []),
    ]),
    footer: `${name}, ${born}, ${number}. Visit of ${visit}.`,
    paper: clinic.paper,
  }
}

/** The page that carries the recovery code. It is drawn once and kept nowhere. */
export const projectRecoveryPage = (
  clinic: Pick<SignedExam['clinic'], 'name' | 'paper'>,
  groups: readonly string[],
): RecoveryPage => ({ clinic: oneLine(clinic.name), groups: [...groups], paper: clinic.paper })
