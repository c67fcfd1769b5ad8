import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LETTER_TOPIC_IDS } from '@shared/exam/letter'
import { viewOf } from '@shared/exam/validate'
import { letterPage } from '@shared/handout/letter'
import { PLAIN_FRAME } from '@shared/handout/page-frame'
import { projectFacts } from '@shared/handout/project'
import { sheetProse } from '@shared/handout/prose'
import type { Sheet } from '@shared/handout/sheet'
import { EN } from '@shared/handout/text/en'
import { SHIPPED, type Texts } from '@shared/handout/text/review'
import { signedExam } from '@shared/records/exam'
import {
  clinicTextInput,
  OPEN_UNITS,
  ownSheet,
  SHEET_SLOTS,
  slotsOfUnit,
  textsFile,
  type ClinicTextInput,
  type LetterTextInput,
  type SheetTextInput,
} from '@shared/texts/clinic-text'
import { PEMAT_ITEM_IDS, PEMAT_OURS, PEMAT_PASS, pematResult, pematScoreInput } from '@shared/texts/pemat'
import { fillRich, richText } from '@shared/texts/rich'
import { sampleLetter, sampleVisit } from '@shared/texts/sample-visit'
import { SAMPLES } from '@shared/texts/samples'
import { GRADE_LIMITS } from '@shared/texts/measure'
import { gradeOf } from '../../electron/services/readability'
import { hintsOf, readingOf } from '../../electron/services/reading-hints'
import { FULL, OPEN_GATES, STANDARD_A4, V5, V5_GATES } from '../fixtures/handout-facts'
import { anyFacts, anyGates } from '../fixtures/handout-random'

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '{{constructor.constructor("alert(1)")()}}',
  '{patient} **bold** [link](javascript:alert(1))',
  '🐭'.repeat(20),
  'A'.repeat(300),
]
const paragraph = (text: string) => ({ is: 'paragraph' as const, inline: [{ is: 'words' as const, text }] })
const sheetText = (more: Partial<SheetTextInput> = {}): SheetTextInput => ({
  is: 'sheet',
  name: 'Zz-Test sheet',
  units: {},
  passages: [],
  ...more,
})
const own = (text: SheetTextInput): Texts => {
  const sheet = ownSheet({ revision: 3, text })
  return sheet === undefined ? SHIPPED : { ...SHIPPED, own: sheet }
}
const projected = (text: SheetTextInput, facts = FULL, gates = OPEN_GATES): Sheet =>
  projectFacts(facts, STANDARD_A4, gates, own(text)).sheet

