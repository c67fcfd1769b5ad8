import { describe, expect, it } from 'vitest'
import type { Answer } from '@shared/exam/answer'
import { withAnswer, withEntry, withoutEntry } from '@shared/exam/answers'
import { amendmentsOf, asFirstSigned, type RevisionSource } from '@shared/exam/projections/amendments'
import { changesBetween } from '@shared/exam/projections/changes'
import { projectNotePage } from '@shared/handout/note-page'
import { signedExam, type ExamBody, type SignedExam } from '@shared/records/exam'
import { counts, standingOf, type RevisionChange } from '@shared/records/revision'
import { signedVignette } from '../fixtures/signed'
import { LINDEN, said, VIGNETTES, vignetteVisit } from '../fixtures/vignettes'

const LATER = '2026-11-24T08:05:00.000Z'
const AUTHOR = {
  personId: LINDEN,
  name: 'Dr Zz-Test Linden',
  profession: 'painSpecialist',
  registration: '',
} as const
const change = (facts: Partial<RevisionChange> = {}): RevisionChange => ({
  kind: 'amendment',
  author: AUTHOR,
  at: LATER,
  reason: 'Read back with the patient',
  ...facts,
})
const clock = (at: string) => ({ on: at.slice(0, 10), time: at.slice(11, 16) })

const V1 = vignetteVisit(VIGNETTES.V1)
const [R1 = ''] = Object.keys(signedVignette(V1).noduleLabels)
const answered = (body: ExamBody, path: string, answer: Answer | undefined): ExamBody => ({
  ...body,
  answers: withAnswer(body.answers, path, answer),
})
const sourceOf = (...history: SignedExam[]): RevisionSource => ({
  history,
  contextOf: () => V1.context,
  saidTo: () => [],
})
const wordsOf = (after: ExamBody): string[] =>
  changesBetween({ body: V1.body, context: V1.context }, { body: after, context: V1.context }).map(
    ({ words }) => words,
  )

describe('the differences of two revisions', () => {
  it('are none where only who said it and when differ', () => {
    const again = answered(V1.body, `nodule.tenderness@${R1}`, {
      ...V1.body.answers.groups['nodule']![0]!.values['nodule.tenderness']!,
      at: LATER,
    })
    expect(wordsOf(again)).toEqual([])
  })

  it('say what was and what is now, with the nodule by its label', () => {
    expect(wordsOf(answered(V1.body, `nodule.tenderness@${R1}`, said(1, LATER)))).toEqual([
      'R1 Tenderness: was 3 withdraws, now 1 tender',
    ])
  })

  it('keep the three facts apart from no answer', () => {
    const path = `nodule.margins@${R1}`
    expect(wordsOf(answered(V1.body, path, said({ is: 'notExamined' }, LATER)))).toEqual([
      expect.stringMatching(/^R1 Margins: was .+, now not examined$/),
    ])
    expect(wordsOf(answered(V1.body, path, undefined))).toEqual([
      expect.stringMatching(/^R1 Margins: was .+, now not answered$/),
    ])
  })

  it('quote free words', () => {
    expect(wordsOf(answered(V1.body, 'plan.narrative', said('Rest at home', LATER)))).toEqual([
      'In words: was not answered, now “Rest at home”',
    ])
  })

  it('name an entry that came with all it says, and one that went', () => {
    const entryId = '01936b5c-0000-7000-8000-00000000beef'
    const added = { ...V1.body, answers: withEntry(V1.body.answers, 'nodule', entryId) }
    const left = answered(added, `nodule.side@${entryId}`, said('left', LATER))
    expect(wordsOf(left)).toEqual(['L1 added. Side: left'])
    const gone = { ...V1.body, answers: withoutEntry(V1.body.answers, 'nodule', R1) }
    expect(wordsOf(gone)[0]).toMatch(/^R1 taken away\. .*Tenderness: 3 withdraws/)
  })
})

