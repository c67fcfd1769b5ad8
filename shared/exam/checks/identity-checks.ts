import { isoToWords } from '../../dates/typed-date'
import { earlierLabels, knownNodules, labelsIn } from '../labels'
import { compareSides, sideBefore } from '../laterality'
import { earlierView, visitsBefore, type EntryView, type ExamView } from '../view'
import type { EntryCheck } from './check'

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

const labelOf = (entryId: string, view: ExamView): string => {
  const earlier = earlierLabels(view.context.earlier)
  const here = labelsIn({ groups: { nodule: view.entries('nodule').map(plain) } }, view.context)
  return here[entryId] ?? earlier[entryId] ?? 'that nodule'
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

const sideWords = (view: ExamView, nodule: Nodule): string | undefined => {
  const before = sideBefore(nodule.entryId, view)
  return before && `${before.side} on ${isoToWords(before.visitOn)}`
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
    says: (nodule, view) => {
      const side = nodule.value('nodule.side')
      return compareSides(side, sideBefore(nodule.entryId, view)?.side) === 'opposite'
        ? `Side says ${side ?? ''}, the record says ${sideWords(view, nodule) ?? ''}. Another lump is a new nodule; a wrong record is corrected at its own visit.`
        : undefined
    },
  },
  {
    id: 'nodule.sideNearRecord',
    level: 'confirm',
    group: 'nodule',
    at: 'nodule.side',
    reads: ['nodule.side'],
    source: 'ruling 6, wrong-side safety',
    says: (nodule, view) => {
      const side = nodule.value('nodule.side')
      return compareSides(side, sideBefore(nodule.entryId, view)?.side) === 'near'
        ? `Side says ${side ?? ''}, the record says ${sideWords(view, nodule) ?? ''}. Keep it? Say why.`
        : undefined
    },
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
        return `Recorded on ${isoToWords(before)}. Keep “new”? Say why.`
      if (before === undefined && nodule.has('nodule.status', 'same', 'changed', 'notFound'))
        return 'Not recorded at an earlier visit. Keep it? Say why.'
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
      nodule.value('nodule.mergedWith') === nodule.entryId ? 'A nodule cannot merge with itself.' : undefined,
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
      return felt ? undefined : `${labelOf(into, view)} was not felt at this visit. Name a nodule that was.`
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
        ? `${labelOf(nodule.entryId, view)} was on the ${here ?? ''}, ${labelOf(into, view)} is on the other side. Keep it? Say why.`
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
        : `${labelOf(from, view)} was excised or had merged. Keep it? Say why.`
    },
  },
]
