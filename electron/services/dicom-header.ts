import { constants, inflateRawSync } from 'node:zlib'
import dicomParser from 'dicom-parser'
import type { Header, ParseDicom, Tags } from '../../shared/imaging/header'

/** The bundled parser as `shared/imaging/header` wants it; the package's types forget what an inflater answers. */
export const parseDicom: ParseDicom = (bytes, options) => dicomParser.parseDicom(bytes, options)

/** Deflate packs 1,032 to 1 at most: from this much nothing larger than 66 MiB can come. */
const HEAD_BYTES = 64 * 1024

/** The beginning of a deflated data set, which holds its header. */
export const inflateHead = (packed: Uint8Array): Uint8Array =>
  inflateRawSync(packed.subarray(0, HEAD_BYTES), { finishFlush: constants.Z_SYNC_FLUSH })

const bytesOf = (tags: Tags, tag: string): Uint8Array => {
  const element = tags.elements[tag]
  if (element === undefined) return new Uint8Array()
  return tags.byteArray.subarray(element.dataOffset, element.dataOffset + element.length)
}

/** Character sets (0008,0005) of whole files that differ from Latin letters, by what a TextDecoder calls them. */
const DECODERS: Readonly<Record<string, string>> = {
  'ISO_IR 192': 'utf-8',
  GB18030: 'gb18030',
  GBK: 'gb18030',
}

/** Name and birth date of the patient as the file gives them, empty where it does not. Stays in this process. */
export const patientIn = ({ tags }: Header): { name: string; born: string } => {
  try {
    const decoder = new TextDecoder(DECODERS[tags.string('x00080005') ?? ''] ?? 'latin1')
    const name = decoder.decode(bytesOf(tags, 'x00100010')).replaceAll('\0', '').trim()
    return { name, born: tags.string('x00100030') ?? '' }
  } catch {
    return { name: '', born: '' }
  }
}
