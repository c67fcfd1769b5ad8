import { expect, it } from 'vitest'
import type { Answer } from '@shared/exam/answer'
import { termsOf } from '@shared/exam/projections/note'
import { viewOf } from '@shared/exam/validate'
import type { ExamBody } from '@shared/records/exam'
import { pictureBindings } from '../../renderer/exam/picture-bindings'
import { patientInput } from '../fixtures/records'

const id = (n: number): string => `01940000-0000-7000-9000-${String(n).padStart(12, '0')}`
const said = (value: string): Answer => ({
  is: 'value',
  value,
  at: '2026-11-22T10:40:00.000Z',
  by: id(1),
  via: 'entered',
})

it('a signed picture says which nodule it shows, by its label, and how it was made', () => {
  const body: ExamBody = {
    visitOn: '2026-11-22',
    answers: {
      definitionVersion: 1,
      values: {},
      groups: {
        nodule: [{ entryId: id(2), values: { 'nodule.side': said('right') } }],
        image: [
          { entryId: id(3), values: { 'image.nodule': said(id(2)), 'image.modality': said('ultrasound') } },
          { entryId: id(4), values: {} },
        ],
      },
    },
    refused: {},
    confirmed: {},
    dispositions: [],
  }
  const context = {
    patient: {
      ...patientInput(),
      patientId: id(5),
      clinicNumber: '00001',
      registeredAt: '2026-10-11T09:00:00.000Z',
      revision: 1,
    },
    today: '2026-11-22',
    country: 'SG',
    procedures: true,
    earlier: [],
  }
  expect(pictureBindings(viewOf(body, context), termsOf(body, context))).toEqual({
    [id(3)]: 'R1, ultrasound',
    [id(4)]: '',
  })
})
