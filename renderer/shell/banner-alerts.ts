import { medicineAlerts } from '@shared/exam/alerts'
import type { IsoDate } from '@shared/records/values'
import { dayWords } from '../language/days'
import { teller } from '../language/say'
import { t, told } from '../language/text'
import type { BannerAlert } from '../ui/types'

/**
 * Allergies and blood thinner for a banner, with the day they were last asked and "not asked today" until they are
 * (ruling 11). `asked`: exams in which they may have been asked, oldest first. `unread`: visits that do not open; what
 * they knew may change what may be given, so that only what was asked today says "none".
 */
export const bannerAlerts = (
  asked: Parameters<typeof medicineAlerts>[0],
  country: string,
  on: IsoDate,
  unread = 0,
): readonly BannerAlert[] =>
  medicineAlerts(asked, country, teller()).map(({ what, says, present, askedOn }) =>
    unread > 0 && !present && askedOn !== on
      ? { what: told(what), says: t('not known'), present: true, asked: t('not asked today') }
      : {
          what: told(what),
          says,
          present,
          asked:
            askedOn === on
              ? ''
              : askedOn === undefined
                ? t('not asked today')
                : t('asked {day}, not asked today', {
                    day: dayWords(askedOn, askedOn.slice(0, 4) !== on.slice(0, 4)),
                  }),
        },
  )
