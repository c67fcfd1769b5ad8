import type { Zone } from '../../bodymap'
import type { IsoDate } from '../../records/values'
import type { MedicineFacts } from '../facts'
import type { Run } from '../sheet'
import { EN, type UnitId } from './en'
import { fill, textOf } from './fill'
import { SHIPPED, type Texts } from './review'
import type { SheetLanguage, SlotsOf } from './units'

/** Things of everyday life by length in mm, each up to its limit. Beyond the last, only millimetres are told. */
const EVERYDAY_SIZES = [
  { upToMm: 9, thing: 'pea' },
  { upToMm: 14, thing: 'bean' },
  { upToMm: 19, thing: 'smallGrape' },
  { upToMm: 27, thing: 'grape' },
  { upToMm: 42, thing: 'walnut' },
  { upToMm: 60, thing: 'egg' },
  { upToMm: 85, thing: 'lemon' },
] as const

const COUNTS_IN_WORDS = [2, 3, 4, 5, 6] as const
const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const
const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const

/** One column of the tick chart. */
export interface ChartDay {
  readonly on: IsoDate
  readonly weekday: string
  /** The weekday in the width of a box. */
  readonly tick: string
  readonly day: string
  readonly month: string
  readonly monthShort: string
}

/**
 * The text units of one language, filled. A book remembers which units it was asked for, so that a sheet knows whether
 * all that it says has been reviewed.
 */
export interface Book {
  readonly language: SheetLanguage
  readonly edition: string
  /** Units said so far. */
  readonly used: ReadonlySet<UnitId>
  /** One unit, filled, as runs. */
  readonly say: <I extends UnitId>(id: I, ...slots: SlotsOf<I>) => Run[]
  /** One unit, filled, without its bold. */
  readonly plain: <I extends UnitId>(id: I, ...slots: SlotsOf<I>) => string
  /** The unit as written, its slots open: for words that the page fills. */
  readonly open: (id: UnitId) => string
  /** Sentences one after the other, as the language parts them. */
  readonly join: (...sentences: readonly (readonly Run[])[]) => Run[]
  /** "R1", "R1 and L1", "R1, R2 and L1". */
  readonly listed: (items: readonly string[]) => string
  /** "ibuprofen or naproxen" */
  readonly either: (items: readonly string[]) => string
  /** Small counts in words where the language says them so. */
  readonly count: (count: number) => string
  /** What a length is like, of everyday things; none beyond a lemon. @param mm the larger axis */
  readonly like: (mm: number) => string | undefined
  readonly place: (zone: Zone, midline: boolean) => string
  readonly side: (side: 'left' | 'right') => string
  /** The name of a medicine, in English beside its own where the language has one (clinical content 5.8). */
  readonly drug: (medicine: Pick<MedicineFacts, 'drug' | 'name'>) => string
  /** "7 December" */
  readonly dayMonth: (on: IsoDate) => string
  /** "7 December 2026" */
  readonly longDate: (on: IsoDate) => string
  /** "7 Dec 2026" */
  readonly shortDate: (on: IsoDate) => string
  /** "Monday 7 December 2026" */
  readonly fullDate: (on: IsoDate) => string
  readonly chartDay: (on: IsoDate) => ChartDay
}

/** What stands in place of a unit that has no translation: marked, so that nobody takes it for one. */
const untranslated = (id: UnitId): string => `[English: ${EN[id]}]`

/** Words of a unit that are not Palpa's, as runs. */
export type OwnUnits = Readonly<Partial<Record<UnitId, readonly Run[]>>>

/**
 * Opens the book of a language. A new one for each sheet, because it remembers what was said.
 * @param texts the words to say; those shipped unless others are given
 * @param own the clinic's words for units without slots
 */
export const openBook = (language: SheetLanguage, texts: Texts = SHIPPED, own: OwnUnits = {}): Book => {
  const { edition, units } = texts.unitsOf(language)
  const used = new Set<UnitId>()

  const open = (id: UnitId): string => {
    used.add(id)
    return units[id] ?? untranslated(id)
  }
  const say: Book['say'] = (id, ...[slots]) => {
    const unit = open(id)
    const words = own[id]
    return words === undefined ? fill(unit, slots ?? {}) : [...words]
  }
  const plain: Book['plain'] = (id, ...slots) => textOf(say(id, ...slots))

  const series = (items: readonly string[], last: 'list.and' | 'list.or'): string =>
    items.length < 2
      ? (items[0] ?? '')
      : `${items.slice(0, -1).join(open('list.comma'))}${open(last)}${items.at(-1) ?? ''}`

  const dated = (on: IsoDate) => {
    const date = new Date(Date.parse(on))
    const month = MONTHS[date.getUTCMonth()] ?? 1
    const weekday = WEEKDAYS[date.getUTCDay()] ?? 0
    return {
      day: String(date.getUTCDate()),
      month: plain(`month.${month}`),
      monthShort: plain(`monthShort.${month}`),
      year: String(date.getUTCFullYear()),
      weekday: plain(`weekday.${weekday}`),
      tick: plain(`weekdayTick.${weekday}`),
    }
  }

  return {
    language,
    edition,
    used,
    say,
    plain,
    open,
    join: (...sentences) =>
      sentences
        .filter((sentence) => sentence.length > 0)
        .flatMap((sentence, index) => {
          const between = open('list.sentences')
          return index === 0 || between === '' ? [...sentence] : [{ text: between }, ...sentence]
        }),
    listed: (items) => series(items, 'list.and'),
    either: (items) => series(items, 'list.or'),
    count: (count) => {
      const known = COUNTS_IN_WORDS.find((one) => one === count)
      return known === undefined ? String(count) : plain(`number.${known}`)
    },
    like: (mm) => {
      const size = EVERYDAY_SIZES.find(({ upToMm }) => mm <= upToMm)
      return size && plain(`size.${size.thing}`)
    },
    place: (zone, midline) => plain(midline ? `place.middle.${zone}` : `place.${zone}`),
    side: (side) => plain(`side.${side}`),
    drug: ({ drug, name }) => (drug === 'other' ? name : plain(`drug.${drug}`, { name })),
    dayMonth: (on) => plain('date.dayMonth', dated(on)),
    longDate: (on) => plain('date.long', dated(on)),
    shortDate: (on) => plain('date.short', dated(on)),
    fullDate: (on) => plain('date.full', dated(on)),
    chartDay: (on) => {
      const { weekday, tick, day, month, monthShort } = dated(on)
      return { on, weekday, tick, day, month, monthShort }
    },
  }
}
