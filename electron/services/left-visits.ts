import { z } from 'zod'
import { fail, ok, type Result } from '../../shared/errors'
import type { VisitRow } from '../../shared/records/exam'
import { standingOf, type MovedFrom } from '../../shared/records/revision'
import { said } from '../../shared/records/said'
import { uuid, type Uuid } from '../../shared/records/values'
import type { Session } from './context'
import { readAll, readArrived, readExam, readLeft } from './stored'

/** Drafts that left the charts: discarded, or moved to the chart of somebody else. */
export const leftRows = async (
  session: Session,
  members: readonly Uuid[],
): Promise<Result<{ rows: VisitRow[]; damaged: number }>> => {
  const rows: VisitRow[] = []
  let damaged = 0
  for (const patientId of members) {
    const found = await session.vault.documents.list('leftVisit', { patientId })
    if (!found.ok) return found
    const left = readAll(found.value.documents, readLeft)
    damaged += left.damaged + found.value.damaged.length
    for (const { examId, visitOn, at, by, reason, how } of left.values) {
      if (how === 'broughtBack') continue
      const state = how === 'moved' ? ('moved' as const) : ('discarded' as const)
      rows.push({
        examId,
        visitOn,
        state,
        at,
        changes: [
          {
            kind: how === 'moved' ? 'moved' : 'discarded',
            revision: 1,
            at,
            author: by.name,
            reason,
            words: [],
          },
        ],
        summary: said(''),
        nodules: [],
        closed: true,
      })
    }
  }
  return ok({ rows, damaged })
}

/** Where the visits of these charts that were moved into them came from, by exam id. */
export const arrivals = async (
  session: Session,
  members: readonly Uuid[],
): Promise<Result<ReadonlyMap<Uuid, MovedFrom>>> => {
  const found = new Map<Uuid, MovedFrom>()
  for (const patientId of members) {
    const stored = await session.vault.documents.list('arrivedVisit', { patientId })
    if (!stored.ok) return stored
    for (const one of readAll(stored.value.documents, readArrived).values)
      found.set(one.examId, one.movedFrom)
  }
  return ok(found)
}

/** Where a visit came from; undefined where it was charted here from the first. */
export const arrivedFrom = async (
  { vault }: Pick<Session, 'vault'>,
  examId: Uuid,
): Promise<Result<MovedFrom | undefined>> => {
  const found = await vault.documents.latest('arrivedVisit', examId)
  if (!found.ok) return found.error.code === 'notFound' ? ok(undefined) : found
  const arrived = readArrived(found.value)
  return arrived.ok ? ok(arrived.value.movedFrom) : arrived
}

/** Whether a visit went on from here to the chart of somebody else. */
const wentAway = async ({ vault }: Pick<Session, 'vault'>, examId: Uuid): Promise<Result<boolean>> => {
  const left = await vault.documents.latest('leftVisit', examId)
  if (left.ok) {
    const read = readLeft(left.value)
    return read.ok ? ok(read.value.how === 'moved') : read
  }
  if (left.error.code !== 'notFound') return left
  const signed = await vault.documents.latest('exam', examId)
  if (!signed.ok) return signed.error.code === 'notFound' ? ok(false) : signed
  const exam = readExam(signed.value)
  return exam.ok ? ok(standingOf(exam.value) === 'moved') : exam
}

/**
 * What was said of these charts' patient in the chart of somebody else, before it was moved here, however often it was
 * moved: it is sealed there with another patient's key, and an erasure must reach it. The revision that says that the
 * visit went away stays.
 */
export const chartedElsewhere = async (
  session: Pick<Session, 'vault'>,
  members: readonly Uuid[],
): Promise<Result<Elsewhere[]>> => {
  const there: Elsewhere[] = []
  for (const patientId of members) {
    const found = await session.vault.documents.list('arrivedVisit', { patientId })
    if (!found.ok) return found
    if (found.value.damaged.length > 0) return fail('damaged')
    for (const document of found.value.documents) {
      const arrived = readArrived(document)
      if (!arrived.ok) return arrived
      const away = await wentAway(session, arrived.value.examId)
      if (!away.ok) return away
      // What went on from here is somebody else's, and so is what it left behind.
      let from = away.value ? undefined : arrived.value.movedFrom
      while (from !== undefined) {
        there.push({ kind: 'exam', docId: from.examId, upTo: from.signed?.revisions ?? 0 })
        // A draft that was discarded and brought back before it was moved is sealed there as it was.
        const left = await session.vault.documents.history('leftVisit', from.examId)
        if (!left.ok) return left
        const kept = (left.value.at(-1)?.revision ?? 1) - 1
        if (kept > 0) there.push({ kind: 'leftVisit', docId: from.examId, upTo: kept })
        const given = await givenFrom(session, from.examId)
        if (!given.ok) return given
        there.push(...given.value.map((one) => ({ ...one, upTo: 1 })))
        const before = await arrivedFrom(session, from.examId)
        if (!before.ok) return before
        // Where it had come from: what was typed as the reason may name anybody.
        if (before.value) there.push({ kind: 'arrivedVisit', docId: from.examId, upTo: 1 })
        from = before.value
      }
    }
  }
  return ok(there)
}

/** What goes out of the clinic on paper and is kept as it went. */
const GIVEN_KINDS = ['givenHandout', 'givenLetter'] as const
type GivenKind = (typeof GIVEN_KINDS)[number]

interface Elsewhere {
  readonly kind: 'exam' | 'leftVisit' | 'arrivedVisit' | GivenKind
  readonly docId: Uuid
  readonly upTo: number
}

/** Sheets and letters that were given out of a visit. */
export const givenFrom = async (
  { vault }: Pick<Session, 'vault'>,
  examId: Uuid,
): Promise<Result<{ kind: GivenKind; docId: Uuid }[]>> => {
  const exam = await vault.documents.latest('exam', examId)
  if (!exam.ok) return exam.error.code === 'notFound' ? ok([]) : exam
  const { patientId } = exam.value
  if (patientId === null) return fail('damaged')
  const given: { kind: GivenKind; docId: Uuid }[] = []
  for (const kind of GIVEN_KINDS) {
    const found = await vault.documents.list(kind, { patientId })
    if (!found.ok) return found
    for (const { docId, body } of found.value.documents) {
      const of = z.object({ examId: uuid }).safeParse(body)
      if (of.success && of.data.examId === examId) given.push({ kind, docId })
    }
  }
  return ok(given)
}
