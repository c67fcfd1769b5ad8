/** How pixel data is written. `other` is compressed in a way that is not decoded: it stays safely attached. */
export type Stored = 'native' | 'deflated' | 'rle' | 'jpeg' | 'jpegLs' | 'jpeg2000' | 'other'

interface Syntax {
  readonly name: string
  readonly pixels: Stored
}

/** Transfer syntaxes of PS3.6 table A-1 that pictures come in. */
const SYNTAXES: Readonly<Record<string, Syntax>> = {
  '1.2.840.10008.1.2': { name: 'Implicit VR Little Endian', pixels: 'native' },
  '1.2.840.10008.1.2.1': { name: 'Explicit VR Little Endian', pixels: 'native' },
  '1.2.840.10008.1.2.2': { name: 'Explicit VR Big Endian', pixels: 'native' },
  '1.2.840.10008.1.2.1.99': { name: 'Deflated Explicit VR Little Endian', pixels: 'deflated' },
  '1.2.840.10008.1.2.4.50': { name: 'JPEG Baseline', pixels: 'jpeg' },
  '1.2.840.10008.1.2.4.51': { name: 'JPEG Extended', pixels: 'jpeg' },
  '1.2.840.10008.1.2.4.57': { name: 'JPEG Lossless', pixels: 'jpeg' },
  '1.2.840.10008.1.2.4.70': { name: 'JPEG Lossless, first-order prediction', pixels: 'jpeg' },
  '1.2.840.10008.1.2.4.80': { name: 'JPEG-LS Lossless', pixels: 'jpegLs' },
  '1.2.840.10008.1.2.4.81': { name: 'JPEG-LS Near-lossless', pixels: 'jpegLs' },
  '1.2.840.10008.1.2.4.90': { name: 'JPEG 2000 Lossless', pixels: 'jpeg2000' },
  '1.2.840.10008.1.2.4.91': { name: 'JPEG 2000', pixels: 'jpeg2000' },
  '1.2.840.10008.1.2.4.92': { name: 'JPEG 2000 Part 2 Lossless', pixels: 'other' },
  '1.2.840.10008.1.2.4.93': { name: 'JPEG 2000 Part 2', pixels: 'other' },
  '1.2.840.10008.1.2.4.100': { name: 'MPEG-2 Main Profile, Main Level', pixels: 'other' },
  '1.2.840.10008.1.2.4.101': { name: 'MPEG-2 Main Profile, High Level', pixels: 'other' },
  '1.2.840.10008.1.2.4.102': { name: 'MPEG-4 High Profile', pixels: 'other' },
  '1.2.840.10008.1.2.4.103': { name: 'MPEG-4 High Profile, Blu-ray', pixels: 'other' },
  '1.2.840.10008.1.2.4.107': { name: 'HEVC Main Profile', pixels: 'other' },
  '1.2.840.10008.1.2.4.108': { name: 'HEVC Main 10 Profile', pixels: 'other' },
  '1.2.840.10008.1.2.4.110': { name: 'JPEG XL Lossless', pixels: 'other' },
  '1.2.840.10008.1.2.4.111': { name: 'JPEG XL JPEG Recompression', pixels: 'other' },
  '1.2.840.10008.1.2.4.112': { name: 'JPEG XL', pixels: 'other' },
  '1.2.840.10008.1.2.4.201': { name: 'High-Throughput JPEG 2000 Lossless', pixels: 'other' },
  '1.2.840.10008.1.2.4.202': { name: 'High-Throughput JPEG 2000 RPCL', pixels: 'other' },
  '1.2.840.10008.1.2.4.203': { name: 'High-Throughput JPEG 2000', pixels: 'other' },
  '1.2.840.10008.1.2.5': { name: 'RLE Lossless', pixels: 'rle' },
}

/** How an unknown syntax is treated: private ones are compressed more often than not. */
const UNKNOWN: Syntax = { name: 'unknown transfer syntax', pixels: 'other' }

/** Syntaxes that are known by name and not decoded. */
export const UNCLAIMED: readonly string[] = Object.keys(SYNTAXES).filter(
  (uid) => SYNTAXES[uid]?.pixels === 'other',
)

export const EXPLICIT_LITTLE = '1.2.840.10008.1.2.1'
export const IMPLICIT_LITTLE = '1.2.840.10008.1.2'
export const EXPLICIT_BIG = '1.2.840.10008.1.2.2'

/** How the pixels of a transfer syntax are written. */
export const pixelsOf = (uid: string): Stored => (SYNTAXES[uid] ?? UNKNOWN).pixels

/** "JPEG 2000 (1.2.840.10008.1.2.4.91)": the name with the UID, for the person who asks the scanner's vendor. */
export const syntaxWords = (uid: string): string => `${(SYNTAXES[uid] ?? UNKNOWN).name} (${uid})`
