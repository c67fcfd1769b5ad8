import { z } from 'zod'
import { bodyPoint, axes } from '../exam/answer'
import { instant, uuid } from '../records/values'
import { PAPER_SIZES } from '../records/people'

/** What the person at the keys chooses for one handout. */
export const handoutOptions = z.object({
  paper: z.enum(PAPER_SIZES),
  size: z.enum(['standard', 'large']),
  /** At most two "do this today" boxes, picked from what was planned (ruling 26). Empty: the first two planned. */
  actions: z.array(z.string()).max(2),
})
export type HandoutOptions = z.infer<typeof handoutOptions>

/** A run of text; bold is the only emphasis paper uses. */
export const run = z.object({ text: z.string(), bold: z.boolean().optional() })

/** What a sheet is made of. The page component draws blocks and decides nothing. */
export const block = z.discriminatedUnion('is', [
  z.object({ is: z.literal('main'), runs: z.array(run) }),
  z.object({ is: z.literal('paragraph'), runs: z.array(run) }),
  z.object({ is: z.literal('list'), items: z.array(z.array(run)) }),
  z.object({
    is: z.literal('map'),
    caption: z.string(),
    alt: z.string(),
    nodules: z.array(z.object({ label: z.string(), at: bodyPoint, size: axes.optional() })),
  }),
  z.object({ is: z.literal('picture'), drawing: z.string(), caption: z.string(), alt: z.string() }),
  z.object({ is: z.literal('action'), number: z.int(), title: z.string(), blocks: z.array(z.unknown()) }),
  z.object({
    is: z.literal('help'),
    title: z.string(),
    groups: z.array(z.object({ title: z.string(), items: z.array(z.string()) })),
  }),
])
export type Run = z.infer<typeof run>
export type Block = z.infer<typeof block>

export const sheetSection = z.object({ id: z.string(), heading: z.string(), blocks: z.array(block) })

/** One printable sheet: the handout, or the one-page emergency sheet (gate G2). */
export const sheet = z.object({
  kind: z.enum(['handout', 'emergency']),
  version: z.string(),
  language: z.literal('en'),
  title: z.string(),
  header: z.object({ clinic: z.string(), phone: z.string(), patient: z.string(), date: z.string() }),
  footer: z.object({ patient: z.string(), signed: z.string(), sheet: z.string() }),
  sections: z.array(sheetSection),
  paper: z.enum(PAPER_SIZES),
  size: z.enum(['standard', 'large']),
})
export type Sheet = z.infer<typeof sheet>

/** Reading grade of the filled text, names of people and medicines included and excluded (ruling 27). */
export const grade = z.object({
  fleschKincaid: z.number(),
  smog: z.number(),
  fleschKincaidWithoutNames: z.number(),
  smogWithoutNames: z.number(),
})

export const sheetPreview = z.object({
  sheet,
  grade,
  /** What may be picked as "do this today", with its wording. */
  choices: z.array(z.object({ id: z.string(), label: z.string() })),
  /** Gates that shape this sheet, in words for the clinician. */
  gates: z.array(z.object({ gate: z.string(), because: z.string() })),
})

/** The clinic note as printed. */
export const notePage = z.object({
  title: z.string(),
  header: z.object({ clinic: z.string(), address: z.string(), phone: z.string() }),
  patient: z.string(),
  paragraphs: z.array(z.object({ heading: z.string(), text: z.string() })),
  signature: z.string(),
  footer: z.string(),
  paper: z.enum(PAPER_SIZES),
})
export type NotePage = z.infer<typeof notePage>

/** What the hidden print window is asked to draw. */
export const printJob = z.discriminatedUnion('is', [
  z.object({ is: z.literal('sheet'), sheet }),
  z.object({ is: z.literal('note'), note: notePage }),
  z.object({
    is: z.literal('recovery'),
    clinic: z.string(),
    groups: z.array(z.string()),
    paper: z.enum(PAPER_SIZES),
  }),
])
export type PrintJob = z.infer<typeof printJob>

/** What was given stays with the visit. */
export const givenHandout = z.object({
  givenId: uuid,
  examId: uuid,
  revision: z.int().positive(),
  at: instant,
  by: uuid,
  to: z.enum(['printer', 'pdf']),
  options: handoutOptions,
  /** The sheet itself, so that what was given can be shown again to the letter. */
  sheet,
})
