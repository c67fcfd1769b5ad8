import { v7 as newId } from 'uuid'
import { fail, ok } from '../../shared/errors'
import { ageInYears } from '../../shared/dates/typed-date'
import { joiningOf } from '../../shared/records/joined'
import { MAX_AGE, type PatientInput } from '../../shared/records/people'
import type { Uuid } from '../../shared/records/values'
import { clinicNumberGiven, nextClinicNumber } from './clinic-number'
import { linksOf } from './charts'
import { nowAt, today, whileOpen, type Context } from './context'
import { noteChart, noteGlimpse, noteList, noteSeen } from './notes'
import { readPatient } from './stored'
import { directoryRows, visitRows } from './visits'

const SIMILAR_SHOWN = 5

/** The directory: find, register, mend, and the visits of one patient. */
export const patientService = (context: Context) => {
  const open = whileOpen(context)
  /** A birth date in the future or an age over 120 is refused (clinical content 2.1, E). */
  const refusedDate = (bornOn: string): boolean => {
    const now = today(context)
    return bornOn > now || ageInYears(bornOn, now) > MAX_AGE
  }

  return {
    /** Empty text: the most recently seen. */
    search: open(async (session, input: { text: string; limit: number; quick?: boolean | undefined }) => {
      noteList(session)
      if (input.text.trim() === '') {
        const recent = await session.vault.documents.recentPatientIds(input.limit)
        if (!recent.ok) return recent
        const ids = recent.value.map((one) => one.patientId)
        const total = await session.vault.documents.count('patient')
        if (!total.ok) return total
        const found = await directoryRows(context, session, ids, input.quick)
        if (!found.ok) return found
        const links = await linksOf(session)
        if (!links.ok) return links
        const joined = [...links.value.keys()].filter((id) => joiningOf(links.value, id)).length
        return ok({ ...found.value, total: total.value - joined, indexing: false })
      }
      const hits = await session.vault.index.search(input.text, input.limit)
      if (!hits.ok) return hits
      const found = await directoryRows(context, session, hits.value.patientIds, input.quick)
      const { total, indexing } = hits.value
      return found.ok ? ok({ ...found.value, total, indexing }) : found
    }),

    get: open(async (session, input: { patientId: Uuid }) => {
      const found = await session.vault.documents.latest('patient', input.patientId)
      const patient = found.ok ? readPatient(found.value) : found
      if (patient.ok) await noteChart(session, input.patientId)
      return patient
    }),

    /**
     * Who may be the same person, likeliest first; shown before a registration is saved. Waits until the index
     * knows everybody: a duplicate that is missed here is made.
     */
    similar: open(async (session, input: { patient: PatientInput }) => {
      const ready = await session.vault.index.ready()
      if (!ready.ok) return ready
      const ids = await session.vault.index.similar(input.patient, SIMILAR_SHOWN)
      if (!ids.ok) return ids
      const found = await directoryRows(context, session, ids.value)
      return found.ok ? ok({ rows: found.value.rows }) : found
    }),

    register: open(async (session, input: { patient: PatientInput }) => {
      if (refusedDate(input.patient.bornOn)) return fail('validation', { paths: ['patient.bornOn'] })
      const patientId = newId()
      const registered = await session.vault.transaction(async (tx) => {
        const number = await nextClinicNumber(session, tx.documents)
        if (!number.ok) return number
        const clinicNumber = number.value
        const body = { ...input.patient, patientId, clinicNumber, registeredAt: nowAt(context) }
        const saved = await tx.documents.put({
          kind: 'patient',
          docId: patientId,
          patientId,
          baseRevision: 0,
          body,
        })
        if (!saved.ok) return saved
        const noted = await tx.audit.append({ what: 'patient.registered', patientId, docId: patientId })
        return noted.ok ? ok({ ...body, revision: saved.value.revision }) : noted
      })
      if (registered.ok) clinicNumberGiven(session, registered.value.clinicNumber)
      return registered
    }),

    /** Number and registration stay; everything else is replaced, in a new revision. */
    update: open(async (session, input: { patientId: Uuid; baseRevision: number; patient: PatientInput }) => {
      if (refusedDate(input.patient.bornOn)) return fail('validation', { paths: ['patient.bornOn'] })
      const { patientId, baseRevision } = input
      const links = await linksOf(session)
      if (!links.ok) return links
      if (joiningOf(links.value, patientId)) return fail('joined')
      return session.vault.transaction(async (tx) => {
        const found = await tx.documents.latest('patient', patientId)
        if (!found.ok) return found
        const before = readPatient(found.value)
        if (!before.ok) return before
        const { clinicNumber, registeredAt } = before.value
        const body = { ...input.patient, patientId, clinicNumber, registeredAt }
        const saved = await tx.documents.put({
          kind: 'patient',
          docId: patientId,
          patientId,
          baseRevision,
          body,
        })
        if (!saved.ok) return saved
        const noted = await tx.audit.append({ what: 'patient.updated', patientId, docId: patientId })
        return noted.ok ? ok({ ...body, revision: saved.value.revision }) : noted
      })
    }),

    /** `glance`: beside the list, where lines go by. */
    visits: open(async (session, input: { patientId: Uuid; glance: boolean }) => {
      const { patientId, glance } = input
      const rows = await visitRows(context, session, patientId)
      if (rows.ok) await (glance ? noteGlimpse : noteSeen)(session, patientId)
      return rows
    }),
  }
}
