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
  recordOnly: 'The patient agreed to the record only.',
  identifiers: 'Names or dates in it were not removed, and the sheet leaves the room.',
  report: 'It is a report with pages of its own, not a picture.',
  missing: 'Its file is not there.',
  room: 'The sheet has room for one picture.',
} as const
export type UnprintedBecause = keyof typeof UNPRINTED_BECAUSE
export const UNPRINTED = Object.keys(UNPRINTED_BECAUSE) as [UnprintedBecause, ...UnprintedBecause[]]

export interface PicturesForPrint {
  readonly pictures: readonly PrintedPicture[]
  readonly left: readonly { readonly entryId: string; readonly because: UnprintedBecause }[]
}

type Picture = EntryView<'image'>
const text = (entry: Picture, id: 'image.licence' | 'image.creditLine'): string =>
  entry.value(id)?.trim() ?? ''

/**
 * Why a picture may not be printed, or nothing: a published one needs its licence and its credit line; what goes to a
 * colleague needs a consent that is not to the record alone; what goes into a patient's hands needs the consent to that,
 * and no identifiers that somebody said are in it (clinical content 2.8). The consent covers what it names and nothing else.
 */
const refusal = (
  entry: Picture,
  image: ImageRecord | undefined,
  use: PictureUse,
): UnprintedBecause | undefined => {
  const published = entry.has('image.source', 'published')
  if (published && (text(entry, 'image.licence') === '' || text(entry, 'image.creditLine') === ''))
    return 'credit'
  if (use === 'letter' && entry.has('image.consent', 'recordOnly')) return 'recordOnly'
  if (use === 'handout' && !entry.has('image.consent', 'handout')) return 'consent'
  if (use === 'handout' && entry.has('image.identifiersRemoved', 'no')) return 'identifiers'
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

/** A visit as it counts, with its files. */
export interface PicturedVisit {
  readonly view: ExamView
  readonly body: Pick<ExamBody, 'marks'>
  readonly terms: Terms
  readonly images: readonly ImageRecord[]
}

const printedOf = (
  { body, terms }: PicturedVisit,
  entry: Picture,
  own: readonly ImageRecord[],
  annotated: boolean,
): PrintedPicture[] => {
  const drawn = (body.marks ?? []).filter((mark) => mark.entryId === entry.entryId)
  return filesOf(own, drawn).flatMap((image) => {
    const all = drawn.filter(({ imageId }) => imageId === image.imageId)
    const letters = lettersOf(all)
    return framesOf(all).map((frame) => {
      const here = all.filter((mark) => mark.frame === frame)
      return {
        imageId: image.imageId,
        frame,
        columns: image.facts.columns,
        rows: image.facts.rows,
        marks: annotated ? [...here] : [],
        all: [...all],
        caption: captionOf(entry, terms, frame, image.facts.frames),
        lines: here.flatMap((mark) => lineOf(mark, letters)),
        credit: creditOf(entry),
      }
    })
  })
}

const ownFiles = ({ images }: PicturedVisit, entry: Picture): readonly ImageRecord[] =>
  images.filter((one) => one.entryId === entry.entryId)

/** Words that name somebody may stand in the pixels: nothing in the file says otherwise. Palpa does not look. */
const mayName = (image: ImageRecord | undefined): boolean =>
  image !== undefined && image.facts.kind !== 'pdf' && image.facts.burnedIn !== false

/** A picture of the visit as somebody chooses it for paper. */
export interface PictureChoice {
  readonly entryId: string
  readonly words: string
  /** Said at the visit. */
  readonly chosen: boolean
  readonly not?: UnprintedBecause
  readonly mayName: boolean
}

/** Every picture that a visit describes, whether it was chosen for a kind of paper, and whether it may be printed there. */
export const pictureChoices = (visit: PicturedVisit, use: PictureUse): readonly PictureChoice[] =>
  visit.view.entries('image').map((entry) => {
    const [image] = ownFiles(visit, entry)
    const not = refusal(entry, image, use)
    return {
      entryId: entry.entryId,
      words: captionOf(entry, visit.terms, 0, 1),
      chosen: entry.has('image.printIn', use),
      ...(not && { not }),
      mayName: mayName(image),
    }
  })

/**
 * The pictures that were chosen for a kind of paper, from a visit as it counts, with their captions, measurements and
 * credit lines; and those that were chosen and may not be printed, with the reason. Pure: paper comes from the record.
 *
 * @param how `annotated`: whether what is drawn over them is printed too; measurements stay in their lines.
 *   `chosen`: entries picked for this one print, in place of those that were chosen at the visit
 */
export const imagesForPrint = (
  visit: PicturedVisit,
  use: PictureUse,
  { annotated = true, chosen }: { readonly annotated?: boolean; readonly chosen?: readonly string[] } = {},
): PicturesForPrint => {
  const pictures: PrintedPicture[] = []
  const left: PicturesForPrint['left'][number][] = []
  for (const entry of visit.view.entries('image')) {
    const { entryId } = entry
    if (!(chosen?.includes(entryId) ?? entry.has('image.printIn', use))) continue
    const own = ownFiles(visit, entry)
    const because = refusal(entry, own[0], use)
    if (because === undefined) pictures.push(...printedOf(visit, entry, own, annotated))
    else left.push({ entryId, because })
  }
  return { pictures, left }
}

/** A picture for the patient's sheet: what is drawn, and what was said of it, which the sheet says in its own words. */
export interface SheetPicture {
  readonly drawn: PrintedPicture
  readonly modality?: CodeOf<'image.modality'>
  /** Entry of the nodule that it shows. */
  readonly noduleId?: string
  readonly side?: CodeOf<'image.side'>
  readonly takenOn?: string
  /** Somebody else's, from a publication. */
  readonly published: boolean
}
/** A picture that was chosen for the patient's sheet, as the person at the keys reads of it. */
export const sheetPictureWords = z.object({
  words: z.string(),
  not: z.enum(UNPRINTED).optional(),
  mayName: z.boolean(),
})
export type SheetPictureWords = z.infer<typeof sheetPictureWords>

/** The fullest sheet keeps to its two pages with one picture, and not with two (ruling 25). */
const MOST_ON_A_SHEET = 1

/** The pictures of the patient's sheet: the first that was chosen and may be printed, in the first frame drawn over. */
export const picturesForSheet = (
  visit: PicturedVisit,
): { readonly pictures: readonly SheetPicture[]; readonly words: readonly SheetPictureWords[] } => {
  const pictures: SheetPicture[] = []
  const words: SheetPictureWords[] = []
  for (const choice of pictureChoices(visit, 'handout').filter(({ chosen }) => chosen)) {
    const entry = visit.view.entries('image').find(({ entryId }) => entryId === choice.entryId)
    if (entry === undefined) continue
    const [drawn] = printedOf(visit, entry, ownFiles(visit, entry), true)
    const full = pictures.length >= MOST_ON_A_SHEET ? ('room' as const) : undefined
    const not = choice.not ?? full
    words.push({ words: choice.words, mayName: choice.mayName, ...(not && { not }) })
    if (not !== undefined || drawn === undefined) continue
    const modality = entry.value('image.modality')
    const noduleId = entry.value('image.nodule')
    const side = entry.value('image.side')
    const takenOn = entry.value('image.takenOn')
    // Lines point at something; what is only words would be smaller than the smallest type of the sheet.
    const marks = drawn.marks.filter(({ kind }) => kind !== 'words' && kind !== 'ruler')
    pictures.push({
      drawn: { ...drawn, marks },
      ...(modality && { modality }),
      ...(noduleId && { noduleId }),
      ...(side && { side }),
      ...(takenOn && { takenOn }),
      published: entry.has('image.source', 'published'),
    })
  }
  return { pictures, words }
}
