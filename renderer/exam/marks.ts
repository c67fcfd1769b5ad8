import type { ComputedRef, Ref } from 'vue'
import { answerPath } from '@shared/exam/answer'
import { answerAt } from '@shared/exam/edit'
import {
  pushedFrom,
  PUSH_REFUSALS,
  withMark,
  withoutMark,
  withPushed,
  withRulersHeeded,
} from '@shared/exam/marks'
import type { MeasuredFrame } from '@shared/imaging/measure/basis'
import type { ExamBody } from '@shared/records/exam'
import type { ImageMark } from '@shared/records/mark'
import { t } from '../language/text'
import { timeOf } from '../shell/clock'

interface Source {
  readonly body: ComputedRef<ExamBody | undefined>
  readonly labels: Ref<Readonly<Record<string, string>>>
  readonly edited: (by: (body: ExamBody) => ExamBody, run?: string) => void
  readonly now: () => string
  readonly me: () => string
}

/** What is drawn over the pictures of the visit that is open, and its way into a nodule's card. */
export function useMarks({ body, labels, edited, now, me }: Source) {
  const said = (id: 'image.nodule' | 'image.modality', entryId: string): string | undefined => {
    const answer = body.value && answerAt(body.value, answerPath(id, entryId))
    return answer?.is === 'value' && typeof answer.value === 'string' ? answer.value : undefined
  }
  const putMark = (mark: Omit<ImageMark, 'by' | 'at'>, run?: string): void =>
    edited((old) => withMark(old, { ...mark, at: now(), by: me() }), run)
  /** `frame`: of a ruler, whose measurements are told anew in the same step. */
  const removeMark = (markId: string, frame: Omit<MeasuredFrame, 'rulers'> | undefined): void =>
    edited((old) => {
      const mark = old.marks?.find((one) => one.markId === markId)
      const without = withoutMark(old, markId)
      return mark?.kind === 'ruler' && frame !== undefined
        ? withRulersHeeded(without, mark.imageId, frame)
        : without
    })
  const heedRulers = (imageId: string, frame: Omit<MeasuredFrame, 'rulers'>, run: string): void =>
    edited((old) => withRulersHeeded(old, imageId, frame), run)

  /** Answers why not, in words, or nothing. */
  const pushMark = (mark: ImageMark): string => {
    const old = body.value
    if (old === undefined) return ''
    const modality = said('image.modality', mark.entryId)
    const pushed = withPushed(old, mark, {
      noduleId: said('image.nodule', mark.entryId),
      modality: modality === 'ultrasound' || modality === 'mri' ? modality : undefined,
      at: now(),
      by: me(),
    })
    if (pushed.body === undefined) return PUSH_REFUSALS[pushed.refused]
    edited(() => pushed.body)
    return ''
  }
  /** Where a measurement stands: "in R1, 10:36". */
  const pushedWords = (mark: ImageMark): string => {
    const pushed = body.value && pushedFrom(body.value, mark)
    if (pushed === undefined) return ''
    const nodule = labels.value[pushed.noduleId] ?? t('the card')
    return pushed.current
      ? t('in {nodule}, {time}', { nodule, time: timeOf(pushed.at) })
      : t('{nodule} says otherwise', { nodule })
  }
  return { putMark, removeMark, heedRulers, pushMark, pushedWords }
}
