import { ascii, concat, le16, le32 } from './bytes'
import { EXPLICIT_LITTLE, IMPLICIT_LITTLE } from './syntaxes'
import { bytesOfText, LONG, part10, written, writtenSequence } from './write'

/**
 * A copy of a DICOM file without who it is of, after the Basic Application Level Confidentiality Profile (PS3.15
 * annex E). It goes further than that table: only what describes the picture stays, everything else goes. An attribute
 * nobody thought of is then gone, not left.
 */
export interface Deidentified {
  readonly file: Uint8Array
  /** Burned In Annotation says yes, or nothing: words in the pixels may name somebody. Pixels are not changed. */
  readonly mayNameInPixels: boolean
}

/** Whole groups that describe pixels and how they were made; single attributes of theirs go, see {@link GONE}. */
const KEPT_GROUPS = [0x0028, 0x5200, 0x7fe0]
/** Attributes that describe the picture, in the other groups. */
const KEPT = new Set([
  // What kind of object it is, and its modality; image type, conversion.
  0x00080005, 0x00080008, 0x00080016, 0x00080060, 0x00080064, 0x00082144,
  // Technique of MR and ultrasound, frame times, regions with their calibration.
  0x00180015, 0x00180020, 0x00180021, 0x00180022, 0x00180023, 0x00180040, 0x00180050, 0x00180080, 0x00180081,
  0x00180083, 0x00180087, 0x00180088, 0x00180091, 0x00181063, 0x00181065, 0x00181164, 0x00181310, 0x00181314,
  0x00186011, 0x00185100,
  // Place and order of the picture.
  0x00200013, 0x00200020, 0x00200032, 0x00200037, 0x00200060, 0x00200062, 0x00201041, 0x00209111, 0x00209113,
  0x00209116, 0x00209221, 0x00209222,
])
/** In kept groups and sequences: words, dates, people, links to other objects. */
const GONE = new Set([0x00280a04, 0x00284000, 0x00281199, 0x00280303, 0x00287fe0])
/** Identifiers that get a new value, so that files of one study still belong together. */
const NEW_UIDS = new Set([0x00080018, 0x0020000d, 0x0020000e, 0x00200052])
/** What the profile empties (Z) because the object needs it to be there. */
const EMPTIED: readonly (readonly [tag: number, vr: string])[] = [
  [0x00080020, 'DA'],
  [0x00080030, 'TM'],
  [0x00080050, 'SH'],
  [0x00080090, 'PN'],
  [0x00100010, 'PN'],
  [0x00100020, 'LO'],
  [0x00100030, 'DA'],
  [0x00100040, 'CS'],
  [0x00200010, 'SH'],
]
const METHOD = 'Palpa: PS3.15 basic profile, only picture attributes kept'
/** Deeper nesting than any enhanced file has. */
const MAX_DEPTH = 12
const UNDEFINED = 0xffffffff
const [ITEM, ITEM_END, SEQUENCE_END] = [0xfffee000, 0xfffee00d, 0xfffee0dd]
/** Values in sequences that are texts, times and people by their kind. */
const TELLING_VRS = ['PN', 'DA', 'DT', 'TM', 'LT', 'ST', 'UT', 'UC', 'UR', 'LO', 'SH', 'AS', 'AE', 'UN', 'UI']

interface Element {
  readonly tag: number
  readonly vr: string
  /** Where its header and its value begin, and where it ends. */
  readonly at: number
  readonly value: number
  readonly end: number
  readonly open: boolean
}

class Damaged extends Error {}
const damaged = (): never => {
  throw new Damaged('damaged')
}

class Reader {
  constructor(
    private readonly bytes: Uint8Array,
    private readonly explicit: boolean,
  ) {}

  element(at: number, limit: number, depth: number): Element {
    const { bytes } = this
    if (at + 8 > limit || depth > MAX_DEPTH) damaged()
    const tag = le16(bytes, at) * 65_536 + le16(bytes, at + 2)
    const marker = tag >= ITEM && tag <= SEQUENCE_END
    const vr = this.explicit && !marker ? ascii(bytes, at + 4, at + 6) : ''
    if (this.explicit && !marker && !/^[A-Z]{2}$/.test(vr)) damaged()
    const long = LONG.includes(vr)
    const value = at + (long ? 12 : 8)
    const length = long ? le32(bytes, at + 8) : vr === '' ? le32(bytes, at + 4) : le16(bytes, at + 6)
    const open = length === UNDEFINED
    const end = open ? this.closing(value, limit, depth + 1, tag) : value + length
    if (end > limit) damaged()
    return { tag, vr, at, value, end, open }
  }

  /** Where something of undefined length ends, its end mark included. */
  private closing(from: number, limit: number, depth: number, tag: number): number {
    for (let at = from; ;) {
      const one = this.element(at, limit, depth)
      if (one.tag === SEQUENCE_END || (tag === ITEM && one.tag === ITEM_END)) return one.end
      at = one.end
    }
  }

  *elements(from: number, to: number): Generator<Element> {
    for (let at = from; at < to;) {
      const one = this.element(at, to, 0)
      if (one.tag === ITEM_END || one.tag === SEQUENCE_END) return
      yield one
      at = one.end
    }
  }
}

/** UIDs made of numbers (PS3.5 B.2): the same for the same one within an export, and saying nothing of it. */
export type NewUid = (old: string) => string

