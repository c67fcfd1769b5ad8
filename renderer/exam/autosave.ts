import { ref, type Ref } from 'vue'
import type { AppError } from '@shared/errors'
import type { ExamBody, ExamDraft } from '@shared/records/exam'
import { call } from '../api'

/** How long typing may rest before the draft goes out. Milliseconds. */
const PAUSE_MS = 250

export interface Autosave {
  readonly savedAt: Ref<string | undefined>
  readonly problem: Ref<AppError | undefined>
  /** Something stands on screen that main has not confirmed yet. */
  readonly pending: Ref<boolean>
  /** Says that the body changed; saves after a pause. */
  changed(): void
  /** Saves what is there now and waits for it. Answers whether everything is safe. */
  flush(): Promise<boolean>
  /** The sequence of the last confirmed save: what signing is based on. */
  sequence(): number
  stop(): void
}

/**
 * Saves the draft while it is typed: one save at a time, the newest body each time, never an older one after a
 * newer. A failed save keeps trying with the next change and tells what happened; nothing typed is dropped.
 */
export function autosave(
  draft: ExamDraft,
  current: () => { body: ExamBody; focus: string | undefined },
): Autosave {
  const savedAt = ref<string | undefined>(draft.savedAt)
  const problem = ref<AppError>()
  const pending = ref(false)
  let sequence = draft.sequence
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined

  const saveOnce = async (): Promise<void> => {
    const { body, focus } = current()
    pending.value = false
    const saved = await call('exams.saveDraft', {
      examId: draft.examId,
      baseSequence: sequence,
      body,
      ...(focus !== undefined && { focus }),
    })
    if (saved.ok) {
      sequence = saved.value.sequence
      savedAt.value = saved.value.savedAt
      problem.value = undefined
    } else {
      pending.value = true
      problem.value = saved.error
    }
  }
  const run = async (): Promise<void> => {
    clearTimeout(timer)
    // A save under way took an older body: wait for it, then send the newest.
    while (running !== undefined) await running
    if (!pending.value) return
    running = saveOnce().finally(() => (running = undefined))
    await running
  }
  return {
    savedAt,
    problem,
    pending,
    changed: () => {
      pending.value = true
      clearTimeout(timer)
      timer = setTimeout(() => void run(), PAUSE_MS)
    },
    flush: async () => {
      // What is typed while a save is under way goes out as well; a save that failed is not hammered.
      do await run()
      while (pending.value && problem.value === undefined)
      return !pending.value
    },
    sequence: () => sequence,
    stop: () => clearTimeout(timer),
  }
}
