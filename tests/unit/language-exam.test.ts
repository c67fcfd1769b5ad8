import { afterEach, describe, expect, it } from 'vitest'
import { AREA_TEXTS, ELSEWHERE, PLACE_SHORT, ZONE_LABELS } from '@shared/bodymap'
import { ALERT_NAMES, ALERT_TEXTS, medicineAlerts } from '@shared/exam/alerts'
import type { FieldValue } from '@shared/exam/answer'
import { OF_SECTION } from '@shared/exam/beside'
import { ASKS_TO_KEEP, CHECK_TEXTS } from '@shared/exam/checks/texts'
import { codecOf, schemaOf } from '@shared/exam/codecs'
import { FIELDS, fieldOf } from '@shared/exam/definition'
import { DRAWN_TEXTS } from '@shared/exam/drawn-codecs'
import { DURATION_TEXTS } from '@shared/exam/durations'
import { WHO_TEXTS } from '@shared/exam/laterality'
import { EVENT_TEXTS } from '@shared/exam/life-events'
import { lifeLineOf } from '@shared/exam/life-line'
import { LIFE_TEXTS } from '@shared/exam/life-texts'
import { LIMIT_TEXTS } from '@shared/exam/limits'
import { allVisits, sightingsOf } from '@shared/exam/nodule-history'
import { courseOf } from '@shared/exam/outcomes/course'
import { MEASURES } from '@shared/exam/outcomes/measures'
import { CHANGE_TEXTS, COURSE_TEXTS } from '@shared/exam/outcomes/texts'
import { PAIN_TEXTS } from '@shared/exam/pain-match'
import { PLACE_SAID } from '@shared/exam/place-said'
import { ENTRY_TEXTS, noteOf, termsOf } from '@shared/exam/projections/note'
import { SUMMARY_FIELDS } from '@shared/exam/projections/phrases'
import { visitSummary } from '@shared/exam/projections/summary'
import { VALIDATE_TEXTS } from '@shared/exam/refusals'
import { OF_ENTRY } from '@shared/exam/spot-name'
import { thenAndNow } from '@shared/exam/then-now'
import { THEN_TEXTS } from '@shared/exam/then-texts'
import { KEPT_TYPED } from '@shared/exam/typed-said'
import { blocksSigning, parseTyped, validate, viewOf } from '@shared/exam/validate'
import { CODEC_TEXTS } from '@shared/exam/value-said'
import { emptyAnswers } from '@shared/exam/answers'
import { captionOf } from '@shared/prompts/caption'
import { evaluate } from '@shared/prompts/evaluate'
import { factsOf } from '@shared/prompts/facts'
import { GATES, gatesOf } from '@shared/prompts/gates'
import { RULES, rulesInForce } from '@shared/prompts/rule-set'
import { PROMPT_TEXTS } from '@shared/prompts/texts'
import { asIs, filled, JOINT_TEXTS, said } from '@shared/records/said'
import { saidShape } from '@shared/records/said-shape'
import { CATALOGUE } from '../../renderer/language/catalogue'
import { say, teller } from '../../renderer/language/say'
import { told, words } from '../../renderer/language/text'
import { words as chinese } from '../../renderer/language/zh-hans'
import { optionsOf } from '../../renderer/exam/controls/options'
import { definitionTexts } from '../fixtures/definition-texts'
import { VIGNETTES, vignetteVisit } from '../fixtures/vignettes'

const known: Readonly<Record<string, string>> = CATALOGUE
const chineseOf = (text: string, of?: string): string | undefined =>
  (of === undefined ? undefined : known[`${text}#${of}`]) ?? known[text]

/** Where the words are no side of a body. */
const NO_SIDE =
  /\{left\}|\b(?:is|was|were|be|that|tries|frames|files) left\b|to the right(?= patient)|\bleft (?:out|as|its|alone)\b|\b(?:psis|cannot be) right\b|\bright (?:patient|chart)\b|from the right|^Leave.*/giu

/** Latin that is right in Chinese: symbols of units, levels of the spine, names of tests, people and classes. */
const LATIN =
  /mL\/min\/1\.73 m²|mg|mL|[LS]\d(?:[–-][LS]\d)?|INR|eGFR|Gaenslen|RMDQ|SSRI|SNRI|ACE|ARB|MRI|NICE|NSAID|T1|F\d|R\d+\w*|\bG\b|\bg\b|kg|S\d+|PDF/gu
