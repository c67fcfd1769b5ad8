import type { Basis, ImagePoint, PixelsBecause } from '../../records/mark'
import type { UltrasoundRegion } from '../spacing'

/** Codes of PS3.3 C.8.5.5.1. */
const SPATIAL_2D = 1
const CENTIMETRES = 3
const MM_PER_CM = 10
/** Bit 0 of the region flags: other regions that lie over this one hide it. */
const LOW_PRIORITY = 1
/** Scales that differ by less are the same: files hold them rounded. */
const SAME = 0.001

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** A region of the file, judged. */
export interface Area {
  /** Among those that say something, from 1. */
  readonly number: number
  readonly box?: Box
  readonly low: boolean
  readonly scale?: { readonly acrossMm: number; readonly downMm: number }
  /** Why nothing may be measured by it. */
  readonly fault?: PixelsBecause
}

/** A background: no kind of picture, no units. It says nothing and contradicts nothing. */
const isSilent = ({ spatialFormat = 0, unitsX = 0, unitsY = 0 }: UltrasoundRegion): boolean =>
  spatialFormat === 0 && unitsX === 0 && unitsY === 0

/** The pixels of a region, with their edges. Both corners that the file names lie inside it. */
const boxOf = ({ x0, y0, x1, y1 }: UltrasoundRegion): Box | undefined => {
  if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined) return undefined
  return x1 <= x0 || y1 <= y0 ? undefined : { left: x0, top: y0, right: x1 + 1, bottom: y1 + 1 }
}

const usable = (delta: number | undefined): delta is number =>
  delta !== undefined && Number.isFinite(delta) && delta !== 0

const judged = (region: UltrasoundRegion, number: number): Area => {
  const box = boxOf(region)
  const { spatialFormat, unitsX, unitsY, deltaX, deltaY, flags = 0 } = region
  const low = (flags & LOW_PRIORITY) !== 0
  const found = { number, low, ...(box && { box }) }
  if (box === undefined || !usable(deltaX) || !usable(deltaY)) return { ...found, fault: 'regionIncomplete' }
  if (spatialFormat !== SPATIAL_2D) return { ...found, fault: 'regionNotSpatial' }
  if (unitsX !== CENTIMETRES || unitsY !== CENTIMETRES) return { ...found, fault: 'regionNotCentimetres' }
  // The sign only says which way the axis runs.
  const scale = { acrossMm: Math.abs(deltaX) * MM_PER_CM, downMm: Math.abs(deltaY) * MM_PER_CM }
  return { ...found, scale }
}

/** A last corner one past the last pixel is how several makers write "to the edge". */
const beyond = ({ right, bottom }: Box, columns: number, rows: number): boolean =>
  right > columns + 1 || bottom > rows + 1

/**
 * The regions of a frame that say something. Where one of them reaches beyond the picture, the picture is not the one
 * that they were written for (it was made smaller), and none of them is believed.
 */
export const areasOf = (regions: readonly UltrasoundRegion[], columns: number, rows: number): Area[] => {
  const areas = regions.filter((one) => !isSilent(one)).map((one, at) => judged(one, at + 1))
  if (!areas.some(({ box }) => box !== undefined && beyond(box, columns, rows))) return areas
  return areas.map(({ number, low, box }) => ({
    number,
    low,
    ...(box && { box }),
    fault: 'regionBeyondPicture',
  }))
}

/** Whether a point lies in an area, its edges included. */
export const holds = ({ box }: Area, { x, y }: ImagePoint): boolean =>
  box !== undefined && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom

const isNear = (one: number, other: number): boolean => Math.abs(one / other - 1) <= SAME
export const sameScale = (one: Area['scale'], other: Area['scale']): boolean =>
  one !== undefined &&
  other !== undefined &&
  isNear(one.acrossMm, other.acrossMm) &&
  isNear(one.downMm, other.downMm)

/** The areas whose pixels are seen at a point: those of low priority only where no other lies over them. */
const seenAt = (areas: readonly Area[], point: ImagePoint): readonly Area[] => {
  const here = areas.filter((area) => holds(area, point))
  const above = here.filter(({ low }) => !low)
  return above.length > 0 ? above : here
}

/** What the regions of a frame justify for points that are measured together. */
export const basisByRegion = (areas: readonly Area[], points: readonly ImagePoint[]): Basis => {
  const beyondFault = areas.find(({ fault }) => fault === 'regionBeyondPicture')
  if (beyondFault !== undefined) return { by: 'pixels', why: 'regionBeyondPicture' }
  const seen = points.map((point) => seenAt(areas, point))
  const common = areas.filter((area) => seen.every((here) => here.includes(area)))
  const [first] = common
  if (first === undefined) {
    if (seen.every((here) => here.length === 0)) {
      const incomplete = areas.every(({ box }) => box === undefined)
      return { by: 'pixels', why: incomplete ? 'regionIncomplete' : 'outsideRegions' }
    }
    if (seen.some((here) => here.length === 0)) return { by: 'pixels', why: 'partlyOutsideRegions' }
    return across(seen)
  }
  const measuring = common.find(({ scale }) => scale !== undefined)
  if (measuring?.scale === undefined) return { by: 'pixels', why: first.fault ?? 'regionIncomplete' }
  const { scale, number } = measuring
  if (!seen.flat().every((area) => sameScale(area.scale, scale)))
    return { by: 'refused', why: 'overlappingRegions' }
  return { by: 'region', region: number, of: areas.length, ...scale }
}

/** Its points lie in different areas. */
const across = (seen: readonly (readonly Area[])[]): Basis => {
  const from = seen[0]?.[0]
  const to = seen.find((here) => from !== undefined && !here.includes(from))?.[0]
  if (from === undefined || to === undefined) return { by: 'refused', why: 'acrossRegions' }
  return {
    by: 'refused',
    why: 'acrossRegions',
    from: from.number,
    to: to.number,
    scalesDiffer: !sameScale(from.scale, to.scale),
  }
}
