import type { LANGUAGES } from '../../records/people'
import { EN, EN_EDITION, type UnitId, type Units, type UnitText } from './en'
import { MS, MS_EDITION } from './ms'
import { TA, TA_EDITION } from './ta'
import { ZH_HANS, ZH_HANS_EDITION } from './zh-hans'

export type SheetLanguage = (typeof LANGUAGES)[number]

/** The words of each language and the edition of its text. English is what the others were written from. */
export const UNITS: Readonly<
  Record<
    SheetLanguage,
    {
      readonly edition: string
      readonly units: Units
      /** What a unit is worth until its reviewers sign: written by people, or by a machine and read by nobody. */
      readonly origin: 'draft' | 'machine'
    }
  >
> = {
  en: { edition: EN_EDITION, units: EN, origin: 'draft' },
  'zh-Hans': { edition: ZH_HANS_EDITION, units: ZH_HANS, origin: 'draft' },
  ms: { edition: MS_EDITION, units: MS, origin: 'draft' },
  ta: { edition: TA_EDITION, units: TA, origin: 'draft' },
}

/** The slot names inside a unit: `'It is {long} by {short} mm'` has `long` and `short`. */
export type SlotsIn<T extends string> = T extends `${string}{${infer S}}${infer Rest}`
  ? S | SlotsIn<Rest>
  : never
type Filling<I extends UnitId> = Record<SlotsIn<UnitText<I>>, string | number>
/** A unit with slots asks for all of them; one without asks for nothing. */
export type SlotsOf<I extends UnitId> = [SlotsIn<UnitText<I>>] extends [never] ? [] : [Filling<I>]
