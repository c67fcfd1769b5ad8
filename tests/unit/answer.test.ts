import { describe, expect, it } from 'vitest'
import { answer, answerPath, splitPath } from '@shared/exam/answer'

const attested = {
  at: '2026-11-22T10:40:00.000Z',
  by: '01936b5c-0000-7000-8000-000000000001',
  via: 'entered',
}

describe('an answer', () => {
  it('is a value or one of three different facts, and never null', () => {
    expect(answer.safeParse({ is: 'value', value: 'rubbery', ...attested }).success).toBe(true)
    for (const is of ['unknown', 'notExamined', 'notAsked'])
      expect(answer.safeParse({ is, ...attested }).success).toBe(true)
    expect(answer.safeParse({ is: 'value', value: null, ...attested }).success).toBe(false)
    expect(answer.safeParse({ is: 'value', ...attested }).success).toBe(false)
  })

  it('cannot exist without who and when', () => {
    expect(answer.safeParse({ is: 'value', value: 3, via: 'entered' }).success).toBe(false)
  })
})

describe('a path', () => {
  it('names a single field and a field of an entry', () => {
    expect(splitPath(answerPath('complaint.nrsNow'))).toEqual({ fieldId: 'complaint.nrsNow' })
    expect(splitPath(answerPath('nodule.layer', 'e1'))).toEqual({ fieldId: 'nodule.layer', entryId: 'e1' })
  })
})
