import { type Plain } from '../../language/text'
/** Layers of the plate that can be switched, in the order of the list. The skin is always there. */
export const LAYERS = [
  'bones',
  'levels',
  'folds',
  'psisLine',
  'midline',
  'sacroiliac',
  'crestThirds',
  'triangle',
  'tuffier',
  'zones',
  'grid',
  'names',
] as const
export type Layer = (typeof LAYERS)[number]

export const LAYER_LABELS: Record<Layer, Plain> = {
  bones: 'Bones',
  levels: 'Spinous processes',
  folds: 'Cleft and folds',
  psisLine: 'PSIS line',
  midline: 'Midline',
  sacroiliac: 'Sacroiliac lines',
  crestThirds: 'Thirds of the crest',
  triangle: 'Multifidus triangle',
  tuffier: 'Tuffier’s line',
  zones: 'Zones',
  grid: '50 mm grid',
  names: 'Names',
}

/** What is on until somebody switches: enough to find one's way, nothing more. */
export const CALM_LAYERS: readonly Layer[] = ['bones', 'levels', 'folds', 'psisLine', 'midline']
