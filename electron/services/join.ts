import { fail, ok, type Result } from '../../shared/errors'
import { medicineAlerts } from '../../shared/exam/alerts'
import { earlierLabels, knownNodules, labelOfChart } from '../../shared/exam/labels'
import type { OwnProof } from '../../shared/ipc/contract'
import {
  chartFace,
  everJoinedWith,
  joinedWith,
  joiningOf,
  type ChartContents,
  type JoinedChart,
  type Joining,
  type JoinPreview,
  type Links,
  type PatientCharts,
} from '../../shared/records/joined'
import { person, type Patient } from '../../shared/records/people'
import type { Uuid } from '../../shared/records/values'
import { chartsOf, forgetLinks, linksOf } from './charts'
import { nowAt, rightsIn, whileOpen, type Context, type Session } from './context'
import { noteSeen } from './notes'
import { confirmSelf } from './people'
import { readAll, readExam, readPatient } from './stored'
import { earlierExams, visitRows } from './visits'

interface Pair {
  /** The chart that stays. */
  readonly keepId: Uuid
  /** The chart that leads to it from then on. */
  readonly otherId: Uuid
}

const patientOf = async (session: Session, patientId: Uuid): Promise<Result<Patient>> => {
  const found = await session.vault.documents.latest('patient', patientId)
  return found.ok ? readPatient(found.value) : found
}

/** A visit that is being charted would be signed on other grounds than it was begun on. */
const anyDraft = async (session: Session, patientIds: readonly Uuid[]): Promise<Result<boolean>> => {
  const drafts = await session.vault.drafts.list()
  if (!drafts.ok) return drafts
  const all = [...drafts.value.drafts, ...drafts.value.damaged]
  return ok(all.some(({ patientId }) => patientIds.includes(patientId)))
}

/** Nodule labels of a chart as it stands, by entry id. */
const labelsOf = async (session: Session, patientId: Uuid): Promise<Result<Record<string, string>>> => {
  const exams = await earlierExams(session, patientId)
  return exams.ok ? ok(earlierLabels(exams.value)) : exams
}

/**
 * Joining two charts of one person, by a link (see shared/records/joined.ts): nothing of either chart is rewritten, and
 * separating them ends the link and gives back what was there, to the byte.
 */