const latinLeft = (text: string): boolean => /[A-Za-z]/u.test(text.replace(LATIN, ''))

afterEach(() => {
  words.value = undefined
})

describe('the examination in Chinese', () => {
  it('has every text of the definition', () => {
    const texts = definitionTexts()
    expect(texts.length).toBeGreaterThan(500)
    expect(texts.filter(({ text, of }) => chineseOf(text, of) === undefined)).toEqual([])
    expect(texts.filter(({ text, of }) => latinLeft(chineseOf(text, of) ?? ''))).toEqual([])
  })

  it('keeps left and right', () => {
    const sided = [...definitionTexts(), ...Object.keys(known).map((text) => ({ text }))].filter(({ text }) =>
      /\b(?:left|right)\b/iu.test(text.replace(NO_SIDE, '')),
    )
    expect(sided.length).toBeGreaterThan(40)
    const wrong = sided.filter((one) => {
      const chineseText = chineseOf(one.text, 'of' in one ? one.of : undefined) ?? ''
      const [left, right] = [/\bleft\b/iu.test(one.text), /\bright\b/iu.test(one.text)]
      return left !== chineseText.includes('左') || right !== chineseText.includes('右')
    })
    expect(wrong.map(({ text }) => text)).toEqual([])
  })

  it('knows every text with places that the screens are told', () => {
    const asked = [
      ...[
        ALERT_TEXTS,
        AREA_TEXTS,
        CHANGE_TEXTS,
        CHECK_TEXTS,
        CODEC_TEXTS,
        COURSE_TEXTS,
        DRAWN_TEXTS,
        ENTRY_TEXTS,
        EVENT_TEXTS,
        LIFE_TEXTS,
        LIMIT_TEXTS,
        PAIN_TEXTS,
        PLACE_SAID,
        PLACE_SHORT,
        PROMPT_TEXTS,
        THEN_TEXTS,
        VALIDATE_TEXTS,
        WHO_TEXTS,
        ZONE_LABELS,
      ].flatMap((table) => Object.values<string>(table)),
      ...ALERT_NAMES,
      ...ASKS_TO_KEEP,
      ...DURATION_TEXTS,
      ...JOINT_TEXTS,
      ...Object.values(MEASURES).flatMap(({ name, label }) => [name, label]),
      ...GATES.flatMap(({ name, says }) => [name, says]),
      ...SUMMARY_FIELDS.map(({ summary }) => summary?.say ?? '').filter((text) => text !== '{value}'),
      ...RULES.flatMap(({ name, message, when, remark }) => [name, message, when, remark ?? name]),
      ...RULES.flatMap(({ parts = [] }) => parts.flatMap(({ name, when, remark }) => [name, when, remark])),
      ...[[], [{ open: true, rule: 'R01' }]].map((prompts) =>
        captionOf({ caption: 'clinicalDiagnosis' }, () => prompts as never),
      ),
      ELSEWHERE,
      KEPT_TYPED,
      OF_ENTRY,
      OF_SECTION,
    ]
    expect(asked.length).toBeGreaterThan(250)
    expect([...new Set(asked)].filter((text) => !Object.hasOwn(known, text))).toEqual([])
  })

  it('asks to keep a doubt in one way in each language, so that several ask once', () => {
    const doubts = [CHECK_TEXTS, LIMIT_TEXTS, CODEC_TEXTS].flatMap((table) => Object.values<string>(table))
    for (const asks of ASKS_TO_KEEP) {
      const asking = doubts.filter((text) => text.endsWith(asks))
      expect(asking.length).toBeGreaterThan(3)
      expect(asking.filter((text) => !chineseOf(text)?.endsWith(chineseOf(asks) ?? '-'))).toEqual([])
    }
  })

  it('says a word of one field as that field means it', () => {
    expect(told('To', 'plan.referralTo')).toBe('To')
    words.value = chinese
    expect(told('To')).toBe('到')
    expect(told('To', 'plan.referralTo')).toBe('转诊至')
    expect(told('Reason', 'nodule.remark')).toBe(told('Reason'))
  })

  it('leaves the letters of the keys where they are', () => {
    for (const field of FIELDS)
      if (field.kind === 'choice' || field.kind === 'choices') {
        words.value = undefined
        const english = optionsOf(field, 'GB')
        expect(english.map(({ key }) => key)).toEqual(field.options.map(({ key }) => key))
        words.value = chinese
        const other = optionsOf(field, 'GB')
        expect(other.map(({ value }) => value)).toEqual(english.map(({ value }) => value))
        for (const [at, { key }] of english.entries()) if (key !== undefined) expect(other[at]?.key).toBe(key)
      }
  })
})

