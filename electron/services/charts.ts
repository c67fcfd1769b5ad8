import { ok, type Result } from '../../shared/errors'
import { distinctLabels } from '../../shared/exam/labels'
import type { SeenExam, SignedExam } from '../../shared/records/exam'
import { joinedWith, standsFor, type Links } from '../../shared/records/joined'
import type { Uuid } from '../../shared/records/values'
import type { Session } from './context'
import { readAll, readLink } from './stored'

/** Which charts are one, read once from unlock to lock and forgotten when that changes. */
export const linksOf = async (session: Session): Promise<Result<Links>> => {
  if (session.links) return ok(session.links)
  const found = await session.vault.documents.list('chartLink')
  if (!found.ok) return found
  const links = readAll(found.value.documents, readLink).values
  session.links = new Map(links.map(({ patientId, joinings }) => [patientId, joinings]))
  return ok(session.links)
}

/** The charts that are one with this one, the one that stands for them first. */
export const chartsOf = async (session: Session, patientId: Uuid): Promise<Result<readonly Uuid[]>> => {
  const links = await linksOf(session)
  return links.ok ? ok(joinedWith(links.value, patientId)) : links
}

/** What the directory says of the last visit is read anew, for this chart and the one that stands for it. */
export const forgetLastVisit = (session: Session, patientId: Uuid): void => {
  session.lastVisits.delete(patientId)
  if (session.links) session.lastVisits.delete(standsFor(session.links, patientId))
}

/**
 * Visits of charts that are one, as seen from the chart that stands for them: labels that two charts gave are told
 * apart, and each visit says for which of the charts it was charted.
 * @param members the charts, the one that stands for them first
 */
export const seenTogether = (
  links: Links,
  members: readonly Uuid[],
  exams: readonly SignedExam[],
): readonly SeenExam[] => {
  const [keepId] = members
  if (keepId === undefined || members.length < 2) return exams
  return distinctLabels(exams, keepId).map((exam) => {
    const charts = joinedWith(links, exam.patientId, exam.signedAt)
    return members.every((id) => charts.includes(id)) ? exam : { ...exam, charts: [...charts] }
  })
}
