import { pageLimit } from '@shared/handout/page-limits'
import type { ActionId, GivenHandout, Grade, HandoutOptions, Sheet } from '@shared/handout/sheet'
import type { CallOutput } from '@shared/ipc/contract'
import type { UnitState } from '@shared/handout/text/review'
import { LANGUAGE_LABELS, type PatientInput } from '@shared/records/people'
import { dayWords } from '../language/days'
import { plural, t, told, type Plain } from '../language/text'
import { dayOf, timeOf } from '../shell/clock'

export const SIZE_LABELS: Record<HandoutOptions['size'], Plain> = {
  standard: 'standard print',
  large: 'large print',
}

/** Ruling 26. */
export const MOST_ACTIONS = 2
/** Picked or dropped; what was picked first stays first. */
export const toggled = (picked: readonly ActionId[], action: ActionId): ActionId[] =>
  picked.includes(action) ? picked.filter((one) => one !== action) : [...picked, action].slice(-MOST_ACTIONS)

/** School grade of the filled text, with the names of people and medicines and without them (ruling 27). */
export const gradeWords = (grade: Grade): string =>
  t(
    'Flesch-Kincaid {fleschKincaid} ({fleschKincaidWithoutNames} without names), SMOG {smog} ({smogWithoutNames}). The aim is 6.9 and 8.0 at most.',
    { ...grade },
  )

/** How long it is, and what to do where it is longer than a person keeps. A5 has no limit. */
export const pagesWords = (
  pages: number,
  sheet: Pick<Sheet, 'kind' | 'size' | 'paper' | 'beside'>,
): string => {
  if (pages === 0) return ''
  const most = pageLimit(sheet)
  const count = plural(pages, '{n} pages')
  return most !== undefined && pages > most
    ? t('{count}, {most} is the aim. Fewer stretches or parts make it shorter.', { count, most })
    : t('{count}.', { count })
}

/** What a text in such a state is, for the person who is about to give it. */
const STATE_WORDS: Record<UnitState, Plain> = {
  reviewed: 'reviewed',
  draft: 'a draft that nobody has reviewed',
  machine: 'a machine translation that nobody has read',
  missing: 'not complete: what is missing stands in English, marked',
}
export const standingWords = (state: UnitState, language: PatientInput['language']): string =>
  t('The {language} text is {state}.', {
    language: told(LANGUAGE_LABELS[language]),
    state: t(STATE_WORDS[state]),
  })

/** What goes with it on paper. */
export const besideWords = (beside: boolean): string =>
  beside
    ? t('Every page says so in both languages.')
    : t(
        'Every page says so in both languages, the help box stands in both, and the English copy is printed with it.',
      )

/** Why a translation that is not reviewed is given; anything else is typed. Kept in the record as English, whatever the screens speak. */
export const OVERRIDE_REASONS: readonly Plain[] = [
  'Somebody who speaks it goes through it with the patient',
  'The patient reads English as well',
  'There is no reviewed text in this language',
]

/** One line of what was given: when, in which language and version, how, by whom. */
export const givenWords = (one: GivenHandout, byWhom: string): string => {
  const { options, sheet } = one
  const language = told(LANGUAGE_LABELS[options.language])
  const id = sheet.footer.id === undefined ? '' : `, ${sheet.footer.id}`
  const copies =
    one.copies === undefined || one.copies === 1 ? '' : t(', {count} copies', { count: one.copies })
  return t('{when}: {how}{copies}, {paper}, {size}, {language}, sheet {version}{id}{byWhom}', {
    when: `${dayWords(dayOf(one.at))}, ${timeOf(one.at)}`,
    how: howGiven(one),
    copies,
    paper: options.paper,
    size: t(SIZE_LABELS[options.size]),
    language: sheet.beside
      ? t('{language} beside English', { language })
      : one.copy
        ? t('{language} with its English copy', { language })
        : language,
    version: sheet.version,
    id,
    byWhom,
  })
}
const howGiven = ({ to, again }: GivenHandout): string => {
  if (to === 'printer') return again === undefined ? t('printed') : t('printed again')
  return again === undefined ? t('saved as PDF') : t('saved as PDF again')
}

/** What "print all" prints beside handout and note, or why it does not; empty where there is no letter. */
export const letterWords = (letter: CallOutput<'handouts.open'>['letter']): string => {
  if (letter === undefined) return ''
  if ('to' in letter)
    return letter.to === ''
      ? t('Print all: handout, note and the letter.')
      : t('Print all: handout, note and the letter to {to}.', { to: letter.to })
  return letter.not === 'begun'
    ? t('Print all: handout and note. The letter is still being written.')
    : t('Print all: handout and note. The letter that went out says something else than the visit does now.')
}
