import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import type { AppError } from '@shared/errors'
import { distinctLabels } from '@shared/exam/labels'
import type { SeenExam, VisitRow } from '@shared/records/exam'
import { call } from '../api'
import { afterFrame } from '../shell/after-frame'
import { useHealth } from '../stores/health'
import { useSession } from '../stores/session'
import type { MapNodule } from '../ui/body-map/nodule'
import { signedNodules } from './map-nodules'

export interface Visits {
  /** Newest first. */
  readonly visits: Ref<readonly VisitRow[]>
  readonly loaded: Ref<boolean>
  /** Visits that are there and do not open: what they say is not known, and nothing may be said in its place. */
  readonly unread: Ref<number>
  readonly error: Ref<AppError | undefined>
  /** The signed visits that count, as they stand now, oldest first. */
  readonly signed: Ref<readonly SeenExam[]>
  /** The newest signed visit, its note and its nodules. */
  readonly lastSigned: ComputedRef<VisitRow | undefined>
  readonly lastExam: ComputedRef<SeenExam | undefined>
  readonly lastNote: Ref<string>
  readonly nodules: ComputedRef<readonly MapNodule[]>
  readonly draft: ComputedRef<VisitRow | undefined>
  readonly reload: () => void
  /** All of it is here, asked for at once where it waited. */
  readonly settled: () => Promise<void>
}

/** A line that is only passed by the arrows, or by the letters of a name, is not read and leaves no note of it. */
const GLANCE_MS = 150

/** Signed, and neither cancelled nor moved away: what speaks for the patient. */
export const speaks = (visit: VisitRow): boolean => visit.state === 'signed' || visit.state === 'incomplete'

const newestFirst = (a: VisitRow, b: VisitRow): number =>
  b.visitOn.localeCompare(a.visitOn) || b.at.localeCompare(a.at)

/** The visits of one patient with what the newest signed one says. Follows `patientId`. `glance`: beside the list. */
export const useVisits = (patientId: () => string | undefined, glance = false): Visits => {
  const session = useSession()
  const visits = ref<readonly VisitRow[]>([])
  const loaded = ref(false)
  const unread = ref(0)
  const error = ref<AppError>()
  const signed = shallowRef<readonly SeenExam[]>([])
  const lastNote = ref('')
  const lastSigned = computed(() => visits.value.find(speaks))
  const lastExam = computed(() => signed.value.find((exam) => exam.examId === lastSigned.value?.examId))

  /** The chart that is on screen stands for all that were joined to it. */
  const standsFor = (): string | undefined =>
    visits.value.some(({ chart }) => chart !== undefined) ? patientId() : undefined

  const open = async (id: string): Promise<void> => {
    const found = await call('patients.visits', { patientId: id, glance })
    if (id !== patientId()) return
    // What did not come is not nothing.
    loaded.value = found.ok
    error.value = found.ok ? undefined : found.error
    if (!found.ok) return
    visits.value = found.value.rows.toSorted(newestFirst)
    unread.value = found.value.damaged
    const examId = lastSigned.value?.examId
    if (examId === undefined || !session.may('seeFindings')) return
    const [note, exams] = await Promise.all([
      call('notes.text', { examId }),
      call('exams.signed', { patientId: id, glance }),
    ])
    if (id !== patientId()) return
    if (note.ok) lastNote.value = note.value.text
    const read = exams.ok ? exams.value.exams : []
    // Of charts that were joined: labels that both gave are told apart, and each visit speaks for its own charts.
    const keepId = standsFor()
    const speaksFor = new Map(visits.value.map((visit) => [visit.examId, visit.charts]))
    signed.value = (keepId === undefined ? read : distinctLabels(read, keepId)).map((exam) => ({
      ...exam,
      charts: speaksFor.get(exam.examId),
    }))
    error.value = exams.ok ? undefined : exams.error
  }
  let opening = Promise.resolve()
  /** The patient whose visits are to be read, and are not asked for yet. */
  let waits: string | undefined
  let resting: ReturnType<typeof setTimeout> | undefined
  const begin = (): void => {
    clearTimeout(resting)
    const id = waits
    waits = undefined
    if (id !== undefined) opening = open(id)
  }
  onScopeDispose(() => {
    clearTimeout(resting)
    waits = undefined
  })
  watch(
    patientId,
    (id) => {
      clearTimeout(resting)
      waits = id
      visits.value = []
      signed.value = []
      lastNote.value = ''
      loaded.value = false
      unread.value = 0
      error.value = undefined
      if (id === undefined) return
      // Whose chart it is stands before what it says is worked on.
      if (glance) resting = setTimeout(begin, GLANCE_MS)
      else afterFrame(begin)
    },
    { immediate: true },
  )
  // What was put back from a backup stands in the list again.
  const health = useHealth()
  watch(
    () => health.ofPatient(patientId()).length,
    (left, before) => {
      const id = patientId()
      if (id !== undefined && left < before) void open(id)
    },
  )
  return {
    visits,
    loaded,
    unread,
    error,
    signed,
    lastSigned,
    lastExam,
    lastNote,
    nodules: computed(() =>
      lastExam.value === undefined ? [] : signedNodules(lastExam.value, signed.value.slice(0, -1)),
    ),
    reload: () => {
      const id = patientId()
      if (id !== undefined) void open(id)
    },
    settled: () => {
      begin()
      return opening
    },
    draft: computed(() => visits.value.find((visit) => visit.state === 'draft')),
  }
}
