import type { Terms } from './codec'
import type { ExamView } from './view'
import { listed } from './wording'

/**
 * What became of other nodules that concerns this one: merged into it, or split from it. It is said on the card of the
 * other one, by name, and told in the life of both; nothing follows from two nodules lying close.
 */
export function eventsAt(view: ExamView, entryId: string, terms: Terms): readonly string[] {
  const named = (
    field: 'nodule.mergedWith' | 'nodule.splitFrom',
    words: (names: string) => string,
  ): readonly string[] => {
    const names = view
      .entries('nodule')
      .filter((other) => other.entryId !== entryId && other.value(field) === entryId)
      .map((other) => terms.entryName('nodule', other.entryId))
    return names.length === 0 ? [] : [words(listed(names))]
  }
  return [
    ...named('nodule.mergedWith', (names) => `${names} merged into it`),
    ...named('nodule.splitFrom', (names) => `${names} split from it`),
  ]
}

/** The same in one clause, for the paragraph of the nodule. */
export function lifeEvents(view: ExamView, entryId: string | undefined, terms: Terms): string | undefined {
  const events = entryId === undefined ? [] : eventsAt(view, entryId, terms)
  return events.length === 0 ? undefined : events.join(', ')
}
