import { le16, le32 } from '@shared/imaging/bytes'
import { crc32 } from '@shared/imaging/crc32'
import { MAX_FILE_BYTES } from '@shared/imaging/faults'
import { inflate } from './inflate'

/** One file of an archive, unpacked only when it is asked for. */
export interface ZipEntry {
  /** The last part of its name, for a person to read. Never a place on a disk. */
  readonly name: string
  /** Bytes once unpacked, as the archive says; it is held to that. */
  readonly size: number
  /** Rejects when it is damaged, locked or longer than it says. */
  bytes(): Promise<Uint8Array<ArrayBuffer>>
}
/** Why an archive is not opened. `bomb`: what it holds is meant to fill the memory. */
export type ZipFault = 'damaged' | 'bomb' | 'locked'

/** An archive with more files, or more to unpack, is no study of a patient. */
const MAX_ENTRIES = 10_000
const MAX_TOTAL = 4_000_000_000
/** One file is unpacked in memory as a whole. */
const MAX_UNPACKED = Math.min(MAX_FILE_BYTES, 268_435_456)
const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const END_BYTES = 22
const [STORED, DEFLATED] = [0, 8]
const WIDE = 0xffffffff

const read = async (file: Blob, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await file.slice(from, to).arrayBuffer())

interface Listed {
  readonly name: string
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly at: number
}

/** Reads the central directory (APPNOTE 4.3.12); sizes beyond 4 GB are not read, an archive with them is too large. */
const listOf = (bytes: Uint8Array, count: number): Listed[] | 'damaged' => {
  const found: Listed[] = []
  for (let at = 0; found.length < count;) {
    if (at + 46 > bytes.length || le32(bytes, at) !== CENTRAL) return 'damaged'
    const [name, extra, comment] = [le16(bytes, at + 28), le16(bytes, at + 30), le16(bytes, at + 32)]
    const text = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name))
    found.push({
      name: text,
      flags: le16(bytes, at + 8),
      method: le16(bytes, at + 10),
      crc: le32(bytes, at + 16),
      packed: le32(bytes, at + 20),
      size: le32(bytes, at + 24),
      at: le32(bytes, at + 42),
    })
    at += 46 + name + extra + comment
  }
  return found
}

const unpack = async (file: Blob, one: Listed): Promise<Uint8Array<ArrayBuffer>> => {
  const head = await read(file, one.at, one.at + 30)
  if (le32(head, 0) !== LOCAL) throw new RangeError('no entry there')
  const from = one.at + 30 + le16(head, 26) + le16(head, 28)
  const packed = await read(file, from, from + one.packed)
  if (one.size > MAX_UNPACKED) throw new RangeError('too large')
  const bytes = one.method === STORED ? packed : await inflate(packed, one.size)
  if (bytes.length !== one.size || crc32(bytes) !== one.crc) throw new RangeError('damaged')
  return bytes
}

/**
 * Lists the files of a ZIP archive without unpacking any. Names are only ever shown: whatever they say about folders,
 * nothing is written anywhere by them.
 */
export const openZip = async (file: Blob): Promise<readonly ZipEntry[] | ZipFault> => {
  const tail = await read(file, Math.max(0, file.size - END_BYTES - 65_535), file.size)
  let end = tail.length - END_BYTES
  while (end >= 0 && le32(tail, end) !== END) end -= 1
  if (end < 0) return 'damaged'
  const [count, size, at] = [le16(tail, end + 10), le32(tail, end + 12), le32(tail, end + 16)]
  if (count > MAX_ENTRIES || size === WIDE || at === WIDE) return 'bomb'
  if (at + size > file.size) return 'damaged'
  const listed = listOf(await read(file, at, at + size), count)
  if (listed === 'damaged') return 'damaged'
  const files = listed.filter(({ name }) => !name.endsWith('/'))
  if (files.some(({ flags }) => flags % 2 === 1)) return 'locked'
  if (files.some(({ method }) => method !== STORED && method !== DEFLATED)) return 'damaged'
  const packed = files.reduce((sum, one) => sum + one.packed, 0)
  const total = files.reduce((sum, one) => sum + one.size, 0)
  // Entries that share their packed bytes unpack to far more than the archive could hold.
  if (packed > file.size || total > MAX_TOTAL || files.some((one) => one.size === WIDE)) return 'bomb'
  return files.map((one) => ({
    name: one.name.split(/[/\\]/).at(-1) ?? '',
    size: one.size,
    bytes: () => unpack(file, one),
  }))
}
