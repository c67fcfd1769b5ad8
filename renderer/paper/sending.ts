import { ref } from 'vue'
import type { AppError, Result } from '@shared/errors'
import { isQueued, usePaperQueue, type QueuedPaper } from '../stores/paper-queue'

export type To = QueuedPaper['to']

/**
 * Sending the papers of one visit by the queue, one at a time, and what their screen says of it.
 *
 * @param examId the visit that is open
 * @param listGiven reads anew what was given; also when it came to paper only by another try from the queue
 */
export const useSending = (examId: () => string, listGiven: () => Promise<void>) => {
  const queue = usePaperQueue()
  const error = ref<AppError>()
  const busy = ref<To>()
  /** Where the paper could not go. */
  const failed = ref<To>()

  /** What the screen came to that is no matter of sending: it takes the place of what was told before. */
  const tell = (answer: Result<unknown>): void => {
    error.value = answer.ok ? undefined : answer.error
    failed.value = undefined
  }
  const sending = async (
    what: string,
    to: To,
    work: () => Promise<Result<{ path?: string | undefined }>>,
  ): Promise<void> => {
    if (busy.value !== undefined) return
    busy.value = to
    const send = async (): ReturnType<typeof work> => {
      const done = await work()
      if (!done.ok) return done
      tell(done)
      await listGiven()
      return done
    }
    const answer = await queue.run(what, examId(), send, to)
    busy.value = undefined
    error.value = answer.ok || answer.error.code === 'cancelled' ? undefined : answer.error
    failed.value = error.value !== undefined && isQueued(error.value) ? to : undefined
  }
  return { error, busy, failed, tell, sending }
}
