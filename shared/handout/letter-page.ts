import { ageInYears, isoToWords } from '../dates/typed-date'
import { lateralityOf } from '../exam/laterality'
import { LETTER_TOPIC_LIST, LETTER_TOPICS, type LetterTopic } from '../exam/letter'
import { amendmentsOf, asFirstSigned, type RevisionSource } from '../exam/projections/amendments'
import { letterOf, type LetterPassage } from '../exam/projections/letter'
import { imagesForPrint, pictureChoices, type PicturedVisit } from '../exam/printed-picture'
import { paragraphText, termsOf } from '../exam/projections/note'
import { letterReads } from '../exam/letter-reads'
import { viewOf } from '../exam/validate'
import { capital, listed } from '../exam/wording'
import type { SignedExam } from '../records/exam'
import type { ImageRecord } from '../records/image'
import { fullName, SEX_LABELS, type ClinicInput } from '../records/people'
import { filled } from '../records/said'
import type { Instant } from '../records/values'
import { amendmentNotice, amendmentParagraph, authorWords, onPaper, type Clock } from './amendments'
import {
  MOST_PICTURES,
  type LangRun,
  type LetterOptions,
  type LetterPreview,
  type LetterText,
} from './letter'
import { sideDoubts, type SidedNodule } from './letter-sides'
import { drawnMapOf } from './drawn-map'
import type { PageFrame } from './page-frame'
import { oneLine, severalLines } from './text/fill'
import type { LetterTextInput } from '../texts/clinic-text'
import { richText } from '../texts/rich'

/** What a letter is made from beside the visit: who writes it and when, and the pictures that were chosen. */
export interface LetterBy {
  readonly writer: SignedExam['signer']
  readonly at: Instant
  /** The files of the visit; none for eyes that may not see pictures. */
  readonly images: readonly ImageRecord[]
}

const picturedVisit = (
  signed: SignedExam,
  source: RevisionSource,
  images: readonly ImageRecord[],
): PicturedVisit => {
  const { body } = signed
  const context = source.contextOf(signed)
  return { view: viewOf(body, context), body, terms: termsOf(body, context), images }
}

const GREETING = 'Dear colleague,'
const CLOSING = 'With kind regards,'

/** A letter before anybody wrote in it: everything that was recorded, to whom the plan says. */
export const letterDefaults = (
  signed: SignedExam,
  source: RevisionSource,
  paper: ClinicInput['paper'],
  frame: PageFrame,
  images: readonly ImageRecord[] = [],
): LetterOptions => {
  const reads = letterReads(viewOf(signed.body, source.contextOf(signed)))
  const chosen = pictureChoices(picturedVisit(signed, source, images), 'letter').filter(
    (one) => one.chosen && one.not === undefined,
  )
  return {
    text: {
      to: reads.to ?? '',
      greeting: GREETING,
      reason: '',
      question: '',
      closing: CLOSING,
    },
    topics: LETTER_TOPIC_LIST.map(([topic]) => topic),
    pictures: chosen.slice(0, MOST_PICTURES).map(({ entryId }) => entryId),
    frame,
    paper,
  }
}

/**
 * A letter as the clinic's own text begins it: standing words with the slots filled from this visit. Whom it goes to, and
 * the paper, stay as they were.
 */
export const letterFrom = (
  own: LetterTextInput,
  options: LetterOptions,
  signed: SignedExam,
  source: RevisionSource,
): LetterOptions => {
  const { patient, clinic, signer, body } = signed
  const nodules = sidedNodules(signed, source).map(({ label, side }) => `${label} (${side})`)
  const values = {
    patient: fullName(patient),
    age: String(ageInYears(patient.bornOn, body.visitOn)),
    visit: isoToWords(body.visitOn),
    nodules: listed(nodules),
    clinic: clinic.name,
    phone: clinic.phone,
    clinician: signer.name,
  }
  return {
    ...options,
    text: {
      ...options.text,
      greeting: own.greeting,
      closing: own.closing,
      reason: richText(own.reason, values),
      question: richText(own.question, values),
    },
    topics: own.topics,
  }
}

