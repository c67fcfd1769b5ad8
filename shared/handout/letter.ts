import { z } from 'zod'
import { LETTER_TOPIC_IDS } from '../exam/letter'
import { printedPicture, UNPRINTED } from '../exam/printed-picture'
import { PAPER_SIZES } from '../records/people'
import { uuid } from '../records/values'
import { drawnMap } from './drawn-map'
import { givenPaper } from './given'
import { pageFrame } from './page-frame'

/** Longest texts of a letter, characters. */
export const MAX_LETTER_TEXT = 6000
/** Pictures of one letter, by the entries that describe them. */
export const MOST_PICTURES = 6
const short = z.string().max(200)
const long = z.string().max(MAX_LETTER_TEXT)

/** What a person writes into a letter. Plain text: line breaks count, nothing else in it is read as a sign. */
export const letterText = z.object({
  /** To whom, as many lines as an address has. */
  to: z.string().max(500),
  greeting: short,
  /** Why the patient is sent. */
  reason: long,
  /** What the colleague is asked to do or to answer. */
  question: long,
  closing: short,
})
export type LetterText = z.infer<typeof letterText>

/** All that the person at the keys decides about one letter. */
export const letterOptions = z.object({
  text: letterText,
  topics: z.array(z.enum(LETTER_TOPIC_IDS)),
  /** Entries of the visit's pictures that are printed after the signature. */
  pictures: z.array(uuid).max(MOST_PICTURES),
  frame: pageFrame,
  paper: z.enum(PAPER_SIZES),
})
export type LetterOptions = z.infer<typeof letterOptions>

/** A run of text with its own language (BCP 47) where it is not that of the letter. */
const passage = z.object({ text: z.string(), lang: z.string().optional() })
export type LangRun = z.infer<typeof passage>

/** The letter as printed. */
export const letterPage = z.object({
  frame: pageFrame,
  paper: z.enum(PAPER_SIZES),
  header: z.object({ clinic: z.string(), address: z.string(), phone: z.string() }),
  to: z.array(z.string()),
  date: z.string(),
  subject: z.string(),
  patient: z.array(passage),
  greeting: z.string(),
  opening: z.string(),
  paragraphs: z.array(z.object({ heading: z.string(), text: z.string() })),
  /** Where something of what the letter tells was drawn by hand. */
  map: drawnMap.optional(),
  /** In letters given by earlier versions small ones, `png` in base64. */
  pictures: z.array(z.union([printedPicture, z.object({ png: z.string(), caption: z.string() })])),
  closing: z.string(),
  signature: z.string(),
  after: z.array(z.object({ heading: z.string(), text: z.string() })),
  footer: z.string(),
})
export type LetterPage = z.infer<typeof letterPage>

/** A letter while it is written. */
export const letterPreview = z.object({
  page: letterPage,
  /** What of the visit can be told, and whether anything was said of it. */
  topics: z.array(
    z.object({
      topic: z.enum(LETTER_TOPIC_IDS),
      heading: z.string(),
      says: z.boolean(),
      always: z.boolean(),
    }),
  ),
  pictures: z.array(
    z.object({
      entryId: uuid,
      words: z.string(),
      /** Absent where it can be printed. */
      not: z.enum(UNPRINTED).optional(),
    }),
  ),
  /** Words of the letter that do not go with the sides of the visit's nodules; printed only when seen. */
  doubts: z.array(z.string()),
  /** Why this visit gives no letter before it is amended: two of its places say opposite sides. */
  apart: z.array(z.string()),
})
export type LetterPreview = z.infer<typeof letterPreview>

/** A letter that was printed or saved: with the visit, to the letter. */
export const givenLetter = givenPaper.extend({
  options: letterOptions,
  page: letterPage,
})
export type GivenLetter = z.infer<typeof givenLetter>

/** What a letter that went out is worth since: its visit may have been changed, or should never have been. */
export const letterStanding = z.enum(['stands', 'changed', 'withdrawn'])
export type LetterStanding = z.infer<typeof letterStanding>
