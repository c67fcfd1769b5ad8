import { ok, type Result } from '../../shared/errors'
import type { Clinic, ClinicInput, ClinicSettings } from '../../shared/records/people'
import { whileOpen, type Context, type Session } from './context'

/** The letterhead, the country facts, and how this laptop behaves. */
export const clinicService = (context: Context, settingsChanged: (clinic: Clinic) => void) => {
  const open = whileOpen(context)

  const save = async (session: Session, baseRevision: number, next: Clinic): Promise<Result<Clinic>> => {
    const { revision: _old, ...body } = next
    const { vault } = session
    const saved = await vault.documents.put({
      kind: 'clinic',
      docId: vault.vaultId,
      patientId: null,
      baseRevision,
      body,
    })
    if (!saved.ok) return saved
    session.clinic = { ...body, revision: saved.value.revision }
    settingsChanged(session.clinic)
    return ok(session.clinic)
  }

  return {
    get: open((session) => Promise.resolve(ok(session.clinic))),

    /** The name also stands on the unlock screen, so it is renamed there too. */
    update: open(async (session, input: { baseRevision: number; clinic: ClinicInput }) => {
      const saved = await save(session, input.baseRevision, { ...session.clinic, ...input.clinic })
      if (!saved.ok) return saved
      const renamed = await session.vault.keyring.rename({ clinicName: input.clinic.name })
      return renamed.ok ? saved : renamed
    }),

    updateSettings: open((session, input: { baseRevision: number; settings: ClinicSettings }) =>
      save(session, input.baseRevision, { ...session.clinic, settings: input.settings }),
    ),
  }
}
