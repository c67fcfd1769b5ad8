import { concat } from './bytes'

/** Writing of DICOM elements, little end first (PS3.5 7.1). */

/** Value representations whose explicit length takes four bytes. */
export const LONG = ['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']

/** Letters of one byte each. */
export const bytesOfText = (value: string): Uint8Array =>
  Uint8Array.from(value, (letter) => letter.charCodeAt(0))

export const le = (value: number, bytes: number): Uint8Array =>
  Uint8Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** at) & 255)

/** One element, padded to an even length. `tag` as `0x00280010`. */
export const written = (tag: number, vr: string, value: Uint8Array, explicit = true): Uint8Array => {
  const pad =
    value.length % 2 === 0 ? value : concat([value, Uint8Array.of(vr === 'UI' || vr === 'OB' ? 0 : 0x20)])
  const head = concat([le(Math.floor(tag / 65_536), 2), le(tag % 65_536, 2)])
  if (!explicit) return concat([head, le(pad.length, 4), pad])
  const length = LONG.includes(vr) ? concat([le(0, 2), le(pad.length, 4)]) : le(pad.length, 2)
  return concat([head, bytesOfText(vr), length, pad])
}

/** A sequence of items of known length, each a run of elements in their order. */
export const writtenSequence = (tag: number, items: readonly Uint8Array[], explicit = true): Uint8Array => {
  const parts = items.map((item) => concat([le(0xfffe, 2), le(0xe000, 2), le(item.length, 4), item]))
  return written(tag, 'SQ', concat(parts.length === 0 ? [new Uint8Array()] : parts), explicit)
}

/** Number of this program as a writer of files (PS3.10 7.1). */
const IMPLEMENTATION_UID = '2.25.80965'

/** A file of Part 10 around a data set. */
export const part10 = (
  { classUid, uid, syntax }: { readonly classUid: string; readonly uid: string; readonly syntax: string },
  dataSet: readonly Uint8Array[],
): Uint8Array => {
  const ui = (tag: number, value: string): Uint8Array => written(tag, 'UI', bytesOfText(value))
  const head = concat([
    written(0x00020001, 'OB', Uint8Array.of(0, 1)),
    ui(0x00020002, classUid),
    ui(0x00020003, uid),
    ui(0x00020010, syntax),
    ui(0x00020012, IMPLEMENTATION_UID),
  ])
  const length = written(0x00020000, 'UL', le(head.length, 4))
  return concat([new Uint8Array(128), bytesOfText('DICM'), length, head, ...dataSet])
}
