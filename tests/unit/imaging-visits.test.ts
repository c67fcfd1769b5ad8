import { describe, expect, it } from 'vitest'
import { byVisit, datedStacks, dayWords, isOlder, thenOf, type SaidOfPicture } from '@shared/imaging/visits'
import type { VisitRow } from '@shared/records/exam'
import type { ImageRecord } from '@shared/records/image'
import { said as line } from '@shared/records/said'

const image = (id: string, examId: string, modality = 'US'): ImageRecord => ({
  imageId: id,
  patientId: 'p',
  examId,
  entryId: `entry ${id}`,
  facts: { kind: 'dicom', columns: 1, rows: 1, frames: 1, modality },
  bytes: 1,
  sha256: '',
  attachedAt: '2026-11-22T09:00:00.000Z',
  hasThumbnail: false,
})
const visit = (examId: string, visitOn: string, state: VisitRow['state'] = 'signed'): VisitRow => ({
  examId,
  visitOn,
  state,
  at: '2026-11-22T09:00:00.000Z',
  changes: [],
  summary: line(''),
  nodules: [],
})
const said = (words: string, more: Partial<SaidOfPicture> = {}): SaidOfPicture => ({ words, ...more })

const VISITS = [
  visit('now', '2026-11-22', 'draft'),
  visit('then', '2026-10-11'),
  visit('first', '2026-08-30', 'incomplete'),
]
const IMAGES = [
  image('n1', 'now'),
  image('n2', 'now', 'MR'),
  image('t1', 'then'),
  image('t2', 'then', 'MR'),
  image('f1', 'first'),
]
const all = (words: Readonly<Record<string, Readonly<Record<string, SaidOfPicture>>>> = {}) =>
  datedStacks(byVisit(IMAGES, VISITS, words), 'now')
const idOf = (one: ReturnType<typeof all>[number] | undefined) => one?.stack.images[0].imageId

describe('the pictures of a patient', () => {
  it('come the oldest visit first, and those of this one are known', () => {
    expect(all().map((one) => [idOf(one), one.here])).toEqual([
      ['f1', false],
      ['t1', false],
      ['t2', false],
      ['n1', true],
      ['n2', true],
    ])
  })

  it.each(['cancelled', 'moved'] as const)('a visit that was %s shows nothing to compare with', (state) => {
    const visits = VISITS.map((one) => (one.examId === 'then' ? { ...one, state } : one))
    expect(byVisit(IMAGES, visits, {}).map(({ examId }) => examId)).toEqual(['first', 'now'])
  })

  it('are dated by when they were taken where somebody said it, else by their visit', () => {
    const dated = all({ then: { 'entry t2': said('', { takenOn: '2019-03-03' }) } })
    expect(dated.map(dayWords)).toEqual([
      'visit of 30 August 2026',
      'visit of 11 October 2026',
      'taken 3 March 2019',
      'visit of 22 November 2026, this one',
      'visit of 22 November 2026, this one',
    ])
    const [first, , old] = dated
    expect(first && old && isOlder(old, first)).toBe(true)
  })
})

describe('what a picture is held against', () => {
  it('is the latest earlier one of its kind', () => {
    const pictures = all()
    expect(idOf(pictures[3] && thenOf(pictures[3], pictures))).toBe('t1')
    expect(idOf(pictures[4] && thenOf(pictures[4], pictures))).toBe('t2')
  })

  it('is one of the same nodule before all others', () => {
    const pictures = all({
      now: { 'entry n1': said('R1, ultrasound') },
      then: { 'entry t1': said('L1, ultrasound') },
      first: { 'entry f1': said('R1, ultrasound') },
    })
    expect(idOf(pictures[3] && thenOf(pictures[3], pictures))).toBe('f1')
  })

  it('is nothing where there is no earlier one', () => {
    const pictures = all()
    expect(pictures[0] && thenOf(pictures[0], pictures)).toBeUndefined()
  })
})
