import { integer, text, textOrNull, type Row } from './connection'
import { refuse } from './failures'
import { DOCUMENT_KINDS, type DocumentKind } from './kinds'
import { place } from './sealing'
import type { DocumentHead } from './types'

/** What names a revision wherever it is stored. */
export type DocumentIdentity = Omit<DocumentHead, 'seq'>

/** Every clear column of a revision except its number in this file: all of them are authenticated by the seal. */
export const documentPlace = (head: DocumentIdentity): string =>
  place(
    'documents',
    'document_revision',
    head.kind,
    head.docId,
    head.patientId,
    head.revision,
    head.parentRevision,
    head.deviceId,
    head.savedAt,
  )

const isKind = (kind: string): kind is DocumentKind => Object.hasOwn(DOCUMENT_KINDS, kind)

/** The clear columns of a row of `document_revision`. */
export const readHead = (row: Row): DocumentHead => {
  const kind = text(row, 'kind')
  return {
    seq: integer(row, 'seq'),
    kind: isKind(kind) ? kind : refuse('damaged'),
    docId: text(row, 'doc_id'),
    patientId: textOrNull(row, 'patient_id'),
    revision: integer(row, 'revision'),
    parentRevision: integer(row, 'parent_revision'),
    deviceId: text(row, 'device_id'),
    savedAt: text(row, 'saved_at'),
  }
}
