import { said, saidOf } from '../../records/said'
import { changePercent } from '../derived'
import { durationDays } from '../durations'
import { earlierView, visitsBefore } from '../view'
import { daysBetween, numberText, signed } from '../wording'
import type { ExamCheck } from './check'
import { CHECK_TEXTS } from './texts'

const WEIGHT_CHANGE_PERCENT = 15

/** Cross-field E and W of clinical content 2.1 to 2.5 that concern the exam as a whole. */
export const EXAM_CHECKS: readonly ExamCheck[] = [
  {
    id: 'pain.worstBelowNow',
    level: 'confirm',
    at: 'complaint.painWorst',
    reads: ['complaint.painWorst', 'complaint.painNow'],
    source: '2.1',
    says: (view) => {
      const worst = view.value('complaint.painWorst')
      const now = view.value('complaint.painNow')
      return worst !== undefined && now !== undefined && worst < now
        ? said(CHECK_TEXTS.worstBelowNow)
        : undefined
    },
  },
  {
    id: 'pain.worstBelowAverage',
    level: 'confirm',
    at: 'complaint.painWorst',
    reads: ['complaint.painWorst', 'complaint.painAverage'],
    source: '2.1',
    says: (view) => {
      const worst = view.value('complaint.painWorst')
      const average = view.value('complaint.painAverage')
      return worst !== undefined && average !== undefined && worst < average
        ? said(CHECK_TEXTS.worstBelowAverage)
        : undefined
    },
  },
  {
    id: 'pain.nightAgainstFlag',
    level: 'confirm',
    at: 'complaint.painWithoutPressure',
    reads: ['complaint.painWithoutPressure', 'redFlags.nightPain'],
    source: '2.1',
    says: (view) => {
      const persistent = view.has('complaint.painWithoutPressure', 'persistent')
      const other = view.has('complaint.painWithoutPressure', 'none', 'brief')
      if (persistent && view.has('redFlags.nightPain', 'no')) return said(CHECK_TEXTS.persistentNoFlag)
      if (other && view.has('redFlags.nightPain', 'yes')) return said(CHECK_TEXTS.flagNoPersistent)
      return undefined
    },
  },
  {
    id: 'complaint.longerThanAge',
    level: 'refuse',
    at: 'complaint.duration',
    reads: ['complaint.duration'],
    source: '2.1',
    says: (view) => {
      const lasted = view.value('complaint.duration')
      // Mean years are fractions of a day off; two days keep "all my life" acceptable.
      const lived = daysBetween(view.context.patient.bornOn, view.visitOn) + 2
      return lasted && durationDays(lasted) > lived ? said(CHECK_TEXTS.longerThanAge) : undefined
    },
  },
  {
    id: 'contributors.weightChange',
    level: 'confirm',
    at: 'contributors.weightKg',
    reads: ['contributors.weightKg'],
    source: '2.2',
    says: (view) => {
      const now = view.value('contributors.weightKg')
      const then = visitsBefore(view)
        .map((exam) => ({ kg: earlierView(exam, view.context).value('contributors.weightKg'), exam }))
        .findLast(({ kg }) => kg !== undefined)
      if (now === undefined || then?.kg === undefined) return undefined
      const percent = changePercent(then.kg, now) ?? 0
      return Math.abs(percent) > WEIGHT_CHANGE_PERCENT
        ? saidOf(CHECK_TEXTS.weightChange, {
            kg: numberText(then.kg),
            day: { day: then.exam.visitOn },
            percent: signed(percent),
          })
        : undefined
    },
  },
  {
    id: 'palpation.noneFeltAgainstNodules',
    level: 'refuse',
    at: 'palpation.result',
    reads: ['palpation.result', 'nodule.status', 'nodule.point'],
    source: '2.5, ruling 3',
    says: (view) => {
      const felt = view.entries('nodule').some(
        (nodule) =>
          nodule.state('nodule.status') !== 'notExamined' &&
          !nodule.has('nodule.status', 'notFound', 'excised', 'merged') &&
          // A card that a known nodule brought along says nothing yet.
          (nodule.value('nodule.status') !== undefined || nodule.value('nodule.point') !== undefined),
      )
      return felt && view.has('palpation.result', 'noneFelt') ? said(CHECK_TEXTS.noneFelt) : undefined
    },
  },
]
