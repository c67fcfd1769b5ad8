import { computed, type ComputedRef, type Ref } from 'vue'
import { isoToWords } from '@shared/dates/typed-date'
import type { AnswerPath } from '@shared/exam/answer'
import { codecOf } from '@shared/exam/codecs'
import type { ExamContext } from '@shared/exam/context'
import { fieldOf, type FieldId } from '@shared/exam/definition'
import type { Blocker } from '@shared/exam/validate'
import { DISPOSITION_WORDS } from '@shared/prompts/said'
import type { ExamBody } from '@shared/records/exam'
import type { Patient } from '@shared/records/people'
import { dayOf, timeOf } from '../shell/clock'
import { bannerAlerts } from '../shell/banner-alerts'
import { bannerFacts } from '../shell/person-words'
import type { BannerAlert, BannerFacts, Sign } from '../ui/types'
import type { useChart } from './chart'
import { useSides } from './sides'

interface Source {
  readonly body: ComputedRef<ExamBody | undefined>
  readonly context: Ref<ExamContext | undefined>
  readonly patient: Ref<Patient | undefined>
  readonly savedAt: ComputedRef<string | undefined>
  /** Pictures of the visit that name another person and that nobody has taken or refused yet. */
  readonly loosePictures: Ref<number>
  readonly chart: ReturnType<typeof useChart>
}

const WHY: Record<Blocker['why'], { readonly words: string; readonly sign: Sign }> = {
  missing: { words: 'not answered', sign: 'none' },
  refused: { words: 'refused', sign: 'refused' },
  toConfirm: { words: 'to confirm', sign: 'confirm' },
}

/** Opens the section of the pictures, which asks about them. */
const PICTURES: FieldId = 'image.modality'

/** The words around the form: who it is, what was last asked, what is saved, and what signing still needs. */
export function useHeader({ body, context, patient, savedAt, loosePictures, chart }: Source) {
  const banner = computed((): BannerFacts | undefined =>
    patient.value && body.value ? bannerFacts(patient.value, body.value.visitOn) : undefined,
  )
  const alerts = computed((): readonly BannerAlert[] => {
    const [now, around] = [body.value, context.value]
    if (now === undefined || around === undefined) return []
    return bannerAlerts([...around.earlier, now], around.country, now.visitOn)
  })
  const visitWords = computed(() => {
    const [now, around] = [body.value, context.value]
    if (now === undefined || around === undefined) return ''
    const type = chart.view.value?.value('visit.type')
    const field = fieldOf('visit.type')
    const named =
      type === undefined
        ? 'Visit'
        : codecOf(field).phrase(field, type, { country: around.country, entryName: () => '' })
    const late = now.visitOn < around.today ? `, entered late on ${isoToWords(around.today)}` : ''
    return `${named.charAt(0).toUpperCase()}${named.slice(1)}, ${isoToWords(now.visitOn)}${late}`
  })
  const savedWords = computed(() => {
    const at = savedAt.value
    if (at === undefined) return ''
    return dayOf(at) === context.value?.today ? `Saved ${timeOf(at)}` : `Saved ${isoToWords(dayOf(at))}`
  })

  /** What stands between the visit and its signature, in examination order. */
  const toAnswer = computed((): readonly { path: AnswerPath; label: string; why: string; sign: Sign }[] => [
    ...chart.blockers.value.map(({ path, label, why }) => ({
      path,
      label,
      why: WHY[why].words,
      sign: WHY[why].sign,
    })),
    ...(loosePictures.value > 0
      ? [
          {
            path: PICTURES,
            label: 'Picture: whose is it?',
            why: WHY.toConfirm.words,
            sign: WHY.toConfirm.sign,
          },
        ]
      : []),
  ])
  const sides = useSides({ body, context, chart })
  const signLine = computed(() =>
    banner.value === undefined
      ? ''
      : `${banner.value.name}, ${banner.value.sexAge}, ${banner.value.born}. ${visitWords.value}.`,
  )
  /** What the signer is about to put a name to: sides, and what was said to each prompt. */
  const signFacts = computed((): readonly { text: string; sign: Sign }[] => [
    ...sides.sideFacts.value,
    ...chart.prompts.value.map((prompt) => ({
      text: `Prompt ${prompt.rule}${prompt.nodule === undefined ? '' : ` ${prompt.nodule}`}: ${
        prompt.disposition === undefined ? 'not answered' : DISPOSITION_WORDS[prompt.disposition.what]
      }`,
      sign: prompt.disposition === undefined ? ('none' as const) : ('done' as const),
    })),
  ])

  return {
    banner,
    alerts,
    visitWords,
    savedWords,
    toAnswer,
    signLine,
    signFacts,
    sidesApart: sides.sidesApart,
  }
}
