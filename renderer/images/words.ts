import { pixelsOf, syntaxWords } from '@shared/imaging/syntaxes'
import type { ImageFacts, ImageIdentity, ImageRecord } from '@shared/records/image'
import { t, toldIfKnown, type Plain } from '../language/text'

const MODALITIES: Readonly<Record<string, Plain>> = { US: 'Ultrasound', MR: 'MRI', CT: 'CT' }
const PICTURES = {
  jpeg: 'JPEG picture',
  png: 'PNG picture',
  webp: 'WebP picture',
  pdf: 'PDF report',
} as const satisfies Record<string, Plain>

/** What a picture is, as far as the file says: "Ultrasound", "JPEG picture". */
export const imageWords = (facts: ImageFacts): string => {
  if (facts.kind !== 'dicom') return t(PICTURES[facts.kind])
  const known = MODALITIES[facts.modality ?? '']
  if (known !== undefined) return t(known)
  return facts.modality === undefined
    ? t('DICOM picture')
    : t('DICOM picture, {modality}', { modality: facts.modality })
}

/** What is gone through: frames of a recording, slices of a series, pages of a report. */
export const placeWords = ({ kind, series }: ImageFacts): { readonly one: string; readonly many: string } => {
  if (kind === 'pdf') return { one: t('page'), many: t('pages') }
  return series === undefined
    ? { one: t('frame'), many: t('frames') }
    : { one: t('slice'), many: t('slices') }
}

/** Where one stands in what is looked through: "frame 3 of 30", "page 1 of 2". `at` counts from 0. */
export const countWords = (facts: ImageFacts, at: number, count: number): string =>
  t('{what} {at} of {count}', { what: placeWords(facts).one, at: at + 1, count })

/** Why there is no view: "it is locked with a password", or the name of a coding that is not known. */
export const unshown = (what: string): string =>
  t('Attached and safe. It cannot be shown: {what}. To see it here, export it uncompressed or as JPEG.', {
    what: toldIfKnown(what),
  })

/** Why there is no view, where the syntax alone tells it; else nothing. */
export const unshownWords = (facts: ImageFacts): string => {
  const { transferSyntax } = facts
  if (transferSyntax === undefined || pixelsOf(transferSyntax) !== 'other') return ''
  return unshown(syntaxWords(transferSyntax))
}

const WHO: Readonly<Record<ImageIdentity['name'], Readonly<Record<ImageIdentity['bornOn'], Plain>>>> = {
  matches: {
    matches: 'Name and birth date in the file match the chart.',
    absent: 'The name in the file matches the chart; it has no birth date.',
    differs: 'The birth date in this picture is another one than in the chart.',
  },
  absent: {
    matches: 'The birth date in the file matches the chart; it has no name.',
    absent: 'This file names nobody: be sure that it is this patient’s.',
    differs: 'The birth date in this picture is another one than in the chart.',
  },
  differs: {
    matches: 'The name in this picture is another person’s.',
    absent: 'The name in this picture is another person’s.',
    differs: 'Name and birth date in this picture are another person’s.',
  },
}

const REPORT: Readonly<Record<ImageIdentity['name'], Plain>> = {
  matches: 'The words of this report name this patient.',
  absent: 'No words could be read in this report: be sure that it is this patient’s.',
  differs: 'The words of this report do not name this patient.',
}

/** The file as it is kept, for whoever compares it with another copy. Only where it is no longer the one that came. */
export const keptWords = ({ sha256, originalSha256 }: ImageRecord): readonly string[] =>
  originalSha256 === undefined
    ? []
    : [
        t(
          'The place where it was taken, or what stood after the end of the picture, was taken out of this file; its pixels are as they came.',
        ),
        t('SHA-256 as it came: {sum}', { sum: originalSha256 }),
        t('SHA-256 as it is kept: {sum}', { sum: sha256 }),
      ]

/** What the file says of its patient against the chart. Names are read in DICOM files and in the words of a PDF. */
export const identityWords = ({ kind, identity }: ImageFacts): string =>
  kind === 'pdf'
    ? t(REPORT[identity?.name ?? 'absent'])
    : t(WHO[identity?.name ?? 'absent'][identity?.bornOn ?? 'absent'])
