import { z } from 'zod'
import { axes, bodyPoint, outline, shading } from '../exam/answer'
import { marksOf, shownPain } from '../exam/map-marks'
import type { ExamView } from '../exam/view'

/** The low back of a note or a letter: nodules as they were marked, and what the patient shades, hatched. */
export const drawnMap = z.object({
  /** The same in words. */
  alt: z.string(),
  left: z.string(),
  right: z.string(),
  nodules: z.array(
    z.object({ label: z.string(), at: bodyPoint, size: axes.optional(), outline: outline.optional() }),
  ),
  shading: shading.optional(),
})
export type DrawnMap = z.infer<typeof drawnMap>

/** What of the map a document tells. */
interface Told {
  readonly nodules: boolean
  readonly pain: boolean
}

/** The map of a document; none where nobody drew anything of what it tells: marks alone are said in words. */
export function drawnMapOf(
  view: ExamView,
  labels: Readonly<Record<string, string>>,
  told: Told = { nodules: true, pain: true },
): DrawnMap | undefined {
  const marks = told.nodules ? marksOf(view, labels) : []
  const painArea = told.pain ? shownPain(view) : undefined
  if (painArea === undefined && marks.every((mark) => mark.outline === undefined)) return undefined
  const nodules = marks.map(({ label, at, size, outline: ring }) => ({
    label,
    at,
    ...(size && { size }),
    ...(ring && { outline: ring }),
  }))
  const hatched = painArea === undefined ? '' : ' Hatched: where it hurts, as the patient shows it.'
  const drawn = nodules.some((nodule) => nodule.outline !== undefined)
    ? ' Lines round nodules: drawn by hand.'
    : ''
  return {
    alt: `The low back from behind.${hatched}${drawn}`,
    left: 'Patient’s left',
    right: 'Patient’s right',
    nodules,
    ...(painArea && { shading: painArea }),
  }
}