/** A letter says why it is written or what is asked; one that says neither is not sent. */
export const saysWhy = ({ reason, question }: LetterText): boolean =>
  reason.trim() !== '' || question.trim() !== ''

const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Han}/u, 'zh-Hans'],
  [/\p{Script=Tamil}/u, 'ta'],
]
/** The language of a name in its own script, for the reader that speaks it aloud; unknown scripts have none. */
const langOf = (text: string): Pick<LangRun, 'lang'> => {
  const found = SCRIPTS.find(([script]) => script.test(text))
  return found === undefined ? {} : { lang: found[1] }
}

const patientRuns = (signed: SignedExam): LangRun[] => {
  const { patient, body } = signed
  const own = oneLine(patient.otherScript)
  const age = ageInYears(patient.bornOn, body.visitOn)
  return [
    { text: oneLine(fullName(patient)) },
    ...(own === '' ? [] : [{ text: ' (' }, { text: own, ...langOf(own) }, { text: ')' }]),
    {
      text: `, ${SEX_LABELS[patient.sex]}, born ${isoToWords(patient.bornOn)} (${age} years), no. ${patient.clinicNumber}`,
    },
  ]
}

/** Nodules of the visit with the side of their card, for the guard over what is typed. */
const sidedNodules = (signed: SignedExam, source: RevisionSource): SidedNodule[] =>
  lateralityOf(signed.body, source.contextOf(signed)).flatMap(({ entryId, said }) => {
    const side = said.find(({ is }) => is === 'card')?.side
    const label = signed.noduleLabels[entryId]
    return side === undefined || label === undefined ? [] : [{ label, side }]
  })

const apartWords = (signed: SignedExam, source: RevisionSource): string[] =>
  lateralityOf(signed.body, source.contextOf(signed))
    .filter(({ apart }) => apart)
    .map(({ entryId, said }) => {
      const places = listed(said.map(({ who, side }) => `${filled(who)} says ${side}`))
      return `${signed.noduleLabels[entryId] ?? 'A nodule'}: ${places}. Amend the visit first.`
    })

const said = (passage: LetterPassage): string => passage.paragraphs.map(paragraphText).join('\n')

const passagesOf = (
  signed: SignedExam,
  source: RevisionSource,
): readonly { readonly topic: LetterTopic; readonly text: string }[] => {
  const prompts = source.saidTo(signed)
  return letterOf(signed.body, source.contextOf(signed)).map((passage) => ({
    topic: passage.topic,
    text: passage.topic === 'prompts' ? prompts.join('\n') : said(passage),
  }))
}

/** What is not in the letter, so that nobody reads its silence as "none". */
const gaps = (
  passages: ReturnType<typeof passagesOf>,
  chosen: (topic: LetterTopic) => boolean,
): { heading: string; text: string }[] => {
  const headings = Object.fromEntries(LETTER_TOPIC_LIST)
  const left = passages.filter(({ topic, text }) => text !== '' && !chosen(topic))
  const missed = passages.flatMap(({ topic, text }) => {
    const word = headings[topic]?.missed
    return text === '' && word !== undefined ? [word] : []
  })
  const lines = [
    ...(missed.length === 0 ? [] : [`Not recorded at this visit: ${missed.join('; ')}.`]),
    ...(left.length === 0
      ? []
      : [
          `Recorded and left out of this letter: ${left.map(({ topic }) => LETTER_TOPICS[topic].heading.toLowerCase()).join('; ')}. The note of the visit holds them.`,
        ]),
  ]
  return lines.length === 0 ? [] : [{ heading: 'Not in this letter', text: lines.join('\n') }]
}

const subjectOf = (signed: SignedExam, source: RevisionSource): string => {
  const { urgency } = letterReads(viewOf(signed.body, source.contextOf(signed)))
  return capital(urgency ?? 'referral')
}

/**
 * A letter to a colleague from a signed revision: who it is about, why, what is asked, what was found, with what was not
 * recorded and what was left out said as such; then the signature, and what was changed since the visit was first signed.
 * Pure: the same revision, options, writer and instant always make the same page.
 */
