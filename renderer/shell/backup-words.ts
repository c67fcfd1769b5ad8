import { sizeWords } from '@shared/imaging/faults'
import type { BackupHealth, Generation, Rehearsal, WorkProgress } from '@shared/records/backup'
import type { Instant } from '@shared/records/values'
import { dayOf, timeOf, today, whenWords } from './clock'
import { dayWords } from '../language/days'
import { list, plural, t, type Plain } from '../language/text'
import { wordsFor } from '../wording'

/** "22 Nov 2026, 10:42" */
export const momentWords = (at: Instant): string => `${dayWords(dayOf(at))}, ${timeOf(at)}`

/** What a backup holds. */
export const holdsWords = ({
  documents,
  images,
  bytes,
}: Pick<Generation, 'documents' | 'images' | 'bytes'>): string =>
  list([plural(documents, '{n} documents'), plural(images, '{n} pictures'), sizeWords(bytes)])

export const nextWords = ({ nextOn, due, place, settings }: BackupHealth): string => {
  if (place === undefined) return t('choose a place first')
  if (settings.every === 'never' || nextOn === undefined) return t('only when asked')
  if (!due) return t('{when}, in a quiet minute', { when: dayWords(nextOn) })
  const since = nextOn < today() ? t('due since {day}', { day: dayWords(nextOn) }) : t('due today')
  return place.there
    ? t('{when}, in a quiet minute', { when: since })
    : t('{when}, when its drive is connected', { when: since })
}

const PROBLEMS: Record<Rehearsal['problems'][number], Plain> = {
  database: 'its database is damaged',
  counts: 'it holds another number of records than was written down',
  audit: 'its audit trail is broken',
  otherHistory: 'its audit trail is not this vault’s',
  documents: 'a document does not open or differs from the one here',
  drafts: 'a draft does not open',
}

/** What the last rehearsal found, and what to do where it found something. */
export const rehearsalWords = (tried: Rehearsal): string => {
  const at = momentWords(tried.at)
  const backup = momentWords(tried.backupAt)
  if (tried.passed) {
    const slots = {
      at,
      backup,
      documents: plural(tried.documents, '{n} documents'),
      pictures: plural(tried.images, '{n} pictures'),
    }
    return tried.drafts === 0
      ? t(
          'Passed {at}: the backup of {backup} was restored beside the vault; {documents} and {pictures} opened and compared.',
          slots,
        )
      : t(
          'Passed {at}: the backup of {backup} was restored beside the vault; {documents}, {drafts} and {pictures} opened and compared.',
          { ...slots, drafts: plural(tried.drafts, '{n} drafts') },
        )
  }
  const spoilt = tried.damagedImages.length
  const found = [
    ...tried.problems.map((problem) => t(PROBLEMS[problem])),
    ...(spoilt === 0 ? [] : [plural(spoilt, '{n} pictures in it are damaged')]),
  ]
  return t(
    'Failed {at}: of the backup of {backup}, {found}. Nothing here was changed. Back up now: a new backup copies what is damaged again.',
    { at, backup, found: found.join('; ') },
  )
}

const WORK: Record<WorkProgress['what'], Plain> = {
  backup: 'Backing up',
  rehearsal: 'Rehearsing a restore',
  restore: 'Restoring',
  opening: 'Opening the backup',
}

/** "Backing up, 45% of 240 MB" */
export const workWords = ({ what, done, of }: WorkProgress): string =>
  of === 0
    ? t(WORK[what])
    : t('{work}, {percent}% of {size}', {
        work: t(WORK[what]),
        percent: Math.floor((100 * done) / of),
        size: sizeWords(of),
      })

/** What Palpa tried by itself and could not do. */
export const failedWords = ({ at, what, code }: NonNullable<BackupHealth['failed']>): string =>
  t('{work} at {time} did not succeed. {why}', {
    work: t(WORK[what]),
    time: timeOf(at),
    why: code === 'diskFull' ? fullWords() : wordsFor({ code }),
  })

/** Said of the drive, not of the laptop. */
export const fullWords = (): string =>
  t(
    'There is not enough room. Earlier backups are untouched. Keep fewer generations, free some space, or choose another place.',
  )

/** Two short lines for the home screen: the last backup and the last rehearsal, each with what is due. */
export const homeLines = (health: BackupHealth): readonly { what: string; how: string; wrong: boolean }[] => {
  const { last, due, place, rehearsal, rehearsalDue } = health
  const made = last === undefined ? t('none yet') : whenWords(last.at)
  const backup = !due
    ? made
    : place?.there === false
      ? t('{when}, due, connect its drive', { when: made })
      : t('{when}, due', { when: made })
  const tried =
    rehearsal === undefined
      ? t('not yet')
      : `${whenWords(rehearsal.at)}, ${rehearsal.passed ? t('passed') : t('failed')}`
  return [
    { what: t('Backup'), how: backup, wrong: false },
    {
      what: t('Restore rehearsed'),
      how: rehearsalDue && rehearsal !== undefined ? t('{when}, due', { when: tried }) : tried,
      wrong: rehearsal?.passed === false,
    },
  ]
}
