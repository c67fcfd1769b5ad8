import type { Unanswered } from './answer'
import type { Condition } from './conditions'
import {
  ASKS,
  type Asks,
  type AxesField,
  type ChoiceField,
  type ChoicesField,
  type DateField,
  type DerivedId,
  type DurationField,
  type EntryRefField,
  type FhirResource,
  type Field,
  type FieldBase,
  type Joint,
  type Limits,
  type Option,
  type OutlineField,
  type PointField,
  type QuantityField,
  type ScaleField,
  type ShadingField,
  type TextField,
} from './field-kinds'

/** What a section file writes for a field. Everything left out has one default, stated here. */
interface Spec<I extends string> {
  id: I
  label: string
  asks: Asks
  required?: true | Condition
  shownWhen?: Condition
  /** Default `{label} {}`, or `{}` where options bring whole phrases. */
  say?: string
  joins?: Joint
  fhir?: FhirResource
  /** True where the kind says what "none" is; else the code or the number that means it. */
  screened?: true | string | number
  fresh?: true
  prepared?: true
  summary?: { say: string; order: number }
  derives?: DerivedId
  pair?: FieldBase['pair']
  /** Only where it differs from what `asks` offers. */
  unanswered?: readonly Unanswered[]
  stateWords?: Partial<Record<Unanswered, string>>
  since?: number
  retired?: number
  source?: string
}

type OptionSpec =
  | string
  | {
      label: string
      note?: string
      key?: string
      exclusive?: true
      alone?: string
      names?: Readonly<Record<string, string>>
    }
type OptionSpecs = Readonly<Record<string, OptionSpec>>

/** Options in a row of keys; more become a searchable list without letters (ruling 9). */
export const MAX_KEYS = 11

/** Small first letter, unless the word is an abbreviation. */
export const lower = (text: string): string =>
  /^[A-Z](?![A-Z0-9])/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text

const screening = (
  as: true | string | number | undefined,
  kind: string | undefined,
): Pick<FieldBase, 'screened'> => {
  const screened = as === true ? kind : as
  return screened === undefined ? {} : { screened }
}
const base = <I extends string>(spec: Spec<I>, say: string, screenedAs?: string): FieldBase<I> => ({
  id: spec.id,
  label: spec.label,
  asks: spec.asks,
  unanswered: spec.unanswered ?? ASKS[spec.asks],
  say: spec.say ?? say,
  since: spec.since ?? 1,
  ...(spec.stateWords && { stateWords: spec.stateWords }),
  ...(spec.required && { required: spec.required }),
  ...(spec.shownWhen && { shownWhen: spec.shownWhen }),
  ...(spec.joins && { joins: spec.joins }),
  ...(spec.fhir && { fhir: spec.fhir }),
  ...screening(spec.screened, screenedAs),
  ...(spec.fresh && { fresh: spec.fresh }),
  ...(spec.prepared && { prepared: spec.prepared }),
  ...(spec.summary && { summary: spec.summary }),
  ...(spec.derives && { derives: spec.derives }),
  ...(spec.pair && { pair: spec.pair }),
  ...(spec.retired !== undefined && { retired: spec.retired }),
  ...(spec.source !== undefined && { source: spec.source }),
})

/** A letter per option, none twice: initials of its words first, then any letter of the label. */
function lettered(options: readonly Option[]): readonly Option[] {
  if (options.length > MAX_KEYS) return options
  const taken = new Set(options.flatMap((option) => (option.key === undefined ? [] : [option.key])))
  return options.map((option) => {
    if (option.key !== undefined) return option
    const label = option.label.toLowerCase()
    const initials = label.split(/[^a-z]+/).map((word) => word.charAt(0))
    const key = [...initials, ...label.split(/(?=.)/)].find(
      (letter) => /[a-z]/.test(letter) && !taken.has(letter),
    )
    if (key === undefined) return option
    taken.add(key)
    return { ...option, key }
  })
}

