import { across, lines, loops, ovals, shapes, type Run } from './curve'

/*
 * Bones of the plate, mm of the frame, patient's right; the left mirrors them. Positions follow the landmark
 * table; shapes between landmarks are drawn, not measured. Deepest first: later shapes cover earlier ones.
 */

/** From the apex over the crest's inner lip to the PSIS, down the greater notch, round the ischium and back. */
// prettier-ignore
const HIP: readonly Run[] = [
  [[45.4, -31], [43.6, -24], [43.9, -17], [43.4, -11.5], [40.8, -7], [39.4, -1.5], [39.5, 6], [40.2, 14], [42.6, 23],
    [47.4, 33], [55.4, 43], [66, 51.8], [78, 59], [90, 65.4], [101, 70.4], [112, 72], [120, 71.3], [128, 68],
    [134.8, 62], [139.2, 54], [140, 47]],
  [[140, 47], [138.6, 39.5], [134.5, 27], [129.2, 12], [123.6, -3], [118.6, -15], [115.8, -24], [116, -31],
    [113.2, -40], [108.6, -50], [105, -60], [103.4, -71], [103.2, -82], [101, -92], [95.8, -101], [90.4, -106],
    [87.4, -112], [87.2, -121], [86.4, -130], [82.2, -137.6], [75.4, -141.4], [68, -140.8], [61.8, -136], [58.4, -128],
    [58, -119], [60.6, -110], [62.6, -104.8], [60.8, -101], [56.4, -99.4], [52.4, -98], [51, -95.8], [53, -92.6], [57, -88.4], [61.4, -84], [68.4, -75], [72.6, -65], [73.4, -54.4], [70.6, -45], [64.4, -38.6],
    [57, -36.6], [50.4, -36.4], [46.8, -34.4], [45.4, -31]],
]

// prettier-ignore
const FEMUR: readonly Run[] = [
  [[92, -60], [101, -60.4], [108, -64.6], [113.6, -70.4], [119.4, -73.4], [125, -71.6], [129.6, -66], [134.6, -62.6],
    [140.4, -64], [145, -70], [147.2, -79], [147, -90], [145, -103], [143, -118], [141.8, -140], [141, -165], [140.6, -192]],
  [[140.6, -192], [113.6, -192]],
  [[113.6, -192], [114, -165], [113.6, -145], [111.6, -133], [107.8, -127], [103.8, -122.4], [102.6, -117], [105, -111.6],
    [104.6, -106.4], [100, -103.4], [92, -104]],
  [[92, -104], [92, -60]],
]

// prettier-ignore
const PUBIS = shapes(
  [[2.4, -91], [8, -88], [18, -87.4], [32, -86.6], [46, -86.4], [64, -88]],
  [[64, -88], [76, -110], [64, -140]],
  [[64, -140], [54, -140.6], [42, -135], [30, -127.4], [18, -121.6], [9, -119.6], [2.4, -122]],
  [[2.4, -122], [2.4, -91]],
)
// prettier-ignore
const OBTURATOR = loops([
  [25, -100], [34, -97], [45, -97.8], [53.4, -103], [55, -112], [50.4, -119.4], [42, -120.6], [32, -115], [25.6, -107.4],
])

// prettier-ignore
const SACRUM = across(
  [[0, 37], [5, 37.4], [9.4, 39.4], [12.4, 44], [15, 49.4], [19.4, 51.8], [23.6, 50.4], [25.6, 45.8], [26.6, 40.6]],
  [[26.6, 40.6], [32, 38.6], [39, 39.6], [46.4, 38.6], [52, 33]],
  [[52, 33], [52, -24]],
  [[52, -24], [44.4, -30.4], [40.6, -38.6], [36, -46.4], [31, -53], [25, -57.6], [19, -60.6], [14, -62.6], [11.2, -65.4], [10.2, -69]],
  [[10.2, -69], [5, -70], [0, -70.2]],
)

// prettier-ignore
const COCCYX = across(
  [[0, -70.6], [5.6, -70.6], [10.6, -71], [13, -73], [11.4, -75.6], [7.8, -77.2], [7.2, -81], [6.6, -85], [5.4, -88.4],
    [4.8, -92], [3.6, -96], [2, -98.8], [0, -99.8]],
)

interface Lumbar {
  /** Middle of the spinous process, mm above the PSIS line. */
  readonly y: number
  /** Height of the spinous process, mm. */
  readonly tall: number
  /** Tip of the transverse process, mm from the midline. */
  readonly reach: number
  /** Half width between the joints of the arch, against L4. */
  readonly wide: number
}

/** L3 to L5 (landmark table); reach and width are estimates: L3 longest, L5 short and stout. */
export const LUMBAR = {
  L3: { y: 111, tall: 24, reach: 49, wide: 0.92 },
  L4: { y: 77, tall: 22, reach: 45, wide: 1 },
  L5: { y: 47, tall: 17, reach: 45.5, wide: 1.16 },
} as const satisfies Record<string, Lumbar>

