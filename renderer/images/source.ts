import { BLOCK_BYTES, fromBytes, inBlocks, type Source } from '@shared/imaging/source'

/** What a picture is opened from: one that is attached, or a file on its way in. Can be sent to a worker. */
export type Place =
  { readonly imageId: string } | { readonly file: Blob } | { readonly bytes: Uint8Array<ArrayBuffer> }

const fromFile = (file: Blob): Source => ({
  bytes: file.size,
  range: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
})

/** Bytes of an attached picture, opened by main range by range. Never a Blob: Chromium may put a large one on the disk in clear. */
const sealedRange = async (
  imageId: string,
  from: number,
  to: number,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; of: number }> => {
  const response = await fetch(`/image/${imageId}`, {
    cache: 'no-store',
    headers: { range: `bytes=${from}-${to - 1}` },
  })
  const of = Number(/\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1])
  if (response.status !== 206 || !Number.isInteger(of)) throw new Error(`range ${response.status}`)
  return { bytes: new Uint8Array(await response.arrayBuffer()), of }
}

const fromAttached = async (imageId: string): Promise<Source> => {
  const { bytes: first, of } = await sealedRange(imageId, 0, BLOCK_BYTES)
  const source: Source = {
    bytes: of,
    range: async (from, to) => (from >= to ? new Uint8Array() : (await sealedRange(imageId, from, to)).bytes),
  }
  return inBlocks(source, first)
}

/** Opens a place; undefined where its bytes cannot be had (locked, removed, damaged). */
export const sourceOf = async (place: Place): Promise<Source | undefined> => {
  if ('bytes' in place) return fromBytes(place.bytes)
  return 'file' in place ? fromFile(place.file) : fromAttached(place.imageId).catch(() => undefined)
}
