import { blob, text } from './connection'
import type { Core } from './core'
import { refuse } from './failures'
import { place, sealJson, unsealJson } from './sealing'
import type { KeptForms } from './types'

/** Stands in for the id of a patient who has none yet. */
const NEW = 'new'
/** Begins with the patient, so that an erasure finds every form of theirs (`erasure/plan.ts`). */
const nameOf = (patientId: string | null, what?: string): string =>
  what === undefined ? (patientId ?? NEW) : `${patientId ?? NEW}:${what}`
const placeOf = (personId: string, form: string, savedAt: string): string =>
  place('drafts', 'kept_form', personId, form, savedAt)

/** In place of a person: what whoever unlocks goes on with. */
export const EVERYBODY = 'everybody'

/** What a person has typed into forms and not saved yet. Sealed with the vault's own key. */
export const keptForms = (core: Core, personId: string): KeptForms => ({
  get: (patientId, what) =>
    core.read(async (db) => {
      const form = nameOf(patientId, what)
      const row = await db.get('SELECT saved_at, sealed FROM kept_form WHERE person_id = ? AND form = ?', [
        personId,
        form,
      ])
      if (row === undefined) return refuse('notFound')
      const where = placeOf(personId, form, text(row, 'saved_at'))
      return unsealJson(core.keys.for('drafts'), where, blob(row, 'sealed'))
    }),

  put: (patientId, body, what) =>
    core.write(async ({ db, at }) => {
      const form = nameOf(patientId, what)
      await db.run(
        `INSERT INTO kept_form (person_id, form, saved_at, sealed) VALUES (?, ?, ?, ?)
         ON CONFLICT (person_id, form) DO UPDATE SET saved_at = excluded.saved_at, sealed = excluded.sealed`,
        [personId, form, at, sealJson(core.keys.for('drafts'), placeOf(personId, form, at), body)],
      )
    }),

  drop: (patientId, what) =>
    core.write(async ({ db }) => {
      await db.run('DELETE FROM kept_form WHERE person_id = ? AND form = ?', [
        personId,
        nameOf(patientId, what),
      ])
    }),
})
