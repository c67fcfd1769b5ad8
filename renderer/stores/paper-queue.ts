import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import type { AppError, ErrorCode, Result } from '@shared/errors'
import type { CallOutput } from '@shared/ipc/contract'
import { t } from '../language/text'
import { useSession } from './session'

/** What was sent by "print all". */
export const allWords = ({ printed, not }: CallOutput<'handouts.printAll'>): string => {
  if (printed.includes('letter')) return t('Handout, note and letter sent to the printer.')
  if (not === undefined) return t('Handout and note sent to the printer.')
  return not === 'begun'
    ? t('Handout and note sent to the printer. The letter is still being written.')
    : t('Handout and note sent to the printer. The letter is older than the visit.')
}

/** One thing on its way to paper. `what` names no patient: the queue may be seen beside another chart. */
export interface QueuedPaper {
  readonly id: number
  readonly what: string
  readonly to: 'printer' | 'pdf'
  /** The visit that it is of: another try at the same takes the place of one that failed. */
  readonly of: string
  readonly state: 'printing' | 'sent' | 'saved' | 'failed'
  /** Where a PDF went. */
  readonly path?: string | undefined
  readonly error?: AppError
  readonly again: () => Promise<void>
}

const KEPT = 5
/** Never came to paper: the screen that asked says why, and trying the same again is of no use. */
const BEFORE_PAPER: readonly ErrorCode[] = ['cancelled', 'gated', 'validation']
/** Whether the queue says what went wrong. */
export const isQueued = ({ code }: AppError): boolean => !BEFORE_PAPER.includes(code)

/**
 * What was sent to paper since the unlock, newest first. What failed stays until it is tried again or put aside; main
 * prints one after the other, and nothing counts as given before the printer took it.
 */
export const usePaperQueue = defineStore('paperQueue', () => {
  const jobs = ref<readonly QueuedPaper[]>([])
  let next = 0
  const session = useSession()
  // Nothing of it outlives the lock: another person may unlock.
  watch(
    () => session.session === undefined,
    (locked) => {
      if (locked) jobs.value = []
    },
  )

  const put = (job: QueuedPaper): void => {
    const others = jobs.value.filter(({ id }) => id !== job.id)
    const failed = others.filter(({ state }) => state === 'failed' || state === 'printing')
    const rest = others.filter((other) => !failed.includes(other)).slice(0, KEPT)
    jobs.value = [job, ...failed, ...rest].sort((a, b) => b.id - a.id)
  }
  const drop = (id: number): void => {
    jobs.value = jobs.value.filter((job) => job.id !== id)
  }
  /** Runs one printing and keeps what becomes of it. A dialog that was closed leaves nothing behind. */
  const run = async <T extends { path?: string | undefined }>(
    what: string,
    of: string,
    work: () => Promise<Result<T>>,
    to: 'printer' | 'pdf' = 'printer',
  ): Promise<Result<T>> => {
    const id = (next += 1)
    const isSame = (job: QueuedPaper): boolean => job.what === what && job.of === of
    jobs.value = jobs.value.filter((job) => !(job.state === 'failed' && isSame(job)))
    const mine = { id, what, of, to }
    const again = async (): Promise<void> => {
      await attempt()
    }
    const attempt = async (): Promise<Result<T>> => {
      put({ ...mine, state: 'printing', again })
      const done = await work()
      if (!done.ok && !isQueued(done.error)) drop(id)
      else if (!done.ok) put({ ...mine, state: 'failed', error: done.error, again })
      else put({ ...mine, state: to === 'pdf' ? 'saved' : 'sent', path: done.value.path, again })
      return done
    }
    return attempt()
  }
  return { jobs, run, drop }
})
