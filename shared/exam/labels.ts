import { sideAt, type Side } from '../bodymap'
import { bodyPoint, type ExamAnswers, type GroupEntry } from './answer'
import { withEntry } from './answers'
import type { ExamContext } from './context'
import type { FieldId, GroupId } from './definition'

const PREFIX: Readonly<Record<Side, string>> = { left: 'L', midline: 'M', right: 'R' }
const isSide = (value: unknown): value is Side => typeof value === 'string' && value in PREFIX

const stored = (entry: GroupEntry, id: FieldId): unknown => {
  const answer = entry.values[id]
  return answer?.is === 'value' ? answer.value : undefined
}

/** The side that was answered, else that of the place on the map. */
function sideOf(entry: GroupEntry): Side | undefined {
  const side = stored(entry, 'nodule.side')
  if (isSide(side)) return side
  const point = bodyPoint.safeParse(stored(entry, 'nodule.point'))
  return point.success ? sideAt(point.data) : undefined
}

/** "R12", and "R12 (00007)" of a chart that was joined to this one, are both number 12. */
const numberOf = (label: string): number => Number(/\d+/u.exec(label)?.[0] ?? 0)

/**
 * Labels by entry id (ruling 6): R1, L1, M1 by side, never reused. `earlier` holds every label a signed exam of
 * the patient gave; those stand for life. Until the first signature a label follows the side; a nodule that has
 * neither side nor place yet is `N1`.
 */
export function labelNodules(
  answers: Pick<ExamAnswers, 'groups'>,
  earlier: Readonly<Record<string, string>>,
): Record<string, string> {
  const highest = new Map<string, number>()
  for (const label of Object.values(earlier)) {
    const prefix = label.charAt(0)
    highest.set(prefix, Math.max(highest.get(prefix) ?? 0, numberOf(label)))
  }
  const group: GroupId = 'nodule'
  const labels: Record<string, string> = {}
  for (const entry of answers.groups[group] ?? []) {
    const given = earlier[entry.entryId]
    if (given !== undefined) {
      labels[entry.entryId] = given
      continue
    }
    const side = sideOf(entry)
    const prefix = side === undefined ? 'N' : PREFIX[side]
    const next = (highest.get(prefix) ?? 0) + 1
    highest.set(prefix, next)
    labels[entry.entryId] = `${prefix}${next}`
  }
  return labels
}

/** Labels of a visit as it is read or charted: what it gave itself at its signature, then what earlier visits gave. */
export const labelsIn = (
  answers: Pick<ExamAnswers, 'groups'>,
  { earlier, given }: Pick<ExamContext, 'earlier' | 'given'>,
): Record<string, string> => labelNodules(answers, { ...earlierLabels(earlier), ...given })

const CORRECTED = / \(now (?:left|right|midline)\)/u
/**
 * The labels after a correction of a side: the label stays for life, and says so where its letter is no longer the
 * side (ruling 6): "R1 (now left)".
 */
export const correctedLabels = (
  labels: Readonly<Record<string, string>>,
  sides: readonly { readonly entryId: string; readonly now: Side }[],
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(labels).map(([entryId, label]) => {
      const corrected = sides.find((one) => one.entryId === entryId)
      if (corrected === undefined) return [entryId, label]
      const plain = label.replace(CORRECTED, '')
      return [entryId, plain.startsWith(PREFIX[corrected.now]) ? plain : `${plain} (now ${corrected.now})`]
    }),
  )

/** Where the nodules are no longer looked for: cut out, or part of another one. */
const GONE: readonly unknown[] = ['excised', 'merged']

/**
 * Entry ids of the nodules that a new visit must speak of: every one of the signed exams before it, except those that
 * the latest word on them calls excised or merged. A nodule keeps its id at every visit (clinical content 2.5).
 */
export function knownNodules(
  earlier: readonly { readonly answers: Pick<ExamAnswers, 'groups'> }[],
): string[] {
  const group: GroupId = 'nodule'
  const last = new Map<string, unknown>()
  for (const entry of earlier.flatMap(({ answers }) => answers.groups[group] ?? []))
    last.set(entry.entryId, stored(entry, 'nodule.status') ?? last.get(entry.entryId))
  return [...last].filter(([, status]) => !GONE.includes(status)).map(([entryId]) => entryId)
}

/**
 * The answers with a card for every nodule that earlier exams know: each is spoken of at every visit, and none is
 * dropped because another visit was signed meanwhile.
 */
export function withKnownNodules(
  answers: ExamAnswers,
  earlier: readonly { readonly answers: Pick<ExamAnswers, 'groups'> }[],
): ExamAnswers {
  const group: GroupId = 'nodule'
  const there = new Set((answers.groups[group] ?? []).map(({ entryId }) => entryId))
  return knownNodules(earlier)
    .filter((entryId) => !there.has(entryId))
    .reduce((all, entryId) => withEntry(all, group, entryId), answers)
}

/** A label that two charts gave, as it reads for the nodule of the chart that was joined: with that chart's number. */
export const labelOfChart = (label: string, clinicNumber: string): string => `${label} (${clinicNumber})`

interface Labelled {
  readonly patientId: string
  readonly patient: { readonly clinicNumber: string }
  readonly noduleLabels: Readonly<Record<string, string>>
}
/**
 * Visits of charts that were joined, with labels that tell their nodules apart. A label is for life in its own chart
 * (ruling 6), so both charts may have an R1. These are two nodules until somebody finds that they are one: that of
 * the chart that was joined reads "R1 (00007)" from then on.
 *
 * @param keepId the chart that stands for all of them; its labels stay as they are
 */
export function distinctLabels<T extends Labelled>(exams: readonly T[], keepId: string): T[] {
  const takenBy = new Map<string, Set<string>>()
  for (const [entryId, label] of exams.flatMap(({ noduleLabels }) => Object.entries(noduleLabels)))
    takenBy.set(label, (takenBy.get(label) ?? new Set()).add(entryId))
  return exams.map((exam) => {
    if (exam.patientId === keepId) return exam
    const labels = Object.entries(exam.noduleLabels).map(([entryId, label]) => [
      entryId,
      (takenBy.get(label)?.size ?? 0) > 1 ? labelOfChart(label, exam.patient.clinicNumber) : label,
    ])
    return { ...exam, noduleLabels: Object.fromEntries(labels) as Record<string, string> }
  })
}

/** Every label that earlier signed exams gave, by entry id. */
export const earlierLabels = (
  earlier: readonly { readonly noduleLabels: Readonly<Record<string, string>> }[],
): Record<string, string> => Object.fromEntries(earlier.flatMap((exam) => Object.entries(exam.noduleLabels)))

/**
 * Nodules whose side is another than it was signed as. A label stays for life; only a correction with a reason changes
 * the side, and every document then tells the difference (ruling 6).
 */
export const sideCorrections = (
  before: Pick<ExamAnswers, 'groups'>,
  after: Pick<ExamAnswers, 'groups'>,
  labels: Readonly<Record<string, string>>,
): readonly { entryId: string; label: string; was: Side; now: Side }[] =>
  (after.groups['nodule'] ?? []).flatMap((entry) => {
    const old = (before.groups['nodule'] ?? []).find(({ entryId }) => entryId === entry.entryId)
    const [was, now] = [old && sideOf(old), sideOf(entry)]
    if (was === undefined || now === undefined || was === now) return []
    return [{ entryId: entry.entryId, label: labels[entry.entryId] ?? '', was, now }]
  })
