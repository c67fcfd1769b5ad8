import {
  distanceToShading,
  inFrame,
  isNowhere,
  lineInFrame,
  shadedPatches,
  sharedAreaMm2,
  shadedAreaMm2,
  areaPart,
  type Vertex,
} from '../bodymap'
import { filled, said, saidOf, type Said } from '../records/said'
import type { Shading } from './answer'
import { fateOf, type SeenVisit } from './nodule-history'
import { placesSaid } from './place-said'
import type { EntryView, ExamView } from './view'

/*
 * What the patient shaded, held against what the clinician marked. Statements of where the two lie, and never what
 * follows from it: pain may be felt away from the lump that makes it (clinical content 2.1, S5).
 */

/**
 * How far apart two marks on the map may lie and still be the same place, mm. Placing by hand is good to about 5 mm in
 * lean and 10 to 15 mm in obese people (anatomy of the map, an estimate); (c).
 */
export const NEAR_MM = 10

type Nodule = EntryView<'nodule'>

const shadingOf = (view: ExamView): Shading | undefined => {
  const shading = view.value('complaint.painArea')
  return shading === undefined || isNowhere(shading) ? undefined : shading
}

/** Distance of a nodule's edge, as far as it is known, from what is shaded, mm; none where it has no place. */
function distanceOf(nodule: Nodule, to: (at: { xMm: number; yMm: number }) => number, mapVersion: number) {
  const point = nodule.value('nodule.point')
  if (point === undefined) return undefined
  const outline = nodule.value('nodule.outline')
  const edge = outline
    ? lineInFrame({ line: outline.ring, mapVersion: outline.mapVersion, closed: true }, mapVersion)
    : []
  const middle = inFrame(point, mapVersion)
  return Math.min(...[[middle.xMm, middle.yMm] as Vertex, ...edge].map(([xMm, yMm]) => to({ xMm, yMm })))
}

const felt = (view: ExamView): readonly Nodule[] =>
  view.entries('nodule').filter((nodule) => fateOf({ nodule }) === 'felt')

/** A nodule that makes the familiar pain and lies beside what the patient shaded, in words for its own paragraph. */
export function besideShading(view: ExamView, entryId: string | undefined): string | undefined {
  const [shading, nodule] = [shadingOf(view), felt(view).find((one) => one.entryId === entryId)]
  if (shading === undefined || nodule === undefined || !nodule.has('nodule.familiarPain', 'yes', 'partly'))
    return undefined
  const mm = distanceOf(nodule, (at) => distanceToShading(shading, at), shading.mapVersion)
  return mm === undefined || mm <= NEAR_MM
    ? undefined
    : `outside the area that the patient shows, ${Math.round(mm)} mm from it on the map`
}

/** Shaded parts that have no nodule within `NEAR_MM`; none before palpation has said anything. */
function aloneIn(view: ExamView): { readonly of: number; readonly words: readonly Said[] } {
  const shading = shadingOf(view)
  if (shading === undefined || view.state('palpation.result') !== 'value') return { of: 0, words: [] }
  const nodules = felt(view)
  const patches = shadedPatches(shading)
  const words = patches
    .filter((patch) =>
      nodules.every((nodule) => {
        const mm = distanceOf(nodule, patch.distanceMm, shading.mapVersion)
        return mm === undefined || mm > NEAR_MM
      }),
    )
    .map(({ places }) => placesSaid(places))
  return { of: patches.length, words }
}

/** What was shaded and has no nodule near it, in words. */
export function shadedAlone(view: ExamView): string | undefined {
  const { of, words } = aloneIn(view)
  if (words.length === 0) return undefined
  const which =
    words.length === of ? 'it' : `what is shown over: ${words.map((one) => filled(one)).join('; ')}`
  return `no nodule recorded within ${NEAR_MM} mm of ${which}`
}

/** What is said of shading and nodules beside the map, for whoever says it in another language. */
export const PAIN_TEXTS = {
  inside: '{nodule} makes the familiar pain and lies in the area that the patient shows.',
  insidePartly: '{nodule} partly makes the familiar pain and lies in the area that the patient shows.',
  edge: '{nodule} makes the familiar pain and lies at the edge of the area that the patient shows.',
  edgePartly:
    '{nodule} partly makes the familiar pain and lies at the edge of the area that the patient shows.',
  outside:
    '{nodule} makes the familiar pain and lies outside the area that the patient shows, {mm} mm from it on the map.',
  outsidePartly:
    '{nodule} partly makes the familiar pain and lies outside the area that the patient shows, {mm} mm from it on the map.',
  alone: 'Shown by the patient with no nodule recorded within {mm} mm: {where}.',
  over: 'Area shown by the patient: {before} on {day}, {now} today.',
  overShared: 'Area shown by the patient: {before} on {day}, {now} today, {shared}.',
  nothing: 'nothing#shading',
  noneShared: 'with nothing in common',
  shared: '{area} of it the same',
} as const

/**
 * The shading and the nodules beside the map, a sentence each: where they agree, where they do not, and nothing where
 * one of the two was not said.
 *
 * @param labels of the nodules, by entry id
 */
export function painMatch(
  view: ExamView,
  labels: Readonly<Record<string, string>>,
): readonly { readonly text: Said; readonly apart: boolean }[] {
  const shading = shadingOf(view)
  if (shading === undefined) return []
  const nodules = felt(view).flatMap((nodule) => {
    if (!nodule.has('nodule.familiarPain', 'yes', 'partly')) return []
    const mm = distanceOf(nodule, (at) => distanceToShading(shading, at), shading.mapVersion)
    if (mm === undefined) return []
    const where = mm === 0 ? 'inside' : mm <= NEAR_MM ? 'edge' : 'outside'
    const how = nodule.has('nodule.familiarPain', 'partly') ? (`${where}Partly` as const) : where
    return [
      {
        text: saidOf(PAIN_TEXTS[how], {
          nodule: { asIs: labels[nodule.entryId] ?? '' },
          mm: String(Math.round(mm)),
        }),
        apart: mm > NEAR_MM,
      },
    ]
  })
  const alone = aloneIn(view).words.map((where) => ({
    text: saidOf(PAIN_TEXTS.alone, { mm: String(NEAR_MM), where }),
    apart: true,
  }))
  return [...nodules, ...alone]
}

/** The shading of an earlier visit and of today in one sentence; nothing where either was not asked. */
export function shadingThenNow(then: SeenVisit, now: ExamView): Said | undefined {
  const [before, today] = [then.view.value('complaint.painArea'), now.value('complaint.painArea')]
  if (before === undefined || today === undefined) return undefined
  const short = then.visitOn.slice(0, 4) === now.visitOn.slice(0, 4)
  const words = (shading: Shading): Said =>
    isNowhere(shading) ? said(PAIN_TEXTS.nothing) : areaPart(shadedAreaMm2(shading))
  const slots = { before: words(before), day: { day: then.visitOn, short }, now: words(today) }
  return isNowhere(before) || isNowhere(today) || before.mapVersion !== today.mapVersion
    ? saidOf(PAIN_TEXTS.over, slots)
    : saidOf(PAIN_TEXTS.overShared, { ...slots, shared: sharedSaid(sharedAreaMm2(before, today)) })
}
const sharedSaid = (mm2: number): Said =>
  mm2 === 0 ? said(PAIN_TEXTS.noneShared) : saidOf(PAIN_TEXTS.shared, { area: areaPart(mm2) })
