import { ref, type Ref } from 'vue'
import type { AppError, ErrorCode } from '@shared/errors'
import { BESIDE } from '@shared/records/beside'
import type { ExamBody, ExamDraft } from '@shared/records/exam'
import { call } from '../api'

/**
 * From the first change that is not sent yet to its save, however long the typing goes on. Milliseconds; with the way to
 * main and the write it stays within 300, so that an end without warning costs no more.
 */
const WAIT_MS = 150
/** A save that failed is tried again by itself: after a second, then after twice as long each time, up to this. */
const FIRST_RETRY_MS = 1000
const LAST_RETRY_MS = 30_000

/** Failures that pass: space is freed, a drive comes back. The others stay whatever is tried. */
const PASSING: readonly ErrorCode[] = ['diskFull', 'readOnly', 'damaged', 'unexpected']

export interface Autosave {
  readonly savedAt: Ref<string | undefined>
  readonly problem: Ref<AppError | undefined>
  /** Something stands on screen that main has not confirmed yet. */
  readonly pending: Ref<boolean>
  /** Says that the body changed; saves after a pause. */
  changed(): void
  /** Saves what is there now and waits for it. Answers whether everything is safe. */
  flush(): Promise<boolean>
  /** Saves what is there and gives the draft back, so that its end is known to be wanted. */
  end(): Promise<void>
  /** The sequence of the last confirmed save: what signing is based on. */
  sequence(): number
  stop(): void
}

/** Whether a failed save is tried again by itself. */
export const triedAgain = (error: AppError): boolean => PASSING.includes(error.code)

type Sent = { readonly body: ExamBody; readonly focus: string | undefined }

/**
 * Saves the draft while it is typed: one save at a time, the newest body each time, never an older one after a
 * newer. A save that failed is tried again by itself with a growing delay, and with the next change; nothing typed
 * is dropped. A save whose answer was lost is sent once more as it was, so that it is never taken for another's.
 */
export function autosave(draft: ExamDraft, current: () => Sent): Autosave {
  const savedAt = ref<string | undefined>(draft.savedAt)
  const problem = ref<AppError>()
  const pending = ref(draft.unsaved === true)
  let sequence = draft.sequence
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  let inDoubt: Sent | undefined
  let retryMs = FIRST_RETRY_MS
  let stopped = false
  /** A change is on its way out: more typing does not put it off. */
  let waiting = false

  const later = (afterMs: number): void => {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(() => void run(), afterMs)
  }
  const saveOnce = async (): Promise<void> => {
    const again = inDoubt !== undefined
    const sent = inDoubt ?? current()
    const { body, focus } = sent
    pending.value = again
    const saved = await call('exams.saveDraft', {
      examId: draft.examId,
      baseSequence: sequence,
      body,
      ...(focus !== undefined && { focus }),
      ...(draft.writer !== undefined && { writer: draft.writer }),
    })
    if (saved.ok) {
      sequence = saved.value.sequence
      savedAt.value = saved.value.savedAt
      problem.value = undefined
      inDoubt = undefined
      retryMs = FIRST_RETRY_MS
      // What was typed since is still to be sent.
      if (again) later(0)
      return
    }
    // What another window made of the visit stands; this text lies sealed beside it.
    const beside = saved.error.detail === BESIDE
    pending.value = !beside
    problem.value = saved.error
    inDoubt = saved.error.code === 'unexpected' ? sent : undefined
    if (!triedAgain(saved.error)) return
    later(retryMs)
    retryMs = Math.min(2 * retryMs, LAST_RETRY_MS)
  }
  const run = async (): Promise<void> => {
    clearTimeout(timer)
    waiting = false
    // A save under way took an older body: wait for it, then send the newest.
    while (running !== undefined) await running
    if (!pending.value) return
    running = saveOnce().finally(() => (running = undefined))
    await running
  }
  if (pending.value) later(0)
  const flush = async (): Promise<boolean> => {
    // What is typed while a save is under way goes out as well; a save that failed is not hammered.
    do await run()
    while (pending.value && problem.value === undefined)
    return !pending.value
  }
  return {
    savedAt,
    problem,
    pending,
    changed: () => {
      pending.value = true
      retryMs = FIRST_RETRY_MS
      if (waiting) return
      waiting = true
      later(WAIT_MS)
    },
    flush,
    end: async () => {
      const { examId, writer } = draft
      if ((await flush()) && writer !== undefined) await call('exams.closeDraft', { examId, writer })
    },
    sequence: () => sequence,
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}
