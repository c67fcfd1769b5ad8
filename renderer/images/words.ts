import { cannotShow, pixelsOf, syntaxWords } from '@shared/imaging/syntaxes'
import type { ImageFacts } from '@shared/records/image'

const MODALITIES: Readonly<Record<string, string>> = { US: 'Ultrasound', MR: 'MRI', CT: 'CT' }
const PICTURES = { jpeg: 'JPEG picture', png: 'PNG picture' } as const

/** What a picture is, as far as the file says: "Ultrasound", "JPEG picture". */
export const imageWords = (facts: ImageFacts): string =>
  facts.kind === 'dicom'
    ? (MODALITIES[facts.modality ?? ''] ??
      `DICOM picture${facts.modality === undefined ? '' : `, ${facts.modality}`}`)
    : PICTURES[facts.kind]

/** Why there is no view, where the syntax alone tells it; else nothing. */
export const unshownWords = (facts: ImageFacts): string => {
  const { transferSyntax } = facts
  if (transferSyntax === undefined || pixelsOf(transferSyntax) === 'native') return ''
  return cannotShow(syntaxWords(transferSyntax))
}
