import { z } from 'zod'
import { axes, bodyPoint } from '../exam/answer'
import { isoDate, uuid } from '../records/values'
import { SECTION_IDS } from '../exam/section-ids'
import { LANGUAGES, PAPER_SIZES } from '../records/people'
import { saidShape } from '../records/said-shape'
import { drawnMap } from './drawn-map'
import { givenPaper } from './given'
import { letterPage } from './letter'
import { pageFrame, PLAIN_FRAME } from './page-frame'
import { printedPicture, sheetPictureWords } from '../exam/printed-picture'
import { unitState } from './text/review'

/** What can stand in a "do this today" box, where it was planned. */
export const ACTION_IDS = ['heat', 'stretches', 'posture', 'medicine'] as const
export const actionId = z.enum(ACTION_IDS)
export type ActionId = z.infer<typeof actionId>

const sectionId = z.enum(SECTION_IDS)

export const TYPE_SIZES = ['standard', 'large'] as const

/** Sections that a sheet may go without. Not among them: what is done, what is taken, the signs to look for, the next visit. */
export const LEAVABLE = [
  'map',
  'found',
  'why',
  'picture',
  'offer',
  'chart',
  'what',
  'serious',
  'teach',
  'short',
] as const
const leavable = z.enum(LEAVABLE)
export type Leavable = z.infer<typeof leavable>

/** What the person at the keys chooses for one handout. */
export const handoutOptions = z.object({
  language: z.enum(LANGUAGES),
  /** English beside it, so that the clinician reads along. Says nothing where the sheet is English. */
  beside: z.boolean().default(false),
  paper: z.enum(PAPER_SIZES),
  size: z.enum(TYPE_SIZES),
  /** At most two "do this today" boxes, picked from what was planned (ruling 26). Empty: the first two planned. */
  actions: z.array(actionId).max(2),
  leftOut: z.array(leavable).default([]),
  frame: pageFrame.default(PLAIN_FRAME),
  /** The clinic's own text; Palpa's words where absent. */
  own: uuid.optional(),
})
export type HandoutOptions = z.infer<typeof handoutOptions>

/** Line drawings that a sheet may show; the renderer has one for each. */
export const DRAWING_IDS = [
  'heat',
  'kneeHugStart',
  'kneeHugEnd',
  'kneeRollsStart',
  'kneeRollsEnd',
  'pelvicTiltStart',
  'pelvicTiltEnd',
  'heelsSitBackStart',
  'heelsSitBackEnd',
  'figureFourStart',
  'figureFourEnd',
  'hipFrontStart',
  'hipFrontEnd',
  'sitting',
  'lifting',
] as const
export type DrawingId = (typeof DRAWING_IDS)[number]

/** A run of text; bold is the only emphasis paper uses. */
export const run = z.object({ text: z.string(), bold: z.boolean().optional() })
export type Run = z.infer<typeof run>
const runs = z.array(run)

/** A drawing with its caption (printed) and its description (read aloud). */
export const picture = z.object({ drawing: z.enum(DRAWING_IDS), caption: z.string(), alt: z.string() })
export type Picture = z.infer<typeof picture>

const paragraph = z.object({ is: z.literal('paragraph'), runs, big: z.boolean().optional() })
const list = z.object({ is: z.literal('list'), lead: runs.optional(), items: z.array(runs) })
const map = z.object({
  is: z.literal('map'),
  caption: z.string(),
  alt: z.string(),
  /** Printed beside the drawing's two sides. */
  left: z.string(),
  right: z.string(),
  nodules: z.array(z.object({ label: z.string(), at: bodyPoint, size: axes.optional() })),
})
const pictures = z.object({ is: z.literal('pictures'), pictures: z.array(picture) })
const exercise = z.object({
  is: z.literal('exercise'),
  title: z.string(),
  runs,
  start: picture,
  end: picture,
})
const chart = z.object({
  is: z.literal('chart'),
  /** Reads the table aloud. */
  caption: z.string(),
  rows: z.array(z.string()),
  days: z.array(
    z.object({
      on: isoDate,
      weekday: z.string(),
      /** The weekday in the width of a box. */
      tick: z.string(),
      day: z.string(),
      month: z.string(),
      monthShort: z.string(),
    }),
  ),
})
/** Pictures of the visit, each with what the sheet says of it; whose it is stands in its credit line. */
const photos = z.object({
  is: z.literal('photos'),
  photos: z.array(z.object({ picture: printedPicture, runs })),
})
const leaves = [paragraph, list, map, pictures, exercise, chart, photos] as const

/** What may stand inside an action box. */
export const leafBlock = z.discriminatedUnion('is', [...leaves])
export type LeafBlock = z.infer<typeof leafBlock>

const helpWords = {
  title: z.string(),
  groups: z.array(z.object({ title: z.string(), items: z.array(runs) })),
}

/** What a sheet is made of. The page component draws blocks and decides nothing but where pages end. */
export const block = z.discriminatedUnion('is', [
  ...leaves,
  z.object({ is: z.literal('main'), runs }),
  z.object({
    is: z.literal('action'),
    /** Shown as a circled number. */
    number: z.int().positive(),
    title: z.string(),
    picture: picture.optional(),
    blocks: z.array(leafBlock),
  }),
  z.object({
    is: z.literal('help'),
    ...helpWords,
    /** Printed beside it where its own words are not reviewed (ruling 28). */
    english: z.object(helpWords).optional(),
  }),
])
export type Block = z.infer<typeof block>

/** Standard size sets neighbours side by side, large print stacks them. */
const column = z.enum(['left', 'right', 'half'])

