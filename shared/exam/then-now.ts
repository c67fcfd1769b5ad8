import { areaOf, inFrameOf, type Place } from '../bodymap'
import { isoToWords } from '../dates/typed-date'
import type { IsoDate } from '../records/values'
import type { Answer, Axes, BodyPoint, Outline } from './answer'
import { lower } from './build'
import { codecOf } from './codecs'
import type { Terms } from './codec'
import { fieldOf, groupOf, PLACES, type CodeOf } from './definition'
import { largerMm } from './derived'
import { fateOf, type Sighting } from './nodule-history'
import type { EntryView } from './view'
import { listed, numberText, sentence } from './wording'

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
  readonly words: string
}
const measuredIn = (nodule: Nodule, terms: Terms): readonly Measured[] =>
  SLOTS.flatMap((slot): Measured[] => {
    const [size, by] = [nodule.value(slot.size), nodule.value(slot.by)]
    if (size === undefined || by === undefined) return []
    return [{ size, by, words: codecOf(fieldOf(slot.by)).phrase(fieldOf(slot.by), by, terms) }]
  })

const axesWords = ({ longMm, shortMm }: Axes): string => `${numberText(longMm)} by ${numberText(shortMm)} mm`
const sameAxes = (one: Axes, other: Axes): boolean =>
  one.longMm === other.longMm && one.shortMm === other.shortMm

const longer = (then: Axes, now: Axes): string => {
  const mm = largerMm(now) - largerMm(then)
  return mm === 0 ? '' : `, ${numberText(Math.abs(mm))} mm ${mm > 0 ? 'longer' : 'shorter'}`
}

/** Sizes by the same method are compared; by different methods both are said, and that they do not compare. */
function sizeClauses(then: Nodule, now: Nodule, terms: Terms): readonly string[] {
  const [before, today] = [measuredIn(then, terms), measuredIn(now, terms)]
  const alike = before.flatMap((one) => {
    const other = today.find(({ by }) => by === one.by)
    if (other === undefined) return []
    if (sameAxes(one.size, other.size)) return [`${axesWords(one.size)} then and now, both ${one.words}`]
    const both = `${axesWords(one.size)} then, ${axesWords(other.size)} now, both ${one.words}`
    return [`${both}${longer(one.size, other.size)}`]
  })
  const only = (ones: readonly Measured[], others: readonly Measured[]) =>
    ones.filter(({ by }) => !others.some((other) => other.by === by))
  const [gone, fresh] = [only(before, today), only(today, before)]
  if (gone.length === 0 && fresh.length === 0) return alike
  if (gone.length > 0 && fresh.length > 0) {
    const then_ = listed(gone.map(({ size, words }) => `${axesWords(size)} ${words}`))
    const now_ = listed(fresh.map(({ size, words }) => `${axesWords(size)} ${words}`))
    return [...alike, `${then_} then, ${now_} now: measured in different ways, not compared`]
  }
  return [
    ...alike,
    ...gone.map(({ size, words }) => `${axesWords(size)} ${words} then, not measured so now`),
    ...fresh.map(({ size, words }) => `${axesWords(size)} ${words} now, not measured so then`),
  ]
}

const apart = (mm: number, more: string, less: string): string[] =>
  mm === 0 ? [] : [`${Math.abs(mm)} mm ${mm > 0 ? more : less}`]

/**
 * How a place differs from an earlier one, in whole millimetres of the map; both are taken in the frame of the newer.
 * "4 mm further from the midline, 2 mm lower", "same place".
 */
export function placeChange(then: BodyPoint, now: BodyPoint): string {
  const before: Place = inFrameOf(then, now)
  if (before.xMm * now.xMm < 0) return 'on the other side of the midline'
  const out = Math.round(Math.abs(now.xMm)) - Math.round(Math.abs(before.xMm))
  const up = Math.round(now.yMm) - Math.round(before.yMm)
  const words = [
    ...apart(out, 'further from the midline', 'nearer to the midline'),
    ...apart(up, 'higher', 'lower'),
  ]
  return words.length === 0 ? 'same place' : `${words.join(', ')}, from the map`
}