describe('a text of the clinic’s own', () => {
  it('prints hostile words as they were typed, and nothing in them is markup or a slot', () => {
    const text = sheetText({ passages: [{ heading: HOSTILE[0] ?? '', blocks: HOSTILE.map(paragraph) }] })
    expect(clinicTextInput.safeParse(text).success).toBe(true)
    const section = projected(text).sections.find(({ id }) => id === 'own1')
    expect(section?.heading).toBe(HOSTILE[0])
    expect(section?.blocks).toEqual(HOSTILE.map((words) => ({ is: 'paragraph', runs: [{ text: words }] })))
  })

  it.each([
    ['an unknown block', { is: 'html', html: '<b>x</b>' }],
    ['an attribute', { ...paragraph('x'), onclick: 'x' }],
    ['a slot of another kind of text', { is: 'paragraph', inline: [{ is: 'slot', slot: 'age' }] }],
    ['a direction override', paragraph('x\u202ey')],
    ['a control character', paragraph('x\u0007y')],
    ['an empty paragraph', { is: 'paragraph', inline: [] }],
    ['a link', { is: 'paragraph', inline: [{ is: 'link', href: 'javascript:x', text: 'x' }] }],
  ])('refuses %s', (_, block) => {
    expect(
      clinicTextInput.safeParse({ ...sheetText(), passages: [{ heading: 'x', blocks: [block] }] }).success,
    ).toBe(false)
  })

  it('cannot word what keeps a patient safe', () => {
    const locked = Object.keys(EN).filter((id) => !(OPEN_UNITS as readonly string[]).includes(id))
    expect(locked).toEqual(
      expect.arrayContaining(['help.emergency', 'medicine.pack', 'main.arranging', 'heat.skin']),
    )
    for (const id of locked)
      expect(
        clinicTextInput.safeParse({ ...sheetText(), units: { [id]: [{ is: 'words', text: 'x' }] } }).success,
        id,
      ).toBe(false)
    for (const unit of OPEN_UNITS) expect(slotsOfUnit(unit), unit).toEqual([])
  })

  it.each([
    ['Take ibuprofen with food.', 'a medicine'],
    ['Acetaminophen helps.', 'a medicine by its other name'],
    ['This lump is not serious.', 'that it is nothing serious'],
    ['It is harmless.', 'that it is harmless'],
  ])('may not say “%s”: %s', (words) => {
    const said = { passages: [{ heading: 'x', blocks: [paragraph(words)] }] }
    expect(clinicTextInput.safeParse(sheetText(said)).success).toBe(false)
  })

  it('is not on the emergency sheet, and in no language that it was not written in', () => {
    const text = sheetText({
      passages: [{ heading: 'Parking', blocks: [paragraph('Park behind the clinic.')] }],
    })
    expect(sheetProse(projected(text, V5, V5_GATES)).join()).not.toContain('Park')
    const chinese = projectFacts(FULL, { ...STANDARD_A4, language: 'zh-Hans' }, OPEN_GATES, own(text))
    expect(sheetProse(chinese.sheet).join()).not.toContain('Park')
    expect(projected(text).footer.sheet).toContain('Zz-Test sheet, revision 3')
  })

  it('leaves out what has a hole, and the heading with it', () => {
    const text = sheetText({
      passages: [
        {
          heading: 'Your next visit with us',
          blocks: [
            {
              is: 'paragraph',
              inline: [
                { is: 'words', text: 'Come on ' },
                { is: 'slot', slot: 'next', bold: true },
              ],
            },
          ],
        },
      ],
    })
    const { followUpOn: _none, ...without } = FULL
    expect(projected(text).sections.some(({ heading }) => heading === 'Your next visit with us')).toBe(true)
    expect(
      projected(text, without).sections.some(({ heading }) => heading === 'Your next visit with us'),
    ).toBe(false)
  })

  it('takes away, moves and changes nothing but its own, whatever it says and whoever it is for', () => {
    const words = fc.string({
      minLength: 1,
      maxLength: 40,
      unit: fc.constantFrom('a', 'b', 'c', ' ', '{', '}', '*', '<', '>', '&', '"', '\\', '/'),
    })
    const inline = fc.array(
      fc.oneof(
        words.map((text) => ({ is: 'words' as const, text })),
        fc.constantFrom(...SHEET_SLOTS).map((slot) => ({ is: 'slot' as const, slot })),
      ),
      { minLength: 1, maxLength: 4 },
    )
    const text = fc
      .array(
        fc.record({
          heading: fc.constant('Zz own'),
          blocks: fc.array(
            fc.oneof(
              inline.map((one) => ({ is: 'paragraph' as const, inline: one })),
              fc
                .array(inline, { minLength: 1, maxLength: 3 })
                .map((items) => ({ is: 'list' as const, items })),
            ),
            { minLength: 1, maxLength: 3 },
          ),
        }),
        { maxLength: 4 },
      )
      .map((passages) => sheetText({ passages }))
    fc.assert(
      fc.property(anyFacts, anyGates, text, (facts, gates, theirs) => {
        const plain = projectFacts(facts, STANDARD_A4, gates).sheet.sections
        const mixed = projectFacts(facts, STANDARD_A4, gates, own(theirs)).sheet.sections
        expect(mixed.filter(({ id }) => !/^own\d$/.test(id))).toEqual(plain)
        for (const section of mixed) expect(section.blocks.length).toBeGreaterThan(0)
      }),
      { seed: 20261126, numRuns: 500 },
    )
  })

  it('goes into a file and comes back the same; a file with one wrong text is refused whole', () => {
    const texts: ClinicTextInput[] = [
      sheetText({ units: { 'heat.put': [{ is: 'words', text: 'Put a warm pack there.', bold: true }] } }),
      {
        is: 'letter',
        name: 'Lump clinic',
        greeting: 'Dear team,',
        closing: 'Thanks',
        reason: [paragraph('Please see')],
        question: [],
        topics: ['history'],
      },
    ]
    const file = { is: 'palpa texts', version: 1, texts }
    expect(textsFile.parse(JSON.parse(JSON.stringify(file)))).toEqual(file)
    expect(textsFile.safeParse({ ...file, texts: [...texts, { is: 'sheet' }] }).success).toBe(false)
    expect(textsFile.safeParse({ ...file, script: 'x' }).success).toBe(false)
  })

  it('becomes plain lines in a letter', () => {
    const rich = [
      {
        is: 'paragraph',
        inline: [
          { is: 'words', text: 'Please see ' },
          { is: 'slot', slot: 'patient' },
        ],
      },
      { is: 'list', items: [[{ is: 'words', text: 'one' }], [{ is: 'slot', slot: 'phone' }]] },
    ] as const
    expect(richText(rich, { patient: 'Zz\n-Test', phone: '' })).toBe('Please see Zz -Test\n- one')
    expect(fillRich([], {})).toEqual([])
  })

  it.each(SAMPLES)('can be looked at with an invented person: $label', ({ facts, gates }) => {
    const prose = sheetProse(projectFacts(facts, STANDARD_A4, gates, own(sheetText())).sheet)
    expect(facts.patient.name).toMatch(/^Zz-Test /)
    expect(prose.join(' ')).not.toMatch(/[{}]|undefined/)
    const grade = gradeOf(prose, [facts.patient.name, facts.clinic.name, facts.signer.name])
    expect(grade.fleschKincaid).toBeLessThanOrEqual(GRADE_LIMITS.fleschKincaid)
    expect(grade.smog).toBeLessThanOrEqual(GRADE_LIMITS.smog)
  })
})

