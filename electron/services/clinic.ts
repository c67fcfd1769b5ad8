import { ok, type Result } from '../../shared/errors'
import type { AuditEvent } from '../../shared/records/audit'
import type { Clinic, ClinicInput, ClinicSettings } from '../../shared/records/people'
import { whileOpen, type Context, type Session } from './context'

/** The names of what differs, never its values. */
const changed = <T extends object>(before: T, after: T): string =>
  Object.entries(after)
    .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof T]))
    .map(([key]) => key)
    .join(' ')

/** The letterhead, the country facts, and how this laptop behaves. */
export const clinicService = (context: Context, settingsChanged: (clinic: Clinic) => void) => {
  const open = whileOpen(context)

  const save = async (
    session: Session,
    baseRevision: number,
    next: Clinic,
    event: { what: AuditEvent; detail?: string },
  ): Promise<Result<Clinic>> => {
    const { revision: _old, ...body } = next
    const { vault } = session
    const saved = await vault.transaction(async (tx) => {
      const put = await tx.documents.put({
        kind: 'clinic',
        docId: vault.vaultId,
        patientId: null,
        baseRevision,
        body,
      })
      if (!put.ok) return put
      // The name also stands on the unlock screen, so it is renamed there too.
      const renamed = await tx.keyring.rename({ clinicName: body.name })
      if (!renamed.ok) return renamed
      const noted = await tx.audit.append(event)
      return noted.ok ? put : noted
    })
    if (!saved.ok) return saved
    session.clinic = { ...body, revision: saved.value.revision }
    settingsChanged(session.clinic)
    return ok(session.clinic)
  }

  return {
    get: open((session) => Promise.resolve(ok(session.clinic))),

    update: open((session, input: { baseRevision: number; clinic: ClinicInput }) =>
      save(
        session,
        input.baseRevision,
        { ...session.clinic, ...input.clinic },
        { what: 'clinic.updated', detail: changed(session.clinic, input.clinic) },
      ),
    ),

    updateSettings: open((session, input: { baseRevision: number; settings: ClinicSettings }) =>
      save(
        session,
        input.baseRevision,
        { ...session.clinic, settings: input.settings },
        { what: 'settings.updated', detail: changed(session.clinic.settings, input.settings) },
      ),
    ),
  }
}
