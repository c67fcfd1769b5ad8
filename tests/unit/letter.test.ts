import { describe, expect, it } from 'vitest'
import { ellipseRing, sideAt, SIDES } from '@shared/bodymap'
import { FIELDS, SECTIONS } from '@shared/exam/definition'
import {
  LETTER_TOPIC_IDS,
  LETTER_TOPIC_LIST,
  LETTER_WORDS,
  UNSAID,
  type LetterSay,
} from '@shared/exam/letter'
import type { RevisionSource } from '@shared/exam/projections/amendments'
import { letterPreview, type LetterOptions, type LetterPreview } from '@shared/handout/letter'
import { letterDefaults, projectLetter, saysWhy } from '@shared/handout/letter-page'
import { sideDoubts } from '@shared/handout/letter-sides'
import { PLAIN_FRAME } from '@shared/handout/page-frame'
import type { SignedExam } from '@shared/records/exam'
import type { ImageRecord } from '@shared/records/image'
import { imageOf, lengthIn } from '../fixtures/pictured'
import { signedVignette } from '../fixtures/signed'
import {
  bodyOf,
  LINDEN,
  VIGNETTES,
  vignetteVisit,
  type PlainValues,
  type PlainVisit,
} from '../fixtures/vignettes'

const clock = (at: string) => ({ on: at.slice(0, 10), time: at.slice(11, 16) })
const V1 = vignetteVisit(VIGNETTES.V1)
const AT = '2026-11-22T11:05:00.000Z'

const written = (
  signed: SignedExam,
  change: Partial<LetterOptions> = {},
  images: readonly ImageRecord[] = [],
  more: Partial<RevisionSource> = {},
): LetterPreview => {
  const source: RevisionSource = {
    history: [signed],
    contextOf: () => V1.context,
    saidTo: () => [],
    ...more,
  }
  const options = { ...letterDefaults(signed, source, 'A4', PLAIN_FRAME, images), ...change }
  return letterPreview.parse(
    projectLetter(signed, source, options, { writer: signed.signer, at: AT, images }, clock),
  )
}
const textOf = ({ page }: LetterPreview): string =>
  [page.opening, ...page.paragraphs.flatMap(({ heading, text }) => [heading, text]), page.signature].join(
    '\n',
  )
const withNodule = (values: PlainValues): PlainVisit => {
  const [nodule] = V1.visit.groups['nodule'] ?? []
  return {
    ...V1.visit,
    groups: {
      ...V1.visit.groups,
      nodule: [{ entryId: nodule?.entryId ?? '', values: { ...nodule?.values, ...values } }],
    },
  }
}
const signedAs = (visit: PlainVisit): SignedExam =>
  signedVignette({ ...V1, visit, body: { ...V1.body, answers: bodyOf(visit).answers } })

describe('the words of a letter in the definition', () => {
  it('give every part of the exam one topic', () => {
    const parts = SECTIONS.flatMap((section) => section.parts.map(({ id }) => id))
    expect(LETTER_TOPIC_LIST.flatMap(([, topic]) => topic.parts).toSorted()).toEqual(parts.toSorted())
  })

  it('name only options that exist, and leave no place for the value out', () => {
    for (const [id, words] of Object.entries(LETTER_WORDS)) {
      const field = FIELDS.find((one) => one.id === id)
      expect(field, id).toBeDefined()
      if (field === undefined || words === UNSAID) continue
      if (words.say !== undefined) expect(words.say, id).toContain('{}')
      const said = Object.keys((words as LetterSay).options ?? {})
      const codes =
        field.kind === 'choice' || field.kind === 'choices' ? field.options.map(({ code }) => code) : []
      expect(codes, id).toEqual(expect.arrayContaining(said))
    }
  })
})