describe('a visit that was changed after its signature', () => {
  const first = signedVignette(V1)
  const amended: SignedExam = {
    ...first,
    revision: 2,
    body: answered(V1.body, `nodule.tenderness@${R1}`, said(1, LATER)),
    change: change(),
  }
  const added: SignedExam = {
    ...amended,
    revision: 3,
    change: change({ kind: 'addendum', reason: 'Phoned by the patient', text: 'Pain gone on day 2.' }),
  }

  it('tells each change once, against the revision before', () => {
    expect(amendmentsOf(sourceOf(first, amended, added)).map(({ kind, words }) => [kind, words])).toEqual([
      ['amendment', ['R1 Tenderness: was 3 withdraws, now 1 tender']],
      ['addendum', ['Pain gone on day 2.']],
    ])
  })

  it('keeps the sections that read otherwise as they were first signed, and only those', () => {
    const kept = asFirstSigned(sourceOf(first, amended, added))
    expect(kept.map(({ heading }) => heading)).toEqual(['Palpation'])
    expect(kept[0]!.text).toContain('Tenderness 3')
    expect(asFirstSigned(sourceOf(first))).toEqual([])
  })

  it('prints the text of now, the first signature, and below it changes and original', () => {
    const page = projectNotePage(added, sourceOf(first, amended, added), clock)
    expect(page.paragraphs[0]?.heading).toBe('Amended after signing')
    expect(page.paragraphs[0]?.text).toContain('Last on 24 Nov 2026, 08:05 by Dr Zz-Test Linden.')
    const palpation = page.paragraphs.find(({ heading }) => heading === 'Palpation')
    expect(palpation?.text).toContain('Tenderness 1')
    expect(page.signature).toContain('First signed 22 Nov 2026, 10:42. Revision 1.')
    expect(page.after.map(({ heading }) => heading)).toEqual([
      'Amendment, 24 Nov 2026, 08:05',
      'Addendum, 24 Nov 2026, 08:05',
      'Palpation, as first signed',
    ])
    expect(page.after[0]?.text).toBe(
      'R1 Tenderness: was 3 withdraws, now 1 tender\nReason: Read back with the patient\n' +
        'Signed by Dr Zz-Test Linden, pain specialist. Revision 2.',
    )
    expect(page.after[2]?.text).toContain('Tenderness 3')
  })

  it('reads as before where nothing was changed', () => {
    const page = projectNotePage(first, sourceOf(first), clock)
    expect(page.after).toEqual([])
    expect(page.signature).toContain('Signed 22 Nov 2026, 10:42. Revision 1.')
    expect(page.paragraphs[0]?.heading).toBe('Complaint')
  })

  it.each([
    ['cancellation', 'cancelled', 'Entered in error'],
    ['moved', 'moved', 'Charted here by mistake'],
  ] as const)('of kind %s counts for nothing and says so first', (kind, standing, heading) => {
    const closed: SignedExam = { ...first, revision: 2, change: change({ kind }) }
    expect([standingOf(closed), counts(closed)]).toEqual([standing, false])
    const page = projectNotePage(closed, sourceOf(first, closed), clock)
    expect(page.paragraphs[0]?.heading).toBe(heading)
    expect(page.after.map((one) => one.heading)).toEqual([expect.stringContaining('24 Nov 2026, 08:05')])
  })
})

it('a revision signed before there were amendments still opens', () => {
  const { change: _none, movedFrom: _nor, ...old } = { change: 1, movedFrom: 1, ...signedVignette(V1) }
  expect(signedExam.safeParse(old).success).toBe(true)
  expect(standingOf(signedVignette(V1))).toBe('signed')
})

describe('a note of some sections', () => {
  it('names what it leaves out, so that silence never reads as none', () => {
    const first = signedVignette(V1)
    const page = projectNotePage(first, sourceOf(first), clock, undefined, ['assessment', 'plan'])
    expect(page.paragraphs.map(({ heading }) => heading)).toEqual(['Assessment', 'Plan', 'Not on this print'])
    expect(page.paragraphs.at(-1)?.text).toBe(
      'Recorded and left out: complaint; contributors; red flags; medicines; palpation; neurology; follow-up.',
    )
    const whole = projectNotePage(first, sourceOf(first), clock)
    expect(whole.paragraphs.map(({ heading }) => heading)).not.toContain('Not on this print')
  })
})
