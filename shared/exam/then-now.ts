import { areaOf, inFrameOf, type Place } from '../bodymap'
import { asIs, filled, joined, listedSaid, said, saidOf, type Said } from '../records/said'
import type { IsoDate } from '../records/values'
import type { Answer, Axes, BodyPoint, Outline } from './answer'
import { lower } from './build'
import { codecOf } from './codecs'
import { sayIn, type Terms } from './codec'
import { fieldOf, groupOf, PLACES, type CodeOf } from './definition'
import { largerMm } from './derived'
import { LIFE_TEXTS } from './life-texts'
import { fateOf, type Sighting } from './nodule-history'
import { fieldName } from './spot-name'
import type { EntryView } from './view'
import { THEN_TEXTS } from './then-texts'
import { numberText, sentence } from './wording'

type Nodule = EntryView<'nodule'>

/** The words of one comparison. Every sentence stands alone; `text` joins them. */
export interface ThenNow {
  /** "R1". */
  readonly label: string
  readonly sentences: readonly string[]
  readonly text: string
}

const SLOTS = [
  { size: 'nodule.sizePalpated', by: 'nodule.sizePalpatedBy' },
  { size: 'nodule.sizeImaged', by: 'nodule.sizeImagedBy' },
] as const

interface Measured {
  readonly size: Axes
  readonly by: CodeOf<'nodule.sizePalpatedBy'> | CodeOf<'nodule.sizeImagedBy'>
  /** "by ruler". */
  readonly how: Said
}
const measuredIn = (nodule: Nodule, terms: Terms): readonly Measured[] =>
  SLOTS.flatMap((slot): Measured[] => {
    const [size, by] = [nodule.value(slot.size), nodule.value(slot.by)]
    if (size === undefined || by === undefined) return []
    const [field, codec] = [fieldOf(slot.by), codecOf(fieldOf(slot.by))]
    const how = {
      text: LIFE_TEXTS.byMethod,
      en: codec.phrase(field, by, terms),
      slots: { method: codec.said(field, by, terms) },
    }
    return [{ size, by, how }]
  })

const axesSaid = ({ longMm, shortMm }: Axes): Said =>
  saidOf(THEN_TEXTS.axes, { long: numberText(longMm), short: numberText(shortMm) })
const sizeSaid = ({ size, how }: Measured): Said => saidOf(THEN_TEXTS.sizeHow, { size: axesSaid(size), how })
const sameAxes = (one: Axes, other: Axes): boolean =>
  one.longMm === other.longMm && one.shortMm === other.shortMm

/** Sizes by the same method, then and now. */
const alikeSaid = ({ size: then, how }: Measured, { size: now }: Measured): Said => {
  if (sameAxes(then, now)) return saidOf(THEN_TEXTS.sameSize, { size: axesSaid(then), how })
  const slots = { before: axesSaid(then), now: axesSaid(now), how }
  const mm = largerMm(now) - largerMm(then)
  return mm === 0
    ? saidOf(THEN_TEXTS.sizes, slots)
    : saidOf(mm > 0 ? THEN_TEXTS.sizesLonger : THEN_TEXTS.sizesShorter, {
        ...slots,
        mm: numberText(Math.abs(mm)),
      })
}

/** Sizes by the same method are compared; by different methods both are said, and that they do not compare. */
function sizeClauses(then: Nodule, now: Nodule, terms: Terms): readonly Said[] {
  const [before, today] = [measuredIn(then, terms), measuredIn(now, terms)]
  const alike = before.flatMap((one) => {
    const other = today.find(({ by }) => by === one.by)
    return other === undefined ? [] : [alikeSaid(one, other)]
  })
  const only = (ones: readonly Measured[], others: readonly Measured[]) =>
    ones.filter(({ by }) => !others.some((other) => other.by === by))
  const [gone, fresh] = [only(before, today), only(today, before)]
  if (gone.length === 0 && fresh.length === 0) return alike
  if (gone.length > 0 && fresh.length > 0)
    return [
      ...alike,
      saidOf(THEN_TEXTS.notCompared, {
        before: listedSaid(gone.map(sizeSaid)),
        now: listedSaid(fresh.map(sizeSaid)),
      }),
    ]
  return [
    ...alike,
    ...gone.map((one) => saidOf(THEN_TEXTS.onlyThen, { size: sizeSaid(one) })),
    ...fresh.map((one) => saidOf(THEN_TEXTS.onlyNow, { size: sizeSaid(one) })),
  ]
}