export const joinService = (context: Context) => {
  const open = whileOpen(context)

  const contentsOf = async (session: Session, patientId: Uuid): Promise<Result<ChartContents>> => {
    const patient = await patientOf(session, patientId)
    if (!patient.ok) return patient
    const charts = await chartsOf(session, patientId)
    if (!charts.ok) return charts
    const visits = await visitRows(context, session, patientId)
    if (!visits.ok) return visits
    const exams = await earlierExams(session, patientId)
    if (!exams.ok) return exams
    let images = 0
    const joined: string[] = []
    for (const chart of charts.value) {
      const found = await session.vault.images.list({ patientId: chart })
      if (!found.ok) return found
      images += found.value.images.length + found.value.damaged.length
      const other = chart === patientId ? undefined : await patientOf(session, chart)
      if (other?.ok) joined.push(other.value.clinicNumber)
    }
    const signed = visits.value.rows.filter(({ state }) => state !== 'draft' && state !== 'discarded')
    const days = signed.map(({ visitOn }) => visitOn).sort()
    const asked = exams.value.map(({ body, charts: of }) => ({ ...body, charts: of }))
    const known = new Set(knownNodules(exams.value.map(({ body }) => body)))
    const nodules = Object.entries(earlierLabels(exams.value)).filter(([id]) => known.has(id))
    const [firstOn, lastOn] = [days[0], days.at(-1)]
    return ok({
      patient: chartFace.parse(patient.value),
      visits: signed.length,
      drafts: visits.value.rows.length - signed.length,
      images,
      ...(firstOn !== undefined && { firstOn }),
      ...(lastOn !== undefined && { lastOn }),
      alerts: medicineAlerts(asked, session.clinic.country).map(({ askedOn, ...alert }) => ({
        ...alert,
        ...(askedOn !== undefined && { askedOn }),
      })),
      nodules: nodules.map(([, label]) => label),
      joined,
      damaged: visits.value.damaged,
    })
  }

  /** Both charts stand for themselves, and no visit of either is being charted. */
  const mayJoin = async (session: Session, { keepId, otherId }: Pair): Promise<Result<Links>> => {
    if (keepId === otherId) return fail('validation', { paths: ['otherId'] })
    const links = await linksOf(session)
    if (!links.ok) return links
    if (joiningOf(links.value, keepId) ?? joiningOf(links.value, otherId)) return fail('joined')
    for (const id of [keepId, otherId]) {
      const patient = await patientOf(session, id)
      if (!patient.ok) return patient
    }
    const both = [...joinedWith(links.value, keepId), ...joinedWith(links.value, otherId)]
    const drafts = await anyDraft(session, both)
    if (!drafts.ok) return drafts
    return drafts.value ? fail('openDraft') : links
  }

  /** Writes the joinings of a chart anew and notes it in both charts. */
  const write = async (
    session: Session,
    what: 'patient.merged' | 'patient.unmerged',
    otherId: Uuid,
    into: Uuid,
    joinings: readonly Joining[],
  ): Promise<Result<{ done: true }>> => {
    const before = await session.vault.documents.history('chartLink', otherId)
    if (!before.ok) return before
    const saved = await session.vault.transaction(async (tx) => {
      const put = await tx.documents.put({
        kind: 'chartLink',
        docId: otherId,
        patientId: otherId,
        baseRevision: before.value.at(-1)?.revision ?? 0,
        body: { joinings },
      })
      if (!put.ok) return put
      const kept = await tx.audit.append({ what, patientId: into, docId: otherId, detail: 'kept' })
      if (!kept.ok) return kept
      return tx.audit.append({ what, patientId: otherId, docId: otherId, detail: 'joined' })
    })
    if (!saved.ok) return saved
    forgetLinks(session)
    // What is wrong with either chart stands elsewhere from now on.
    context.ports.tell('health.changed', {})
    return ok({ done: true as const })
  }

  return {
    /** How a chart stands to others: which one stands for it, which were joined to it, which were separated again. */
    charts: open(async (session, input: { patientId: Uuid }): Promise<Result<PatientCharts>> => {
      const links = await linksOf(session)
      if (!links.ok) return links
      const { patientId } = input
      const ever = everJoinedWith(links.value, patientId)
      const found = await session.vault.documents.listByIds('patient', ever)
      if (!found.ok) return found
      const patients = new Map(
        readAll(found.value.documents, readPatient).values.map((one) => [one.patientId, one]),
      )
      const members = joinedWith(links.value, patientId)
      const signedAt: string[] = []
      for (const chart of members) {
        const exams = await session.vault.documents.list('exam', { patientId: chart })
        if (!exams.ok) return exams
        signedAt.push(...readAll(exams.value.documents, readExam).values.map((exam) => exam.signedAt))
      }
      const sees = rightsIn(session).has('seeFindings')
      const words = (reason: string): string => (sees ? reason : '')
      const shown = (otherId: Uuid, { into, at, by, reason, undone }: Joining): JoinedChart[] => {
        const patient = patients.get(otherId)
        if (patient === undefined) return []
        return [
          {
            patient: chartFace.parse(patient),
            into: patients.get(into)?.clinicNumber ?? '',
            at,
            by: by.name,
            reason: words(reason),
            ...(undone && {
              undone: { at: undone.at, by: undone.by.name, reason: words(undone.reason) },
            }),
            signedSince: undone ? 0 : signedAt.filter((one) => one >= at).length,
          },
        ]
      }
      const all = [...links.value].flatMap(([otherId, joinings]) =>
        joinings.map((joining) => ({ otherId, joining })),
      )
      const concerns = all.filter(
        ({ otherId, joining }) =>
          members.includes(otherId) || members.includes(joining.into) || otherId === patientId,
      )
      const stands = patients.get(members[0] ?? patientId)
      return ok({
        ...(stands && stands.patientId !== patientId ? { standsIn: chartFace.parse(stands) } : {}),
        joined: concerns.flatMap(({ otherId, joining }) => (joining.undone ? [] : shown(otherId, joining))),
        separated: concerns.flatMap(({ otherId, joining }) =>
          joining.undone ? shown(otherId, joining) : [],
        ),
      })
    }),

    /** What each of two charts holds, side by side. */
    joinPreview: open(async (session, input: Pair): Promise<Result<JoinPreview>> => {
      const may = await mayJoin(session, input)
      if (!may.ok) return may
      const [keep, other] = [
        await contentsOf(session, input.keepId),
        await contentsOf(session, input.otherId),
      ]
      if (!keep.ok) return keep
      if (!other.ok) return other
      const [kept, joined] = [await labelsOf(session, input.keepId), await labelsOf(session, input.otherId)]
      if (!kept.ok) return kept
      if (!joined.ok) return joined
      await noteSeen(session, input.otherId)
      const taken = new Set(Object.values(kept.value))
      const { clinicNumber } = other.value.patient
      return ok({
        keep: keep.value,
        other: other.value,
        labels: Object.values(joined.value)
          .filter((label) => taken.has(label))
          .map((label) => ({ label, becomes: labelOfChart(label, clinicNumber) })),
      })
    }),

    join: open(async (session, input: OwnProof & Pair & { reason: string }) => {
      const { keepId, otherId, reason } = input
      const links = await mayJoin(session, input)
      if (!links.ok) return links
      const known = await confirmSelf(session, input)
      if (!known.ok) return known
      const joining: Joining = {
        into: keepId,
        at: nowAt(context),
        by: person.parse(session.person),
        reason,
      }
      const before = links.value.get(otherId) ?? []
      return write(session, 'patient.merged', otherId, keepId, [...before, joining])
    }),

    /** Ends the link. Each chart is again what it was; what was charted meanwhile stays in the chart that stood. */
    separate: open(async (session, input: OwnProof & { otherId: Uuid; reason: string }) => {
      const { otherId, reason } = input
      const links = await linksOf(session)
      if (!links.ok) return links
      const joining = joiningOf(links.value, otherId)
      if (joining === undefined) return fail('notFound')
      const drafts = await anyDraft(session, joinedWith(links.value, otherId))
      if (!drafts.ok) return drafts
      if (drafts.value) return fail('openDraft')
      const known = await confirmSelf(session, input)
      if (!known.ok) return known
      const undone = { at: nowAt(context), by: person.parse(session.person), reason }
      const joinings = (links.value.get(otherId) ?? []).map((one) =>
        one === joining ? { ...one, undone } : one,
      )
      return write(session, 'patient.unmerged', otherId, joining.into, joinings)
    }),
  }
}
