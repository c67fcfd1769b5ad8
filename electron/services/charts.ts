import { ok, type Result } from '../../shared/errors'
import { distinctLabels } from '../../shared/exam/labels'
import type { SeenExam, SignedExam } from '../../shared/records/exam'
import { joinedWith, standsFor, type Joining, type Links } from '../../shared/records/joined'
import { person, type Person } from '../../shared/records/people'
import type { Uuid } from '../../shared/records/values'
import type { AuditFound, EmptiedDocument, NewRevision, StoredAuditEntry } from '../store/types'
import type { Session } from './context'
import { readAll, readLink, readMember } from './stored'

/** Stands where the reason that was typed does not open any more. */
const UNREAD_REASON =
  'The record of this joining is damaged. Who and when are from the record of who did what.'
const LINK_EVENTS = new Set(['patient.merged', 'patient.unmerged'])

const nameless = (personId: Uuid): Person =>
  person.parse({ personId, name: 'somebody unknown here', profession: 'other', registration: '' })

/**
 * The joinings of charts whose own document does not open, from the record of who did what. Two charts that are one
 * must not be read as two because of a damaged byte: an allergy would be missing from one of them.
 */
const fromTheRecord = async (
  session: Session,
  damaged: ReadonlySet<Uuid>,
): Promise<Result<Map<Uuid, Joining[]>>> => {
  const entries: StoredAuditEntry[] = []
  for (let before: number | undefined = Infinity; before !== undefined;) {
    const found: Result<AuditFound> = await session.vault.audit.search({
      wanted: ({ what, docId, detail }) =>
        LINK_EVENTS.has(what) && detail === 'kept' && docId !== undefined && damaged.has(docId),
      limit: Infinity,
      before,
    })
    if (!found.ok) return found
    entries.push(...found.value.entries)
    before = found.value.next
  }
  const people = await session.vault.documents.list('person')
  const known = people.ok ? readAll(people.value.documents, readMember).values : []
  const who = (by: Uuid | null): Person => {
    const one = known.find(({ personId }) => personId === by)
    return one === undefined ? nameless(by ?? session.person.personId) : person.parse(one)
  }
  const joinings = new Map<Uuid, Joining[]>()
  for (const { what, at, by, docId = '', patientId: into } of entries.reverse()) {
    const mine = joinings.get(docId) ?? []
    const last = mine.at(-1)
    const said = { at, by: who(by), reason: UNREAD_REASON }
    if (what === 'patient.merged' && into !== undefined) joinings.set(docId, [...mine, { into, ...said }])
    else if (last) joinings.set(docId, [...mine.slice(0, -1), { ...last, undone: said }])
  }
  return ok(joinings)
}

/**
 * Which charts are one, read once from unlock to lock and forgotten when that changes. A document that does not open is
 * named by the checks, on the pages of its charts as well; what it joined stays joined.
 */
export const linksOf = async (session: Session): Promise<Result<Links>> => {
  if (session.links) return ok(session.links)
  const found = await session.vault.documents.list('chartLink')
  if (!found.ok) return found
  const links = new Map<Uuid, Joining[]>()
  const damaged = new Set(found.value.damaged.map(({ docId }) => docId))
  for (const document of found.value.documents) {
    const link = readLink(document)
    if (link.ok) links.set(link.value.patientId, link.value.joinings)
    else damaged.add(document.docId)
  }
  if (damaged.size > 0) {
    const recorded = await fromTheRecord(session, damaged)
    if (!recorded.ok) return recorded
    for (const [patientId, joinings] of recorded.value) links.set(patientId, joinings)
  }
  session.links = links
  return ok(session.links)
}

/** What was put back, joined or separated is read anew. */
export const forgetLinks = (session: Session): void => {
  session.links = undefined
  session.lastVisits.clear()
  session.files.forget()
}

/**
 * What other charts say of having been joined to these ones, for an erasure: why two charts were taken for one, and
 * separated again, may name either patient. Their other joinings are written anew.
 */
export const joiningsElsewhere = async (
  session: Session,
  members: readonly Uuid[],
): Promise<Result<{ emptied: EmptiedDocument[]; written: NewRevision[] }>> => {
  const links = await linksOf(session)
  if (!links.ok) return links
  const emptied: EmptiedDocument[] = []
  const written: NewRevision[] = []
  for (const [docId, joinings] of links.value) {
    if (members.includes(docId)) continue
    const rest = joinings.filter(({ into }) => !members.includes(into))
    if (rest.length === joinings.length) continue
    const history = await session.vault.documents.history('chartLink', docId)
    if (!history.ok) return history
    const upTo = history.value.at(-1)?.revision ?? 0
    emptied.push({ kind: 'chartLink', docId, upTo })
    if (rest.length > 0)
      written.push({
        kind: 'chartLink',
        docId,
        patientId: docId,
        baseRevision: upTo,
        body: { joinings: rest },
      })
  }
  return ok({ emptied, written })
}

/** The charts that are one with this one, the one that stands for them first. */
export const chartsOf = async (session: Session, patientId: Uuid): Promise<Result<readonly Uuid[]>> => {
  const links = await linksOf(session)
  return links.ok ? ok(joinedWith(links.value, patientId)) : links
}

/** What the directory says of the last visit is read anew, for this chart and the one that stands for it. */
export const forgetLastVisit = (session: Session, patientId: Uuid): void => {
  session.files.forget()
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
