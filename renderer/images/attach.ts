import { onScopeDispose, ref, shallowRef, type Ref } from 'vue'
import { v7 as uuidv7 } from 'uuid'
import { isAnotherPerson } from '@shared/imaging/identity'
import type { ImageRecord } from '@shared/records/image'
import { call } from '../api'
import { wordsFor } from '../wording'
import { loadPicture } from './picture'
import { drawThumbnail } from './thumbnail'
import { upload } from './upload'

/** A line for a file that is on its way or was refused. The name is shown and kept nowhere. */
export interface Line {
  readonly id: number
  readonly name: string
  readonly bytes: number
  readonly sent: number
  /** Why it was refused, in words. */
  readonly refused?: string
}

/** A file that names somebody else: attached only when a person says so. */
export interface Doubt {
  readonly record: ImageRecord
  readonly answer: (keep: boolean) => void
}

interface Attaching {
  readonly lines: Ref<readonly Line[]>
  readonly doubt: Ref<Doubt | undefined>
  /** Takes files, one after the other. */
  readonly take: (files: Iterable<File>) => void
  /** Takes in what is stored and belongs to no entry yet: its answers were interrupted. False where it was left out. */
  readonly settle: (record: ImageRecord) => Promise<boolean>
  /** Stops a file under way, or clears a refusal away. */
  readonly dismiss: (id: number) => void
}

/** Takes files in for an exam and tells each one that was attached. */
export const useAttaching = (examId: () => string, attached: (record: ImageRecord) => void): Attaching => {
  const lines = shallowRef<readonly Line[]>([])
  const doubt = ref<Doubt>()
  const stops = new Map<number, AbortController>()
  let queue: Promise<void> = Promise.resolve()
  let last = 0

  const change = (id: number, over: Partial<Line>): void => {
    lines.value = lines.value.map((line) => (line.id === id ? { ...line, ...over } : line))
  }
  const drop = (id: number): void => {
    lines.value = lines.value.filter((line) => line.id !== id)
  }
  const remove = (record: ImageRecord): Promise<unknown> => call('images.remove', { imageId: record.imageId })

  let gone = false
  onScopeDispose(() => {
    gone = true
    doubt.value?.answer(false)
  })

  /** Asks about another person's picture; answers whether it stays. Nobody left to ask: it does not. */
  const stays = async (record: ImageRecord): Promise<boolean> => {
    if (!isAnotherPerson(record.facts.identity)) return true
    const keep =
      !gone &&
      (await new Promise<boolean>((answer) => {
        doubt.value = { record, answer }
      }))
    doubt.value = undefined
    if (!keep) await remove(record)
    return keep
  }

  const draw = async (file: File, record: ImageRecord): Promise<ImageRecord | undefined> => {
    const picture = await loadPicture({ file })
    // Whole by its structure and still no picture: it lies about its kind.
    if (picture.is === 'none' && picture.broken) return undefined
    const png = await drawThumbnail(picture)
    if (png === undefined) return record
    const info = picture.is === 'frame' && picture.info.is === 'pages' ? picture.info : undefined
    const pages = info && { columns: info.columns, rows: info.rows, frames: info.frames }
    const kept = await call('images.thumbnail', {
      imageId: record.imageId,
      png,
      ...(pages === undefined ? {} : { pages }),
    })
    return kept.ok ? { ...record, facts: { ...record.facts, ...pages }, hasThumbnail: true } : record
  }

  const one = async (id: number, file: File): Promise<void> => {
    const stop = stops.get(id)
    if (stop === undefined || stop.signal.aborted) return
    const place = { examId: examId(), entryId: uuidv7() }
    const sent = await upload(file, place, {
      signal: stop.signal,
      sent: (bytes) => change(id, { sent: bytes }),
    })
    stops.delete(id)
    if (!sent.ok) {
      if (sent.error.code === 'cancelled') drop(id)
      else change(id, { refused: wordsFor(sent.error) })
      return
    }
    const record = await draw(file, sent.value)
    if (record === undefined) {
      await remove(sent.value)
      change(id, { refused: wordsFor({ code: 'unsupportedFile', detail: 'damaged' }) })
      return
    }
    await settle(record)
    drop(id)
  }
  const settle = async (record: ImageRecord): Promise<boolean> => {
    const stay = await stays(record)
    if (stay) attached(record)
    return stay
  }

  return {
    lines,
    doubt,
    take: (files) => {
      for (const file of files) {
        const id = ++last
        stops.set(id, new AbortController())
        lines.value = [...lines.value, { id, name: file.name, bytes: file.size, sent: 0 }]
        queue = queue.then(() => one(id, file))
      }
    },
    settle,
    dismiss: (id) => {
      const stop = stops.get(id)
      stop?.abort()
      const begun = (lines.value.find((line) => line.id === id)?.sent ?? 0) > 0
      if (stop === undefined || !begun) drop(id)
    },
  }
}
