import { ok, type Result } from '../../shared/errors'
import type { NotePage } from '../../shared/handout/sheet'
import { AUDIT_KIND_LABELS } from '../../shared/records/audit'
import {
  auditKind,
  auditWords,
  detailWords,
  type AuditFilter,
  type AuditRow,
} from '../../shared/records/audit-row'
import { fullName } from '../../shared/records/people'
import type { Uuid } from '../../shared/records/values'
import type { StoredAuditEntry } from '../store/types'
import { chartsOf } from './charts'
import { today, whileOpen, type Context, type Session } from './context'
import { dayOf, dayStart, timeOf } from './local-time'
import { note } from './notes'
import { onPaper, type PaperTo } from './paper'
import { readAll, readMember, readPatient } from './stored'

interface Page {
  readonly rows: AuditRow[]
  readonly next?: number
  readonly backTo?: string
}

const PRINTED = 500
const NOTES_OF_THE_STORE = /^(?:[a-zA-Z]+\.saved|documents\.saved|image\.(?:added|described|unlinked))$/u

/** What the store notes of its own doings binds the chain and says nothing to people. */
const isEvent = (what: string): boolean => !NOTES_OF_THE_STORE.test(what)

/** @param charts all charts of the patient who is asked about */
const wantedBy =
  (filter: AuditFilter, charts: readonly Uuid[]) =>
  ({ what, by, docId, patientId }: StoredAuditEntry): boolean => {
    if (!isEvent(what)) return false
    const kind = auditKind(what)
    if (filter.kind !== undefined && kind !== undefined && kind !== filter.kind) return false
    if (filter.patientId !== undefined && (patientId === undefined || !charts.includes(patientId)))
      return false
    return filter.personId === undefined || by === filter.personId || docId === filter.personId
  }

const namesOfPeople = async (session: Session): Promise<Map<Uuid, string>> => {
  const found = await session.vault.documents.list('person')
  const people = found.ok ? readAll(found.value.documents, readMember).values : []
  return new Map(people.map((one) => [one.personId, one.name]))
}
/** An erased patient has no name any more, and the line stays. */
const namesOfPatients = async (
  session: Session,
  entries: readonly StoredAuditEntry[],
): Promise<Map<Uuid, string>> => {
  const ids = new Set(entries.flatMap(({ patientId }) => (patientId === undefined ? [] : [patientId])))
  const found = await session.vault.documents.listByIds('patient', [...ids])
  const patients = found.ok ? readAll(found.value.documents, readPatient).values : []
  return new Map(patients.map((one) => [one.patientId, `${fullName(one)}, No. ${one.clinicNumber}`]))
}

/** Who did what: for owners, on screen and on paper. */
export const auditService = (context: Context) => {
  const open = whileOpen(context)

  const read = async (
    session: Session,
    input: { filter: AuditFilter; before?: number | undefined; limit: number },
  ): Promise<Result<Page>> => {
    const { filter, before, limit } = input
    const charts = filter.patientId === undefined ? ok([]) : await chartsOf(session, filter.patientId)
    if (!charts.ok) return charts
    const found = await session.vault.audit.search({
      wanted: wantedBy(filter, charts.value),
      limit,
      ...(before === undefined ? {} : { before }),
      ...(filter.fromOn === undefined ? {} : { from: dayStart(filter.fromOn) }),
      ...(filter.toOn === undefined ? {} : { to: dayStart(filter.toOn, 1) }),
    })
    if (!found.ok) return found
    const { entries, next, backTo } = found.value
    const people = await namesOfPeople(session)
    const patients = await namesOfPatients(session, entries)
    const rows = entries.map((entry): AuditRow => {
      const { seq, what, by, docId, patientId, device, detail } = entry
      return {
        seq,
        at: entry.happenedAt ?? entry.at,
        what,
        by: by === null ? '' : (people.get(by) ?? 'somebody unknown here'),
        about: docId === undefined || docId === by ? '' : (people.get(docId) ?? ''),
        ...(patientId === undefined ? {} : { patientId }),
        patient: patientId === undefined ? '' : (patients.get(patientId) ?? ''),
        detail: detail ?? '',
        here: device === undefined || device === session.vault.deviceId,
      }
    })
    return ok({
      rows,
      ...(next === undefined ? {} : { next }),
      ...(backTo === undefined ? {} : { backTo }),
    })
  }

  const line = ({ at, what, by, about, patient, detail, here }: AuditRow): string =>
    [
      timeOf(at),
      auditWords(what),
      by === '' ? 'by nobody known' : `by ${by}`,
      about,
      patient,
      detailWords(what, detail),
      here ? '' : 'on another laptop',
    ]
      .filter((part) => part !== '')
      .join(', ')

  const pageOf = (session: Session, filter: AuditFilter, rows: readonly AuditRow[]): NotePage => {
    const days = [...new Set(rows.map((row) => dayOf(row.at)))]
    const { name, address, phone, paper } = session.clinic
    const about = [
      filter.kind === undefined ? 'everything' : AUDIT_KIND_LABELS[filter.kind],
      filter.fromOn === undefined ? '' : `from ${filter.fromOn}`,
      filter.toOn === undefined ? '' : `to ${filter.toOn}`,
      `${rows.length} lines${rows.length === PRINTED ? ', the newest' : ''}`,
    ]
    return {
      title: 'Record of who did what',
      header: { clinic: name, address, phone },
      patient: filter.patientId === undefined ? 'All patients' : (rows[0]?.patient ?? 'One patient'),
      paragraphs: [
        { heading: 'What is shown', text: about.filter((part) => part !== '').join(', ') },
        ...days.map((day) => ({
          heading: day,
          text: rows
            .filter((row) => dayOf(row.at) === day)
            .map(line)
            .join('\n'),
        })),
      ],
      signature: `Printed by ${session.person.name}, ${today(context)}`,
      after: [],
      footer: `${name}, record of who did what`,
      paper,
    }
  }

  return {
    list: open(
      async (session, input: { filter: AuditFilter; before?: number | undefined; limit: number }) => {
        // Reading is written down too: once, where somebody begins to.
        if (input.before === undefined)
          await note(session, {
            what: 'audit.viewed',
            ...(input.filter.patientId === undefined ? {} : { patientId: input.filter.patientId }),
          })
        return read(session, input)
      },
    ),

    print: open(async (session, input: { filter: AuditFilter; to: PaperTo }) => {
      const { filter, to } = input
      const rows: AuditRow[] = []
      let before: number | undefined
      do {
        const page = await read(session, { filter, before, limit: PRINTED - rows.length })
        if (!page.ok) return page
        rows.push(...page.value.rows)
        before = page.value.next
      } while (before !== undefined && rows.length < PRINTED)
      const job = { is: 'note' as const, note: pageOf(session, filter, rows) }
      const printed = await onPaper(context, job, to, `palpa-record-${today(context)}.pdf`)
      if (!printed.ok) return printed
      await note(session, {
        what: 'audit.printed',
        ...(filter.patientId === undefined ? {} : { patientId: filter.patientId }),
        detail: `${rows.length}`,
      })
      return printed
    }),
  }
}