export const sheetSection = z.object({
  id: z.string(),
  heading: z.string().optional(),
  /** Left and right sections that follow each other make one row of two columns; halves fill two columns in order. */
  column: column.optional(),
  /** Said elsewhere, or not needed for safety: left out from this step of shortening on (see `shortened`). */
  spare: z.int().positive().optional(),
  /** Stands in fewer words from this step of shortening on. */
  terse: z.object({ from: z.int().positive(), column: column.optional(), blocks: z.array(block) }).optional(),
  blocks: z.array(block),
})
export type SheetSection = z.infer<typeof sheetSection>

/** One printable sheet: the handout, or the one-page emergency sheet (gate G2). */
export const sheet = z.object({
  kind: z.enum(['handout', 'emergency']),
  /** Edition of the text units. */
  version: z.string(),
  language: z.enum(LANGUAGES),
  title: z.string(),
  header: z.object({ clinic: z.string(), phone: z.string(), patient: z.string(), date: z.string() }),
  footer: z.object({
    patient: z.string(),
    signed: z.string(),
    sheet: z.string(),
    /** On every page of what was given, so that a page that is handed back is found again. */
    id: z.string().optional(),
  }),
  /** On top of every page, each line in its language: the text is not reviewed. */
  banner: z.array(z.object({ language: z.enum(LANGUAGES), text: z.string() })).optional(),
  sections: z.array(sheetSection),
  /** The same in English, section for section and block for block, for the column beside it. */
  beside: z.object({ title: z.string(), sections: z.array(sheetSection) }).optional(),
  /** Words that depend on where pages end: `{page}` and `{pages}` are filled when the page is drawn. */
  words: z.object({ page: z.string(), helpOverleaf: z.string(), helpOnPage: z.string() }),
  paper: z.enum(PAPER_SIZES),
  size: z.enum(TYPE_SIZES),
  frame: pageFrame.default(PLAIN_FRAME),
})
export type Sheet = z.infer<typeof sheet>

/** Reading grade of the filled text, names of people and medicines included and excluded (ruling 27). */
export const grade = z.object({
  fleschKincaid: z.number(),
  smog: z.number(),
  fleschKincaidWithoutNames: z.number(),
  smogWithoutNames: z.number(),
})
export type Grade = z.infer<typeof grade>

/** What the projection answers; the service adds the grade (its packages are not allowed in shared). */
export const sheetProjection = z.object({
  sheet,
  /** The English copy that goes with a translation that is not reviewed, where English does not stand beside it. */
  copy: sheet.optional(),
  /** How far the words of this sheet may be trusted, and how many of them are in each state. */
  text: z.object({ state: unitState, counts: z.record(unitState, z.int()) }),
  /** Sections that may be left out of this sheet, with their English headings. */
  parts: z.array(z.object({ id: leavable, label: z.string(), leftOut: z.boolean() })),
  /** What may be picked as "do this today", with its wording, and which are picked now. */
  choices: z.array(z.object({ id: actionId, label: z.string(), picked: z.boolean() })),
  /** Pictures that were chosen for it at the visit: those that stand on it, and why others do not. */
  pictures: z.array(sheetPictureWords),
  /** Gates that shape this sheet, for the clinician. */
  gates: z.array(z.object({ gate: z.string(), because: saidShape })),
  /** Names of people and medicines in the text, so that the grade can leave them out. */
  names: z.array(z.string()),
})
export type SheetProjection = z.infer<typeof sheetProjection>

export const sheetPreview = sheetProjection.omit({ names: true }).extend({ grade })
export type SheetPreview = z.infer<typeof sheetPreview>

/** What the person at the keys chooses for one print of a note; the clinic's own where nothing is said. */
export const noteChoices = z.object({
  sections: z.array(sectionId).optional(),
  frame: pageFrame.optional(),
})
export type NoteChoices = z.infer<typeof noteChoices>

/** The clinic note as printed. */
export const notePage = z.object({
  /** Chosen pictures, after the text and before the signature. */
  pictures: z.array(printedPicture).optional(),
  title: z.string(),
  header: z.object({ clinic: z.string(), address: z.string(), phone: z.string() }),
  patient: z.string(),
  paragraphs: z.array(z.object({ heading: z.string(), text: z.string() })),
  /** Where something was drawn by hand; marks without a drawing are told in words alone. */
  map: drawnMap.optional(),
  signature: z.string(),
  /** Below the signature: what was changed after it, and what then read otherwise. */
  after: z.array(z.object({ heading: z.string(), text: z.string() })),
  footer: z.string(),
  paper: z.enum(PAPER_SIZES),
  frame: pageFrame.optional(),
})
export type NotePage = z.infer<typeof notePage>

/** The recovery code, printed once when the clinic is made. */
export const recoveryPage = z.object({
  clinic: z.string(),
  groups: z.array(z.string()),
  paper: z.enum(PAPER_SIZES),
})
export type RecoveryPage = z.infer<typeof recoveryPage>

/** What the hidden print window is asked to draw. */
export const printJob = z.discriminatedUnion('is', [
  z.object({ is: z.literal('sheet'), sheet, copy: sheet.optional() }),
  z.object({ is: z.literal('note'), note: notePage }),
  z.object({ is: z.literal('letter'), letter: letterPage }),
  recoveryPage.extend({ is: z.literal('recovery') }),
])
export type PrintJob = z.infer<typeof printJob>

/** What was given stays with the visit. */
export const givenHandout = givenPaper.extend({
  options: handoutOptions,
  /** The sheet itself, so that what was given can be shown and printed again to the letter. */
  sheet,
  copy: sheet.optional(),
  /** Why a translation that is not reviewed was given all the same. */
  override: z.string().optional(),
  /** Of paper, where the printer was chosen. */
  copies: z.int().positive().optional(),
  /** What was printed once more. */
  again: uuid.optional(),
})
export type GivenHandout = z.infer<typeof givenHandout>