function options<O extends OptionSpecs>(specs: O): readonly Option<keyof O & string>[] {
  const listed = Object.entries(specs).map(([code, spec]): Option => {
    const full = typeof spec === 'string' ? { label: spec } : spec
    return { code, note: full.label, ...full }
  })
  return lettered(listed)
}

/** One code of a closed set. */
export const choice = <const I extends string, const O extends OptionSpecs>(
  spec: Spec<I> & { options: O },
): ChoiceField<I, keyof O & string> => ({
  ...base(spec, '{}', 'none'),
  kind: 'choice',
  options: options(spec.options),
})

/** Any of a closed set; exclusive options (none, normal) stand alone. */
export const choices = <const I extends string, const O extends OptionSpecs>(
  spec: Spec<I> & { options: O },
): ChoicesField<I, keyof O & string> => ({
  ...base(spec, `${spec.label}: {}`, 'none'),
  kind: 'choices',
  options: options(spec.options),
})

interface PairSpec<I extends string> extends Spec<I> {
  /** Note phrases for the two answers. Default: the label, and `no` before it. */
  notes?: readonly [string, string]
}
const pairNotes = <I extends string>(spec: PairSpec<I>): readonly [string, string] =>
  spec.notes ?? [lower(spec.label), `no ${lower(spec.label)}`]

/** A question to the patient: yes, no, unknown, not asked (ruling 1). */
export const yesNo = <const I extends string>(
  spec: Omit<PairSpec<I>, 'asks'> & { asks?: Asks },
): ChoiceField<I, 'yes' | 'no'> => {
  const full = { asks: 'history' as const, ...spec }
  const [yes, no] = pairNotes(full)
  return {
    ...base(full, '{}', 'no'),
    kind: 'choice',
    options: options({ yes: { label: 'yes', note: yes }, no: { label: 'no', note: no } }),
  }
}

/** A sign looked for on the body: present, absent, not examined, unknown (ruling 1). Keys say yes and no. */
export const sign = <const I extends string>(
  spec: Omit<PairSpec<I>, 'asks'>,
): ChoiceField<I, 'present' | 'absent'> => {
  const full = { asks: 'sign' as const, ...spec }
  const [present, absent] = pairNotes(full)
  return {
    ...base(full, '{}', 'absent'),
    kind: 'choice',
    options: options({
      present: { label: 'yes', note: present, key: 'y' },
      absent: { label: 'no', note: absent, key: 'n' },
    }),
  }
}

/** A score in whole steps. */
export const scale = <const I extends string>(
  spec: Spec<I> & { from: number; to: number; words?: readonly string[] },
): ScaleField<I> => ({
  ...base(spec, `${spec.label} {}`),
  kind: 'scale',
  from: spec.from,
  to: spec.to,
  ...(spec.words && { words: spec.words }),
})

/** Pain 0 to 10. */
export const pain = <const I extends string>(spec: Spec<I>): ScaleField<I> =>
  scale({ ...spec, from: 0, to: 10 })

interface LimitSpec {
  range: readonly [number, number]
  refuse?: readonly [number | null, number | null]
  confirm?: readonly [number | null, number | null]
  decimals?: number
}

/**
 * Limits as clinical content 2 states them: negatives, and 0 where the range starts above 0, are refused;
 * the rest outside the range asks to confirm, unless the row names its own limits.
 */
export function limits(spec: LimitSpec): Limits {
  const [low, high] = spec.range
  const below = spec.refuse?.[0] ?? null
  const above = spec.refuse?.[1] ?? null
  const confirmBelow = spec.confirm?.[0] ?? low
  const confirmAbove = spec.confirm?.[1] ?? high
  return {
    range: spec.range,
    decimals: spec.decimals ?? 0,
    refuse: {
      ...(below !== null ? { below } : low > 0 ? { atOrBelow: 0 } : { below: 0 }),
      ...(above !== null && { above }),
    },
    confirm: {
      ...(confirmBelow > (below ?? 0) && { below: confirmBelow }),
      ...((above === null || confirmAbove < above) && { above: confirmAbove }),
    },
  }
}

