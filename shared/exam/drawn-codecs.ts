import {
  areaOf,
  inFrame,
  isNowhere,
  MAP_VERSION,
  onBody,
  shadedAreaMm2,
  shadedPlaces,
  spanOf,
  ZONES,
} from '../bodymap'
import { filled, said, saidOf } from '../records/said'
import { outline, shading, type Outline, type Shading } from './answer'
import { withDisplay, type Codec } from './codec'
import type { FieldOfKind } from './field-kinds'
import { shadingSaid } from './place-said'
import { keptTyped } from './typed-said'

/*
 * The kinds that hands draw on the map. Neither is typed, and a key of the form says neither: what is read back in words
 * is what was drawn.
 */

const outlineArea = ({ ring }: Outline): number => Math.round(areaOf(ring))
/** "18 × 12": what a drawn line measures on the map, which is no measurement of the nodule. */
const outlineSpan = ({ ring }: Outline, by: string): string => {
  const { longMm, shortMm } = spanOf(ring)
  return `${Math.round(longMm)} ${by} ${Math.round(shortMm)}`
}
const shadingText = (value: Shading): string => filled(shadingSaid(value))
const squareMillimetres = (value: number) => ({ valueQuantity: { value, unit: 'mm²', code: 'mm2' } })
const drawnOnly = (where: string) => (_field: unknown, text: string) => keptTyped(said(where), text)
/** What the drawn kinds say, for whoever says it in another language. */
export const DRAWN_TEXTS = {
  outline: '{size} mm, {area} mm²',
  outlineDrawn: 'It is drawn on the map.',
  shadingDrawn: 'It is shaded on the map.',
  offBody: 'The outline leaves the body. Nothing was kept of it.',
  besideBody: 'What was shaded lies beside the body.',
} as const
const none = () => undefined

/** A closed line round something felt: what it measures on the map, beside the size that was taken. */
export const OUTLINE: Codec<FieldOfKind<'outline'>, Outline> = withDisplay({
  schema: () => outline,
  empty: undefined,
  said: (_field, value) =>
    saidOf(DRAWN_TEXTS.outline, {
      size: { asIs: outlineSpan(value, '×') },
      area: String(outlineArea(value)),
    }),
  spoken: (_field, value) =>
    `${outlineSpan(value, 'by')} millimetres, ${outlineArea(value)} square millimetres on the map`,
  phrase: (_field, value) => `${outlineSpan(value, '×')} mm and ${outlineArea(value)} mm² on the map`,
  parse: drawnOnly(DRAWN_TEXTS.outlineDrawn),
  refusal: (_field, { ring, mapVersion }) =>
    ring.every(([xMm, yMm]) => onBody(inFrame({ xMm, yMm, mapVersion }, MAP_VERSION)))
      ? undefined
      : said(DRAWN_TEXTS.offBody),
  doubt: none,
  columns: (field, name) => [
    { name: `${name}_area`, label: `${field.label}, area`, type: 'integer', unit: 'mm2' },
    { name: `${name}_map`, label: `${field.label}, version of the map`, type: 'integer' },
  ],
  cells: (_field, value) => [outlineArea(value), value.mapVersion],
  fhir: (_field, value) => ({
    component: [{ text: 'area on the map', value: squareMillimetres(outlineArea(value)) }],
  }),
})

/** Where the patient shows pain: the named parts, the largest first, and the area. */
export const SHADING: Codec<FieldOfKind<'shading'>, Shading> = withDisplay({
  schema: () =>
    shading.refine(({ zones }) => zones.every(({ zone }) => (ZONES as readonly string[]).includes(zone))),
  empty: undefined,
  said: (_field, value) => shadingSaid(value),
  spoken: (_field, value) => shadingText(value).replace('cm²', 'square centimetres'),
  phrase: (_field, value) => (isNowhere(value) ? shadingText(value) : `${shadingText(value)} on the map`),
  parse: drawnOnly(DRAWN_TEXTS.shadingDrawn),
  refusal: (_field, value) =>
    !isNowhere(value) && shadedAreaMm2(value) === 0 ? said(DRAWN_TEXTS.besideBody) : undefined,
  doubt: none,
  columns: (field, name) => [
    { name: `${name}_area`, label: `${field.label}, area`, type: 'integer', unit: 'mm2' },
    { name: `${name}_places`, label: `${field.label}, sides and zones`, type: 'text' },
    { name: `${name}_map`, label: `${field.label}, version of the map`, type: 'integer' },
  ],
  cells: (_field, value) => [
    shadedAreaMm2(value),
    shadedPlaces(value)
      .map(({ side, zone }) => `${side} ${zone}`)
      .join(';'),
    value.mapVersion,
  ],
  fhir: (_field, value) => ({
    component: [
      { text: 'area on the map', value: squareMillimetres(shadedAreaMm2(value)) },
      { text: 'places', value: { valueString: shadingText(value) } },
    ],
  }),
})
