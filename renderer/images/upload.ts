import { fail, type Result } from '@shared/errors'
import { MAX_FILE_BYTES } from '@shared/imaging/faults'
import type { ImageRecord } from '@shared/records/image'
import { call } from '../api'
import type { Incoming } from './gather'

const CHUNK_BYTES = 1 << 20

interface Watch {
  readonly signal: AbortSignal
  readonly sent: (bytes: number) => void
}

/** One file under way. `run` again after `interrupted` goes on where it stopped. */
export interface Sending {
  run(): Promise<Result<ImageRecord>>
  /** Nothing of it is wanted any more. */
  drop(): Promise<void>
}

/**
 * Sends a file to be sealed, one chunk at a time. Main judges it while it arrives; whatever goes wrong, the upload
 * is cancelled there and nothing stays behind. Only when the file itself cannot be read on (a stick was pulled) does
 * what came so far wait, until it goes on, is dropped, or Palpa is locked.
 */
export const sending = (
  file: Incoming,
  to: { readonly examId: string; readonly entryId: string; readonly fileId?: string | undefined },
  watch: Watch,
): Sending => {
  let uploadId: string | undefined
  let index = 0

  const drop = async (): Promise<void> => {
    if (uploadId !== undefined) await call('images.cancel', { uploadId })
    uploadId = undefined
    index = 0
  }
  const stop = async <T>(why: Result<T>): Promise<Result<T>> => {
    await drop()
    return why
  }
  const run = async (): Promise<Result<ImageRecord>> => {
    if (file.size === 0) return fail('unsupportedFile', { detail: 'empty' })
    if (file.size > MAX_FILE_BYTES) return fail('tooLarge')
    const place = await file.place().catch(() => undefined)
    if (place === undefined) return fail('unsupportedFile', { detail: 'damaged' })
    const part = (at: number): Promise<Uint8Array<ArrayBuffer> | undefined> =>
      'bytes' in place
        ? Promise.resolve(place.bytes.slice(at, at + CHUNK_BYTES))
        : place.file
            .slice(at, at + CHUNK_BYTES)
            .arrayBuffer()
            .then((bytes) => new Uint8Array(bytes))
            .catch(() => undefined)

    if (uploadId === undefined) {
      const begun = await call('images.begin', { ...to, bytes: file.size })
      if (!begun.ok) return begun
      ;({ uploadId } = begun.value)
    }
    const id = uploadId
    for (let at = index * CHUNK_BYTES; at < file.size; at = index * CHUNK_BYTES) {
      if (watch.signal.aborted) return stop(fail('cancelled'))
      const bytes = await part(at)
      // The stick was pulled, or the file changed under the read: what is in waits.
      if (bytes === undefined) return fail('interrupted')
      const taken = await call('images.chunk', { uploadId: id, index, bytes })
      if (!taken.ok) return stop(taken)
      index += 1
      watch.sent(Math.min(file.size, at + bytes.byteLength))
    }
    if (watch.signal.aborted) return stop(fail('cancelled'))
    uploadId = undefined
    return call('images.finish', { uploadId: id })
  }
  return { run, drop }
}
