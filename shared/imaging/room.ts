/** Where the bytes of frames are written, and what becomes of them when nobody needs them any more. */
export interface Room {
  /** So many zeros. */
  take(bytes: number): ArrayBuffer
  /** Nobody looks at these any more. */
  give(bytes: ArrayBuffer): void
}

/** Each frame gets memory of its own, which the collector takes back. */
export const newRoom: Room = {
  take: (bytes) => new ArrayBuffer(bytes),
  give: () => undefined,
}

/** What waits for the next frames, most. */
const MOST_BYTES = 32 * 1024 * 1024

/**
 * Memory of frames that are not looked at any more, for the next ones of the same size: a recording that plays makes
 * 80 MB a second, and the collector lets hundreds of them lie about before it comes.
 */
export const usedRoom = (most = MOST_BYTES): Room => {
  const waiting: ArrayBuffer[] = []
  return {
    take: (bytes) => {
      const at = waiting.findIndex((one) => one.byteLength === bytes)
      const [used] = at < 0 ? [] : waiting.splice(at, 1)
      if (used === undefined) return new ArrayBuffer(bytes)
      // What a damaged frame leaves unwritten must not show another picture.
      new Uint8Array(used).fill(0)
      return used
    },
    give: (bytes) => {
      waiting.push(bytes)
      let total = waiting.reduce((sum, one) => sum + one.byteLength, 0)
      while (total > most) total -= waiting.shift()?.byteLength ?? total
    },
  }
}
