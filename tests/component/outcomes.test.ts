// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import axe from 'axe-core'
import { expect, it } from 'vitest'
import { labelNodules } from '@shared/exam/labels'
import type { SignedExam } from '@shared/records/exam'
import OutcomesPanel from '../../renderer/patients/OutcomesPanel.vue'
import { bodyOf, VIGNETTES } from '../fixtures/vignettes'

/** As much of a signed exam as the panel reads. */
const exams = VIGNETTES.V6.visits.map((visit, index) => {
  const body = bodyOf(visit)
  return {
    examId: `01936b5c-0000-7000-9000-${String(index).padStart(12, '0')}`,
    body,
    noduleLabels: labelNodules(body.answers, {}),
  } as SignedExam
})
const show = (some: readonly SignedExam[]) =>
  mount(OutcomesPanel, {
    props: { exams: some, patient: VIGNETTES.V6.patient, country: 'SG' },
    attachTo: document.body,
  })

it('shows scores and treatments as plots and as a table, and change as a statement with its source', async () => {
  const place = show(exams)
  expect(place.text()).toContain('Since the start on 30 Aug 2026')
  expect(place.text()).toContain('Average pain 7 to 6: 1 less (−14%).')
  expect(place.text()).toContain('doi 10.1055/a-1304-3677')
  const rows = place.findAll('tbody tr').map((row) => row.findAll('th, td').map((cell) => cell.text()))
  expect(rows[0]).toEqual([
    '30 Aug',
    '7',
    '7',
    '8',
    '13',
    '7',
    'Injection of R1: lidocaine 1% 3 mL, triamcinolone 20 mg; pain 7 to 1 at 10 minutes',
  ])
  expect(rows).toHaveLength(4)
  const { violations } = await axe.run(document.querySelector('.outcomes') ?? document)
  expect(violations.map(({ id }) => id)).toEqual([])
  place.unmount()
})

it('is not there for a patient without a signed visit', () => {
  const place = show([])
  expect(place.find('section').exists()).toBe(false)
  place.unmount()
})
