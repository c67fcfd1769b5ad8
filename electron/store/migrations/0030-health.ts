import type { Migration } from './migration'

const refuseWhen = (name: string, event: string, when: string, words: string): string => `
CREATE TRIGGER ${name} BEFORE ${event}${when === '' ? '' : ` WHEN ${when}`}
BEGIN SELECT RAISE(ABORT, '${words}'); END;`

/**
 * What the checks remember, sealed; and what SQL by hand could still do. REPLACE takes a row away without asking the
 * triggers on DELETE, so an insert over a row that is there is refused by itself.
 */
export const health: Migration = {
  version: 30,
  sql: `
CREATE TABLE health (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  sealed BLOB NOT NULL
) STRICT;
${refuseWhen(
  'document_revision_no_replace',
  'INSERT ON document_revision',
  `EXISTS (SELECT 1 FROM document_revision d WHERE d.seq = NEW.seq) OR EXISTS (SELECT 1 FROM document_revision d
    WHERE d.kind = NEW.kind AND d.doc_id = NEW.doc_id AND d.revision = NEW.revision AND d.device_id = NEW.device_id)`,
  'document_revision is append-only',
)}
${refuseWhen(
  'audit_no_replace',
  'INSERT ON audit',
  'EXISTS (SELECT 1 FROM audit a WHERE a.seq = NEW.seq)',
  'audit is append-only',
)}
${refuseWhen(
  'image_no_replace',
  'INSERT ON image',
  'EXISTS (SELECT 1 FROM image i WHERE i.image_id = NEW.image_id)',
  'an image leaves a tombstone',
)}
${refuseWhen(
  'image_no_change',
  'UPDATE OF image_id, patient_id, exam_id, bytes, chunks, sealed_bytes, file_digest, added_at ON image',
  '',
  'an image does not change',
)}
${refuseWhen(
  'image_no_return',
  'UPDATE OF removed_at ON image',
  'OLD.removed_at IS NOT NULL',
  'a removed image does not come back',
)}
${refuseWhen(
  'image_no_old_record',
  'UPDATE OF record, record_revision ON image',
  'NEW.record_revision <> OLD.record_revision + 1',
  'the record of an image only moves on',
)}
${refuseWhen(
  'patient_key_no_replace',
  'INSERT ON patient_key',
  'EXISTS (SELECT 1 FROM patient_key k WHERE k.patient_id = NEW.patient_id)',
  'a patient key is made once',
)}
${refuseWhen('patient_key_no_delete', 'DELETE ON patient_key', '', 'a patient key leaves its row')}
${refuseWhen('patient_key_no_return', 'UPDATE ON patient_key', 'OLD.wrapped IS NULL OR NEW.wrapped IS NOT NULL', 'a patient key is only destroyed')}
${refuseWhen('chain_head_no_update', 'UPDATE ON chain_head', '', 'the head moves with its trail')}
${refuseWhen('chain_head_no_delete', 'DELETE ON chain_head', '', 'the head moves with its trail')}
${refuseWhen('vault_no_delete', 'DELETE ON vault', '', 'a vault has one row')}
`,
}