describe('reading hints', () => {
  const hints = (text: string, names: string[] = []) =>
    hintsOf([text], names).map(({ kind, words }) => `${kind}: ${words}`)

  it('find long sentences, the passive voice and hard words', () => {
    expect(
      hints(
        'The pack should be warmed and then placed on the spot that hurts for about a quarter of an hour or so.',
      ),
    ).toEqual([expect.stringMatching(/^long: The pack/), 'passive: be warmed'])
    expect(hints('The lump was found by the team.')).toEqual(['passive: was found'])
    expect(hints('Subcutaneous nodules occasionally hurt.')).toEqual([
      'hard: Subcutaneous',
      'hard: occasionally',
    ])
  })

  it('leave alone what is easy, and names', () => {
    expect(hints('Put a warm pack on the sore spot. You are tired. Call the hospital.')).toEqual([])
    expect(hints('Take ibuprofen.', ['ibuprofen'])).toEqual([])
  })

  it('say the grade, the counts and the longest sentence', () => {
    expect(readingOf(['Sit down. Rest your back on the chair.'], [])).toMatchObject({
      sentences: 2,
      words: 8,
      longestSentence: 6,
    })
    expect(readingOf([], [])).toMatchObject({ sentences: 0, words: 0, grade: { fleschKincaid: 0 } })
  })
})

describe('PEMAT', () => {
  it('has 24 items, and ours passes both scales with a reason for each', () => {
    expect(PEMAT_ITEM_IDS).toHaveLength(24)
    expect(pematScoreInput.safeParse({ of: { is: 'palpa', edition: 'x' }, marks: PEMAT_OURS }).success).toBe(
      true,
    )
    for (const { item, why } of PEMAT_OURS) expect(why, item).toMatch(/\w.*\.$/)
    const { understandable = 0, actionable = 0, passes } = pematResult(PEMAT_OURS)
    expect(Math.min(understandable, actionable)).toBeGreaterThanOrEqual(PEMAT_PASS)
    expect(passes).toBe(true)
  })

  it('counts what applies, and passes nothing below the line', () => {
    const marks = PEMAT_OURS.map((one) => ({
      ...one,
      mark: one.item === 'A1' || one.item === 'A2' ? ('0' as const) : one.mark,
    }))
    expect(pematResult(marks)).toMatchObject({ actionable: 50, passes: false })
    expect(pematResult([])).toEqual({ passes: false })
    expect(
      pematScoreInput.safeParse({ of: { is: 'palpa', edition: 'x' }, marks: PEMAT_OURS.slice(1) }).success,
    ).toBe(false)
  })
})

describe('a letter of the clinic’s own, as it is looked at', () => {
  const own: LetterTextInput = {
    is: 'letter',
    name: 'Zz-Test lump letter',
    greeting: 'Dear <b>Zz-Test</b>,',
    closing: 'Yours,',
    reason: [
      {
        is: 'paragraph',
        inline: [
          { is: 'words', text: 'I send ' },
          { is: 'slot', slot: 'patient' },
          { is: 'words', text: ' with ' },
          { is: 'slot', slot: 'nodules' },
          { is: 'words', text: '.' },
        ],
      },
    ],
    question: [],
    topics: ['examination'],
  }
  it.each(SAMPLES.map((sample) => [sample.id, sample] as const))(
    'prints from a visit of an invented person: %s',
    (_id, sample) => {
      const { signed, context } = sampleVisit(sample)
      expect(signedExam.safeParse(signed).success).toBe(true)
      expect(viewOf(signed.body, context).entries('nodule')).toHaveLength(1)
      const page = letterPage.parse(sampleLetter(own, sample, 'A4', PLAIN_FRAME))
      const [reason, ...told] = page.paragraphs
      expect(reason?.text).toBe(`I send ${sample.facts.patient.name} with R1 (right).`)
      expect(page.greeting).toBe('Dear <b>Zz-Test</b>,')
      const heads = told.map(({ heading }) => heading)
      expect(heads).toEqual(['Red flags', 'Examination of the low back', 'Not in this letter'])
      expect(told[1]?.text).toContain('R1: it is on the right, over the PSIS')
      const all = sampleLetter({ ...own, topics: [...LETTER_TOPIC_IDS] }, sample, 'A4', PLAIN_FRAME)
      const background = all.paragraphs.find(({ heading }) => heading === 'Background')?.text ?? ''
      expect(background.includes('The patient is pregnant')).toBe(sample.facts.pregnantLate)
    },
  )
})
