import { MARK_KINDS, type Basis, type ImageMark, type ImagePoint, type MarkKind } from '../../records/mark'
import type { Pair, SpacingTags } from '../spacing'
import { crossesItself, distance } from './geometry'
import { areasOf, basisByRegion, holds, sameScale } from './regions'

/** A frame as far as lengths in it go. */
export interface MeasuredFrame {
  /** From 0. */
  readonly frame: number
  readonly columns: number
  readonly rows: number
  /** Height of a pixel divided by its width. */
  readonly pixelAspect: number
  /** What the file says of this frame; nothing for a photograph. */
  readonly spacing: SpacingTags
  /** Rulers that were marked in this picture, in the order in which they were. Those of other frames do not count. */
  readonly rulers: readonly ImageMark[]
}

type Scale = { readonly acrossMm: number; readonly downMm: number }

const scaleOf = (pair: Exclude<Pair, 'unreadable'>): Scale | undefined => {
  const [downMm, acrossMm] = pair
  return downMm > 0 && acrossMm > 0 ? { acrossMm, downMm } : undefined
}

const readable = (pair: Pair | undefined): Scale | undefined =>
  pair === undefined || pair === 'unreadable' ? undefined : scaleOf(pair)

const KINDS: Readonly<Record<string, 'geometry' | 'fiducial'>> = {
  GEOMETRY: 'geometry',
  FIDUCIAL: 'fiducial',
}

/**
 * Pixel Spacing and its relatives (PS3.3 10.7.1). Beside an Imager Pixel Spacing a Pixel Spacing that is equal to it, and
 * does not say how it was calibrated, is that of the detector too.
 */
const basisBySpacing = (spacing: SpacingTags): Basis => {
  const { pixelSpacing, imagerPixelSpacing, nominalScannedPixelSpacing, calibrationType = '' } = spacing
  const [own, imager, film] = [pixelSpacing, imagerPixelSpacing, nominalScannedPixelSpacing].map(readable)
  const kind = KINDS[calibrationType]
  if (own !== undefined && kind === undefined && imager !== undefined && sameScale(own, imager))
    return { by: 'detector', ...imager }
  if (own !== undefined) return { by: 'pixelSpacing', kind: kind ?? 'plain', ...own }
  // What stands there and cannot be read is not made good by something else.
  if (pixelSpacing !== undefined) return { by: 'pixels', why: 'unreadableSpacing' }
  if (imager !== undefined) return { by: 'detector', ...imager }
  if (film !== undefined) return { by: 'film', ...film }
  const unreadable = imagerPixelSpacing !== undefined || nominalScannedPixelSpacing !== undefined
  if (unreadable) return { by: 'pixels', why: 'unreadableSpacing' }
  return { by: 'pixels', why: spacing.otherFrames === true ? 'otherFrames' : 'noScale' }
}

/** Two scales of one pixel in one file: neither is believed where they differ by more than this part. */
const DISAGREE = 0.01
const disagrees = (one: Scale, other: Scale): boolean =>
  Math.abs(one.acrossMm / other.acrossMm - 1) > DISAGREE || Math.abs(one.downMm / other.downMm - 1) > DISAGREE

/** What the file alone justifies for points that are measured together. */
const basisByFile = (points: readonly ImagePoint[], { spacing, columns, rows }: MeasuredFrame): Basis => {
  const areas = areasOf(spacing.regions, columns, rows)
  // A picture with regions may show several scales at once, so there only they speak.
  if (areas.length === 0) return basisBySpacing(spacing)
  const found = basisByRegion(areas, points)
  const own = readable(spacing.pixelSpacing)
  return found.by === 'region' && own !== undefined && disagrees(own, found)
    ? { by: 'pixels', why: 'scalesDisagree' }
    : found
}

/** The scale that a ruler gives: how far its marks lie apart, the height of a pixel taken into account. */
export const scaleOfRuler = ({ points, mm }: ImageMark, pixelAspect: number): Scale | undefined => {
  const [from, to] = points
  if (from === undefined || to === undefined || mm === undefined) return undefined
  const pixels = distance(from, to, { across: 1, down: pixelAspect })
  return pixels > 0 ? { acrossMm: mm / pixels, downMm: (mm / pixels) * pixelAspect } : undefined
}

/** The ruler that counts for points: the last one in this frame that lies in the same areas of the file as they do. */
const basisByHand = (points: readonly ImagePoint[], frame: MeasuredFrame): Basis | undefined => {
  const areas = areasOf(frame.spacing.regions, frame.columns, frame.rows)
  const beside = (ruler: ImageMark): boolean =>
    areas.every((area) => {
      const inside = [...ruler.points, ...points].map((point) => holds(area, point))
      return inside.every(Boolean) || !inside.some(Boolean)
    })
  const ruler = frame.rulers.findLast((one) => one.frame === frame.frame && beside(one))
  const scale = ruler && scaleOfRuler(ruler, frame.pixelAspect)
  return ruler && scale && { by: 'hand', rulerId: ruler.markId, ...scale }
}

const isInside = ({ x, y }: ImagePoint, { columns, rows }: MeasuredFrame): boolean =>
  x >= 0 && y >= 0 && x <= columns && y <= rows

/** Pairs of points that must lie apart. */
const pairsOf = (kind: MarkKind, points: readonly ImagePoint[]): (readonly [ImagePoint, ImagePoint])[] => {
  const pairs = kind === 'axes' ? [0, 2] : kind === 'outline' ? [] : [0]
  return pairs.flatMap((at) => {
    const [from, to] = [points[at], points[at + 1]]
    return from && to ? [[from, to] as const] : []
  })
}

const hasNoLength = (kind: MarkKind, points: readonly ImagePoint[]): boolean =>
  pairsOf(kind, points).some(([from, to]) =>
    kind === 'ellipse' ? from.x === to.x || from.y === to.y : from.x === to.x && from.y === to.y,
  )

/**
 * What a measurement rests on. Millimetres come from the file where it justifies them, else from a ruler that somebody
 * marked in this very frame, else there are none; which of these it was, and why not, is the answer.
 */
export const basisFor = (kind: MarkKind, points: readonly ImagePoint[], frame: MeasuredFrame): Basis => {
  if (!points.every((point) => isInside(point, frame))) return { by: 'refused', why: 'outsidePicture' }
  if (hasNoLength(kind, points)) return { by: 'refused', why: 'noLength' }
  if (kind === 'outline' && crossesItself(points)) return { by: 'refused', why: 'crossesItself' }
  const file = basisByFile(points, frame)
  const open = file.by === 'pixels' || file.by === 'detector' || file.by === 'film'
  return (open ? basisByHand(points, frame) : undefined) ?? file
}

/** A measurement judged again; annotations and rulers as they are. */
export const rejudged = (mark: ImageMark, frame: MeasuredFrame): ImageMark => {
  if (!MARK_KINDS[mark.kind].measures) return mark
  const now = basisFor(mark.kind, mark.points, frame)
  return JSON.stringify(now) === JSON.stringify(mark.basis) ? mark : { ...mark, basis: now }
}

/**
 * Whether a ruler may be marked at these points: not where the file has a scale of its own, which would then stand
 * against it, and not from one area of the file into another.
 */
export const mayCalibrate = (points: readonly ImagePoint[], frame: MeasuredFrame): boolean => {
  const { by } = basisFor('length', points, { ...frame, rulers: [] })
  return by === 'pixels' || by === 'detector' || by === 'film'
}
