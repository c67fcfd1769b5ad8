import {
  IDENTITY_FIELDS,
  IDENTITY_LABELS,
  type ChartContents,
  type IdentityField,
  type JoinPreview,
} from '@shared/records/joined'
import { SEX_LABELS } from '@shared/records/people'
import { dayWords } from '../language/days'
import { list, t, told } from '../language/text'
import { dayOf } from '../shell/clock'

/** What fields that weigh say apart, and what to make sure of. Empty where nothing does. */
export const apartWords = (grave: readonly IdentityField[]): string => {
  const [one, other] = grave.map((field) => told(IDENTITY_LABELS[field]))
  if (one === undefined) return ''
  return other === undefined
    ? t('{one} differs. Make sure that this is one person before you join the charts.', { one })
    : t('{one} and {other} differ. Make sure that this is one person before you join the charts.', {
        one,
        other,
      })
}

const said = (of: ChartContents, field: IdentityField): string => {
  const is = of.patient[field]
  if (is === '') return t('none given')
  if (field === 'bornOn') return dayWords(is)
  return field === 'sex' ? told(SEX_LABELS[of.patient.sex]) : is
}
const visitsOf = ({ visits, firstOn, lastOn, damaged }: ChartContents): string => {
  const unread = damaged === 0 ? '' : t(', {damaged} that do not open', { damaged })
  if (visits === 0) return `${t('none')}${unread}`
  const when =
    firstOn === undefined || lastOn === undefined
      ? ''
      : firstOn === lastOn
        ? t(', {day}', { day: dayWords(firstOn) })
        : t(', {from} to {to}', { from: dayWords(firstOn), to: dayWords(lastOn) })
  return `${String(visits)}${when}${unread}`
}
/** One line of the comparison. */
export interface Line {
  readonly label: string
  readonly differs: boolean
  readonly of: (chart: ChartContents) => string
  /** Changes what may be given. */
  readonly present?: (chart: ChartContents) => boolean
}
/** Everything that two charts hold, a line each, side by side. */
export const linesOf = (
  preview: JoinPreview | undefined,
  differ: readonly IdentityField[],
): readonly Line[] => [
  { label: t('Clinic number'), differs: false, of: ({ patient: one }) => one.clinicNumber },
  ...IDENTITY_FIELDS.map((field): Line => ({
    label: told(IDENTITY_LABELS[field]),
    differs: differ.includes(field),
    of: (chart) => said(chart, field),
  })),
  { label: t('Registered'), differs: false, of: ({ patient: one }) => dayWords(dayOf(one.registeredAt)) },
  { label: t('Signed visits'), differs: false, of: visitsOf },
  { label: t('Pictures'), differs: false, of: ({ images }) => (images === 0 ? t('none') : String(images)) },
  ...(preview?.keep.alerts ?? []).map(({ what }, index): Line => ({
    label: what,
    differs: false,
    of: ({ alerts }) => {
      const alert = alerts[index]
      if (alert === undefined) return ''
      return alert.askedOn === undefined
        ? alert.says
        : t('{says}, asked {day}', { says: alert.says, day: dayWords(alert.askedOn) })
    },
    present: ({ alerts }) => alerts[index]?.present === true,
  })),
  {
    label: t('Nodules'),
    differs: false,
    of: ({ nodules }) => (nodules.length === 0 ? t('none') : list(nodules)),
  },
  ...((preview?.keep.joined.length ?? 0) + (preview?.other.joined.length ?? 0) > 0
    ? [
        {
          label: t('Joined before'),
          differs: false,
          of: ({ joined }: ChartContents) =>
            joined.length === 0 ? t('none') : list(joined.map((number) => t('No. {number}', { number }))),
        },
      ]
    : []),
]