/** A number with a UCUM unit. */
export const quantity = <const I extends string>(
  spec: Spec<I> & LimitSpec & { unit: string; unitText?: string },
): QuantityField<I> => ({
  ...base(spec, `${spec.label} {}`),
  kind: 'quantity',
  unit: spec.unit,
  unitText: spec.unitText ?? spec.unit,
  limits: limits(spec),
})

/** A day that lies in the past of the visit, or an expiry date. */
export const date = <const I extends string>(spec: Spec<I> & { when?: 'past' | 'expiry' }): DateField<I> => ({
  ...base(spec, `${spec.label} {}`),
  kind: 'date',
  when: spec.when ?? 'past',
})

export const duration = <const I extends string>(spec: Spec<I>): DurationField<I> => ({
  ...base(spec, `${spec.label} {}`),
  kind: 'duration',
})

/** Long and short axis, 1 to 300 mm; over 100 asks to confirm (clinical content 2.5). */
export const axes = <const I extends string>(spec: Spec<I>): AxesField<I> => ({
  ...base(spec, '{}'),
  kind: 'axes',
  limits: limits({ range: [1, 300], refuse: [1, 300], confirm: [null, 100] }),
})

export const point = <const I extends string>(spec: Spec<I>): PointField<I> => ({
  ...base(spec, '{}'),
  kind: 'point',
})

/** A line drawn round something felt. Drawn afresh or not at all: no key says that a hand drew it today. */
export const outline = <const I extends string>(spec: Omit<Spec<I>, 'fresh'>): OutlineField<I> => ({
  ...base({ ...spec, fresh: true }, '{}'),
  kind: 'outline',
})

/** Where the patient says that it hurts. Asked afresh at every visit. */
export const shading = <const I extends string>(spec: Omit<Spec<I>, 'fresh'>): ShadingField<I> => ({
  ...base({ ...spec, fresh: true }, `${spec.label}: {}`),
  kind: 'shading',
})

export const text = <const I extends string>(
  spec: Omit<Spec<I>, 'asks'> & { asks?: Asks; lines?: 'one' | 'many'; offers?: 'vials' },
): TextField<I> => ({
  ...base({ asks: 'record', ...spec }, `${spec.label}: {}`),
  kind: 'text',
  lines: spec.lines ?? 'one',
  ...(spec.offers && { offers: spec.offers }),
})

/** The free text that every section has. */
export const narrative = <const I extends string>(id: I): TextField<I> => ({
  ...base({ id, label: 'In words', asks: 'record' }, '{}'),
  kind: 'text',
  lines: 'many',
  narrative: true,
})

export const entryRef = <const I extends string>(
  spec: Spec<I> & { refersTo: string; scope?: 'thisExam' | 'earlierExams' },
): EntryRefField<I> => ({
  ...base(spec, `${spec.label} {}`),
  kind: 'entryRef',
  refersTo: spec.refersTo,
  scope: spec.scope ?? 'thisExam',
})

/** What differs between the two sides of a paired field. */
export interface SideSpec {
  id: string
  label: string
  pair: { with: string; label: string; side: 'left' | 'right' }
}

/** A field for each side, ids ending in Left and Right; the note says both in one breath. */
export const bothSides = <const I extends string, F extends Field>(
  id: I,
  label: string,
  make: (spec: SideSpec) => F,
): readonly [F & { readonly id: `${I}Left` }, F & { readonly id: `${I}Right` }] => [
  make({ id: `${id}Left`, label: `${label} left`, pair: { with: id, label, side: 'left' } }) as F & {
    readonly id: `${I}Left`
  },
  make({ id: `${id}Right`, label: `${label} right`, pair: { with: id, label, side: 'right' } }) as F & {
    readonly id: `${I}Right`
  },
]
