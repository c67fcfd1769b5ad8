import { sizesOf } from '../imaging/measure/size'
import { rejudged, type MeasuredFrame } from '../imaging/measure/basis'
import type { ExamBody } from '../records/exam'
import type { ImageMark } from '../records/mark'
import { answerPath, type Answer, type FieldValue } from './answer'
import { codecOf } from './codecs'
import { fieldOf, type FieldId } from './definition'
import { answerAt, withAnswer } from './edit'

/**
 * Marks over the pictures of a visit, and the way of a measurement into a nodule's card. Pure changes of a body, as in
 * `edit.ts`. The file of a picture is never touched by any of it.
 */

const NONE: readonly ImageMark[] = []
export const marksOf = (body: Pick<ExamBody, 'marks'>, imageId: string): readonly ImageMark[] =>
  body.marks?.filter((mark) => mark.imageId === imageId) ?? NONE

/** A mark added, or changed where there is one of its id. */
export const withMark = (body: ExamBody, mark: ImageMark): ExamBody => {
  const marks = body.marks ?? []
  const known = marks.some(({ markId }) => markId === mark.markId)
  return {
    ...body,
    marks: known ? marks.map((one) => (one.markId === mark.markId ? mark : one)) : [...marks, mark],
  }
}

export const withoutMark = (body: ExamBody, markId: string): ExamBody => ({
  ...body,
  marks: (body.marks ?? []).filter((mark) => mark.markId !== markId),
})

/** A ruler came, moved or went: what was measured in its frame is measured anew. */
export const withRulersHeeded = (
  body: ExamBody,
  imageId: string,
  frame: Omit<MeasuredFrame, 'rulers'>,
): ExamBody => {
  const rulers = marksOf(body, imageId).filter(({ kind }) => kind === 'ruler')
  const judge = (mark: ImageMark): ImageMark =>
    mark.imageId === imageId && mark.frame === frame.frame ? rejudged(mark, { ...frame, rulers }) : mark
  return { ...body, marks: (body.marks ?? []).map(judge) }
}

/** Why a measurement cannot be put into a nodule's card. */
export const PUSH_REFUSALS = {
  kind: 'Only two axes and a depth have a place in a nodule’s card.',
  pixels:
    'It is measured in pixels, and a nodule’s size is in millimetres. Mark a ruler in the picture first.',
  refused: 'It is not measured, so there is nothing to put into the card.',
  detector:
    'These are millimetres at the detector or on film, not in the body. They stay beside the picture.',
  modality: 'Say first whether this picture is an ultrasound or an MRI.',
  depth: 'The card has a place for a depth by ultrasound only.',
  nodule: 'Say first which nodule this picture shows.',
  range: 'The card does not take this length. Look at the scale of the picture.',
} as const
export type PushRefusal = keyof typeof PUSH_REFUSALS

export type Pushed =
  | { readonly body: ExamBody; readonly put: readonly FieldId[]; readonly refused?: never }
  | { readonly body?: never; readonly refused: PushRefusal }

interface Pushing {
  readonly noduleId: string | undefined
  readonly modality: 'ultrasound' | 'mri' | undefined
  readonly at: string
  readonly by: string
}

/**
 * What the mark gives the card, by field; whole millimetres, as the card holds them. The day of the picture comes from
 * what was said of it, and where nobody said it there is none: an older day in the card would be another picture's.
 */
const given = (
  mark: ImageMark,
  modality: 'ultrasound' | 'mri',
  takenOn: string | undefined,
): readonly (readonly [FieldId, FieldValue | undefined])[] => {
  const [first, second] = sizesOf(mark).map(({ value }) => Math.round(value))
  if (first === undefined) return []
  if (second === undefined) return [['nodule.depthMm', first]]
  return [
    ['nodule.sizeImaged', { longMm: first, shortMm: second }],
    ['nodule.sizeImagedBy', modality],
    ['nodule.sizeImagedOn', takenOn],
  ]
}

const refusalOf = (
  mark: ImageMark,
  { noduleId, modality }: Pick<Pushing, 'noduleId' | 'modality'>,
): PushRefusal | undefined => {
  const by = mark.basis?.by
  if (mark.kind !== 'axes' && mark.kind !== 'depth') return 'kind'
  if (by === undefined || by === 'refused') return 'refused'
  if (by === 'pixels') return 'pixels'
  if (by === 'detector' || by === 'film') return 'detector'
  if (modality === undefined) return 'modality'
  if (mark.kind === 'depth' && modality !== 'ultrasound') return 'depth'
  return noduleId === undefined ? 'nodule' : undefined
}

/**
 * Puts a measurement into the imaged size of a nodule (or its depth), where it stands beside what was palpated and
 * replaces nothing of it: another slot with its own method and date (ruling 7). Each answer names picture, frame and mark.
 */
export const withPushed = (body: ExamBody, mark: ImageMark, pushing: Pushing): Pushed => {
  const refused = refusalOf(mark, pushing)
  const { noduleId, modality, at, by } = pushing
  if (refused !== undefined || noduleId === undefined || modality === undefined)
    return { refused: refused ?? 'nodule' }
  const taken = answerAt(body, answerPath('image.takenOn', mark.entryId))
  const takenOn = taken?.is === 'value' && typeof taken.value === 'string' ? taken.value : undefined
  const all = given(mark, modality, takenOn)
  const isTaken = all.every(([id, value]) => {
    const field = fieldOf(id)
    return value === undefined || codecOf(field).refusal(field, value) === undefined
  })
  if (!isTaken) return { refused: 'range' }
  const measured = { imageId: mark.imageId, frame: mark.frame, markId: mark.markId }
  return {
    put: all.map(([id]) => id),
    body: all.reduce(
      (next, [id, value]) =>
        withAnswer(
          next,
          answerPath(id, noduleId),
          value === undefined ? undefined : { is: 'value', value, at, by, via: 'picture', measured },
        ),
      body,
    ),
  }
}

/** The answers that were taken from a mark, and whether the card still says what the mark now measures. */
export const pushedFrom = (
  body: ExamBody,
  mark: ImageMark,
): { readonly noduleId: string; readonly at: string; readonly current: boolean } | undefined => {
  const ids = mark.kind === 'depth' ? (['nodule.depthMm'] as const) : (['nodule.sizeImaged'] as const)
  for (const { entryId, values } of body.answers.groups['nodule'] ?? []) {
    for (const id of ids) {
      const answer: Answer | undefined = values[id]
      if (answer?.is !== 'value' || answer.measured?.markId !== mark.markId) continue
      const now = given(mark, 'ultrasound', undefined).find(([field]) => field === id)?.[1]
      return {
        noduleId: entryId,
        at: answer.at,
        current: JSON.stringify(now) === JSON.stringify(answer.value),
      }
    }
  }
  return undefined
}