const apart = (mm: number, more: string, less: string): Said[] =>
  mm === 0 ? [] : [saidOf(mm > 0 ? more : less, { mm: String(Math.abs(mm)) })]

/**
 * How a place differs from an earlier one, in whole millimetres of the map; both are taken in the frame of the newer.
 * "4 mm further from the midline, 2 mm lower", "same place".
 */
export function placeChange(then: BodyPoint, now: BodyPoint): Said {
  const before: Place = inFrameOf(then, now)
  if (before.xMm * now.xMm < 0) return said(THEN_TEXTS.otherSide)
  const out = Math.round(Math.abs(now.xMm)) - Math.round(Math.abs(before.xMm))
  const up = Math.round(now.yMm) - Math.round(before.yMm)
  const words = [
    ...apart(out, THEN_TEXTS.further, THEN_TEXTS.nearer),
    ...apart(up, THEN_TEXTS.higher, THEN_TEXTS.lower),
  ]
  return words.length === 0
    ? said(THEN_TEXTS.samePlace)
    : saidOf(THEN_TEXTS.fromMap, { change: joined(words) })
}

function placeClauses(then: Nodule, now: Nodule): readonly Said[] {
  const [before, today] = [then.value('nodule.point'), now.value('nodule.point')]
  if (today === undefined) return before === undefined ? [] : [said(THEN_TEXTS.placeNotSaid)]
  return before === undefined ? [] : [placeChange(before, today)]
}

/** Lines drawn by hand are held against each other only where both visits have one. */
function outlineClauses(then: Nodule, now: Nodule): readonly Said[] {
  const [before, today] = [then.value('nodule.outline'), now.value('nodule.outline')]
  if (before === undefined || today === undefined) return []
  const area = ({ ring }: Outline): string => numberText(Math.round(areaOf(ring)))
  return [saidOf(THEN_TEXTS.outlined, { before: area(before), now: area(today) })]
}

/** Fields that are compared one by one: all that is said of a nodule but its place, its sizes and free words. */
const APART: ReadonlySet<string> = new Set([
  'nodule.status',
  'nodule.mergedWith',
  'nodule.splitFrom',
  'nodule.side',
  'nodule.zone',
  'nodule.zoneOther',
  'nodule.point',
  'nodule.outline',
  'nodule.sizeImagedOn',
  ...SLOTS.flatMap(({ size, by }) => [size, by]),
])
const COMPARED = PLACES.filter(
  ({ field, group }) => group === groupOf('nodule').group && field.kind !== 'text' && !APART.has(field.id),
)

interface Compared {
  readonly changed: readonly Said[]
  readonly same: readonly Said[]
  /** Said then, and not examined, unknown or left open now. */
  readonly open: readonly Said[]
}

function features(then: Sighting, now: Sighting, entryId: string, terms: Terms): Compared {
  const changed: Said[] = []
  const same: Said[] = []
  const open: Said[] = []
  for (const place of COMPARED) {
    const { field } = place
    const before = then.view.at(place, entryId).answer
    const today = now.view.at(place, entryId).answer
    const name = { ...fieldName(field), en: lower(field.label) }
    if (before?.is !== 'value') continue
    if (today?.is !== 'value') open.push(name)
    else {
      const value = (answer: Extract<Answer, { is: 'value' }>): Said =>
        typeof answer.value === 'number' && field.kind === 'scale'
          ? asIs(String(answer.value))
          : codecOf(field).said(field, answer.value, terms)
      const [was, is] = [value(before), value(today)]
      if (filled(was) !== filled(is)) changed.push(saidOf(THEN_TEXTS.changed, { name, before: was, now: is }))
      else same.push(field.kind === 'scale' ? joined([name, is], ' ') : name)
    }
  }
  return { changed, same, open }
}

