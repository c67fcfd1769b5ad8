import { isoToWords } from '@shared/dates/typed-date'
import type { AppError } from '@shared/errors'
import {
  HEALTH_CHECKS,
  levelOf,
  type Finding,
  type FindingCode,
  type HealthCheckName,
  type VaultHealth,
} from '@shared/records/health'
import { wordsFor } from '../wording'
import { dayOf, timeOf, whenWords } from './clock'

/** What a sealed record is called. A kind without a name of its own is a record. */
const KINDS: Readonly<Record<string, string>> = {
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
const kindOf = ({ kind = '' }: Finding): string => KINDS[kind] ?? 'record'
const dated = ({ at }: Finding): string => (at === undefined ? '' : ` of ${isoToWords(dayOf(at))}`)
const moment = ({ at }: Finding): string =>
  at === undefined ? 'an unknown time' : `${isoToWords(dayOf(at))}, ${timeOf(at)}`
const entries = ({ count = 0 }: Finding): string => (count === 1 ? '1 entry' : `${count} entries`)

/** What happened, what is still whole, what to do. */
const WORDS: Record<FindingCode, (finding: Finding) => string> = {
  recordDamaged: (one) =>
    `A ${kindOf(one)}${dated(one)} does not open: its sealed record was damaged or changed. Everything else opens.`,
  recordMissing: (one) =>
    `A ${kindOf(one)}${dated(one)} is gone from the vault, although the audit trail knows it. Everything else is there.`,
  recordUnknown: (one) =>
    `The vault holds a ${kindOf(one)}${dated(one)} that Palpa never wrote. Take it out; what Palpa wrote is untouched.`,
  keyDamaged: () =>
    'The key of one patient does not open, so none of that patient’s records do. Other patients are not touched.',
  draftDamaged: (one) =>
    `A draft${dated(one)} does not open. Chart that visit again; signed visits are not touched.`,
  imageFileMissing: (one) => `The sealed file of a picture${dated(one)} is gone. The visit itself is whole.`,
  imageFileDamaged: (one) =>
    `The sealed file of a picture${dated(one)} was damaged or changed. The visit itself is whole.`,
  imageRowDamaged: (one) =>
    `The record of a picture${dated(one)} was damaged, changed or removed. The visit itself is whole.`,
  imageRowUnknown: (one) => `The vault names a picture${dated(one)} that Palpa never attached. Take it out.`,
  trailBroken: (one) =>
    `${entries(one)} of the audit trail${one.at === undefined ? '' : `, before ${moment(one)},`} ${one.count === 1 ? 'was' : 'were'} removed, changed or moved. The records were compared one by one; what is wrong with them is listed here.`,
  rolledBack: (one) =>
    `This vault is older than it was: ${(one.count ?? 0) > 0 ? `${entries(one)} up to` : 'its entries of'} ${moment(one)} are not in it. Somebody put back an older copy, or the disk lost what was written. If there is a newer backup, open that instead.`,
  pagesDamaged: () =>
    'The vault file itself is damaged in places. Make a backup now, then have this disk looked at. What still opens is listed as usual.',
  sealCopyGone: () =>
    'The copy of the vault’s seal outside the data folder was gone. A new one was made. Until now an older vault put in place of this one would not have been noticed.',
  clockBack: (one) =>
    `This laptop’s clock stands before the last entry, written ${moment(one)}. Set the clock: visits signed now would carry a wrong time.`,
  cloudFolder: (one) =>
    `The data folder lies in ${one.detail ?? 'a folder that is copied to a cloud'}. Copying a vault while it is open can damage it. Move the data folder to this laptop alone.`,
  networkFolder: () =>
    'The data folder lies on another computer. A vault there can be damaged whenever the network falters. Move it to this laptop’s own disk.',
}
export const findingWords = (finding: Finding): string => WORDS[finding.code](finding)

const CHECK_WORDS: Record<HealthCheckName, string> = {
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
    return [{ what: CHECK_WORDS[name], how: `${whenWords(last.at)}, ${well ? 'whole' : 'see above'}`, well }]
  })

const alarmsOf = (health: VaultHealth): number =>
  health.findings.filter(({ code }) => levelOf(code) === 'alarm').length

/** The one line of the home screen. `proved`: the proof of sealing of this start. */
export const healthLine = (health: VaultHealth | undefined, proved: boolean): string => {
  const last = health?.checks.find(({ check }) => check === 'trail')
  if (!proved) return 'Not sealed: see Settings, About'
  if (health === undefined || last === undefined) return 'Not checked yet'
  const alarms = alarmsOf(health)
  if (alarms > 0) return alarms === 1 ? '1 thing is wrong' : `${alarms} things are wrong`
  const when = whenWords(last.at)
  return health.findings.length > 0
    ? `Checked ${when}, one thing to know`
    : `Checked ${when}, all sealed and whole`
}

/** What became of putting something back. */
export const repairTrouble = (error: AppError): string => {
  if (error.code === 'notFound')
    return 'The backups there do not hold it. Nothing was changed. Choose another backup.'
  if (error.code === 'conflict') return 'That backup is of another vault. Nothing was changed.'
  if (error.code === 'damaged')
    return 'It does not open in that backup either. Nothing was changed. Choose another.'
  return wordsFor(error)
}