function placeClauses(then: Nodule, now: Nodule): readonly string[] {
  const [before, today] = [then.value('nodule.point'), now.value('nodule.point')]
  if (today === undefined) return before === undefined ? [] : ['place not said today']
  return before === undefined ? [] : [placeChange(before, today)]
}

/** Lines drawn by hand are held against each other only where both visits have one. */
function outlineClauses(then: Nodule, now: Nodule): readonly string[] {
  const [before, today] = [then.value('nodule.outline'), now.value('nodule.outline')]
  if (before === undefined || today === undefined) return []
  const words = ({ ring }: Outline): string => `${numberText(Math.round(areaOf(ring)))} mm²`
  return [`outlined ${words(before)} then, ${words(today)} now, both by hand`]
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
  readonly changed: readonly string[]
  readonly same: readonly string[]
  /** Said then, and not examined, unknown or left open now. */
  readonly open: readonly string[]
}

function features(then: Sighting, now: Sighting, entryId: string, terms: Terms): Compared {
  const changed: string[] = []
  const same: string[] = []
  const open: string[] = []
  for (const place of COMPARED) {
    const { field } = place
    const before = then.view.at(place, entryId).answer
    const today = now.view.at(place, entryId).answer
    const name = lower(field.label)
    if (before?.is !== 'value') continue
    if (today?.is !== 'value') open.push(name)
    else {
      const words = (answer: Extract<Answer, { is: 'value' }>): string =>
        typeof answer.value === 'number' && field.kind === 'scale'
          ? String(answer.value)
          : codecOf(field).display(field, answer.value, terms)
      if (words(before) === words(today)) same.push(field.kind === 'scale' ? `${name} ${words(today)}` : name)
      else changed.push(`${name} ${words(before)} then, ${words(today)} now`)
    }
  }
  return { changed, same, open }
}

const onDay = (visitOn: IsoDate, near: IsoDate): string =>
  isoToWords(visitOn, visitOn.slice(0, 4) !== near.slice(0, 4))

/** Size and place as they were, where there is nothing today to hold against them. */
function asItWas(then: Sighting, now: Sighting, terms: Terms): string {
  const sizes = then.nodule === undefined ? [] : measuredIn(then.nodule, terms)
  const words = sizes.map(({ size, words: by }) => `${axesWords(size)} ${by}`)
  const day = onDay(then.visitOn, now.visitOn)
  return words.length === 0 ? `last felt on ${day}` : `${listed(words)} on ${day}`
}

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
  const sentences = compare(then, now, entryId, terms).map(sentence)
  const [first, ...rest] = sentences
  const labelled = first === undefined ? [] : [`${label}: ${lower(first)}`, ...rest]
  return { label, sentences: labelled, text: labelled.join(' ') }
}

function compare(then: Sighting, now: Sighting, entryId: string, terms: Terms): readonly string[] {
  const day = now.today ? 'today' : `on ${isoToWords(now.visitOn)}`
  const fate = fateOf(now)
  const was = asItWas(then, now, terms)
  switch (fate) {
    case 'notSaid':
      return [`not said ${day}; ${was}`]
    case 'notExamined':
      return [`not examined ${day}; ${was}`]
    case 'notFound':
      return [`looked for and not found ${day}; ${was}`]
    case 'excised':
      return [`excised; ${was}`]
    case 'merged': {
      const into = now.nodule?.value('nodule.mergedWith')
      return [`${into === undefined ? 'merged' : `now part of ${terms.entryName('nodule', into)}`}; ${was}`]
    }
    case 'felt':
  }
  if (then.nodule === undefined || now.nodule === undefined || fateOf(then) !== 'felt')
    return [`not felt on ${onDay(then.visitOn, now.visitOn)}, so there is nothing to hold today against`]
  const { changed, same, open } = features(then, now, entryId, terms)
  const main = [
    ...sizeClauses(then.nodule, now.nodule, terms),
    ...outlineClauses(then.nodule, now.nodule),
    ...placeClauses(then.nodule, now.nodule),
  ]
  return [
    ...(main.length > 0 ? [main.join('; ')] : []),
    ...(changed.length > 0 ? [changed.join('; ')] : []),
    ...(same.length > 0 ? [`the same: ${same.join(', ')}`] : []),
    ...(open.length > 0 ? [`not examined ${day}: ${open.join(', ')}`] : []),
  ]
}
