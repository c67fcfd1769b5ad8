import { z } from 'zod'
import { answerPath } from '../exam/answer'
import { withAnswer } from '../exam/edit'
import type { ExamView } from '../exam/view'
import type { ExamBody } from '../records/exam'
import { isoDate } from '../records/values'

/**
 * What was drawn up from lately, as the clinic's own signed procedures say it: medicines, batch and expiry, nobody's
 * name. Offered to be chosen where a batch is asked for; never put in place by itself, and by no plan set.
 */
export const vial = z.object({
  /** Codes of the anaesthetic and the steroid that it was: another medicine has another batch. */
  agent: z.string(),
  steroid: z.string(),
  batch: z.string().min(1).max(200),
  expiresOn: isoDate,
  usedOn: isoDate,
})
export type Vial = z.infer<typeof vial>
export const tray = z.object({ vials: z.array(vial) })

/** As many as are of use: what stands on a tray, not a stock list. */
const MOST = 12

const is = (one: Vial, other: Vial): boolean =>
  one.agent === other.agent && one.steroid === other.steroid && one.batch === other.batch

/** The vials that a visit says were used; only those whose batch and expiry were read off. */
export const vialsOf = (view: ExamView): readonly Vial[] =>
  view.entries('injection').flatMap((entry): Vial[] => {
    const [batch, expiresOn] = [entry.value('injection.batch'), entry.value('injection.expiresOn')]
    if (batch === undefined || expiresOn === undefined) return []
    const [agent, steroid] = [
      entry.value('injection.agent') ?? 'none',
      entry.value('injection.steroid') ?? 'none',
    ]
    return [{ agent, steroid, batch, expiresOn, usedOn: view.visitOn }]
  })

/** The tray with the vials of a visit on it, newest first. What has expired by that day goes. */
export const withVials = (before: readonly Vial[], used: readonly Vial[]): readonly Vial[] => {
  const all = [...used, ...before.filter((one) => !used.some((other) => is(one, other)))]
  const last = all.reduce((day, { usedOn }) => (usedOn > day ? usedOn : day), '')
  return all.filter(({ expiresOn }) => expiresOn >= last).slice(0, MOST)
}

/** What may have been used for one procedure: of the same medicines, and not expired on the day of the visit. */
export function vialsFor(view: ExamView, entryId: string, all: readonly Vial[]): readonly Vial[] {
  const entry = view.entries('injection').find((one) => one.entryId === entryId)
  const [agent, steroid] = [entry?.value('injection.agent'), entry?.value('injection.steroid')]
  return agent === undefined || steroid === undefined
    ? []
    : all.filter((one) => one.agent === agent && one.steroid === steroid && one.expiresOn >= view.visitOn)
}

/** A person chose a vial: its batch and its expiry, both said now. */
export const withVial = (
  body: ExamBody,
  entryId: string,
  { batch, expiresOn }: Vial,
  said: { readonly at: string; readonly by: string },
): ExamBody =>
  withAnswer(
    withAnswer(body, answerPath('injection.batch', entryId), {
      is: 'value',
      value: batch,
      via: 'entered',
      ...said,
    }),
    answerPath('injection.expiresOn', entryId),
    { is: 'value', value: expiresOn, via: 'entered', ...said },
  )
