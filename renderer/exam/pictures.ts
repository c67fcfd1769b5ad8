import { ref, type Ref } from 'vue'
import * as edit from '@shared/exam/edit'
import type { ExamBody } from '@shared/records/exam'
import type { History } from './history'

interface Source {
  readonly steps: Ref<History<ExamBody> | undefined>
  readonly changed: () => void
}

/**
 * Pictures that hold a file each have an entry, and one that was taken away has none. Undo cannot bring a file back or
 * take it away, so neither does it their entries.
 */
export function usePictures({ steps, changed }: Source) {
  /** Picture entries that hold a file: the file is taken away where it was attached, and the entry with it. */
  const attached = ref<ReadonlySet<string>>(new Set())
  const holdImages = (entryIds: readonly string[]): void => {
    attached.value = new Set([...attached.value, ...entryIds])
    const body = steps.value?.now.value
    const known = new Set(body && edit.entriesOf(body, 'image').map((entry) => entry.entryId))
    if (entryIds.every((id) => known.has(id))) return
    steps.value?.everywhere((old) => edit.withEntries(old, 'image', entryIds))
    changed()
  }
  const dropImage = (entryId: string): void => {
    attached.value = new Set([...attached.value].filter((id) => id !== entryId))
    steps.value?.everywhere((old) => edit.withoutEntry(old, 'image', entryId))
    changed()
  }
  return { attached, holdImages, dropImage }
}