const valueText = (bytes: Uint8Array, { value, end }: Element): string =>
  ascii(bytes, value, end).replace(/[\0 ]+$/, '')

class Copier {
  private readonly reader: Reader
  constructor(
    private readonly bytes: Uint8Array,
    private readonly explicit: boolean,
    private readonly newUid: NewUid,
  ) {
    this.reader = new Reader(bytes, explicit)
  }

  dataSet(from: number): { parts: Uint8Array[]; burned: string | undefined; classUid: string; uid: string } {
    const kept = new Map<number, Uint8Array>()
    let burned: string | undefined
    let [classUid, uid] = ['', '']
    for (const one of this.reader.elements(from, this.bytes.length)) {
      if (one.tag === 0x00280301) burned = valueText(this.bytes, one)
      if (one.tag === 0x00080016) classUid = valueText(this.bytes, one)
      const copy = this.copied(one, 0)
      if (copy !== undefined) kept.set(one.tag, copy)
      if (one.tag === 0x00080018) uid = this.newUid(valueText(this.bytes, one))
      // Nothing after the pixels describes them.
      if (one.tag === 0x7fe00010) break
    }
    for (const [tag, vr] of EMPTIED) kept.set(tag, written(tag, vr, new Uint8Array(), this.explicit))
    kept.set(0x00120062, written(0x00120062, 'CS', bytesOfText('YES'), this.explicit))
    kept.set(0x00120063, written(0x00120063, 'LO', bytesOfText(METHOD), this.explicit))
    const parts = [...kept].sort(([one], [other]) => one - other).map(([, part]) => part)
    return { parts, burned, classUid, uid }
  }

  private copied(one: Element, depth: number): Uint8Array | undefined {
    const { tag, vr } = one
    const group = Math.floor(tag / 65_536)
    if (NEW_UIDS.has(tag))
      return written(tag, 'UI', bytesOfText(this.newUid(valueText(this.bytes, one))), this.explicit)
    if (GONE.has(tag) || group % 2 === 1) return undefined
    if (tag === 0x7fe00010) return this.bytes.subarray(one.at, one.end)
    const isKept =
      KEPT_GROUPS.includes(group) ||
      KEPT.has(tag) ||
      (group >= 0x6000 && group <= 0x60ff && group % 2 === 0 && this.isOverlay(tag))
    if (depth === 0 && !isKept) return undefined
    // Inside of what is kept: numbers and codes of a fixed list stay, texts and times do not.
    if (depth > 0 && (!isKept || TELLING_VRS.includes(vr)) && vr !== 'SQ') {
      const isNumber =
        this.explicit && ['US', 'UL', 'SS', 'SL', 'FD', 'FL', 'DS', 'IS', 'CS', 'OW', 'OB'].includes(vr)
      if (!isNumber) return undefined
    }
    if (vr === 'SQ' || this.looksLikeSequence(one)) return this.sequence(one, depth)
    return this.bytes.subarray(one.at, one.end)
  }

  /** Bits and shape of an overlay; its label and description are words. */
  private isOverlay(tag: number): boolean {
    return [0x0010, 0x0011, 0x0015, 0x0040, 0x0050, 0x0051, 0x0100, 0x0102, 0x3000].includes(tag % 65_536)
  }

  private looksLikeSequence({ value, end, vr }: Element): boolean {
    return (
      vr === '' && end - value >= 8 && le16(this.bytes, value) * 65_536 + le16(this.bytes, value + 2) === ITEM
    )
  }

  private sequence(one: Element, depth: number): Uint8Array {
    if (depth >= MAX_DEPTH) damaged()
    const items: Uint8Array[] = []
    for (const item of this.reader.elements(one.value, one.end)) {
      const parts: Uint8Array[] = []
      for (const inner of this.reader.elements(item.value, item.end)) {
        const copy = this.copied(inner, depth + 1)
        if (copy !== undefined) parts.push(copy)
      }
      items.push(concat(parts.length === 0 ? [new Uint8Array()] : parts))
    }
    return writtenSequence(one.tag, items, this.explicit)
  }
}

const PREAMBLE_BYTES = 132

/**
 * Makes the copy; undefined where the file cannot be followed to its pixels (damaged, deflated, big-endian or without a
 * header of Part 10): a copy that is not certain is not made.
 *
 * @param newUid answers the new identifier for an old one; the same for the same within one export
 */
export const deidentify = (file: Uint8Array, newUid: NewUid): Deidentified | undefined => {
  if (ascii(file, 128, 132) !== 'DICM') return undefined
  try {
    const meta = new Reader(file, true)
    const groupLength = meta.element(PREAMBLE_BYTES, file.length, 0)
    if (groupLength.tag !== 0x00020000) return undefined
    const body = groupLength.end + le32(file, groupLength.value)
    let syntax = ''
    for (const one of meta.elements(groupLength.end, body))
      if (one.tag === 0x00020010) syntax = valueText(file, one)
    const unreadable = ['1.2.840.10008.1.2.2', `${EXPLICIT_LITTLE}.99`]
    if (syntax === '' || unreadable.includes(syntax)) return undefined
    const { parts, burned, classUid, uid } = new Copier(file, syntax !== IMPLICIT_LITTLE, newUid).dataSet(
      body,
    )
    return {
      file: part10({ classUid, uid, syntax }, parts),
      mayNameInPixels: burned !== 'NO',
    }
  } catch (thrown) {
    if (thrown instanceof Damaged) return undefined
    throw thrown
  }
}
