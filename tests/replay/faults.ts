import { DURATION_UNITS } from '@shared/exam/answer'
import { schemaOf } from '@shared/exam/codecs'
import { FIELDS, findPlace, GROUPS, PLACES, type Place } from '@shared/exam/definition'
import type { Field, Kind } from '@shared/exam/field-kinds'
import { RULE_IDS } from '@shared/prompts/rule-input'
import type { Fault, ReplayFile, ReplayVisit } from './format'

/** What a value of each kind looks like: the words of an error, and of the README. */
export const KIND_WORDS: Readonly<Record<Kind, (field: Field) => string>> = {
  choice: (field) => `one of ${codes(field)}`,
  choices: (field) => `a list of ${codes(field)}`,
  scale: (field) => (field.kind === 'scale' ? `a number from ${field.from} to ${field.to}` : ''),
  quantity: (field) =>
    field.kind === 'quantity'
      ? `a number${field.unitText === '' ? '' : `, in ${field.unitText}`} and without its unit`
      : '',
  date: () => 'a day as "2026-11-22"',
  duration: () => `{ "count": 5, "unit": "mo" } with a unit of ${DURATION_UNITS.join(', ')}`,
  axes: () => '{ "longMm": 18, "shortMm": 12 } in mm',
  point: () =>
    '{ "xMm": 52, "yMm": 6, "mapVersion": 1 }, mm from the midline (right positive) and above the PSIS line',
  outline: () =>
    '{ "ring": [[44, 0], [60, 0], [52, 12]], "mapVersion": 1 }, three corners or more, each [x, y] in mm as of a point',
  shading: () =>
    '{ "strokes": [{ "widthMm": 14, "line": [[44, 0], [60, 4]] }], "zones": [{ "zone": "psis", "side": "left" }], "mapVersion": 1 }; both lists empty where it hurts nowhere on the map',
  text: () => 'text',
  entryRef: (field) => (field.kind === 'entryRef' ? `the entryId of a ${field.refersTo}` : ''),
}
const codes = (field: Field): string =>
  field.kind === 'choice' || field.kind === 'choices'
    ? field.options.map(({ code }) => `"${code}"`).join(', ')
    : ''

/** What would be right at a field. */
const rightAt = (field: Field): string => {
  const states = field.unanswered.map((state) => `{ "is": "${state}" }`)
  return [KIND_WORDS[field.kind](field), ...states].join(', or ')
}

/** Letters of one that the other has in the same order: near enough to guess a slip. */
const likeness = (a: string, b: string): number => {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()]
  let at = 0
  for (const letter of other) if (letter === one[at]) at += 1
  return at / Math.max(one.length, other.length)
}
const nearest = (id: string, known: readonly string[]): string =>
  known
    .toSorted((a, b) => likeness(id, b) - likeness(id, a))
    .slice(0, 3)
    .join(', ')

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Why an answer cannot stand at its field, or nothing. Limits and contradictions are the app's own to say. */
function faultAt({ field }: Place, said: unknown, known: ReadonlySet<string>): string | undefined {
  if (isObject(said) && 'is' in said) {
    const state = String(said['is'])
    return (field.unanswered as readonly string[]).includes(state)
      ? undefined
      : `“${state}” is no answer here: ${rightAt(field)}.`
  }
  if (isObject(said) && 'typed' in said)
    return typeof said['typed'] === 'string' ? undefined : '{ "typed": "…" } holds text as it is typed.'
  if (field.kind === 'entryRef')
    return typeof said === 'string' && known.has(said)
      ? undefined
      : `${JSON.stringify(said)} names no entry: ${rightAt(field)}.`
  return schemaOf(field).safeParse(said).success
    ? undefined
    : `${JSON.stringify(said)} is not taken: ${rightAt(field)}.`
}

function valuesFaults(
  values: Readonly<Record<string, unknown>>,
  group: string | undefined,
  at: string,
  known: ReadonlySet<string>,
): Fault[] {
  const fields = PLACES.filter((place) => place.group === group).map(({ field }) => field.id)
  return Object.entries(values).flatMap(([id, said]): Fault[] => {
    const path = `${at}.${id}`
    const place = findPlace(id)
    if (place === undefined) return [{ path, says: `No such field. Near it: ${nearest(id, fields)}.` }]
    if (place.group !== group)
      return [
        {
          path,
          says:
            place.group === undefined
              ? `${id} is answered once for the visit: it stands in "values".`
              : `${id} belongs to each ${place.group}: it stands in "groups".`,
        },
      ]
    const says = faultAt(place, said, known)
    return says === undefined ? [] : [{ path, says }]
  })
}

function visitFaults(visit: ReplayVisit, at: string, known: ReadonlySet<string>): Fault[] {
  const groups = Object.entries(visit.groups).flatMap(([group, entries]): Fault[] => {
    if (!GROUPS.some((one) => one.group === group))
      return [
        {
          path: `${at}groups.${group}`,
          says: `No such group. There are ${GROUPS.map((one) => one.group).join(', ')}.`,
        },
      ]
    return entries.flatMap((entry, index) =>
      valuesFaults(entry.values, group, `${at}groups.${group}.${index}.values`, known),
    )
  })
  const rules = visit.answers.flatMap(({ rule }, index): Fault[] =>
    (RULE_IDS as readonly string[]).includes(rule)
      ? []
      : [{ path: `${at}answers.${index}.rule`, says: `No such rule. There are ${RULE_IDS.join(', ')}.` }],
  )
  const confirmed = Object.keys(visit.confirmed).flatMap((path): Fault[] =>
    findPlace(path.split('@')[0] ?? '') === undefined
      ? [
          {
            path: `${at}confirmed.${path}`,
            says: `No such field. Near it: ${nearest(
              path,
              FIELDS.map(({ id }) => id),
            )}.`,
          },
        ]
      : [],
  )
  return [...valuesFaults(visit.values, undefined, `${at}values`, known), ...groups, ...rules, ...confirmed]
}

/** Everything in a file that the exam definition does not know, each with its path and what would be right. */
export function faultsIn(file: ReplayFile): readonly Fault[] {
  const known = new Set<string>()
  const order = file.visits.flatMap((visit, index): Fault[] => {
    for (const entries of Object.values(visit.groups)) for (const { entryId } of entries) known.add(entryId)
    const at = file.visits.length === 1 ? '' : `visits.${index}.`
    const before = file.visits[index - 1]
    const late =
      before !== undefined && visit.visitOn < before.visitOn
        ? [
            {
              path: `${at}visitOn`,
              says: `Visits stand oldest first; the one before is of ${before.visitOn}.`,
            },
          ]
        : []
    return [...late, ...visitFaults(visit, at, known)]
  })
  return order
}
