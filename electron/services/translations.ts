import { createHash } from 'node:crypto'
import { v7 as newId } from 'uuid'
import { fail, ok, type Result } from '../../shared/errors'
import type { OwnProof } from '../../shared/ipc/contract'
import { EN, type UnitId } from '../../shared/handout/text/en'
import {
  NAMES_NEEDED,
  reviewAct,
  SHIPPED,
  signaturesOf,
  UNIT_IDS,
  type LanguageStanding,
  type OutsideReviewer,
  type ReviewAct,
  type ReviewedUnit,
  type Texts,
  type UnitAsRead,
  type UnitState,
} from '../../shared/handout/text/review'
import { UNITS, type SheetLanguage } from '../../shared/handout/text/units'
import { LANGUAGES, person } from '../../shared/records/people'
import { nowAt, whileOpen, type Context, type Session } from './context'
import { confirmSelf } from './people'

const hashes = new Map<SheetLanguage, Map<UnitId, string>>()

/** Of a unit as it reads now, in English and in its own language: whoever signed other words has not signed these. */
const hashOf = (language: SheetLanguage, id: UnitId): string => {
  const known = hashes.get(language) ?? new Map<UnitId, string>()
  hashes.set(language, known)
  const hash =
    known.get(id) ??
    createHash('sha256')
      .update(JSON.stringify([id, EN[id], UNITS[language].units[id]]))
      .digest('hex')
  known.set(id, hash)
  return hash
}

/** Every act of review, in the order in which they were done. */
const actsOf = async ({ vault }: Session): Promise<Result<ReviewAct[]>> => {
  const found = await vault.documents.list('translationReview')
  if (!found.ok) return found
  const acts = found.value.documents.map(({ body }) => reviewAct.safeParse(body))
  const read = acts.flatMap((act) => (act.success ? [act.data] : []))
  // What does not open may have been a withdrawal: then no signature counts, which is the safe side.
  if (found.value.damaged.length > 0 || read.length < acts.length)
    return ok(read.filter((act) => act.is === 'comment'))
  // Ids rise with time, also within a millisecond.
  return ok(read.sort((a, b) => (a.actId < b.actId ? -1 : 1)))
}

const stateFrom = (acts: readonly ReviewAct[], language: SheetLanguage, id: UnitId): UnitState => {
  const shipped = SHIPPED.stateOf(language, id)
  if (shipped === 'missing') return shipped
  return signaturesOf(acts, { id, hash: hashOf(language, id) }).length >= NAMES_NEEDED ? 'reviewed' : shipped
}
const inLanguage = (acts: readonly ReviewAct[], language: SheetLanguage): ReviewAct[] =>
  acts.filter((act) => act.language === language)

/** The words of this clinic, with what its reviewers have signed. */
export const textsIn = async (session: Session): Promise<Result<Texts>> => {
  const acts = await actsOf(session)
  if (!acts.ok) return acts
  const states = new Map<string, UnitState>()
  return ok({
    unitsOf: SHIPPED.unitsOf,
    stateOf: (language, id) => {
      const key = `${language} ${id}`
      const state = states.get(key) ?? stateFrom(inLanguage(acts.value, language), language, id)
      states.set(key, state)
      return state
    },
  })
}

/** How far every language of the sheet may be trusted. */
export const standingsIn = async (session: Session): Promise<Result<LanguageStanding[]>> => {
  const texts = await textsIn(session)
  if (!texts.ok) return texts
  return ok(
    LANGUAGES.map((language) => {
      const states = UNIT_IDS.map((id) => texts.value.stateOf(language, id))
      const count = (state: UnitState): number => states.filter((one) => one === state).length
      return {
        language,
        edition: UNITS[language].edition,
        units: states.length,
        counts: {
          reviewed: count('reviewed'),
          draft: count('draft'),
          machine: count('machine'),
          missing: count('missing'),
        },
      }
    }),
  )
}

