import { asIs, listedSaid, saidOf } from '../records/said'
import { sayIn, type Terms } from './codec'
import type { ExamView } from './view'

/** What became of other nodules, for whoever says it in another language. */
export const EVENT_TEXTS = {
  'nodule.mergedWith': '{nodules} merged into it',
  'nodule.splitFrom': '{nodules} split from it',
} as const

/**
 * What became of other nodules that concerns this one: merged into it, or split from it. It is said on the card of the
 * other one, by name, and told in the life of both; nothing follows from two nodules lying close.
 */
export function eventsAt(view: ExamView, entryId: string, terms: Terms): readonly string[] {
  const named = (field: keyof typeof EVENT_TEXTS): readonly string[] => {
    const names = view
      .entries('nodule')
      .filter((other) => other.entryId !== entryId && other.value(field) === entryId)
      .map((other) => asIs(terms.entryName('nodule', other.entryId)))
    return names.length === 0
      ? []
      : [sayIn(terms, saidOf(EVENT_TEXTS[field], { nodules: listedSaid(names) }))]
  }
  return [...named('nodule.mergedWith'), ...named('nodule.splitFrom')]
}

/** The same in one clause, for the paragraph of the nodule. */
export function lifeEvents(view: ExamView, entryId: string | undefined, terms: Terms): string | undefined {
  const events = entryId === undefined ? [] : eventsAt(view, entryId, terms)
  return events.length === 0 ? undefined : events.join(', ')
}
