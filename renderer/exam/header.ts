import { computed, type ComputedRef, type Ref } from 'vue'
import type { AnswerPath } from '@shared/exam/answer'
import { codecOf } from '@shared/exam/codecs'
import type { ExamContext } from '@shared/exam/context'
import { fieldOf, type FieldId } from '@shared/exam/definition'
import type { Blocker } from '@shared/exam/validate'
import { DISPOSITION_WORDS } from '@shared/prompts/said'
import type { ExamBody } from '@shared/records/exam'
import type { Patient } from '@shared/records/people'
import { dayWords } from '../language/days'
import { say } from '../language/say'
import { list, t, told, words, type Plain } from '../language/text'
import { dayOf, timeOf } from '../shell/clock'
import { kept } from '../shell/kept'
import { bannerAlerts } from '../shell/banner-alerts'
import { bannerFacts } from '../shell/person-words'
import type { BannerAlert, BannerFacts, Sign } from '../ui/types'
import type { LeftToday } from './attesting'
import type { useChart } from './chart'
import { useSides } from './sides'

interface Source {
  readonly body: ComputedRef<ExamBody | undefined>
  readonly context: Ref<ExamContext | undefined>
  readonly patient: Ref<Patient | undefined>
  /** Earlier visits that do not open. */
  readonly unread: Ref<number>
  readonly savedAt: ComputedRef<string | undefined>
  /** Pictures of the visit that name another person and that nobody has taken or refused yet. */
  readonly loosePictures: Ref<number>
  readonly chart: ReturnType<typeof useChart>
  readonly leftToday: ComputedRef<readonly LeftToday[]>
}

const WHY: Record<Blocker['why'], { readonly words: Plain; readonly sign: Sign }> = {
  missing: { words: 'not answered', sign: 'none' },
  refused: { words: 'refused', sign: 'refused' },
  toConfirm: { words: 'to confirm', sign: 'confirm' },
}

/** Opens the section of the pictures, which asks about them. */
const PICTURES: FieldId = 'image.modality'

/** The words around the form: who it is, what was last asked, what is saved, and what signing still needs. */
export function useHeader(source: Source) {
  const { body, context, patient, unread, savedAt, loosePictures, chart, leftToday } = source
  const banner = kept((): BannerFacts | undefined =>
    patient.value && body.value ? bannerFacts(patient.value, body.value.visitOn) : undefined,
  )
  const alerts = kept((): readonly BannerAlert[] => {
    const [now, around] = [body.value, context.value]
    if (now === undefined || around === undefined) return []
    return bannerAlerts([...around.earlier, now], around.country, now.visitOn, unread.value)
  })
  const unreadWords = computed(() => {
    const { value: count } = unread
    if (count === 0) return ''
    return count === 1
      ? t(
          'An earlier visit of this patient cannot be read. Allergies, medicines and nodules that were noted there are not known here. The patient’s page has what brings it back.',
        )
      : t(
          '{count} earlier visits of this patient cannot be read. Allergies, medicines and nodules that were noted there are not known here. The patient’s page has what brings it back.',
          { count },
        )
  })
  /** Which visit this one follows up: ", from 11 Oct". */
  const fromWords = computed(() => {
    const [now, around] = [body.value, context.value]
    const from = around?.earlier.find(({ examId }) => examId === now?.followsUp)
    if (now === undefined || from === undefined) return ''
    return t(', from {day}', {
      day: dayWords(from.visitOn, from.visitOn.slice(0, 4) !== now.visitOn.slice(0, 4)),
    })
  })
  const visitWords = computed(() => {
    const [now, around] = [body.value, context.value]
    if (now === undefined || around === undefined) return ''
    const type = chart.view.value?.value('visit.type')
    const field = fieldOf('visit.type')
    const named =
      type === undefined
        ? t('Visit')
        : words.value === undefined
          ? codecOf(field).phrase(field, type, chart.terms.value)
          : codecOf(field).display(field, type, chart.terms.value)
    const late =
      now.visitOn < around.today ? t(', entered late on {day}', { day: dayWords(around.today) }) : ''
    return t('{visit}, {day}{late}{from}', {
      visit: `${named.charAt(0).toUpperCase()}${named.slice(1)}`,
      day: dayWords(now.visitOn),
      late,
      from: fromWords.value,
    })
  })
  const savedWords = computed(() => {
    const at = savedAt.value
    if (at === undefined) return ''
    return dayOf(at) === context.value?.today
      ? t('Saved {time}', { time: timeOf(at) })
      : t('Saved {day}', { day: dayWords(dayOf(at)) })
  })

  /** What stands between the visit and its signature, in examination order. */
  const toAnswer = computed((): readonly { path: AnswerPath; label: string; why: string; sign: Sign }[] => [
    ...chart.blockers.value.map(({ path, label, why }) => ({
      path,
      label: say(label),
      why: t(WHY[why].words),
      sign: WHY[why].sign,
    })),
    ...(loosePictures.value > 0
      ? [
          {
            path: PICTURES,
            label: t('Picture: whose is it?'),
            why: t(WHY.toConfirm.words),
            sign: WHY.toConfirm.sign,
          },
        ]
      : []),
  ])
  const sides = useSides({ body, context, chart })
  const signLine = computed(() =>
    banner.value === undefined
      ? ''
      : t('{name}, {sexAge}, {born}. {visit}.', {
          name: banner.value.name,
          sexAge: banner.value.sexAge,
          born: banner.value.born,
          visit: visitWords.value,
        }),
  )
  /** What the signer is about to put a name to: sides, and what was said to each prompt. */
  const signFacts = computed((): readonly { text: string; sign: Sign }[] => [
    ...sides.sideFacts.value,
    ...leftToday.value.map(({ name, labels }) => ({
      text: t('Not said today, so not in this record: {what}', {
        what: [name, list(labels)].filter(Boolean).join(' '),
      }),
      sign: 'none' as const,
    })),
    ...chart.prompts.value.map((prompt) => ({
      text: t('Prompt {rule}: {answer}', {
        rule: [prompt.rule, prompt.nodule].filter(Boolean).join(' '),
        answer:
          prompt.disposition === undefined
            ? t('not answered')
            : told(DISPOSITION_WORDS[prompt.disposition.what]),
      }),
      sign: prompt.disposition === undefined ? ('none' as const) : ('done' as const),
    })),
  ])

  /** What a follow-up does not say, because nobody said it today; none on a visit that follows up no other. */
  const leftWords = computed((): string | undefined => {
    if (body.value?.followsUp === undefined) return undefined
    const lists = leftToday.value.map(({ name, labels }) => [name, list(labels)].filter(Boolean).join(' '))
    return lists.length === 0
      ? ''
      : t('Not in the note, not said today: {lists}.', { lists: lists.join(t('; ')) })
  })

  return {
    leftWords,
    banner,
    alerts,
    unreadWords,
    visitWords,
    savedWords,
    toAnswer,
    signLine,
    signFacts,
    sidesApart: sides.sidesApart,
  }
}
