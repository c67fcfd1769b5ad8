import type { Vertex } from './geometry'
import { STANDARD_PSIS_DISTANCE_MM } from './point'

/** A landmark of the patient's right (or the midline), mm of the frame. */
export interface Landmark {
  readonly name: string
  readonly at: Vertex
  /** Range of the uncertain coordinate among people, mm; see `rangeOf`. */
  readonly range: readonly [number, number]
  readonly rangeOf: 'x' | 'y'
  /** Where the figure comes from; "estimate" where no series was found. */
  readonly source: string
}

/** Landmarks the plate is drawn to. Positions are projections on the coronal plane. */
export const LANDMARKS = {
  s2: {
    name: 'S2',
    at: [0, 3],
    range: [-10, 12],
    rangeOf: 'y',
    source: 'PSIS at S2 in 81%: McGaugh 2007, Clin Anat 20:819; palpated L5-S1 to S2: Kim 2007, JMPT 30:386',
  },
  s1: {
    name: 'S1',
    at: [0, 25],
    range: [15, 35],
    rangeOf: 'y',
    source: 'estimate; pitch from S1 and S2 foramina, doi 10.1007/s00276-010-0735-0',
  },
  l5: {
    name: 'L5',
    at: [0, 47],
    range: [38, 58],
    rangeOf: 'y',
    source: 'lower edge 38 mm above the PSIS line (old obstetric rule); gap doi 10.1007/s00586-011-1970-8',
  },
  l4: { name: 'L4', at: [0, 77], range: [65, 90], rangeOf: 'y', source: 'estimate; gap Chula Med J 56(3)' },
  l3: { name: 'L3', at: [0, 111], range: [97, 125], rangeOf: 'y', source: 'estimate; gap Chula Med J 56(3)' },
  psis: {
    name: 'PSIS',
    at: [STANDARD_PSIS_DISTANCE_MM / 2, 0],
    range: [35, 55],
    rangeOf: 'x',
    source:
      'estimate between dry sacra (Senoglu 2005, BJA) and dimples in women (Liselele 2000, BJOG 107:947)',
  },
  crestApex: {
    name: 'iliac crest, highest point',
    at: [112, 72],
    range: [60, 85],
    rangeOf: 'y',
    source: 'doi 10.1097/BRS.0b013e318166f58c; McGaugh 2007; x is an estimate',
  },
  crestLateral: {
    name: 'iliac crest, lateral edge',
    at: [140, 48],
    range: [130, 150],
    rangeOf: 'x',
    source: 'intercristal breadth 280 mm (textbook); y is an estimate',
  },
  cluneal: {
    name: 'cluneal point on the crest',
    at: [70, 46],
    range: [60, 85],
    rangeOf: 'x',
    source: 'Iwanaga 2019; Loubser, SAJAA; Tubbs 2010, doi 10.3171/2010.3.SPINE09747',
  },
  s2Foramen: {
    name: 'S2 foramen',
    at: [18.6, -13],
    range: [-18, -8],
    rangeOf: 'y',
    source: 'interforaminal distance, doi 10.1007/s00276-010-0735-0',
  },
  hiatus: {
    name: 'sacral hiatus, upper end',
    at: [0, -46],
    range: [-60, -35],
    rangeOf: 'y',
    source: 'Senoglu 2005, BJA: equilateral triangle with the PSIS, side 67 mm',
  },
  sacrococcygeal: {
    name: 'sacrococcygeal junction',
    at: [0, -69],
    range: [-85, -60],
    rangeOf: 'y',
    source: 'estimate from the height of dry sacra, 107 mm, tilted',
  },
  notch: {
    name: 'greater sciatic notch, roof',
    at: [64, -38],
    range: [-46, -30],
    rangeOf: 'y',
    source: 'PSIS to notch 40 to 44 mm: bony safety zones in the posterior iliac crest',
  },
  cleftTop: {
    name: 'gluteal cleft, upper end',
    at: [0, -58],
    range: [-75, -35],
    rangeOf: 'y',
    source: 'level of S3 to S4 (textbook); rhomboid height, Liselele 2000',
  },
  glutealFold: {
    name: 'gluteal fold, lowest point',
    at: [48, -178],
    range: [-200, -160],
    rangeOf: 'y',
    source: 'estimate',
  },
} as const satisfies Record<string, Landmark>

/** The iliac crest from the PSIS to its lateral edge, mm; its length is 144 mm (anatomy, version 1). */
// prettier-ignore
export const CREST: readonly Vertex[] = [
  [45, 0], [51, 16], [60, 32], [70, 46], [82, 58], [96, 67.5], [112, 72], [126, 69], [136, 60], [140, 48],
]

/** The sacroiliac line from above; estimate, the joint lies 17 to 21 mm from the PSIS. */
// prettier-ignore
export const SACROILIAC_LINE: readonly Vertex[] = [
  [47, 38], [40, 26], [36, 12], [35.5, 0], [38, -13], [41, -24], [43, -31],
]

/** Height of Tuffier's line, which joins the highest points of the crests, mm above the PSIS line. */
export const TUFFIER_MM = LANDMARKS.crestApex.at[1]

/** Corners of the multifidus triangle as first drawn (Bauwens & Coyer 1955): L4-5, crest, PSIS inner edge, S4. */
// prettier-ignore
export const MULTIFIDUS_TRIANGLE: readonly Vertex[] = [
  [0, 60], [64, 38], [56, 25.5], [51, 17], [45, 9.5], [40.6, 3.6], [39.6, -2.2], [37, -6.8], [0, -43],
]