const SEEN = Object.values(VIGNETTES).flatMap((one) => one.visits.map((_, at) => vignetteVisit(one, at)))

const promptsSeen = () => {
  const inForce = rulesInForce(RULES.map(({ id }) => id))
  return SEEN.flatMap(({ body, context }) => {
    const labels = termsOf(body, context)
    const facts = factsOf(
      viewOf(body, context),
      new Proxy({}, { get: (_, id) => labels.entryName('nodule', String(id)) }),
      inForce,
    )
    return evaluate(facts, [], inForce)
  })
}

describe('what the form says of a visit in Chinese', () => {
  it('is each value in Chinese, and in English what it was', () => {
    for (const { body, context } of SEEN) {
      const terms = termsOf(body, context)
      const values: [string, FieldValue][] = [
        ...Object.entries(body.answers.values),
        ...Object.values(body.answers.groups).flatMap((entries) =>
          entries.flatMap((entry) => Object.entries(entry.values)),
        ),
      ].flatMap(([id, answer]) => (answer.is === 'value' ? [[id, answer.value] as [string, FieldValue]] : []))
      for (const [id, value] of values) {
        const field = fieldOf(id as never)
        const parsed = schemaOf(field).parse(value)
        words.value = undefined
        const english = codecOf(field).display(field, parsed, terms)
        expect(english).toBe(filled(codecOf(field).said(field, parsed, terms)))
        words.value = chinese
        const inChinese = codecOf(field).display(field, parsed, termsOf(body, context, teller()))
        expect(inChinese, id).not.toContain('⟦')
        const typed = (field as { kind: string }).kind === 'text'
        if (!typed) expect(latinLeft(inChinese), `${id}: ${inChinese}`).toBe(false)
      }
    }
  })

  it('is each prompt, what fired it, and its message', () => {
    const prompts = promptsSeen()
    words.value = chinese
    expect(new Set(prompts.map(({ rule }) => rule)).size).toBeGreaterThan(8)
    for (const { message, inputs, rule } of prompts)
      for (const one of [message, ...inputs.map((input) => input.words)]) {
        expect(say(one), rule).not.toMatch(/[⟦{]/u)
        expect(latinLeft(say(one)), `${rule}: ${say(one)}`).toBe(false)
      }
  })

  it('is the line of each visit, which crosses between the processes as it is', () => {
    const lines = SEEN.map(({ body, context }) => visitSummary(body, context))
    expect(lines.map((line) => saidShape.parse(line))).toEqual(lines)
    expect(say(lines[0]!)).toBe('first visit, R1 18 × 12, pain 5')
    words.value = chinese
    expect(say(lines[0]!)).toBe('首诊，R1 18 × 12，疼痛 5')
    for (const line of lines) {
      expect(say(line)).not.toMatch(/[⟦{]/u)
      expect(latinLeft(say(line)), say(line)).toBe(false)
    }
    const { body, context } = vignetteVisit(VIGNETTES.V1)
    expect(say(visitSummary({ ...body, answers: emptyAnswers() }, context))).toBe('')
  })

  it('is what keeps words from the sheet', () => {
    const held = gatesOf(promptsSeen()).because.map(({ because }) => because)
    expect(held.map((one) => saidShape.parse(one))).toEqual(held)
    expect(held.length).toBeGreaterThan(5)
    expect(held.map((one) => say(one))).toContain('R02: major trauma')
    words.value = chinese
    for (const one of held) {
      expect(say(one)).not.toMatch(/[⟦{]/u)
      expect(latinLeft(say(one)), say(one)).toBe(false)
    }
  })

  it('is each refusal and everything that is missing', () => {
    words.value = chinese
    const { body, context } = vignetteVisit(VIGNETTES.V1)
    for (const { label } of blocksSigning({ ...body, answers: emptyAnswers() }, context))
      expect(latinLeft(say(label)), say(label)).toBe(false)
    const wrong = validate(
      { ...body, visitOn: '2031-01-01', refused: { 'complaint.painNow': '12' } },
      context,
    )
    expect(wrong.map(({ message }) => say(message))).toEqual([
      '就诊日期在今天之后。',
      '只接受 0 到 10。12 留在这里，没有保存。',
    ])
    const typed = parseTyped(fieldOf('contributors.weightKg'), '900', { today: '2026-11-22' })
    expect(!typed.ok && say(typed.message)).toBe('只接受 10 到 500 千克。900 留在这里，没有保存。')
  })

  it('is the life line, then and now, the course and the banner', () => {
    words.value = chinese
    const { V2 } = VIGNETTES
    for (const vignette of Object.values(VIGNETTES)) {
      const last = vignetteVisit(vignette, vignette.visits.length - 1)
      const view = viewOf(last.body, last.context)
      const terms = termsOf(last.body, last.context, teller())
      for (const { entryId } of view.entries('nodule')) {
        const seen = sightingsOf(allVisits(view), entryId)
        const line = lifeLineOf(seen, entryId, terms)
        const texts = [
          ...line.days.map(({ label }) => label),
          ...line.rows.map(({ label }) => label),
          ...line.rows.flatMap(({ cells }) => cells.map((cell) => ('hole' in cell ? cell.hole : cell.text))),
          ...line.marks.map(({ text }) => text),
          ...thenAndNow(seen[0]!, seen.at(-1)!, entryId, 'R1', terms).sentences,
        ]
        for (const text of texts) {
          expect(text).not.toMatch(/[⟦{]/u)
          expect(latinLeft(text), text).toBe(false)
        }
      }
      const course = courseOf(
        [
          ...last.context.earlier,
          { examId: 'now', visitOn: last.body.visitOn, answers: last.body.answers, noduleLabels: {} },
        ],
        last.context,
        teller(),
      )
      for (const text of [
        ...(course?.rows ?? []).map(({ label }) => label),
        ...(course?.treatments ?? []).map((one) => one.words),
        ...(course?.statements ?? []).flatMap((one) =>
          'moved' in one ? [one.moved, one.against] : [one.abstains],
        ),
      ]) {
        expect(text).not.toMatch(/[⟦{]/u)
        expect(latinLeft(text), text).toBe(false)
      }
    }
    const { body, context } = vignetteVisit(V2)
    for (const { what, says } of medicineAlerts([{ ...body }], context.country, teller()))
      expect(latinLeft(told(what) + says), says).toBe(false)
  })

  it('leaves the note in English, whatever the screens speak', () => {
    const notes = (): unknown => SEEN.map(({ body, context }) => noteOf({ ...body }, context))
    const english = notes()
    words.value = chinese
    expect(notes()).toEqual(english)
  })
})

it('English says it in the words of the note, in the singular, and without what tells two meanings apart', () => {
  const note = { text: '{label}: {value}', en: 'saddle sensation altered', slots: { label: 'x', value: 'y' } }
  expect(filled(note)).toBe('saddle sensation altered')
  expect(filled({ text: '{n} days', one: '{n} day', slots: { n: '1' } })).toBe('1 day')
  expect(filled({ text: '{n} days', one: '{n} day', slots: { n: '2' } })).toBe('2 days')
  expect(filled({ ...said('Outline#who') })).toBe('Outline')
  expect(filled(said(''))).toBe('')
  // What a person typed is no text with places, whatever it holds.
  expect(filled(asIs('{value} #1'))).toBe('{value} #1')
  words.value = chinese
  expect(say(asIs('{value} #1'))).toBe('{value} #1')
})

it('a day and a list are said as the language says them', () => {
  words.value = chinese
  expect(say(said('A number is needed.'))).toBe('需要一个数字。')
  expect(say({ text: '{day}', slots: { day: { day: '2026-03-02' } } })).toBe('2026年3月2日')
})
