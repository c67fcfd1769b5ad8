import { ok, type Result } from '../../shared/errors'
import type { DocumentReads } from '../store/types'
import type { Session } from './context'
import { readAll, readPatient } from './stored'

const DIGITS = 5
const asNumber = (text: string): number => (/^\d{1,15}$/u.test(text) ? Number(text) : 0)

/**
 * The next free clinic number: above every number in use, typed ones too, and above the count of all patients there
 * ever were, so that the number of a record that was erased or does not open is not given again. Every record is read
 * once per unlock; after that only when others came in by another way. `documents` are those of the transaction that
 * registers, so that no two get one number.
 */
export const nextClinicNumber = async (
  session: Session,
  documents: DocumentReads,
): Promise<Result<string>> => {
  const count = await documents.countEver('patient')
  if (!count.ok) return count
  let known = session.clinicNumbers
  if (known?.patients !== count.value) {
    const all = await documents.list('patient')
    if (!all.ok) return all
    const numbers = readAll(all.value.documents, readPatient).values.map((one) => asNumber(one.clinicNumber))
    known = { patients: count.value, highest: numbers.reduce((most, one) => Math.max(most, one), 0) }
  }
  session.clinicNumbers = known
  return ok(String(Math.max(known.highest, count.value) + 1).padStart(DIGITS, '0'))
}

/** A patient was registered under this number. */
export const clinicNumberGiven = (session: Session, given: string): void => {
  const known = session.clinicNumbers
  if (known) session.clinicNumbers = { patients: known.patients + 1, highest: asNumber(given) }
}
