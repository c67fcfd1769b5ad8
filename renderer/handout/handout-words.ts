import type { ActionId, Grade, HandoutOptions, Sheet } from '@shared/handout/sheet'

export const SIZE_LABELS: Record<HandoutOptions['size'], string> = {
  standard: 'standard print',
  large: 'large print',
}

/** Ruling 26. */
export const MOST_ACTIONS = 2
/** Ruling 25. */
const MOST_PAGES: Record<HandoutOptions['size'], number> = { standard: 2, large: 6 }

/** Picked or dropped; what was picked first stays first. */
export const toggled = (picked: readonly ActionId[], action: ActionId): ActionId[] =>
  picked.includes(action) ? picked.filter((one) => one !== action) : [...picked, action].slice(-MOST_ACTIONS)

/** School grade of the filled text, with the names of people and medicines and without them (ruling 27). */
export const gradeWords = (grade: Grade): string =>
  `Flesch-Kincaid ${grade.fleschKincaid} (${grade.fleschKincaidWithoutNames} without names), SMOG ${grade.smog} (${grade.smogWithoutNames}). The aim is 6.9 and 8.0 at most.`

/** How long it is, and what to do where it is longer than a person keeps. */
export const pagesWords = (pages: number, sheet: Pick<Sheet, 'kind' | 'size'>): string => {
  if (pages === 0) return ''
  const most = sheet.kind === 'emergency' ? 1 : MOST_PAGES[sheet.size]
  const count = pages === 1 ? '1 page' : `${pages} pages`
  return pages > most ? `${count}, ${most} is the aim. Fewer stretches make it shorter.` : `${count}.`
}
