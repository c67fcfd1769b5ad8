import { ok } from '../../shared/errors'
import { typedPatient, type TypedPatient } from '../../shared/records/people'
import type { Uuid } from '../../shared/records/values'
import { whileOpen, type Context } from './context'

/** A half-filled form of a patient: sealed as it is typed, so that a lock, idle or not, costs nothing of it. */
export const keptFormService = (context: Context) => {
  const open = whileOpen(context)
  return {
    /** What was typed, if it is still kept. A form of an older shape is worth no more than none. */
    kept: open(async (session, input: { patientId: Uuid | null }) => {
      const found = await session.vault.keptForms.get(input.patientId)
      if (!found.ok) return found.error.code === 'notFound' ? ok({}) : found
      const typed = typedPatient.safeParse(found.value)
      return ok(typed.success ? { typed: typed.data } : {})
    }),

    /** Keeps what is typed; without it, forgets what was kept. */
    keep: open(async (session, input: { patientId: Uuid | null; typed?: TypedPatient | undefined }) => {
      const { patientId, typed } = input
      const done = await (typed
        ? session.vault.keptForms.put(patientId, typed)
        : session.vault.keptForms.drop(patientId))
      return done.ok ? ok({ done: true as const }) : done
    }),
  }
}
