import { z } from 'zod'
import { measuredWords, lettersOf, KIND_WORDS } from '../imaging/measure/words'
import { MARK_KINDS, imageMark, type ImageMark } from '../records/mark'
import type { ImageRecord } from '../records/image'
import type { ExamBody } from '../records/exam'
import type { Terms } from './codec'
import { codecOf } from './codecs'
import { fieldOf, type CodeOf } from './definition'
import type { EntryView, ExamView } from './view'

/** A picture of the visit on paper: what is drawn, and the words under it. */
export const printedPicture = z.object({
  imageId: z.uuid(),
  /** From 0. */
  frame: z.int().nonnegative(),
  /** Size of the frame in pixels, as far as the record knows it. */
  columns: z.int().positive(),
  rows: z.int().positive(),
  /** Drawn over it; letters are those of `all`. */
  marks: z.array(imageMark),
  all: z.array(imageMark),
  /** "Ultrasound, R1, side marker right, of 20 Nov 2026. Frame 3 of 8." */
  caption: z.string(),
  /** A line for each measurement: "A two axes: 25.2 × 15.8 mm, from the region calibration of this frame." */
  lines: z.array(z.string()),
  /** Whose picture it is, where it is somebody else's: credit line and licence. Empty otherwise. */
  credit: z.string(),
})
export type PrintedPicture = z.infer<typeof printedPicture>

/** Kinds of paper that a picture can be chosen for. */
export type PictureUse = CodeOf<'image.printIn'>

/** Why a picture that was chosen does not print. */
export const UNPRINTED_BECAUSE = {
  credit: 'It is published, and nobody gave its licence and credit line.',
  consent: 'The patient has not agreed to its use in the handout.',
  report: 'It is a report with pages of its own, not a picture.',
  missing: 'Its file is not there.',
} as const
export type UnprintedBecause = keyof typeof UNPRINTED_BECAUSE

export interface PicturesForPrint {
  readonly pictures: readonly PrintedPicture[]
  readonly left: readonly { readonly entryId: string; readonly because: UnprintedBecause }[]
}

type Picture = EntryView<'image'>
const text = (entry: Picture, id: 'image.licence' | 'image.creditLine'): string =>
  entry.value(id)?.trim() ?? ''

/**
 * Why a picture may not be printed, or nothing: a published one needs its licence and its credit line, and what goes into
 * a patient's hands needs the consent to that (clinical content 2.8). The consent covers what it names and nothing else.
 */
const refusal = (
  entry: Picture,
  image: ImageRecord | undefined,
  use: PictureUse,
): UnprintedBecause | undefined => {
  const published = entry.has('image.source', 'published')
  if (published && (text(entry, 'image.licence') === '' || text(entry, 'image.creditLine') === ''))
    return 'credit'
  if (use === 'handout' && !entry.has('image.consent', 'handout')) return 'consent'
  if (image === undefined) return 'missing'
  return image.facts.kind === 'pdf' ? 'report' : undefined
}

const SAID = ['image.modality', 'image.nodule', 'image.side', 'image.takenOn'] as const
const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
const captionOf = (entry: Picture, terms: Terms, frame: number, frames: number): string => {
  const words = SAID.flatMap((id) => {
    const [field, value] = [fieldOf(id), entry.value(id)]
    return value === undefined ? [] : [codecOf(field).display(field, value, terms)]
  }).join(', ')
  const which = frames > 1 ? ` Frame ${frame + 1} of ${frames}.` : ''
  return `${words === '' ? 'Picture' : sentence(words)}.${which}`
}
const creditOf = (entry: Picture): string => {
  const [credit, licence] = [text(entry, 'image.creditLine'), text(entry, 'image.licence')]
  return [credit, licence === '' ? '' : `Licence: ${licence}`].filter(Boolean).join('. ')
}

const lineOf = (mark: ImageMark, letters: Readonly<Record<string, string>>): string[] =>
  MARK_KINDS[mark.kind].measures
    ? [`${letters[mark.markId] ?? ''} ${KIND_WORDS[mark.kind]}: ${measuredWords(mark)}`]
    : []

/** The frames of a file to print: each that something is drawn over, else the first. */
const framesOf = (marks: readonly ImageMark[]): readonly number[] => {
  const drawn = [...new Set(marks.map(({ frame }) => frame))].sort((one, other) => one - other)
  return drawn.length === 0 ? [0] : drawn
}

/** The files of an entry to print: each that something is drawn over, else the first. */
const filesOf = (images: readonly ImageRecord[], marks: readonly ImageMark[]): readonly ImageRecord[] => {
  const drawn = images.filter(({ imageId }) => marks.some((mark) => mark.imageId === imageId))
  return drawn.length === 0 ? images.slice(0, 1) : drawn
}

/**
 * The pictures that were chosen for a kind of paper, from a visit as it counts, with their captions, measurements and
 * credit lines; and those that were chosen and may not be printed, with the reason. Pure: paper comes from the record.
 *
 * @param annotated whether what is drawn over them is printed too; measurements stay in their lines
 */
export const imagesForPrint = (
  {
    view,
    body,
    terms,
    images,
  }: {
    readonly view: ExamView
    readonly body: Pick<ExamBody, 'marks'>
    readonly terms: Terms
    /** The files of the visit. */
    readonly images: readonly ImageRecord[]
  },
  use: PictureUse,
  annotated = true,
): PicturesForPrint => {
  const pictures: PrintedPicture[] = []
  const left: PicturesForPrint['left'][number][] = []
  for (const entry of view.entries('image')) {
    const { entryId } = entry
    if (!entry.has('image.printIn', use)) continue
    const own = images.filter((one) => one.entryId === entryId)
    const because = refusal(entry, own[0], use)
    if (because !== undefined) {
      left.push({ entryId, because })
      continue
    }
    const drawn = (body.marks ?? []).filter((mark) => mark.entryId === entryId)
    for (const image of filesOf(own, drawn)) {
      const all = drawn.filter(({ imageId }) => imageId === image.imageId)
      const letters = lettersOf(all)
      for (const frame of framesOf(all)) {
        const here = all.filter((mark) => mark.frame === frame)
        pictures.push({
          imageId: image.imageId,
          frame,
          columns: image.facts.columns,
          rows: image.facts.rows,
          marks: annotated ? [...here] : [],
          all: [...all],
          caption: captionOf(entry, terms, frame, image.facts.frames),
          lines: here.flatMap((mark) => lineOf(mark, letters)),
          credit: creditOf(entry),
        })
      }
    }
  }
  return { pictures, left }
}
