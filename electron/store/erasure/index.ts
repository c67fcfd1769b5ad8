import { integer, text } from '../connection'
import type { Core } from '../core'
import { answered, refuse } from '../failures'
import type { ImageStore } from '../images'
import type { IndexClient } from '../index-client'
import { DOCUMENT_KINDS, type DocumentKind } from '../kinds'
import type { LongWork } from '../long-work'
import type { Erasures } from '../types'
import { erasePatient, scrub } from './erase'
import { addToLedger } from './ledger'

const isKind = (kind: string): kind is DocumentKind => Object.hasOwn(DOCUMENT_KINDS, kind)

/** Lawful erasure (ruling 34). Who may ask for it, and who must agree, is the services' business. */
export const erasures = (core: Core, images: ImageStore, index: IndexClient, long: LongWork): Erasures => ({
  preview: (patientId) =>
    core.read(async (db) => {
      const key = await db.get(
        'SELECT 1 AS n FROM patient_key WHERE patient_id = ? AND wrapped IS NOT NULL',
        [patientId],
      )
      if (key === undefined) return refuse('notFound')
      const kinds = await db.all(
        `SELECT kind, count(DISTINCT doc_id) AS documents, count(*) AS revisions FROM document_revision
         WHERE patient_id = ? GROUP BY kind`,
        [patientId],
      )
      const documents: Partial<Record<DocumentKind, number>> = {}
      for (const row of kinds) {
        const kind = text(row, 'kind')
        if (isKind(kind)) documents[kind] = integer(row, 'documents')
      }
      const drafts = await db.get('SELECT count(*) AS n FROM draft WHERE patient_id = ?', [patientId])
      const pictures = await db.get(
        `SELECT count(*) AS n, coalesce(sum(bytes), 0) AS bytes FROM image
         WHERE patient_id = ? AND removed_at IS NULL`,
        [patientId],
      )
      return {
        revisions: kinds.reduce((sum, row) => sum + integer(row, 'revisions'), 0),
        documents,
        drafts: drafts === undefined ? 0 : integer(drafts, 'n'),
        images: pictures === undefined ? 0 : integer(pictures, 'n'),
        imageBytes: pictures === undefined ? 0 : integer(pictures, 'bytes'),
      }
    }),

  erase: (patientId, audit, { others = [], emptied = [], written = [] } = {}) =>
    answered(() =>
      // Alone: a backup under way would carry the key away, and keeps the log from being emptied.
      long.run({}, async () => {
        core.mustBeOpen()
        const charts = [patientId, ...others]
        for (const chart of charts) await images.abortOf(chart)
        const { erasures: made, imageIds } = await erasePatient(core, charts, { emptied, written }, audit)
        const [erasure = refuse('notFound')] = made
        // From here on the patient is erased, whatever becomes of the rest; what fails is tried again when idle.
        await images.drop(imageIds)
        await index.forget()
        const told = await answered(() => addToLedger(core.keys, core.vaultId, core.dataFolder, made))
        const scrubbed = await answered(() => scrub(core))
        const { erasureId, erasedAt } = erasure
        return { erasureId, erasedAt, clean: told.ok && scrubbed.ok }
      }),
    ),
})
