import { asIs, said, saidOf, type Said } from '../../records/said'
import { earlierLabels, knownNodules, labelsIn } from '../labels'
import { compareSides, sideBefore } from '../laterality'
import { earlierView, visitsBefore, type EntryView, type ExamView } from '../view'
import type { EntryCheck } from './check'
import { CHECK_TEXTS } from './texts'

type Nodule = EntryView<'nodule'>

/** The entry of a nodule at the newest visit before this one that has a card of it. */
const recordedBefore = (entryId: string, view: ExamView): { entry: Nodule; visitOn: string } | undefined => {
  for (const exam of visitsBefore(view).toReversed()) {
    const entry = earlierView(exam, view.context)
      .entries('nodule')
      .find((one) => one.entryId === entryId)
    if (entry !== undefined) return { entry, visitOn: exam.visitOn }
  }
  return undefined
}

const labelOf = (entryId: string, view: ExamView): Said => {
  const earlier = earlierLabels(view.context.earlier)
  const here = labelsIn({ groups: { nodule: view.entries('nodule').map(plain) } }, view.context)
  const label = here[entryId] ?? earlier[entryId]
  return label === undefined ? said(CHECK_TEXTS.thatNodule) : asIs(label)
}
/** As much of an entry as its label follows from. */
const plain = (nodule: Nodule) => {
  const side = nodule.answer('nodule.side')
  const point = nodule.answer('nodule.point')
  return {
    entryId: nodule.entryId,
    values: { ...(side && { 'nodule.side': side }), ...(point && { 'nodule.point': point }) },
  }
}

/** A side against the one that was last recorded, where the two are as far apart as wanted. */
const againstRecord = (
  nodule: Nodule,
  view: ExamView,
  want: ReturnType<typeof compareSides>,
  text: string,
): Said | undefined => {
  const [side, before] = [nodule.value('nodule.side'), sideBefore(nodule.entryId, view)]
  if (side === undefined || before === undefined || compareSides(side, before.side) !== want) return undefined
  return saidOf(text, { side, recorded: before.side, day: { day: before.visitOn } })
}

/** What stays true of a nodule from visit to visit: side, newness, what became of it (rulings 6 and 8). */
export const IDENTITY_CHECKS: readonly EntryCheck<'nodule'>[] = [
  {
    id: 'nodule.sideAgainstRecord',
    level: 'refuse',
    group: 'nodule',
    at: 'nodule.side',
    reads: ['nodule.side'],
    source: 'ruling 6, wrong-side safety',
    says: (nodule, view) => againstRecord(nodule, view, 'opposite', CHECK_TEXTS.sideAgainstRecord),
  },
  {
    id: 'nodule.sideNearRecord',
    level: 'confirm',
    group: 'nodule',
    at: 'nodule.side',
    reads: ['nodule.side'],
    source: 'ruling 6, wrong-side safety',
    says: (nodule, view) => againstRecord(nodule, view, 'near', CHECK_TEXTS.sideNearRecord),
  },
  {
    id: 'nodule.newAgainstRecord',
    level: 'confirm',
    group: 'nodule',
    at: 'nodule.status',
    reads: ['nodule.status'],
    source: '2.5, ruling 8',
    says: (nodule, view) => {
      const before = recordedBefore(nodule.entryId, view)?.visitOn
      if (before !== undefined && nodule.has('nodule.status', 'new'))
        return saidOf(CHECK_TEXTS.newAgainstRecord, { day: { day: before } })
      if (before === undefined && nodule.has('nodule.status', 'same', 'changed', 'notFound'))
        return said(CHECK_TEXTS.notNew)
      return undefined
    },
  },
  {
    id: 'nodule.mergedWithItself',
    level: 'refuse',
    group: 'nodule',
    at: 'nodule.mergedWith',
    reads: ['nodule.mergedWith'],
    source: 'ruling 8',
    says: (nodule) =>
      nodule.value('nodule.mergedWith') === nodule.entryId ? said(CHECK_TEXTS.mergedWithItself) : undefined,
  },
  {
    id: 'nodule.mergedIntoGone',
    level: 'refuse',
    group: 'nodule',
    at: 'nodule.mergedWith',
    reads: ['nodule.mergedWith'],
    source: 'ruling 8',
    says: (nodule, view) => {
      const into = nodule.value('nodule.mergedWith')
      if (into === undefined || into === nodule.entryId) return undefined
      const here = view.entries('nodule').find(({ entryId }) => entryId === into)
      const felt =
        here !== undefined &&
        here.state('nodule.status') !== 'notExamined' &&
        !here.has('nodule.status', 'notFound', 'excised', 'merged')
      return felt ? undefined : saidOf(CHECK_TEXTS.mergedIntoGone, { nodule: labelOf(into, view) })
    },
  },
  {
    id: 'nodule.mergedAcross',
    level: 'confirm',
    group: 'nodule',
    at: 'nodule.mergedWith',
    reads: ['nodule.mergedWith'],
    source: 'ruling 8, wrong-side safety',
    says: (nodule, view) => {
      const into = nodule.value('nodule.mergedWith')
      if (into === undefined) return undefined
      const there = view.entries('nodule').find(({ entryId }) => entryId === into)
      const [here, other] = [sideBefore(nodule.entryId, view)?.side, there?.value('nodule.side')]
      return compareSides(here, other ?? sideBefore(into, view)?.side) === 'opposite'
        ? saidOf(CHECK_TEXTS.mergedAcross, {
            nodule: labelOf(nodule.entryId, view),
            side: here ?? '',
            other: labelOf(into, view),
          })
        : undefined
    },
  },
  {
    id: 'nodule.splitFromGone',
    level: 'confirm',
    group: 'nodule',
    at: 'nodule.splitFrom',
    reads: ['nodule.splitFrom'],
    source: '(c)',
    says: (nodule, view) => {
      const from = nodule.value('nodule.splitFrom')
      return from === undefined || knownNodules(visitsBefore(view)).includes(from)
        ? undefined
        : saidOf(CHECK_TEXTS.splitFromGone, { nodule: labelOf(from, view) })
    },
  },
]
