/** Where a picture's bytes come from. `range` answers fewer bytes where the file ends. */
export interface Source {
  range(from: number, to: number): Promise<Uint8Array<ArrayBuffer>>
  /** No more is needed. */
  close(): void
}

/** A file on its way in. */
export const fromFile = (file: Blob): Source => ({
  range: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
  close: () => undefined,
})

/**
 * An attached picture, read in order only as far as it is needed: the first frame of a long recording does not
 * bring the whole recording into memory. Never a Blob: Chromium may put a large one on the disk in clear.
 */
export const fromAttached = async (imageId: string): Promise<Source | undefined> => {
  const response = await fetch(`/image/${imageId}`, { cache: 'no-store' }).catch(() => undefined)
  const reader = response?.ok === true ? response.body?.getReader() : undefined
  if (reader === undefined) return undefined
  let held = new Uint8Array(1 << 20)
  let length = 0

  const append = (part: Uint8Array): void => {
    if (length + part.length > held.length) {
      const wider = new Uint8Array(Math.max(held.length * 2, length + part.length))
      wider.set(held.subarray(0, length))
      held = wider
    }
    held.set(part, length)
    length += part.length
  }
  return {
    range: async (from, to) => {
      while (length < to) {
        const { done, value } = await reader.read()
        if (done) break
        append(value)
      }
      return held.slice(from, Math.min(to, length))
    },
    close: () => void reader.cancel().catch(() => undefined),
  }
}
