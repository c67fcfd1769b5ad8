import { be16, be32, le16, le32 } from './bytes'

const GPS_IFD = 0x8825
const EXIF_IFD = 0x8769
const ENTRY_BYTES = 12
/** Bytes of one value by EXIF type 1 to 12. */
const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8]

/**
 * Removes the place where a photograph was taken: the GPS directory and its values become zeros, in place, so
 * that nothing else moves. Orientation, date and camera stay.
 *
 * @param tiff the EXIF block from its byte order mark on; it is changed
 * @returns whether the block could be followed; a block that cannot be is better left out as a whole
 */
export const blankGps = (tiff: Uint8Array): boolean => {
  const order = be16(tiff, 0)
  if (order !== 0x4949 && order !== 0x4d4d) return false
  const read16 = order === 0x4949 ? le16 : be16
  const read32 = order === 0x4949 ? le32 : be32
  const seen = new Set<number>()
  const inside = (from: number, length: number): boolean => from >= 8 && from + length <= tiff.length

  const blank = (ifd: number): boolean => {
    const count = read16(tiff, ifd)
    const length = 2 + count * ENTRY_BYTES + 4
    if (!inside(ifd, length)) return false
    for (let entry = ifd + 2; entry < ifd + length - 4; entry += ENTRY_BYTES) {
      const bytes = (TYPE_BYTES[read16(tiff, entry + 2)] ?? 0) * read32(tiff, entry + 4)
      if (bytes <= 4) continue
      const from = read32(tiff, entry + 8)
      if (!inside(from, bytes)) return false
      tiff.fill(0, from, from + bytes)
    }
    tiff.fill(0, ifd, ifd + length)
    return true
  }

  const follow = (ifd: number): boolean => {
    if (ifd === 0 || seen.has(ifd)) return true
    seen.add(ifd)
    const count = read16(tiff, ifd)
    const next = ifd + 2 + count * ENTRY_BYTES
    if (!inside(ifd, 2 + count * ENTRY_BYTES)) return false
    for (let entry = ifd + 2; entry < next; entry += ENTRY_BYTES) {
      const tag = read16(tiff, entry)
      const to = read32(tiff, entry + 8)
      if (tag === GPS_IFD && !blank(to)) return false
      if (tag === EXIF_IFD && !follow(to)) return false
    }
    return follow(read32(tiff, next))
  }

  return follow(read32(tiff, 4))
}