interface Reviewed {
  readonly units: ReviewedUnit[]
}

const isUnit = (id: string): id is UnitId => Object.hasOwn(EN, id)

/** The review of the sheet's words: unit by unit, source and translation side by side. Nothing is ever taken out. */
export const translationService = (context: Context) => {
  const open = whileOpen(context)

  const list = async (session: Session, language: SheetLanguage): Promise<Result<Reviewed>> => {
    const all = await actsOf(session)
    if (!all.ok) return all
    const acts = inLanguage(all.value, language)
    return ok({
      units: UNIT_IDS.map((id) => {
        const hash = hashOf(language, id)
        const said = acts.flatMap((act) => {
          const unit = act.units.find((one) => one.id === id)
          return unit === undefined || act.is === 'signed'
            ? []
            : [
                {
                  by: act.by.name,
                  at: act.at,
                  text: act.text,
                  stale: unit.hash !== hash,
                  withdrawal: act.is === 'withdrawn',
                },
              ]
        })
        return {
          id,
          hash,
          english: EN[id],
          text: UNITS[language].units[id],
          state: stateFrom(acts, language, id),
          signatures: signaturesOf(acts, { id, hash }),
          comments: said,
        }
      }),
    })
  }

  /** What was read must be what stands: `conflict` where a unit reads otherwise by now. */
  const asRead = (language: SheetLanguage, units: readonly UnitAsRead[]): Result<UnitAsRead[]> =>
    units.every(({ id, hash }) => isUnit(id) && hashOf(language, id) === hash)
      ? ok([...units])
      : fail('conflict')

  const put = async (
    session: Session,
    language: SheetLanguage,
    units: readonly UnitAsRead[],
    what:
      { is: 'signed'; with?: OutsideReviewer | undefined } | { is: 'withdrawn' | 'comment'; text: string },
  ): Promise<Result<Reviewed>> => {
    const read = asRead(language, units)
    if (!read.ok) return read
    const actId = newId()
    const act = reviewAct.parse({
      ...what,
      actId,
      language,
      at: nowAt(context),
      by: person.parse(session.person),
      units: read.value,
    })
    const saved = await session.vault.transaction(async (tx) => {
      const kept = await tx.documents.put({
        kind: 'translationReview',
        docId: actId,
        patientId: null,
        baseRevision: 0,
        body: act,
      })
      if (!kept.ok) return kept
      if (act.is === 'comment') return ok(undefined)
      return tx.audit.append({
        what: act.is === 'signed' ? 'translation.signed' : 'translation.withdrawn',
        docId: actId,
        detail: `${language} ${act.units.length}`,
      })
    })
    return saved.ok ? list(session, language) : saved
  }

  interface Units {
    readonly language: SheetLanguage
    readonly units: readonly UnitAsRead[]
  }
  return {
    standings: open(async (session) => {
      const standings = await standingsIn(session)
      return standings.ok ? ok({ standings: standings.value }) : standings
    }),
    list: open((session, input: { language: SheetLanguage }) => list(session, input.language)),

    comment: open((session, { language, units, text }: Units & { text: string }) =>
      put(session, language, units, { is: 'comment', text }),
    ),
    /** The passphrase or PIN is asked last, so that a wrong try is counted only when signing was possible. */
    sign: open(async (session, input: Units & OwnProof & { with?: OutsideReviewer | undefined }) => {
      const read = asRead(input.language, input.units)
      if (!read.ok) return read
      // A name counts once; the same person beside themselves would be one reviewer who looks like two.
      if (input.with && input.with.name.toLowerCase() === session.person.name.toLowerCase())
        return fail('validation', { paths: ['with'] })
      const known = await confirmSelf(session, input)
      if (!known.ok) return known
      return put(session, input.language, input.units, { is: 'signed', with: input.with })
    }),
    withdraw: open((session, { language, units, text }: Units & { text: string }) =>
      put(session, language, units, { is: 'withdrawn', text }),
    ),
  }
}
