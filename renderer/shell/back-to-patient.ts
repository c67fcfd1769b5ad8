import { ref, watch } from 'vue'
import { useRouter } from 'vue-router'

/**
 * Leads back to the patient's page. A press that comes before the chart is read is kept, and followed once it is known
 * whose chart it is; where the chart cannot be read it leads home.
 *
 * @param patientId undefined while the chart is being read, null where it cannot be
 */
export const useBackToPatient = (patientId: () => string | null | undefined): (() => void) => {
  const router = useRouter()
  const wanted = ref(false)
  watch([wanted, patientId], ([now, id]) => {
    if (!now || id === undefined) return
    wanted.value = false
    void router.push(id === null ? { name: 'patients' } : { name: 'patient', params: { patientId: id } })
  })
  return () => {
    wanted.value = true
  }
}
