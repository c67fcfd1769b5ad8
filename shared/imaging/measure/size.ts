import { MARK_KINDS, type Basis, type ImageMark } from '../../records/mark'
import { areaOf, distance, ellipseArea, PLAIN, type PixelSides } from './geometry'

export const SIZE_UNITS = ['mm', 'mm2', 'px', 'px2'] as const
/** One number of a measurement, unrounded. */
export interface Size {
  readonly what: 'length' | 'long' | 'short' | 'depth' | 'area'
  readonly value: number
  readonly unit: (typeof SIZE_UNITS)[number]
}

/** The sides of a pixel in millimetres; undefined where there are none. */
const sidesOf = (rests: Basis): PixelSides | undefined =>
  'acrossMm' in rests ? { across: rests.acrossMm, down: rests.downMm } : undefined

/** What is measured by a mark; nothing for annotations and for what was refused. The long axis comes first. */
export const sizesOf = ({
  kind,
  points,
  basis,
}: Pick<ImageMark, 'kind' | 'points' | 'basis'>): readonly Size[] => {
  if (!MARK_KINDS[kind].measures || basis === undefined || basis.by === 'refused') return []
  const sides = sidesOf(basis)
  const pixel = sides ?? PLAIN
  const [one, two, three, four] = points
  if (one === undefined || two === undefined) return []
  const line = (what: Size['what'], value: number): Size => ({ what, value, unit: sides ? 'mm' : 'px' })
  const flat = (value: number): Size => ({ what: 'area', value, unit: sides ? 'mm2' : 'px2' })
  switch (kind) {
    case 'length':
    case 'depth':
      return [line(kind, distance(one, two, pixel))]
    case 'axes': {
      if (three === undefined || four === undefined) return []
      const [first, second] = [distance(one, two, pixel), distance(three, four, pixel)]
      return [line('long', Math.max(first, second)), line('short', Math.min(first, second))]
    }
    case 'outline':
      return [flat(areaOf(points, pixel))]
    case 'ellipse':
      return [flat(ellipseArea(one, two, pixel))]
    case 'ruler':
    case 'arrow':
    case 'ring':
    case 'words':
      return []
  }
}

/** A size as it is written: tenths of a length and of a small area, whole ones of a large area. */
export const rounded = ({ value, unit }: Size): string =>
  value.toFixed(unit === 'mm' || unit === 'px' || value < 100 ? 1 : 0)

const UNIT_WORDS: Readonly<Record<Size['unit'], string>> = { mm: 'mm', mm2: 'mm²', px: 'px', px2: 'px²' }

/** "16.3 mm", "25.2 × 15.8 mm", "312 mm²", "203.1 px"; "not measured" where it was refused. */
export const sizeText = (mark: Pick<ImageMark, 'kind' | 'points' | 'basis'>): string => {
  const sizes = sizesOf(mark)
  const [first] = sizes
  return first === undefined ? 'not measured' : `${sizes.map(rounded).join(' × ')} ${UNIT_WORDS[first.unit]}`
}