export const projectLetter = (
  signed: SignedExam,
  source: RevisionSource,
  options: LetterOptions,
  by: LetterBy,
  clock: Clock,
): LetterPreview => {
  const { patient, clinic, signer, body } = signed
  const { text } = options
  const passages = passagesOf(signed, source)
  const topics = LETTER_TOPIC_LIST.map(([topic, { heading, always }]) => ({
    topic,
    heading,
    says: passages.some((one) => one.topic === topic && one.text !== ''),
    always: always === true,
  }))
  const chosen = (topic: LetterTopic): boolean =>
    options.topics.includes(topic) || topics.some((one) => one.topic === topic && one.always)
  const amendments = amendmentsOf(source)
  const signedWhen = clock(signed.signedAt)
  const now = clock(by.at)
  const visit = isoToWords(body.visitOn)
  const late = signedWhen.on === body.visitOn ? '' : `, entered late on ${isoToWords(signedWhen.on)}`
  const name = oneLine(fullName(patient))
  /** Whoever writes need not be who examined; then the letter says so. */
  const seenBy = by.writer.personId === signer.personId ? '' : ` by ${oneLine(signer.name)}`
  const pictured = picturedVisit(signed, source, by.images)
  const map = drawnMapOf(pictured.view, signed.noduleLabels, {
    nodules: chosen('examination'),
    pain: chosen('history'),
  })
  const { pictures } = imagesForPrint(pictured, 'letter', { chosen: options.pictures })
  const own = (heading: string, typed: string) =>
    typed.trim() === '' ? [] : [{ heading, text: severalLines(typed) }]
  return {
    page: {
      frame: options.frame,
      paper: options.paper,
      header: {
        clinic: oneLine(clinic.name),
        address: oneLine(clinic.address),
        phone: oneLine(clinic.phone),
      },
      to: severalLines(text.to)
        .split('\n')
        .filter((line) => line.trim() !== ''),
      date: isoToWords(now.on),
      subject: subjectOf(signed, source),
      patient: patientRuns(signed),
      greeting: oneLine(text.greeting),
      opening: `Thank you for seeing ${name}, ${ageInYears(patient.bornOn, body.visitOn)} years old, seen here on ${visit}${late}${seenBy}.`,
      paragraphs: onPaper([
        ...amendmentNotice(amendments, clock),
        ...(signed.mode === 'complete' || signed.notDone.length === 0
          ? []
          : [
              {
                heading: 'Incomplete: stopped for an emergency',
                text: `Not done: ${signed.notDone.join('; ')}.`,
              },
            ]),
        ...own('Reason for this letter', text.reason),
        ...own('What I ask', text.question),
        ...passages
          .filter((passage) => passage.text !== '' && chosen(passage.topic))
          .map((passage) => ({ heading: LETTER_TOPICS[passage.topic].heading, text: passage.text })),
        ...gaps(passages, chosen),
      ]),
      ...(map && { map }),
      pictures: [...pictures],
      closing: oneLine(text.closing),
      signature: [
        authorWords(by.writer),
        `Written ${isoToWords(now.on)}, ${now.time}.`,
        `From the visit of ${visit}${late}, ${amendments.length === 0 ? 'signed' : 'first signed'} by ${authorWords(signer)}, ${isoToWords(signedWhen.on)}, ${signedWhen.time}. Revision ${signed.revision}.`,
      ].join('\n'),
      after: onPaper([
        ...amendments.map((amendment) => amendmentParagraph(amendment, clock)),
        ...asFirstSigned(source).map(({ heading, text: first }) => ({
          heading: `${heading}, as first signed`,
          text: first,
        })),
      ]),
      footer: `${name}, born ${isoToWords(patient.bornOn)}, no. ${patient.clinicNumber}. Letter of ${isoToWords(now.on)}.`,
    },
    topics,
    pictures: pictureChoices(pictured, 'letter').map(({ entryId, words, not }) => ({
      entryId,
      words,
      ...(not && { not }),
    })),
    doubts: sideDoubts(text, sidedNodules(signed, source)),
    apart: apartWords(signed, source),
  }
}
