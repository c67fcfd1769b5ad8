import { asIs, said, saidOf, type Said } from '../records/said'
import type { IsoDate } from '../records/values'
import type { Axes } from './answer'
import { codecOf } from './codecs'
import { sayIn, type Terms } from './codec'
import { LIFE_TEXTS } from './life-texts'
import { fieldOf, type CodeOf, type GroupFieldId } from './definition'
import { largerMm } from './derived'
import { UNANSWERED_WORDS } from './field-kinds'
import { eventsAt } from './life-events'
import { doneAt } from './life-done'
import { fateOf, sightingsOf, type Fate, type SeenVisit, type Sighting } from './nodule-history'
import { fieldName } from './spot-name'
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
const holeOf = (sighting: Sighting, id: NoduleFieldId, terms: Terms): LifeCell => ({
  hole: sayIn(terms, said(holeWords(sighting, id), id)),
})
function holeWords(sighting: Sighting, id: NoduleFieldId): string {
  const fate = fateOf(sighting)
  if (fate !== 'felt' && fate !== 'notSaid') return FATE_WORDS[fate]
  const state = sighting.nodule?.state(id) ?? 'empty'
  if (state === 'value' || state === 'empty')
    return sighting.today ? LIFE_TEXTS.notYet : LIFE_TEXTS.notRecorded
  return fieldOf(id).stateWords?.[state] ?? UNANSWERED_WORDS[state]
}

/** Days in words; the year where the visits lie in more than one. */
const dayLabels = (sightings: readonly Sighting[], terms: Terms): readonly LifeDay[] => {
  const years = new Set(sightings.map(({ visitOn }) => visitOn.slice(0, 4)))
  return sightings.map(({ visitOn, today }) => ({
    on: visitOn,
    label: sayIn(
      terms,
      today ? said(LIFE_TEXTS.today) : saidOf('{day}', { day: { day: visitOn, short: years.size < 2 } }),
    ),
    ...(today && { now: true as const }),
  }))
}

function statusRow(sightings: readonly Sighting[], terms: Terms): LifeRow {
  const field = fieldOf('nodule.status')
  return {
    key: field.id,
    label: sayIn(terms, said(LIFE_TEXTS.nodule)),
    draw: 'words',
    cells: sightings.map((sighting, index): LifeCell => {
      const status = sighting.nodule?.value('nodule.status')
      if (status !== undefined) return { text: statusWords(sighting.nodule, status, terms) }
      if (fateOf(sighting) === 'felt')
        return { text: sayIn(terms, said(index === 0 ? LIFE_TEXTS.firstFelt : LIFE_TEXTS.felt)) }
      return holeOf(sighting, 'nodule.status', terms)
    }),
  }
}

/** "merged with R2", "new, split from R1"; else what the key says. */
function statusWords(nodule: Nodule | undefined, status: CodeOf<'nodule.status'>, terms: Terms): string {
  const field = fieldOf('nodule.status')
  const words = codecOf(field).said(field, status, terms)
  const [into, from] = [nodule?.value('nodule.mergedWith'), nodule?.value('nodule.splitFrom')]
  const named = (entryId: string): Said => asIs(terms.entryName('nodule', entryId))
  if (into !== undefined) return sayIn(terms, saidOf(LIFE_TEXTS.with, { status: words, nodule: named(into) }))
  return sayIn(
    terms,
    from === undefined ? words : saidOf(LIFE_TEXTS.splitFrom, { status: words, nodule: named(from) }),
  )
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
      const how = codecOf(byField).said(byField, code, terms)
      return {
        key: `${field.id} ${code}`,
        label: sayIn(
          terms,
          saidOf(LIFE_TEXTS.sizeRow, { size: fieldName(fieldOf('nodule.sizePalpated')), how }),
        ),
        draw: 'line',
        scale: [0, top],
        cells: sightings.map((sighting): LifeCell => {
          const found = measured(sighting.nodule, slot)
          if (found?.by === code) return { text: axesText(found.size), at: largerMm(found.size) }
          if (found === undefined) return holeOf(sighting, slot.size, terms)
          const method = codecOf(byField).said(byField, found.by, terms)
          return { hole: sayIn(terms, saidOf(LIFE_TEXTS.byMethod, { method })) }
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
  terms: Terms,
): LifeRow {
  const field = fieldOf(id)
  const disc = field.words !== undefined
  return {
    key: id,
    label: sayIn(
      terms,
      saidOf(LIFE_TEXTS.scoreRow, {
        score: fieldName(field),
        from: String(field.from),
        to: String(field.to),
      }),
    ),
    draw: disc ? 'words' : 'line',
    ...(!disc && { scale: [field.from, field.to] as const }),
    cells: sightings.map((sighting): LifeCell => {
      const value = sighting.nodule?.value(id)
      if (value === undefined) return holeOf(sighting, id, terms)
      return { text: String(value), ...(disc ? { disc: value } : { at: value }) }
    }),
  }
}

function familiarRow(sightings: readonly Sighting[], terms: Terms): LifeRow {
  const field = fieldOf('nodule.familiarPain')
  return {
    key: field.id,
    label: sayIn(terms, fieldName(field)),
    draw: 'words',
    cells: sightings.map((sighting): LifeCell => {
      const value = sighting.nodule?.value('nodule.familiarPain')
      return value === undefined
        ? holeOf(sighting, 'nodule.familiarPain', terms)
        : { text: codecOf(field).display(field, value, terms) }
    }),
  }
}

/**
 * The life line of a nodule over the visits given, oldest first: what became of it, sizes (palpated and imaged apart,
 * each by its method), tenderness, pain on pressure, familiar pain, and what was done with the relief it brought.
 * A visit that did not measure is a hole with its reason: no line is drawn across it.
 */
export function lifeLineOf(visits: readonly SeenVisit[], entryId: string, terms: Terms): LifeLine {
  const sightings = sightingsOf(visits, entryId)
  return {
    days: dayLabels(sightings, terms),
    rows: [
      ...(sightings.length > 1 ? [statusRow(sightings, terms)] : []),
      ...sizeRows(sightings, terms),
      scoreRow(sightings, 'nodule.tenderness', terms),
      scoreRow(sightings, 'nodule.painOnPressure', terms),
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
