import type { AppError } from '@shared/errors'
import {
  HEALTH_CHECKS,
  levelOf,
  type Finding,
  type FindingCode,
  type HealthCheckName,
  type VaultHealth,
} from '@shared/records/health'
import { dayWords } from '../language/days'
import { plural, t, type Plain } from '../language/text'
import { wordsFor } from '../wording'
import { dayOf, timeOf, whenWords } from './clock'

/** What a sealed record is called. A kind without a name of its own is a record. */
const KINDS: Readonly<Record<string, Plain>> = {
  exam: 'signed visit',
  patient: 'page of a patient',
  givenHandout: 'note of a handout given',
  givenLetter: 'note of a letter given',
  chartLink: 'record that two charts were joined',
  arrivedVisit: 'record of where a visit came from',
  leftVisit: 'record of a visit that left its chart',
  translationReview: 'review of the words of a sheet',
  clinicText: 'clinic’s own text',
  pematScore: 'judgement of a sheet',
  phrase: 'phrase',
  planSet: 'set of plans',
  clinic: 'page of the clinic',
  person: 'page of a person who charts',
  backup: 'note of the last backup',
}
const kindOf = ({ kind = '' }: Finding): string => t(KINDS[kind] ?? 'record')
/** " of 3 Mar 2026", or nothing where no day is known. */
const dated = ({ at }: Finding): string =>
  at === undefined ? '' : t(' of {day}', { day: dayWords(dayOf(at)) })
const moment = ({ at }: Finding): string =>
  at === undefined ? t('an unknown time') : `${dayWords(dayOf(at))}, ${timeOf(at)}`
const what = (one: Finding): { kind: string; dated: string } => ({ kind: kindOf(one), dated: dated(one) })

/** What happened, what is still whole, what to do. */
const WORDS: Record<FindingCode, (finding: Finding) => string> = {
  recordDamaged: (one) =>
    t(
      'A {kind}{dated} does not open: its sealed record was damaged or changed. Everything else opens.',
      what(one),
    ),
  recordMissing: (one) =>
    t(
      'A {kind}{dated} is gone from the vault, although the audit trail knows it. Everything else is there.',
      what(one),
    ),
  recordUnknown: (one) =>
    t(
      'The vault holds a {kind}{dated} that Palpa never wrote. Take it out; what Palpa wrote is untouched.',
      what(one),
    ),
  keyDamaged: () =>
    t(
      'The key of one patient does not open, so none of that patient’s records do. Other patients are not touched.',
    ),
  draftDamaged: (one) =>
    t('A draft{dated} does not open. Chart that visit again; signed visits are not touched.', {
      dated: dated(one),
    }),
  imageFileMissing: (one) =>
    t('The sealed file of a picture{dated} is gone. The visit itself is whole.', { dated: dated(one) }),
  imageFileDamaged: (one) =>
    t('The sealed file of a picture{dated} was damaged or changed. The visit itself is whole.', {
      dated: dated(one),
    }),
  imageRowDamaged: (one) =>
    t('The record of a picture{dated} was damaged, changed or removed. The visit itself is whole.', {
      dated: dated(one),
    }),
  imageRowUnknown: (one) =>
    t('The vault names a picture{dated} that Palpa never attached. Take it out.', { dated: dated(one) }),
  trailBroken: (one) =>
    one.at === undefined
      ? plural(
          one.count ?? 0,
          '{n} entries of the audit trail were removed, changed or moved. The records were compared one by one; what is wrong with them is listed here.',
        )
      : plural(
          one.count ?? 0,
          '{n} entries of the audit trail, before {moment}, were removed, changed or moved. The records were compared one by one; what is wrong with them is listed here.',
          { moment: moment(one) },
        ),
  rolledBack: (one) =>
    (one.count ?? 0) > 0
      ? plural(
          one.count ?? 0,
          'This vault is older than it was: {n} entries up to {moment} are not in it. Somebody put back an older copy, or the disk lost what was written. If there is a newer backup, open that instead.',
          { moment: moment(one) },
        )
      : t(
          'This vault is older than it was: its entries of {moment} are not in it. Somebody put back an older copy, or the disk lost what was written. If there is a newer backup, open that instead.',
          { moment: moment(one) },
        ),
  pagesDamaged: () =>
    t(
      'The vault file itself is damaged in places. Make a backup now, then have this disk looked at. What still opens is listed as usual.',
    ),
  sealCopyGone: () =>
    t(
      'The copy of the vault’s seal outside the data folder was gone. A new one was made. Until now an older vault put in place of this one would not have been noticed.',
    ),
  clockBack: (one) =>
    t(
      'This laptop’s clock stands before the last entry, written {moment}. Set the clock: visits signed now would carry a wrong time.',
      { moment: moment(one) },
    ),
  cloudFolder: (one) =>
    t(
      'The data folder lies in {place}. Copying a vault while it is open can damage it. Move the data folder to this laptop alone.',
      { place: one.detail ?? t('a folder that is copied to a cloud') },
    ),
  networkFolder: () =>
    t(
      'The data folder lies on another computer. A vault there can be damaged whenever the network falters. Move it to this laptop’s own disk.',
    ),
}
export const findingWords = (finding: Finding): string => WORDS[finding.code](finding)

const CHECK_WORDS: Record<HealthCheckName, Plain> = {
  trail: 'Audit trail and the records it names',
  pages: 'Pages of the vault file',
  whole: 'Whole vault file',
  records: 'Every record and picture opened',
}
/** One line per check that ever ended, in a fixed order. */
export const checkLines = ({
  checks,
}: VaultHealth): readonly { what: string; how: string; well: boolean }[] =>
  HEALTH_CHECKS.flatMap((name) => {
    const last = checks.find(({ check }) => check === name)
    if (last === undefined) return []
    const well = last.ended === 'well'
    return [
      {
        what: t(CHECK_WORDS[name]),
        how: `${whenWords(last.at)}, ${well ? t('whole') : t('see above')}`,
        well,
      },
    ]
  })

const alarmsOf = (health: VaultHealth): number =>
  health.findings.filter(({ code }) => levelOf(code) === 'alarm').length

/** The one line of the home screen. `proved`: the proof of sealing of this start. */
export const healthLine = (health: VaultHealth | undefined, proved: boolean): string => {
  const last = health?.checks.find(({ check }) => check === 'trail')
  if (!proved) return t('Not sealed: see Settings, About')
  if (health === undefined || last === undefined) return t('Not checked yet')
  const alarms = alarmsOf(health)
  if (alarms > 0) return plural(alarms, '{n} things are wrong')
  const when = whenWords(last.at)
  return health.findings.length > 0
    ? t('Checked {when}, one thing to know', { when })
    : t('Checked {when}, all sealed and whole', { when })
}

/** What became of putting something back. */
export const repairTrouble = (error: AppError): string => {
  if (error.code === 'notFound')
    return t('The backups there do not hold it. Nothing was changed. Choose another backup.')
  if (error.code === 'conflict') return t('That backup is of another vault. Nothing was changed.')
  if (error.code === 'damaged')
    return t('It does not open in that backup either. Nothing was changed. Choose another.')
  return wordsFor(error)
}
