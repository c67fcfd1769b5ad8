import type { Uuid } from '../../shared/records/values'
import type { AuditLog, OpenVault } from '../store/types'

type Entry = Parameters<AuditLog['append']>[0]

/** What one session has written down of looking, so that looking twice is one line, and what it still owes. */
export interface Notes {
  /** Entries that could not be written (disk full): tried again with the next one. */
  readonly owed: Entry[]
  /** The chart and the visit that are on screen. */
  chart: Uuid | undefined
  exam: Uuid | undefined
  /** The pictures that were read last; side by side, the pieces of some take turns. */
  readonly images: Uuid[]
  /** Charts seen beside the list, and drafts typed in, since the unlock. */
  readonly glimpsed: Set<Uuid>
  readonly charted: Set<Uuid>
  /** Channels that were refused. */
  readonly refused: Set<string>
}

/** A session, as far as it is needed here. */
interface Noting {
  readonly vault: OpenVault
  readonly notes: Notes
}

export const newNotes = (): Notes => ({
  owed: [],
  chart: undefined,
  exam: undefined,
  images: [],
  glimpsed: new Set(),
  charted: new Set(),
  refused: new Set(),
})

/**
 * Writes down what changes nothing in a chart: unlocking, looking, locking. A full disk must not keep a clinician
 * from reading, so a failure is kept and tried again with the next note; what is still owed at the lock is lost.
 */
export async function note(session: Noting, entry: Entry): Promise<void> {
  const { owed } = session.notes
  const now = [...owed.splice(0), entry]
  const saved = await session.vault.transaction(async (tx) => {
    for (const one of now) {
      const noted = await tx.audit.append(one)
      if (!noted.ok) return noted
    }
    return { ok: true as const, value: undefined }
  })
  if (!saved.ok) owed.unshift(...now)
}

/** The patient page is opened; one line from here until another chart is, or the list. */
export async function noteChart({ vault, notes }: Noting, patientId: Uuid): Promise<void> {
  notes.exam = undefined
  if (notes.chart === patientId) return
  notes.chart = patientId
  await note({ vault, notes }, { what: 'chart.viewed', patientId })
}

/** The list is on screen again: whoever opens a chart next, opens it anew. */
export function noteList({ notes }: Noting): void {
  notes.chart = undefined
  notes.exam = undefined
}

/** A chart was shown beside the list: once from unlock to lock. */
export async function noteGlimpse({ vault, notes }: Noting, patientId: Uuid): Promise<void> {
  if (notes.glimpsed.has(patientId)) return
  notes.glimpsed.add(patientId)
  await note({ vault, notes }, { what: 'chart.glimpsed', patientId })
}

/** A visit is opened, as a draft or signed. */
export async function noteExam({ vault, notes }: Noting, patientId: Uuid, examId: Uuid): Promise<void> {
  if (notes.exam === examId) return
  notes.chart = patientId
  notes.exam = examId
  await note({ vault, notes }, { what: 'exam.viewed', patientId, docId: examId })
}

/** Anything of a chart that was answered without its page or its preview being asked for first. */
export async function noteSeen(session: Noting, patientId: Uuid): Promise<void> {
  const { chart, glimpsed } = session.notes
  if (chart !== patientId && !glimpsed.has(patientId)) await noteChart(session, patientId)
}

/** Pictures that can be on screen at once. */
const SIDE_BY_SIDE = 4

/** A picture in full. Its pieces are read one by one, so only the first of them counts. */
export async function noteImage({ vault, notes }: Noting, patientId: Uuid, imageId: Uuid): Promise<void> {
  if (notes.images.includes(imageId)) return
  notes.images.push(imageId)
  if (notes.images.length > SIDE_BY_SIDE) notes.images.shift()
  await note({ vault, notes }, { what: 'image.viewed', patientId, docId: imageId })
}

/** The first change of a draft since the unlock. */
export async function noteCharted({ vault, notes }: Noting, patientId: Uuid, examId: Uuid): Promise<void> {
  if (notes.charted.has(examId)) return
  notes.charted.add(examId)
  await note({ vault, notes }, { what: 'exam.changed', patientId, docId: examId })
}

/** A call that the role does not include. */
export async function noteRefused({ vault, notes }: Noting, name: string): Promise<void> {
  if (notes.refused.has(name)) return
  notes.refused.add(name)
  await note({ vault, notes }, { what: 'access.refused', detail: name })
}
