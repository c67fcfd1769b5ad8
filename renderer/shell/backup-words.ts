import { isoToWords } from '@shared/dates/typed-date'
import { sizeWords } from '@shared/imaging/faults'
import type { BackupHealth, Generation, Rehearsal, WorkProgress } from '@shared/records/backup'
import type { Instant } from '@shared/records/values'
import { dayOf, timeOf, today, whenWords } from './clock'
import { wordsFor } from '../wording'

const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`

/** "22 Nov 2026, 10:42" */
export const momentWords = (at: Instant): string => `${isoToWords(dayOf(at))}, ${timeOf(at)}`

/** What a backup holds. */
export const holdsWords = ({
  documents,
  images,
  bytes,
}: Pick<Generation, 'documents' | 'images' | 'bytes'>): string =>
  `${count(documents, 'document')}, ${count(images, 'picture')}, ${sizeWords(bytes)}`

export const nextWords = ({ nextOn, due, place, settings }: BackupHealth): string => {
  if (place === undefined) return 'choose a place first'
  if (settings.every === 'never' || nextOn === undefined) return 'only when asked'
  if (!due) return `${isoToWords(nextOn)}, in a quiet minute`
  const since = nextOn < today() ? `due since ${isoToWords(nextOn)}` : 'due today'
  return place.there ? `${since}, in a quiet minute` : `${since}, when its drive is connected`
}

const PROBLEMS: Record<Rehearsal['problems'][number], string> = {
  database: 'its database is damaged',
  counts: 'it holds another number of records than was written down',
  audit: 'its audit trail is broken',
  otherHistory: 'its audit trail is not this vault’s',
  documents: 'a document does not open or differs from the one here',
  drafts: 'a draft does not open',
}

/** What the last rehearsal found, and what to do where it found something. */
export const rehearsalWords = (tried: Rehearsal): string => {
  const what = `the backup of ${momentWords(tried.backupAt)}`
  if (tried.passed) {
    const drafts = tried.drafts === 0 ? '' : `, ${count(tried.drafts, 'draft')}`
    const all = `${count(tried.documents, 'document')}${drafts} and ${count(tried.images, 'picture')}`
    return `Passed ${momentWords(tried.at)}: ${what} was restored beside the vault; ${all} opened and compared.`
  }
  const spoilt = tried.damagedImages.length
  const found = [
    ...tried.problems.map((problem) => PROBLEMS[problem]),
    ...(spoilt === 0 ? [] : [`${count(spoilt, 'picture')} in it ${spoilt === 1 ? 'is' : 'are'} damaged`]),
  ]
  return `Failed ${momentWords(tried.at)}: of ${what}, ${found.join('; ')}. Nothing here was changed. Back up now: a new backup copies what is damaged again.`
}

const WORK: Record<WorkProgress['what'], string> = {
  backup: 'Backing up',
  rehearsal: 'Rehearsing a restore',
  restore: 'Restoring',
  opening: 'Opening the backup',
}

/** "Backing up, 45% of 240 MB" */
export const workWords = ({ what, done, of }: WorkProgress): string =>
  of === 0 ? WORK[what] : `${WORK[what]}, ${Math.floor((100 * done) / of)}% of ${sizeWords(of)}`

/** What Palpa tried by itself and could not do. */
export const failedWords = ({ at, what, code }: NonNullable<BackupHealth['failed']>): string =>
  `${WORK[what]} at ${timeOf(at)} did not succeed. ${code === 'diskFull' ? FULL : wordsFor({ code })}`

/** Said of the drive, not of the laptop. */
export const FULL =
  'There is not enough room. Earlier backups are untouched. Keep fewer generations, free some space, or choose another place.'

/** Two short lines for the home screen: the last backup and the last rehearsal, each with what is due. */
export const homeLines = (health: BackupHealth): readonly { what: string; how: string; wrong: boolean }[] => {
  const { last, due, place, rehearsal, rehearsalDue } = health
  const waits = place?.there === false ? ', connect its drive' : ''
  const made = last === undefined ? 'none yet' : whenWords(last.at)
  const tried =
    rehearsal === undefined
      ? 'not yet'
      : `${whenWords(rehearsal.at)}, ${rehearsal.passed ? 'passed' : 'failed'}`
  return [
    { what: 'Backup', how: due ? `${made}, due${waits}` : made, wrong: false },
    {
      what: 'Restore rehearsed',
      how: rehearsalDue && rehearsal !== undefined ? `${tried}, due` : tried,
      wrong: rehearsal?.passed === false,
    },
  ]
}
