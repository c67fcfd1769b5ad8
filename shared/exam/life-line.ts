import { isoToWords } from '../dates/typed-date'
import type { IsoDate } from '../records/values'
import type { Axes } from './answer'
import { codecOf } from './codecs'
import type { Terms } from './codec'
import { fieldOf, placeOf, type CodeOf, type GroupFieldId } from './definition'
import { doseMg, largerMm, reliefPercent } from './derived'
import { UNANSWERED_WORDS } from './field-kinds'
import { eventsAt } from './life-events'
import { fateOf, sightingsOf, type Fate, type SeenVisit, type Sighting } from './nodule-history'
import type { EntryView } from './view'
import { numberText } from './wording'

/** A column of a life line: one visit. */
export interface LifeDay {
  readonly on: IsoDate
  readonly label: string
  readonly now?: true
}

/** What one visit says of one measure, or in words why it says nothing. */
export type LifeCell =
  { readonly text: string; readonly at?: number; readonly disc?: number } | { readonly hole: string }

/** One measure over all visits; `cells` has one entry per day. */
export interface LifeRow {
  readonly key: string
  readonly label: string
  readonly draw: 'line' | 'words'
  readonly scale?: readonly [number, number]
  readonly cells: readonly LifeCell[]
}

/** The life of one nodule: small plots and a table are drawn from it. */
export interface LifeLine {
  readonly days: readonly LifeDay[]
  readonly rows: readonly LifeRow[]
  /** Procedures on this nodule, with the relief they brought; nodules that merged into it or split from it. */
  readonly marks: readonly { readonly day: number; readonly text: string }[]
}

type NoduleFieldId = GroupFieldId<'nodule'>
type Nodule = EntryView<'nodule'>

/** Sizes by the slot they stand in; palpated and imaged are never drawn into one line (ruling 7). */
const SIZES = [
  { size: 'nodule.sizePalpated', by: 'nodule.sizePalpatedBy' },
  { size: 'nodule.sizeImaged', by: 'nodule.sizeImagedBy' },
] as const

/** Ends of the scale of sizes, mm: the same steps for every nodule, so that life lines compare. */
const SIZE_STEPS_MM = [30, 60, 120, 300] as const

const FATE_WORDS: Readonly<Record<Exclude<Fate, 'felt' | 'notSaid'>, string>> = {
  notExamined: 'not examined',
  notFound: 'not found',
  excised: 'excised',
  merged: 'merged',
}

/** Why a visit says nothing of a measure. */
function holeOf(sighting: Sighting, id: NoduleFieldId): string {
  const fate = fateOf(sighting)
  if (fate !== 'felt' && fate !== 'notSaid') return FATE_WORDS[fate]
  const state = sighting.nodule?.state(id) ?? 'empty'
  if (state === 'value' || state === 'empty') return sighting.today ? 'not said yet' : 'not recorded'
  return fieldOf(id).stateWords?.[state] ?? UNANSWERED_WORDS[state]
}

/** Days in words; the year where the visits lie in more than one. */
const dayLabels = (sightings: readonly Sighting[]): readonly LifeDay[] => {
  const years = new Set(sightings.map(({ visitOn }) => visitOn.slice(0, 4)))
  return sightings.map(({ visitOn, today }) => ({
    on: visitOn,
    label: today ? 'today' : isoToWords(visitOn, years.size > 1),
    ...(today && { now: true as const }),
  }))
}

function statusRow(sightings: readonly Sighting[], terms: Terms): LifeRow {
  const field = fieldOf('nodule.status')
  return {
    key: field.id,
    label: 'Nodule',
    draw: 'words',
    cells: sightings.map((sighting, index): LifeCell => {
      const status = sighting.nodule?.value('nodule.status')
      if (status !== undefined) return { text: statusWords(sighting.nodule, status, terms) }
      if (fateOf(sighting) === 'felt') return { text: index === 0 ? 'first felt' : 'felt' }
      return { hole: holeOf(sighting, 'nodule.status') }
    }),
  }
}

