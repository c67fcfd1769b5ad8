import { joined, said, saidOf, type Said } from '../records/said'
import { sayIn, type Terms } from './codec'
import { codecOf } from './codecs'
import { placeOf } from './definition'
import { doseMg, reliefPercent } from './derived'
import { LIFE_TEXTS } from './life-texts'
import type { SeenVisit } from './nodule-history'
import { numberText } from './wording'

type Piece = Said | undefined
const isThere = (piece: Piece): piece is Said => piece !== undefined

/** Pain before and after, and the relief in per cent; no label of success or failure (clinical content 2.9). */
function reliefSaid(
  before: number | undefined,
  after: number | undefined,
  minutes: number | undefined,
): Piece {
  if (before === undefined || after === undefined) return undefined
  const percent = reliefPercent(before, after)
  const slots = { before: String(before), after: String(after) }
  const pain =
    minutes === undefined
      ? saidOf(LIFE_TEXTS.pain, slots)
      : saidOf(LIFE_TEXTS.painAt, { ...slots, minutes: numberText(minutes) })
  if (percent === undefined) return pain
  const change = saidOf(percent < 0 ? LIFE_TEXTS.morePain : LIFE_TEXTS.relief, {
    n: String(Math.round(Math.abs(percent))),
  })
  return joined([pain, change])
}
const inMg = (name: Said, mg: number | undefined): Said =>
  mg === undefined ? name : saidOf(LIFE_TEXTS.mg, { name, n: numberText(mg) })
const agentSaid = (name: Piece, percent: number | undefined, ml: number | undefined): Piece =>
  name && inMg(name, percent === undefined || ml === undefined ? undefined : doseMg(percent, ml))

/** "injected: lidocaine 20 mg; pain 6 to 2 at 10 min, 67% relief". */
const doneSaid = (what: string, given: readonly Piece[], effect: Piece): Said => {
  const there = given.filter(isThere)
  const did = said(what)
  const done = there.length === 0 ? did : saidOf(LIFE_TEXTS.given, { what: did, given: joined(there) })
  return joined([done, effect].filter(isThere), ';')
}

/** What was done to the nodule at a visit. */
export function doneAt({ view }: SeenVisit, entryId: string, terms: Terms): readonly string[] {
  const name = (
    id: 'injection.agent' | 'injection.secondAgent' | 'injection.steroid' | 'testInjection.agent',
    code: string | undefined,
  ): Piece => {
    if (code === undefined || code === 'none') return undefined
    const { field } = placeOf(id)
    return codecOf(field).said(field, code, terms)
  }
  const procedures = view
    .entries('injection')
    .filter((entry) => entry.value('injection.nodule') === entryId)
    .map((entry) => {
      const steroid = name('injection.steroid', entry.value('injection.steroid'))
      return doneSaid(
        entry.has('injection.kind', 'dryNeedling') ? LIFE_TEXTS.dryNeedling : LIFE_TEXTS.injected,
        [
          agentSaid(
            name('injection.agent', entry.value('injection.agent')),
            entry.value('injection.concentration'),
            entry.value('injection.volume'),
          ),
          agentSaid(
            name('injection.secondAgent', entry.value('injection.secondAgent')),
            entry.value('injection.secondConcentration'),
            entry.value('injection.secondVolume'),
          ),
          steroid && inMg(steroid, entry.value('injection.steroidMg')),
        ],
        reliefSaid(
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
      doneSaid(
        LIFE_TEXTS.testInjection,
        [
          agentSaid(
            name('testInjection.agent', entry.value('testInjection.agent')),
            entry.value('testInjection.concentration'),
            entry.value('testInjection.volume'),
          ),
        ],
        reliefSaid(
          entry.value('testInjection.painBefore'),
          entry.value('testInjection.painAfter'),
          entry.value('testInjection.minutes'),
        ),
      ),
    )
  return [...tests, ...procedures].map((one) => sayIn(terms, one))
}