const dayOf = (visitOn: IsoDate, near: IsoDate) => ({
  day: visitOn,
  short: visitOn.slice(0, 4) === near.slice(0, 4),
})

/** Size and place as they were, where there is nothing today to hold against them. */
function asItWas(then: Sighting, now: Sighting, terms: Terms): Said {
  const sizes = then.nodule === undefined ? [] : measuredIn(then.nodule, terms)
  const day = dayOf(then.visitOn, now.visitOn)
  return sizes.length === 0
    ? saidOf(THEN_TEXTS.lastFelt, { day })
    : saidOf(THEN_TEXTS.sizesOn, { sizes: listedSaid(sizes.map(sizeSaid)), day })
}

/** One clause as a sentence of its own. */
const sentenceIn = (terms: Terms, clause: Said): string =>
  terms.say === undefined ? sentence(filled(clause)) : terms.say(saidOf(THEN_TEXTS.sentence, { clause }))

/**
 * A nodule then and now, in words. Like is compared with like (ruling 7), what was not examined is said to be so, and
 * nothing that was not said today is read as unchanged.
 *
 * @param then the visit to hold against
 * @param now the later visit
 */
export function thenAndNow(
  then: Sighting,
  now: Sighting,
  entryId: string,
  label: string,
  terms: Terms,
): ThenNow {
  const sentences = compare(then, now, entryId, terms).map((clause) => sentenceIn(terms, clause))
  const [first, ...rest] = sentences
  const told = (words: string): string =>
    sayIn(terms, saidOf(THEN_TEXTS.labelled, { label: { asIs: label }, words: { asIs: lower(words) } }))
  const labelled = first === undefined ? [] : [told(first), ...rest]
  return { label, sentences: labelled, text: labelled.join(' ') }
}

function compare(then: Sighting, now: Sighting, entryId: string, terms: Terms): readonly Said[] {
  const when = now.today ? said(THEN_TEXTS.today) : saidOf(THEN_TEXTS.onDay, { day: { day: now.visitOn } })
  const fate = fateOf(now)
  const was = asItWas(then, now, terms)
  switch (fate) {
    case 'notSaid':
    case 'notExamined':
    case 'notFound':
      return [saidOf(THEN_TEXTS[fate], { when, was })]
    case 'excised':
      return [saidOf(THEN_TEXTS.excised, { was })]
    case 'merged': {
      const into = now.nodule?.value('nodule.mergedWith')
      return [
        into === undefined
          ? saidOf(THEN_TEXTS.merged, { was })
          : saidOf(THEN_TEXTS.mergedInto, { nodule: { asIs: terms.entryName('nodule', into) }, was }),
      ]
    }
    case 'felt':
  }
  if (then.nodule === undefined || now.nodule === undefined || fateOf(then) !== 'felt')
    return [saidOf(THEN_TEXTS.nothingToHold, { day: dayOf(then.visitOn, now.visitOn) })]
  const { changed, same, open } = features(then, now, entryId, terms)
  const main = [
    ...sizeClauses(then.nodule, now.nodule, terms),
    ...outlineClauses(then.nodule, now.nodule),
    ...placeClauses(then.nodule, now.nodule),
  ]
  return [
    ...(main.length > 0 ? [joined(main, ';')] : []),
    ...(changed.length > 0 ? [joined(changed, ';')] : []),
    ...(same.length > 0 ? [saidOf(THEN_TEXTS.same, { list: joined(same) })] : []),
    ...(open.length > 0 ? [saidOf(THEN_TEXTS.open, { when, list: joined(open) })] : []),
  ]
}
