import type { Tags } from './header'

/**
 * What a file says about millimetres, as it says it: nothing here is judged, compared or computed.
 * Pairs are first down (between rows), then across (between columns), in millimetres.
 */
export interface SpacingTags {
  /** Pixel Spacing (0028,0030), of the frame, else shared, else of the file. */
  readonly pixelSpacing?: Pair
  /** Imager Pixel Spacing (0018,1164). */
  readonly imagerPixelSpacing?: Pair
  /** Nominal Scanned Pixel Spacing (0018,2010). */
  readonly nominalScannedPixelSpacing?: Pair
  /** Pixel Spacing Calibration Type (0028,0A02): `GEOMETRY` or `FIDUCIAL`. */
  readonly calibrationType?: string
  /** Pixel Aspect Ratio (0028,0034): down, across. Not millimetres. */
  readonly aspectRatio?: Pair
  /** Sequence of Ultrasound Regions (0018,6011), in its order: of the frame, else shared, else of the file. */
  readonly regions: readonly UltrasoundRegion[]
  /** Other frames of the file have regions of their own and this one has none. */
  readonly otherFrames?: true
}

/** Two numbers, or the fact that what stands there is not two numbers. */
export type Pair = readonly [down: number, across: number] | 'unreadable'

/** One item of the Sequence of Ultrasound Regions (PS3.3 C.8.5.5). Absent numbers are absent in the file. */
export interface UltrasoundRegion {
  /** (0018,6012): 1 is a picture in space, 2 M-mode, 3 spectral … */
  readonly spatialFormat?: number
  /** (0018,6014): 1 tissue, 2 colour flow … */
  readonly dataType?: number
  /** (0018,6016). */
  readonly flags?: number
  /** Corners in pixels of the frame, both inside the region (0018,6018 to 601E). */
  readonly x0?: number
  readonly y0?: number
  readonly x1?: number
  readonly y1?: number
  /** (0018,6024) and (0018,6026): 3 is centimetres. */
  readonly unitsX?: number
  readonly unitsY?: number
  /** (0018,602C) and (0018,602E): physical units per pixel, with their sign. */
  readonly deltaX?: number
  readonly deltaY?: number
  /** (0018,6020) and (0018,6022): reference pixel, relative to the region. */
  readonly referenceX?: number
  readonly referenceY?: number
}

const pairOf = (tags: Tags | undefined, tag: string): Pair | undefined => {
  const text = tags?.string(tag)
  if (text === undefined || text.trim() === '') return undefined
  const parts = text.split('\\').map((part) => (part.trim() === '' ? NaN : Number(part)))
  const [down, across] = parts
  if (parts.length !== 2 || down === undefined || across === undefined) return 'unreadable'
  return Number.isFinite(down) && Number.isFinite(across) ? [down, across] : 'unreadable'
}

/** Leaves out what the file leaves out. */
const present = <T extends object>(of: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }

const regionOf = (item: Tags): UltrasoundRegion =>
  present({
    spatialFormat: item.uint16('x00186012'),
    dataType: item.uint16('x00186014'),
    flags: item.uint32('x00186016'),
    x0: item.uint32('x00186018'),
    y0: item.uint32('x0018601a'),
    x1: item.uint32('x0018601c'),
    y1: item.uint32('x0018601e'),
    unitsX: item.uint16('x00186024'),
    unitsY: item.uint16('x00186026'),
    deltaX: item.double('x0018602c'),
    deltaY: item.double('x0018602e'),
    referenceX: item.int32('x00186020'),
    referenceY: item.int32('x00186022'),
  })

const REGIONS = 'x00186011'

/** The regions that stand in a data set itself. */
const regionsIn = (tags: Tags | undefined): readonly UltrasoundRegion[] | undefined =>
  tags?.elements[REGIONS]?.items?.flatMap(({ dataSet }) => (dataSet === undefined ? [] : [regionOf(dataSet)]))

/** The regions of a functional group: its own, or those of a sequence in it. */
const regionsOfGroup = (group: Tags | undefined): readonly UltrasoundRegion[] | undefined =>
  regionsIn(group) ??
  Object.values(group?.elements ?? {})
    .map((one) => regionsIn(one?.items?.[0]?.dataSet))
    .find((found) => found !== undefined)

/**
 * The regions of a frame. Where frames have regions of their own (the depth was changed while it was recorded), those of
 * the file count for no frame: nobody can tell which one they describe.
 */
const regionsOf = (tags: Tags, frame: number): Pick<SpacingTags, 'regions' | 'otherFrames'> => {
  const groups = tags.elements['x52009230']?.items ?? []
  const own = regionsOfGroup(groups[frame]?.dataSet)
  if (own !== undefined) return { regions: own }
  if (groups.some(({ dataSet }) => regionsOfGroup(dataSet) !== undefined))
    return { regions: [], otherFrames: true }
  const shared = regionsOfGroup(tags.elements['x52009229']?.items?.[0]?.dataSet)
  return { regions: shared ?? regionsIn(tags) ?? [] }
}

/** The spacing tags of a frame: `find` answers the data set in which a tag of a functional group counts for it. */
export const spacingOf = (
  tags: Tags,
  frame: number,
  find: (group: string, tag: string) => Tags | undefined,
): SpacingTags => {
  const type = tags.string('x00280a02')?.trim()
  const measures = find('x00289110', 'x00280030')
  return {
    ...present({
      pixelSpacing: pairOf(measures, 'x00280030'),
      imagerPixelSpacing: pairOf(tags, 'x00181164'),
      nominalScannedPixelSpacing: pairOf(tags, 'x00182010'),
      calibrationType: type === undefined || !/^[A-Z_]{1,16}$/.test(type) ? undefined : type,
      aspectRatio: pairOf(tags, 'x00280034'),
    }),
    ...regionsOf(tags, frame),
  }
}
