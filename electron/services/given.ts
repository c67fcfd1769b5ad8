import { isDeepStrictEqual } from 'node:util'
import { ok, type Result } from '../../shared/errors'
import type { GivenHandout, Sheet } from '../../shared/handout/sheet'
import { counts } from '../../shared/records/revision'
import type { Uuid } from '../../shared/records/values'
import type { Session } from './context'
import type { ChartedExam } from './exam-rules'
import { readAll, readGiven } from './stored'

/** Signs that are not mistaken for each other on paper: no I, L, O, U. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** What stands in the footer of everything that was given: five signs of the random part of its id. */
export const shortId = (givenId: Uuid): string => {
  const bits = parseInt(givenId.replaceAll('-', '').slice(-7), 16)
  return Array.from({ length: 5 }, (_, at) => SIGNS[(bits >> (at * 5)) & 31]).join('')
}

/** What was given at a visit, newest first. */
export const givenAt = async (
  session: Session,
  patientId: Uuid,
  examId: Uuid,
): Promise<Result<GivenHandout[]>> => {
  const found = await session.vault.documents.list('givenHandout', { patientId })
  if (!found.ok) return found
  const all = readAll(found.value.documents, readGiven).values
  return ok(all.filter((one) => one.examId === examId))
}

/** Keeps what was given, to the letter, and writes it down, together or not at all. */
export const keepGiven = (
  session: Session,
  patientId: Uuid,
  given: GivenHandout,
  overridden: boolean,
): Promise<Result<void>> =>
  session.vault.transaction(async (tx) => {
    const { givenId, examId, to, again, options } = given
    const put = await tx.documents.put({
      kind: 'givenHandout',
      docId: givenId,
      patientId,
      baseRevision: 0,
      body: given,
    })
    if (!put.ok) return put
    const noted = await tx.audit.append({
      what: again === undefined ? 'handout.given' : 'handout.reprinted',
      patientId,
      docId: examId,
      detail: to,
    })
    if (!noted.ok || !overridden) return noted
    return tx.audit.append({
      what: 'translation.overridden',
      patientId,
      docId: examId,
      detail: options.language,
    })
  })

/**
 * Why a sheet that was given is not what the visit says any more. Both are projected by the texts of today, so that
 * another edition of them is no difference; the line that says when it was signed is none either.
 */
export function outdated(
  exam: ChartedExam,
  given: GivenHandout,
  sheetOf: (exam: ChartedExam) => Sheet,
): 'changed' | 'withdrawn' | undefined {
  if (!counts(exam.signed)) return 'withdrawn'
  const then = exam.history.find(({ revision }) => revision === given.revision)
  if (then === undefined) return 'changed'
  const [was, now] = [then, exam.signed].map((signed) => {
    const { kind, title, sections } = sheetOf({ ...exam, signed })
    return { kind, title, sections }
  })
  return isDeepStrictEqual(was, now) ? undefined : 'changed'
}
