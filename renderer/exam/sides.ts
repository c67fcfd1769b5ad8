import { computed, type ComputedRef, type Ref } from 'vue'
import { sideAt, zoneAt } from '@shared/bodymap'
import type { AnswerPath } from '@shared/exam/answer'
import type { ExamContext } from '@shared/exam/context'
import { earlierLabels } from '@shared/exam/labels'
import { lateralityOf } from '@shared/exam/laterality'
import { sideAndZone } from '@shared/exam/place-said'
import { listed } from '@shared/exam/wording'
import type { ExamBody } from '@shared/records/exam'
import { say } from '../language/say'
import { locale, t, type Plain } from '../language/text'
import type { Sign } from '../ui/types'
import type { useChart } from './chart'

/** Which side a place says, in the language of the screens. */
const SIDES = { left: 'left', right: 'right', midline: 'midline' } as const satisfies Record<string, Plain>

const joined = (parts: readonly string[]): string =>
  locale() === 'en' ? listed(parts) : new Intl.ListFormat(locale()).format(parts)

/** A nodule of which two places say opposite sides, with every place that says one. */
export interface SidesApart {
  readonly label: string
  readonly places: readonly { readonly words: string; readonly path: AnswerPath }[]
}

interface Source {
  readonly body: ComputedRef<ExamBody | undefined>
  readonly context: Ref<ExamContext | undefined>
  readonly chart: ReturnType<typeof useChart>
}

/** The laterality guard in words, for whoever is about to sign. */
export function useSides({ body, context, chart }: Source) {
  const guarded = computed(() => (body.value && context.value ? lateralityOf(body.value, context.value) : []))
  const nameOf = (entryId: string): string =>
    chart.labels.value[entryId] ?? earlierLabels(context.value?.earlier ?? [])[entryId] ?? t('Nodule')

  const sidesApart = computed((): readonly SidesApart[] =>
    guarded.value
      .filter(({ apart }) => apart)
      .map(({ entryId, said }) => ({
        label: nameOf(entryId),
        places: said.map(({ who, side, path, is }) => ({
          words: t('{who} says {side}', {
            who: is === 'card' ? t('the card') : say(who),
            side: t(SIDES[side]),
          }),
          path,
        })),
      })),
  )

  /** Each nodule on the map with what agrees on its side, or how card and map differ. */
  const sideFacts = computed((): readonly { text: string; sign: Sign }[] =>
    chart.mapNodules.value.flatMap(({ label, id, at }): { text: string; sign: Sign }[] => {
      const guard = guarded.value.find(({ entryId }) => entryId === id)
      if (guard?.apart === true) return []
      const card = chart.view.value?.entries('nodule').find((entry) => entry.entryId === id)
      const [side, zone] = [sideAt(at), zoneAt(at)]
      const agree = card?.value('nodule.side') === side && card.value('nodule.zone') === zone
      if (!agree)
        return [
          {
            text: t('{label}: {card} on the card, {map} on the map', {
              label,
              card: chart.placeWords(id),
              map: say(sideAndZone(side, zone)),
            }),
            sign: 'confirm',
          },
        ]
      const more = (guard?.said ?? [])
        .filter((one) => (one.is === 'procedure' || one.is === 'picture') && one.side === side)
        .map(({ who }) => who)
      const where = joined([
        t('on the map'),
        t('on the card'),
        ...more.map((who) => t('of the {who}', { who: say(who) })),
      ])
      return [
        { text: t('{label}: {place}, {where}', { label, place: chart.placeWords(id), where }), sign: 'done' },
      ]
    }),
  )
  return { sidesApart, sideFacts }
}
