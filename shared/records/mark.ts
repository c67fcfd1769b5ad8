import { z } from 'zod'
import { instant, uuid } from './values'

/**
 * What can be drawn over a picture, and how many points it takes. Drawn over it, never into it: the file stays as it is.
 *
 * `length` two ends · `axes` ends of the long axis, ends of the short one · `depth` the skin, then the thing ·
 * `outline` corners of an area · `ellipse` two opposite corners of its box · `ruler` two marks of a printed ruler, with
 * the distance between them · `arrow` tail, head · `ring` as `ellipse`, and measures nothing · `words` where they stand.
 */
export const MARK_KINDS = {
  length: { least: 2, most: 2, measures: true },
  axes: { least: 4, most: 4, measures: true },
  depth: { least: 2, most: 2, measures: true },
  outline: { least: 3, most: 200, measures: true },
  ellipse: { least: 2, most: 2, measures: true },
  ruler: { least: 2, most: 2, measures: false },
  arrow: { least: 2, most: 2, measures: false },
  ring: { least: 2, most: 2, measures: false },
  words: { least: 1, most: 1, measures: false },
} as const
export type MarkKind = keyof typeof MARK_KINDS
const KIND_NAMES = Object.keys(MARK_KINDS) as [MarkKind, ...MarkKind[]]

/** Why a size is told in pixels: the file does not justify millimetres there. */
export const PIXELS_BECAUSE = [
  /** Neither spacing nor regions stand in the file. */
  'noScale',
  /** A spacing stands there and is not two positive numbers. */
  'unreadableSpacing',
  /** A region of the file reaches beyond the picture: the picture was made smaller afterwards. */
  'regionBeyondPicture',
  'regionNotCentimetres',
  /** M-mode, spectral and the like: across is time, not a way. */
  'regionNotSpatial',
  /** A region without its corners or its scale. */
  'regionIncomplete',
  'outsideRegions',
  'partlyOutsideRegions',
  /** The regions of the file belong to other frames of it. */
  'otherFrames',
  /** Pixel spacing and region say different lengths of the same pixel. */
  'scalesDisagree',
] as const
export type PixelsBecause = (typeof PIXELS_BECAUSE)[number]

/** Why there is no size at all. */
export const REFUSED_BECAUSE = [
  'acrossRegions',
  'overlappingRegions',
  'outsidePicture',
  /** Two points in one place. */
  'noLength',
  'crossesItself',
] as const
export type RefusedBecause = (typeof REFUSED_BECAUSE)[number]

/** Sides of one pixel, mm. */
const pixelMm = { acrossMm: z.number().positive(), downMm: z.number().positive() }

/**
 * What a size rests on, kept with the measurement as it was when it was drawn: so a size can be told wherever the exam
 * is, without the file.
 */
export const basis = z.discriminatedUnion('by', [
  /** Pixel Spacing; `fiducial`: calibrated on an object of known size, `geometry`: corrected for an assumed depth. */
  z.object({ by: z.literal('pixelSpacing'), kind: z.enum(['plain', 'geometry', 'fiducial']), ...pixelMm }),
  /** A region of an ultrasound picture; its number among those that say something, from 1. */
  z.object({ by: z.literal('region'), region: z.int().positive(), of: z.int().positive(), ...pixelMm }),
  /** A printed ruler that somebody marked in the same frame. */
  z.object({ by: z.literal('hand'), rulerId: uuid, ...pixelMm }),
  /** Imager Pixel Spacing: millimetres at the detector, larger than in the body. */
  z.object({ by: z.literal('detector'), ...pixelMm }),
  /** Nominal Scanned Pixel Spacing: millimetres of the scanned film. */
  z.object({ by: z.literal('film'), ...pixelMm }),
  z.object({ by: z.literal('pixels'), why: z.enum(PIXELS_BECAUSE) }),
  z.object({
    by: z.literal('refused'),
    why: z.enum(REFUSED_BECAUSE),
    /** Numbers of the two regions that it runs between, where it does. */
    from: z.int().positive().optional(),
    to: z.int().positive().optional(),
    scalesDiffer: z.boolean().optional(),
  }),
])
export type Basis = z.infer<typeof basis>

/**
 * A place in a picture, in pixels of the frame as the file holds it: 0, 0 is the left top corner of the first pixel and
 * its middle is 0.5, 0.5 (as in DICOM, PS3.3 C.18.6). Fractions are kept to the last bit.
 */
export const imagePoint = z.object({ x: z.number(), y: z.number() })
export type ImagePoint = z.infer<typeof imagePoint>

/** The longest text of an annotation, characters. */
export const MOST_WORDS = 200
/** Distances that a ruler may stand for, mm. */
export const RULER_MM = { least: 1, most: 500 } as const

/** One measurement or annotation. Part of the visit: the draft of it may change them, a signed one keeps them. */
export const imageMark = z
  .object({
    markId: uuid,
    imageId: uuid,
    /** The entry of the exam that describes the picture. */
    entryId: uuid,
    /** From 0. */
    frame: z.int().nonnegative(),
    kind: z.enum(KIND_NAMES),
    points: z.array(imagePoint).min(1).max(200),
    /** What a measurement rests on; annotations and rulers have none. */
    basis: basis.optional(),
    /** Of a ruler: what the person read from it. */
    mm: z.number().min(RULER_MM.least).max(RULER_MM.most).optional(),
    text: z.string().trim().min(1).max(MOST_WORDS).optional(),
    by: uuid,
    at: instant,
  })
  .refine(({ kind, points }) => {
    const { least, most } = MARK_KINDS[kind]
    return points.length >= least && points.length <= most
  })
  .refine(({ kind, basis: rests }) => MARK_KINDS[kind].measures === (rests !== undefined))
  .refine(({ kind, mm }) => (kind === 'ruler') === (mm !== undefined))
  .refine(({ kind, text }) => kind !== 'words' || text !== undefined)
export type ImageMark = z.infer<typeof imageMark>
