import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import type { SignedExam, VisitRow } from '@shared/records/exam'
import type { AppError } from '@shared/errors'
import { call } from '../api'

export interface Visits {
  readonly visits: Ref<readonly VisitRow[]>
  readonly loaded: Ref<boolean>
  readonly error: Ref<AppError | undefined>
  /** The newest signed visit and its note. */
  readonly lastSigned: ComputedRef<VisitRow | undefined>
  readonly lastExam: Ref<SignedExam | undefined>
  readonly lastNote: Ref<string>
  readonly draft: ComputedRef<VisitRow | undefined>
}

/** The visits of one patient, newest first, with the note of the newest signed one. Follows `patientId`. */
export const useVisits = (patientId: () => string | undefined): Visits => {
  const visits = ref<readonly VisitRow[]>([])
  const loaded = ref(false)
  const error = ref<AppError>()
  const lastExam = ref<SignedExam>()
  const lastNote = ref('')
  const lastSigned = computed(() => visits.value.find((visit) => visit.state !== 'draft'))
  const draft = computed(() => visits.value.find((visit) => visit.state === 'draft'))

  watch(
    patientId,
    async (id) => {
      visits.value = []
      lastNote.value = ''
      lastExam.value = undefined
      loaded.value = false
      error.value = undefined
      if (id === undefined) return
      const found = await call('patients.visits', { patientId: id })
      if (id !== patientId()) return
      loaded.value = true
      if (!found.ok) {
        error.value = found.error
        return
      }
      visits.value = found.value.rows.toSorted(
        (a, b) => b.visitOn.localeCompare(a.visitOn) || b.at.localeCompare(a.at),
      )
      const examId = lastSigned.value?.examId
      if (examId === undefined) return
      const [note, exam] = await Promise.all([call('notes.text', { examId }), call('exams.get', { examId })])
      if (id !== patientId()) return
      if (note.ok) lastNote.value = note.value.text
      if (exam.ok) lastExam.value = exam.value
    },
    { immediate: true },
  )
  return { visits, loaded, error, lastSigned, lastExam, lastNote, draft }
}