/** Body seen behind the arch: its middle stands about half a level above the spinous process. */
const body = ({ y, wide }: Lumbar): string => {
  const [w, mid] = [24.5 * Math.sqrt(wide), y + 14]
  return across([
    [0, mid + 13],
    [w - 6, mid + 13.4],
    [w, mid + 11.6],
    [w - 1.6, mid + 5],
    [w - 2.6, mid],
    [w - 1.6, mid - 5],
    [w, mid - 11.6],
    [w - 6, mid - 13.4],
    [0, mid - 13],
  ])
}

/** Lamina, joints and transverse process; the spinous process is drawn over it. */
const arch = ({ y, reach, wide }: Lumbar): string => {
  const at = (x: number, up: number): readonly [number, number] => [x * wide, y + up]
  // prettier-ignore
  return across(
    [at(0, 9.5), at(4, 10.4), at(8.5, 12.4), at(12.4, 16.4), at(14.6, 21), at(18, 23.2), at(21.4, 21.4), at(22, 16.6)],
    [at(22, 16.6), [reach * 0.62, y + 14.6], [reach * 0.84, y + 16.6], [reach - 1.4, y + 16.8], [reach, y + 13.8],
      [reach - 2.6, y + 10.6], [reach * 0.78, y + 9.4], [reach * 0.6, y + 7.2], at(20.6, 3.2), at(18.6, -1.4), at(18.4, -6.4), at(19.6, -12),
      at(19.2, -17.4), at(16, -20), at(12.4, -18.2), at(10.8, -13), at(9, -8), at(5.6, -4.6), at(0, -3.6)],
  )
}

/** A spinous process as palpated: a narrow ridge that thickens towards its lower end. */
const spinous = (y: number, tall: number, wide = 1): string => {
  const at = (x: number, part: number): readonly [number, number] => [x * wide, y + tall * part]
  return across([
    at(0, 0.5),
    at(1.7, 0.45),
    at(2.9, 0.25),
    at(2.8, 0),
    at(3.5, -0.22),
    at(4.3, -0.36),
    at(3.4, -0.47),
    at(0, -0.5),
  ])
}

const foramina = [
  ovals(19.5, 9, 3.1, 3.6),
  ovals(18.6, -13, 3, 3.5),
  ovals(17.3, -32, 2.7, 3.1),
  ovals(15.6, -47, 2.3, 2.7),
].join('')

export interface BoneShape {
  readonly d: string
  /** `bone` is filled and outlined, `deep` likewise but fainter, `hole` shows what is behind, `ridge` is a line. */
  readonly as: 'bone' | 'deep' | 'hole' | 'ridge'
}

/** In drawing order, deepest first. */
export const BONES: readonly BoneShape[] = [
  { as: 'deep', d: PUBIS },
  { as: 'hole', d: OBTURATOR },
  { as: 'deep', d: shapes(...FEMUR) },
  { as: 'deep', d: Object.values(LUMBAR).map(body).join('') },
  { as: 'bone', d: COCCYX },
  {
    as: 'ridge',
    d:
      lines([
        [0, -79],
        [4, -78.7],
        [6.8, -78.2],
      ]) +
      lines([
        [0, -88],
        [3, -87.8],
        [5.2, -87.4],
      ]),
  },
  { as: 'bone', d: SACRUM },
  { as: 'bone', d: arch(LUMBAR.L5) },
  { as: 'bone', d: arch(LUMBAR.L4) },
  { as: 'bone', d: arch(LUMBAR.L3) },
  { as: 'bone', d: shapes(...HIP) },
  { as: 'hole', d: foramina },
  // Lateral crest of the sacrum, hiatus and cornua, outer lip of the iliac crest, posterior gluteal line.
  // prettier-ignore
  { as: 'ridge', d: lines([[30.6, 24], [29.6, 10], [29.4, -6], [27.6, -22], [25, -40]]) },
  // prettier-ignore
  { as: 'ridge', d: lines([[0, -46], [2.6, -50], [4, -56], [5.2, -62], [7, -66.4]]) },
  // prettier-ignore
  { as: 'ridge', d: lines([[45, -9], [49, -7.4], [51.2, -3], [52.6, 4], [57, 15.4], [66, 29.4], [76, 41], [88, 51.4], [101, 59.4], [114, 63.4], [126, 61.4], [133.6, 54], [136.6, 45]]) },
  // prettier-ignore
  { as: 'ridge', d: lines([[78, 39], [75.6, 22], [73.4, 6], [71, -10], [67.4, -30]]) },
  { as: 'ridge', d: spinous(-19, 10, 0.6) },
]

/** Only what a simple outline on paper needs, the later one in front. */
export const PELVIS_OUTLINES = [SACRUM, shapes(...HIP)] as const
/** Spinous processes, a layer of their own: L3 to L5, and the tubercles of S1 and S2. */
export const SPINES_LUMBAR = Object.values(LUMBAR)
  .map(({ y, tall }) => spinous(y, tall))
  .join('')
export const SPINES_SACRAL = spinous(25, 12, 0.74) + spinous(3, 12, 0.72)
