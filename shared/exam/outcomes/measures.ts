import type { FieldIdOfKind, SingleFieldId } from '../definition'

/**
 * The scores that a patient gives, by which a course is followed (clinical content 2.11): pain now, on average and at
 * worst, and Roland-Morris as a total. Lower is better in all of them. PEG, ODI and EQ-5D do not ship (ruling 24).
 */
export const MEASURES = {
  painAverage: {
    field: 'complaint.painAverage',
    name: 'Average pain',
    label: 'Average pain, 7 days',
    of: 10,
  },
  painNow: { field: 'complaint.painNow', name: 'Pain now', label: 'Pain now', of: 10 },
  painWorst: { field: 'complaint.painWorst', name: 'Worst pain', label: 'Worst pain, 7 days', of: 10 },
  rolandMorris: { field: 'followUp.rolandMorris', name: 'Roland-Morris', label: 'Roland-Morris', of: 24 },
} as const satisfies Record<
  string,
  {
    field: Extract<FieldIdOfKind<'scale' | 'quantity'>, SingleFieldId>
    /** In a sentence. */
    name: string
    /** On a plot and in a table, without its range. */
    label: string
    /** Highest score; the lowest is 0. */
    of: number
  }
>
export type MeasureId = keyof typeof MEASURES

/** The measures in the order in which they are shown. */
export const MEASURE_IDS = Object.keys(MEASURES) as readonly MeasureId[]
