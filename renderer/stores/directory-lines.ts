import { defineStore } from 'pinia'
import type { PatientRow } from '@shared/ipc/contract'
import type { Uuid } from '@shared/records/values'
import { useSession } from './session'

/**
 * The lines of the directory as they were last answered, by patient. Whoever opens a chart from there sees at once
 * whose it is, while the chart itself is still being read. Gone at the lock.
 */
export const useDirectoryLines = defineStore('directoryLines', () => {
  const lines = new Map<Uuid, PatientRow>()
  useSession().onLock(() => lines.clear())
  return {
    /** What was found last takes the place of what was found before. */
    keep: (rows: readonly PatientRow[]): void => {
      lines.clear()
      for (const row of rows) lines.set(row.patientId, row)
    },
    /** The record was read: a line from before must not come back once that is corrected. */
    forget: (patientId: Uuid): void => void lines.delete(patientId),
    of: (patientId: Uuid): PatientRow | undefined => lines.get(patientId),
  }
})