/** "merged with R2", "new, split from R1"; else what the key says. */
function statusWords(nodule: Nodule | undefined, status: CodeOf<'nodule.status'>, terms: Terms): string {
  const field = fieldOf('nodule.status')
  const words = codecOf(field).display(field, status, terms)
  const [into, from] = [nodule?.value('nodule.mergedWith'), nodule?.value('nodule.splitFrom')]
  if (into !== undefined) return `${words} with ${terms.entryName('nodule', into)}`
  return from === undefined ? words : `${words}, split from ${terms.entryName('nodule', from)}`
}

function sizeRows(sightings: readonly Sighting[], terms: Terms): readonly LifeRow[] {
  const measured = (nodule: Nodule | undefined, slot: (typeof SIZES)[number]) => {
    const [size, by] = [nodule?.value(slot.size), nodule?.value(slot.by)]
    return size === undefined || by === undefined ? undefined : { size, by }
  }
  const all = SIZES.flatMap((slot) => sightings.map(({ nodule }) => measured(nodule, slot)?.size))
  const top = scaleEnd(all.filter((size) => size !== undefined))
  return SIZES.flatMap((slot) => {
    const byField = fieldOf(slot.by)
    const methods = byField.options
      .map(({ code }) => code)
      .filter((code) => sightings.some(({ nodule }) => measured(nodule, slot)?.by === code))
    return methods.map((code): LifeRow => {
      const field = fieldOf(slot.size)
      const words = codecOf(byField).display(byField, code, terms)
      return {
        key: `${field.id} ${code}`,
        label: `${fieldOf('nodule.sizePalpated').label}, ${words}, mm`,
        draw: 'line',
        scale: [0, top],
        cells: sightings.map((sighting): LifeCell => {
          const found = measured(sighting.nodule, slot)
          if (found?.by === code) return { text: axesText(found.size), at: largerMm(found.size) }
          if (found === undefined) return { hole: holeOf(sighting, slot.size) }
          return { hole: `by ${codecOf(byField).display(byField, found.by, terms)}` }
        }),
      }
    })
  })
}
const axesText = ({ longMm, shortMm }: Axes): string => `${numberText(longMm)} × ${numberText(shortMm)}`
const scaleEnd = (sizes: readonly Axes[]): number => {
  const largest = Math.max(0, ...sizes.map(largerMm))
  return SIZE_STEPS_MM.find((step) => step >= largest) ?? largest
}

function scoreRow(
  sightings: readonly Sighting[],
  id: 'nodule.tenderness' | 'nodule.painOnPressure',
): LifeRow {
  const field = fieldOf(id)
  const disc = field.words !== undefined
  return {
    key: id,
    label: `${field.label}, ${field.from}–${field.to}`,
    draw: disc ? 'words' : 'line',
    ...(!disc && { scale: [field.from, field.to] as const }),
    cells: sightings.map((sighting): LifeCell => {
      const value = sighting.nodule?.value(id)
      if (value === undefined) return { hole: holeOf(sighting, id) }
      return { text: String(value), ...(disc ? { disc: value } : { at: value }) }
    }),
  }
}

function familiarRow(sightings: readonly Sighting[], terms: Terms): LifeRow {
  const field = fieldOf('nodule.familiarPain')
  return {
    key: field.id,
    label: field.label,
    draw: 'words',
    cells: sightings.map((sighting): LifeCell => {
      const value = sighting.nodule?.value('nodule.familiarPain')
      return value === undefined
        ? { hole: holeOf(sighting, 'nodule.familiarPain') }
        : { text: codecOf(field).display(field, value, terms) }
    }),
  }
}

