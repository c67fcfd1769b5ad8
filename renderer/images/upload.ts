import { fail, type Result } from '@shared/errors'
import { MAX_FILE_BYTES } from '@shared/imaging/faults'
import type { ImageRecord } from '@shared/records/image'
import { call } from '../api'

const CHUNK_BYTES = 1 << 20

/**
 * Sends a file to be sealed, one chunk at a time. Main judges it while it arrives; whatever goes wrong, the upload
 * is cancelled there and nothing stays behind.
 */
export const upload = async (
  file: File,
  place: { readonly examId: string; readonly entryId: string },
  watch: { readonly signal: AbortSignal; readonly sent: (bytes: number) => void },
): Promise<Result<ImageRecord>> => {
  if (file.size === 0) return fail('unsupportedFile', { detail: 'empty' })
  if (file.size > MAX_FILE_BYTES) return fail('tooLarge')
  const begun = await call('images.begin', { ...place, bytes: file.size })
  if (!begun.ok) return begun
  const { uploadId } = begun.value
  const stop = async <T>(why: Result<T>): Promise<Result<T>> => {
    await call('images.cancel', { uploadId })
    return why
  }
  for (let index = 0, at = 0; at < file.size; index++, at += CHUNK_BYTES) {
    if (watch.signal.aborted) return stop(fail('cancelled'))
    const part = await file
      .slice(at, at + CHUNK_BYTES)
      .arrayBuffer()
      .catch(() => undefined)
    // The stick was pulled, or the file changed under the read.
    if (part === undefined) return stop(fail('truncatedFile'))
    const taken = await call('images.chunk', { uploadId, index, bytes: new Uint8Array(part) })
    if (!taken.ok) return stop(taken)
    watch.sent(Math.min(file.size, at + part.byteLength))
  }
  return watch.signal.aborted ? stop(fail('cancelled')) : call('images.finish', { uploadId })
}