describe('a letter', () => {
  it('says only what is chosen, keeps the red flags, and names what it leaves out and what was not recorded', () => {
    const { page, topics } = written(signedVignette(V1), { topics: ['assessment'] })
    expect(page.paragraphs.map(({ heading }) => heading)).toEqual([
      'Red flags',
      'Assessment',
      'Not in this letter',
    ])
    expect(page.paragraphs.at(-1)?.text).toBe(
      [
        'Not recorded at this visit: imaging.',
        'Recorded and left out of this letter: history; examination of the low back; neurology; plan; medicines, allergies and risks; background; follow-up here. The note of the visit holds them.',
      ].join('\n'),
    )
    expect(topics.find(({ topic }) => topic === 'imaging')?.says).toBe(false)
  })

  it('never says what was not looked for as found or absent', () => {
    const signed = signedAs(
      withNodule({ 'nodule.pulsatile': { is: 'notExamined' }, 'nodule.margins': { is: 'notExamined' } }),
    )
    const text = textOf(written(signed))
    expect(text).toContain('Not examined: margins, pulsatile, reducible.')
    expect(text).not.toMatch(/not pulsatile|clear margins/)
    expect(textOf(written(signedAs({ ...V1.visit, values: {}, groups: {} })))).toContain(
      'Not recorded at this visit: red flags; palpation; neurology; imaging; medicines and allergies.',
    )
  })

  it.each(SIDES)('says the side of the map in every word of a nodule: %s', (side) => {
    const xMm = { left: -52, midline: 3, right: 52 }[side]
    const point = { xMm, yMm: 6, mapVersion: 1 }
    expect(sideAt(point)).toBe(side)
    const { page, apart } = written(signedAs(withNodule({ 'nodule.side': side, 'nodule.point': point })))
    const found = page.paragraphs.find(({ heading }) => heading.startsWith('Examination'))?.text ?? ''
    expect(found).toContain(side === 'midline' ? 'it is in the midline' : `it is on the ${side}`)
    for (const other of SIDES.filter((one) => one !== side && one !== 'midline'))
      expect(found).not.toMatch(new RegExp(`on the ${other}\\b`))
    expect(apart).toEqual([])
  })

  it('goes out for nobody while two places of the visit say opposite sides', () => {
    const { apart } = written(signedAs(withNodule({ 'nodule.side': 'left' })))
    expect(apart).toEqual(['L1: the map says right and the nodule says left. Amend the visit first.'])
  })

  it('shows a picture that was chosen, with its credit, and none that is for the record only', () => {
    const entry = (entryId: string, values: PlainValues) => ({
      entryId,
      values: { 'image.modality': 'ultrasound', 'image.identifiersRemoved': 'yes', ...values },
    })
    const [open, held, empty, uncredited] = [1, 2, 3, 4].map(
      (n) => `01936b5c-0000-7000-8000-00000000070${n}`,
    ) as [string, string, string, string]
    const credited = {
      'image.source': 'published',
      'image.licence': 'CC BY',
      'image.creditLine': 'Zz-Test Atlas',
    }
    const signed = signedAs({
      ...V1.visit,
      groups: {
        ...V1.visit.groups,
        image: [
          entry(open, { ...credited, 'image.printIn': ['letter'] }),
          entry(held, { 'image.consent': ['recordOnly'], 'image.printIn': ['letter'] }),
          entry(empty, {}),
          entry(uncredited, { 'image.source': 'published', 'image.licence': 'CC BY' }),
        ],
      },
    })
    const files = [open, held, uncredited].map((entryId) => imageOf(entryId))
    const withMarks = { ...signed, body: { ...signed.body, marks: [lengthIn(open)] } }
    const { page, pictures } = written(withMarks, { pictures: [open, held, empty, uncredited] }, files)
    expect(page.pictures).toEqual([
      expect.objectContaining({
        imageId: files[0]?.imageId,
        credit: 'Zz-Test Atlas. Licence: CC BY',
        lines: ['A length: 9.3 mm, from the region calibration of this frame'],
      }),
    ])
    expect(pictures.map(({ not }) => not)).toEqual([undefined, 'recordOnly', 'missing', 'credit'])
    // Chosen at the visit: those that may be printed.
    expect(written(withMarks, {}, files).page.pictures).toHaveLength(1)
  })

  it('takes names and typed text as text: nothing in them breaks a line or turns it round', () => {
    const signed = signedVignette(V1)
    const hostile = `<img src=x onerror=alert(1)>\u202e**{name}**\u0007 ${'A'.repeat(300)} 🐭`
    const { page } = written(
      {
        ...signed,
        patient: { ...signed.patient, given: hostile.slice(0, 100), otherScript: '王\u202e小明' },
      },
      {
        text: {
          to: `${hostile}\r\nline two`,
          greeting: hostile,
          reason: `${hostile}\nsecond`,
          question: '',
          closing: hostile,
        },
      },
    )
    expect(page.greeting).toBe(`<img src=x onerror=alert(1)> **{name}** ${'A'.repeat(300)} 🐭`)
    expect(page.to).toHaveLength(2)
    expect(page.paragraphs[0]?.text).toMatch(/🐭\nsecond$/u)
    expect(page.patient.find(({ lang }) => lang !== undefined)).toEqual({ text: '王 小明', lang: 'zh-Hans' })
    expect(JSON.stringify(page)).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|\\u0007/u)
  })

  it('shows what was changed after the signature, and says who examined where another writes', () => {
    const first = signedVignette(V1)
    const amended: SignedExam = {
      ...first,
      revision: 2,
      change: {
        kind: 'addendum',
        author: { ...first.signer, name: 'Dr Zz-Test Maple' },
        at: '2026-11-24T08:05:00.000Z',
        reason: 'Phoned by the patient',
        text: 'Pain gone on day 2.',
      },
    }
    const { page } = written(amended, {}, [], { history: [first, amended] })
    expect(page.paragraphs[0]?.heading).toBe('Added to after signing')
    expect(page.after[0]?.text).toContain('Pain gone on day 2.')
    const options = {
      ...letterDefaults(
        first,
        { history: [first], contextOf: () => V1.context, saidTo: () => [] },
        'A4',
        PLAIN_FRAME,
      ),
    }
    const other = {
      personId: LINDEN.replace(/1$/, '2'),
      name: 'Dr Zz-Test Maple',
      profession: 'generalPractitioner',
      registration: '',
    } as const
    const by = projectLetter(
      first,
      {
        history: [first],
        contextOf: () => V1.context,
        saidTo: () => ['R20 (ibuprofen): disagree, “short course”.'],
      },
      options,
      { writer: other, at: AT, images: [] },
      clock,
    )
    expect(by.page.opening).toMatch(/seen here on 22 Nov 2026 by Dr Zz-Test Linden\.$/)
    expect(by.page.signature).toMatch(/^Dr Zz-Test Maple, GP\n/)
    expect(textOf(by)).toContain('R20 (ibuprofen): disagree, “short course”.')
  })

  it('shows what was drawn by hand of what it tells, and nothing where nothing was drawn', () => {
    const strokes = [{ widthMm: 24, line: [[40, 0] as [number, number], [80, 0] as [number, number]] }]
    const ring = ellipseRing([52, 6], { acrossMm: 18, alongMm: 12 })
    const painted = (values: PlainValues): SignedExam => {
      const visit = withNodule({ 'nodule.outline': { ring, mapVersion: 1 } })
      return signedAs({ ...visit, values: { ...visit.values, ...values } })
    }
    const hurts = painted({ 'complaint.painArea': { strokes, zones: [], mapVersion: 1 } })
    const both = written(hurts).page.map
    expect(both?.nodules.map(({ label, outline }) => [label, outline !== undefined])).toEqual([['R1', true]])
    expect(both?.shading?.strokes).toEqual(strokes)
    expect(written(hurts, { topics: ['history'] }).page.map?.nodules).toEqual([])
    const examined = written(hurts, { topics: ['examination'] }).page.map
    expect([examined?.shading, examined?.nodules.length]).toEqual([undefined, 1])
    expect(written(hurts, { topics: [] }).page.map).toBeUndefined()
    expect(written(signedVignette(V1)).page.map).toBeUndefined()
  })

  it('says of every sign a whole sentence', () => {
    expect(textOf(written(signedVignette(V1)))).toContain(
      'It has no cough impulse; it is not pulsatile; it is not fluctuant.',
    )
  })

  it('says why it is written, or is none', () => {
    const text = { to: '', greeting: 'Dear', reason: ' \n', question: '', closing: '' }
    expect(saysWhy(text)).toBe(false)
    expect(saysWhy({ ...text, question: 'Is a scan needed?' })).toBe(true)
  })

  it('offers every topic by default', () => {
    const source = { history: [], contextOf: () => V1.context, saidTo: () => [] }
    expect(letterDefaults(signedVignette(V1), source, 'A4', PLAIN_FRAME).topics).toEqual(LETTER_TOPIC_IDS)
  })
})

describe('the guard over what is typed', () => {
  const R1 = { label: 'R1', side: 'right' } as const
  const doubts = (reason: string, nodules = [R1]): string[] => sideDoubts({ reason, question: '' }, nodules)

  it.each([
    ['The lump on the left hurts.', 'The text says “left”. This visit has R1 on the right.'],
    ['L2 is tender.', 'The text names L2. This visit has R1 on the right.'],
    ['R1 sits on the LEFT side.', 'The text says R1 “left”. In the visit R1 is on the right.'],
  ])('doubts “%s”', (typed, words) => expect(doubts(typed)).toContain(words))

  it.each([
    'R1 on the right is tender.',
    'I would be glad to hear from you right away.',
    'Pain has left the patient tired. That is all right.',
    'No side is named.',
  ])('has no doubt about “%s”', (typed) => expect(doubts(typed)).toEqual([]))

  it('says nothing of a visit without nodules', () => expect(doubts('Left hip pain', [])).toEqual([]))
})