/** Pain before and after, and the relief in per cent; no label of success or failure (clinical content 2.9). */
function reliefWords(
  before: number | undefined,
  after: number | undefined,
  minutes: number | undefined,
): string {
  if (before === undefined || after === undefined) return ''
  const percent = reliefPercent(before, after)
  const when = minutes === undefined ? '' : ` at ${numberText(minutes)} min`
  const change =
    percent === undefined
      ? ''
      : percent < 0
        ? `, ${Math.round(-percent)}% more pain`
        : `, ${Math.round(percent)}% relief`
  return `pain ${before} to ${after}${when}${change}`
}
const agentWords = (name: string | undefined, percent: number | undefined, ml: number | undefined): string =>
  name === undefined
    ? ''
    : percent === undefined || ml === undefined
      ? name
      : `${name} ${numberText(doseMg(percent, ml))} mg`

/** What was done to the nodule at a visit. */
function doneAt({ view }: SeenVisit, entryId: string, terms: Terms): readonly string[] {
  const name = (
    id: 'injection.agent' | 'injection.secondAgent' | 'injection.steroid' | 'testInjection.agent',
    code: string | undefined,
  ): string | undefined => {
    if (code === undefined || code === 'none') return undefined
    const { field } = placeOf(id)
    return codecOf(field).display(field, code, terms)
  }
  const say = (what: string, ...pieces: readonly string[]): string => {
    const [given, effect] = [pieces.slice(0, -1).filter(Boolean).join(', '), pieces.at(-1) ?? '']
    return [given === '' ? what : `${what}: ${given}`, effect].filter(Boolean).join('; ')
  }
  const procedures = view
    .entries('injection')
    .filter((entry) => entry.value('injection.nodule') === entryId)
    .map((entry) => {
      const steroid = name('injection.steroid', entry.value('injection.steroid'))
      const mg = entry.value('injection.steroidMg')
      return say(
        entry.has('injection.kind', 'dryNeedling') ? 'dry needling' : 'injected',
        agentWords(
          name('injection.agent', entry.value('injection.agent')),
          entry.value('injection.concentration'),
          entry.value('injection.volume'),
        ),
        agentWords(
          name('injection.secondAgent', entry.value('injection.secondAgent')),
          entry.value('injection.secondConcentration'),
          entry.value('injection.secondVolume'),
        ),
        steroid === undefined ? '' : mg === undefined ? steroid : `${steroid} ${numberText(mg)} mg`,
        reliefWords(
          entry.value('injection.painBefore'),
          entry.value('injection.painAfter'),
          entry.value('injection.minutes'),
        ),
      )
    })
  const tests = view
    .entries('testInjection')
    .filter((entry) => entry.value('testInjection.nodule') === entryId)
    .map((entry) =>
      say(
        'test injection',
        agentWords(
          name('testInjection.agent', entry.value('testInjection.agent')),
          entry.value('testInjection.concentration'),
          entry.value('testInjection.volume'),
        ),
        reliefWords(
          entry.value('testInjection.painBefore'),
          entry.value('testInjection.painAfter'),
          entry.value('testInjection.minutes'),
        ),
      ),
    )
  return [...tests, ...procedures]
}

/**
 * The life line of a nodule over the visits given, oldest first: what became of it, sizes (palpated and imaged apart,
 * each by its method), tenderness, pain on pressure, familiar pain, and what was done with the relief it brought.
 * A visit that did not measure is a hole with its reason: no line is drawn across it.
 */
export function lifeLineOf(visits: readonly SeenVisit[], entryId: string, terms: Terms): LifeLine {
  const sightings = sightingsOf(visits, entryId)
  return {
    days: dayLabels(sightings),
    rows: [
      ...(sightings.length > 1 ? [statusRow(sightings, terms)] : []),
      ...sizeRows(sightings, terms),
      scoreRow(sightings, 'nodule.tenderness'),
      scoreRow(sightings, 'nodule.painOnPressure'),
      familiarRow(sightings, terms),
    ],
    marks: sightings.flatMap((sighting, day) =>
      [...eventsAt(sighting.view, entryId, terms), ...doneAt(sighting, entryId, terms)].map((text) => ({
        day,
        text,
      })),
    ),
  }
}
