import { afterEach, describe, expect, it } from 'vitest'
import { PLACE_WORDS, placeInWords, ZONE_PHRASES } from '@shared/bodymap'
import { UNANSWERED_WORDS } from '@shared/exam/field-kinds'
import { UNPRINTED_BECAUSE } from '@shared/exam/printed-picture'
import { FILE_FAULTS } from '@shared/imaging/faults'
import { BASIS_WORDS, KIND_WORDS, measuredSaid, measuredWords } from '@shared/imaging/measure/words'
import { KEYMAP, SCOPES } from '@shared/keymap/keymap'
import { EVIDENCE_WORDS } from '@shared/prompts/rule'
import { DISPOSITION_WORDS } from '@shared/prompts/said'
import { AUDIT_EVENTS, AUDIT_KIND_LABELS } from '@shared/records/audit'
import { auditWords, DETAIL_COUNTS, DETAIL_SENTENCES, DETAIL_WORDS } from '@shared/records/audit-row'
import { BACKUP_EVERY_LABELS } from '@shared/records/backup'
import { ERASURE_REASON_LABELS } from '@shared/records/erasure'
import { IDENTITY_LABELS } from '@shared/records/joined'
import type { ImageMark } from '@shared/records/mark'
import { LANGUAGE_LABELS, PROFESSION_LABELS, SEX_LABELS } from '@shared/records/people'
import { CHANGE_WORDS, REVISION_WORDS, STANDING_WORDS } from '@shared/records/revision'
import { RIGHT_WORDS, ROLE_LABELS, ROLE_WORDS } from '@shared/records/roles'
import { LETTER_SLOT_LABELS, SHEET_SLOT_LABELS } from '@shared/texts/clinic-text'
import { PEMAT_ITEMS, PEMAT_REFERENCE } from '@shared/texts/pemat'
import { SAMPLES } from '@shared/texts/samples'
import { CATALOGUE } from '../../renderer/language/catalogue'
import { SINGULAR } from '../../renderer/language/catalogue/singular'
import { dayWords } from '../../renderer/language/days'
import { pseudo, words as pseudoWords } from '../../renderer/language/pseudo'
import { number, plural, t, told, words } from '../../renderer/language/text'
import { detailOf } from '../../renderer/settings/audit-detail'
import { say } from '../../renderer/language/say'
import { placeWords } from '../../renderer/ui/body-map/place-words'
import { words as chinese } from '../../renderer/language/zh-hans'

const slotsIn = (text: string): string[] => [...new Set(text.match(/\{\w+\}/gu) ?? [])].sort()
const entries = Object.entries(CATALOGUE as Readonly<Record<string, string>>)

/** Where Chinese has no word for what English says with one. */
const ONLY_SLOTS = [
  'as a PDF',
  '{percent}, by {by}, {day}',
  ' of {day}',
  '{who} says {side}',
  '{at} of {count}',
  'on {day}',
  // The name of the sign says it already.
  '{what} on straight leg raise',
  // Symbols that every language writes alike.
  'mL/min/1.73 m²',
  'mg',
  '{name} {n} mg',
]

/** Closed lists of `shared/` that the screens say in the language chosen. */
const TOLD: readonly Readonly<Record<string, string>>[] = [
  AUDIT_KIND_LABELS,
  Object.fromEntries(Object.entries(AUDIT_EVENTS).map(([event, { words: said }]) => [event, said])),
  { unreadable: auditWords('audit.unreadable') },
  DETAIL_WORDS,
  DETAIL_SENTENCES,
  Object.fromEntries(DETAIL_COUNTS.map((text) => [text, text])),
  SEX_LABELS,
  LANGUAGE_LABELS,
  PROFESSION_LABELS,
  ROLE_LABELS,
  ROLE_WORDS,
  RIGHT_WORDS,
  ERASURE_REASON_LABELS,
  IDENTITY_LABELS,
  REVISION_WORDS,
  CHANGE_WORDS,
  STANDING_WORDS,
  BACKUP_EVERY_LABELS,
  EVIDENCE_WORDS,
  DISPOSITION_WORDS,
  SHEET_SLOT_LABELS,
  LETTER_SLOT_LABELS,
  ZONE_PHRASES,
  PLACE_WORDS,
  PEMAT_ITEMS,
  { reference: PEMAT_REFERENCE, ...Object.fromEntries(SAMPLES.map(({ id, label }) => [id, label])) },
  UNANSWERED_WORDS,
  KIND_WORDS,
  Object.fromEntries(BASIS_WORDS.map((text) => [text, text])),
  UNPRINTED_BECAUSE,
  Object.fromEntries(
    Object.values(FILE_FAULTS).flatMap(({ is, todo }) => [
      [is, is],
      [todo, todo],
    ]),
  ),
  Object.fromEntries(Object.entries(SCOPES).map(([scope, { title }]) => [scope, title])),
  Object.fromEntries(KEYMAP.map(({ id, does }) => [id, does])),
]

afterEach(() => {
  words.value = undefined
})

describe('the catalogue of the interface', () => {
  it('has Chinese for every English text', () => {
    expect(entries.length).toBeGreaterThan(1700)
    expect(entries.filter(([, said]) => said.trim() === '')).toEqual([])
  })
  it('has the same slots in both languages', () => {
    expect(entries.filter(([english, said]) => slotsIn(english).join() !== slotsIn(said).join())).toEqual([])
  })
  it('has Chinese where it is Chinese: a text of words is not left in English', () => {
    const latin = entries.filter(
      ([english, said]) =>
        /[a-z]{2}/u.test(english.replace(/\{\w+\}|#.*$/gu, '')) &&
        !/\p{Script=Han}/u.test(said) &&
        !ONLY_SLOTS.includes(english),
    )
    expect(latin.map(([english]) => english)).toEqual([])
  })
  it('has an English singular with the same slots for everything that counts', () => {
    for (const [many, one] of Object.entries(SINGULAR)) {
      expect(Object.keys(CATALOGUE)).toContain(many)
      expect(slotsIn(one)).toEqual(slotsIn(many))
    }
  })
  it('knows every word of the closed lists it is asked for', () => {
    const asked = TOLD.flatMap((table) => Object.values(table))
    expect(asked.length).toBeGreaterThan(200)
    expect(asked.filter((text) => !Object.hasOwn(CATALOGUE, text))).toEqual([])
  })
})

describe('what is said', () => {
  it('is the key itself in English, with its slots filled', () => {
    expect(t('Unlock')).toBe('Unlock')
    expect(t('Unlock in {seconds} s', { seconds: 4 })).toBe('Unlock in 4 s')
  })
  it('counts as the language does', () => {
    expect(plural(1, '{n} documents')).toBe('1 document')
    expect(plural(1200, '{n} documents')).toBe('1,200 documents')
    words.value = chinese
    expect(plural(1, '{n} documents')).toBe('1 份文件')
    expect(number(1200)).toBe('1,200')
  })
  it('writes days as the language does', () => {
    expect(dayWords('2026-03-02')).toBe('2 Mar 2026')
    words.value = chinese
    expect(dayWords('2026-03-02')).toBe('2026年3月2日')
    expect(dayWords('2026-03-02', false)).toBe('3月2日')
  })
  it('is Chinese in Chinese', () => {
    words.value = chinese
    expect(t('Unlock in {seconds} s', { seconds: 4 })).toBe('4 秒后可解锁')
    expect(told(SEX_LABELS.female)).toBe('女')
  })
  it('says what an event of the record carries, counts and roles with it', () => {
    const said = (what: string, detail: string): string => detailOf({ what, detail })
    expect(said('exam.recovered', '1')).toBe('1 answer')
    expect(said('person.changed', 'clinician+signs>owner')).toBe('clinician who signs to owner')
    words.value = chinese
    expect(said('exam.recovered', '1')).toBe('1 项回答')
    expect(said('exam.amended', 'addendum 2')).toBe('补充，修订 2')
    expect(said('integrity.checked', 'whole 51')).toBe('整个文件，51 页')
    expect(said('person.changed', 'clinician+signs>owner')).toBe('可签署的临床人员 到 负责人')
    expect(said('export.made', 'texts: 2')).toBe('texts: 2')
  })
  it('says what a measurement rests on, with the size as it is written everywhere', () => {
    type Drawn = Pick<ImageMark, 'kind' | 'points' | 'basis'>
    const points = [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
    ]
    const line: Drawn = { kind: 'length', points, basis: { by: 'pixels', why: 'noScale' } }
    expect(say(measuredSaid(line))).toBe(measuredWords(line))
    expect(measuredWords(line)).toBe('10.0 px, in pixels: the file holds no scale')
    words.value = chinese
    expect(say(measuredSaid(line))).toBe('10.0 px，以像素计：文件不含比例尺')
    const refused: Drawn = { ...line, basis: { by: 'refused', why: 'acrossRegions', from: 1, to: 2 } }
    expect(say(measuredSaid(refused))).toBe('未测量。它从区域 1 跨到区域 2。请画在一个区域内。')
  })
  it('says places on the map as the note does in English, and in Chinese in Chinese', () => {
    for (const [xMm, yMm] of [
      [52, 6],
      [-4, -12],
      [0, 0],
      [7, 40],
    ] as const) {
      const place = { xMm, yMm }
      words.value = undefined
      expect(placeWords(place)).toBe(placeInWords(place).text)
      words.value = chinese
      expect(placeWords(place)).not.toMatch(/[a-z]{2}|[{⟦]/u)
    }
    expect(placeWords({ xMm: 52, yMm: 6 })).toBe(
      '右侧、髂后上棘处、距中线约 52 毫米、髂后上棘线上方 6 毫米、取自图',
    )
  })
  it('is never silently English: what nobody has translated stands in marks', () => {
    words.value = { language: 'zh-Hans', of: () => undefined }
    expect(t('Unlock')).toBe('⟦Unlock⟧')
    expect(told('a word that no catalogue has')).toBe('⟦a word that no catalogue has⟧')
  })
  it('is longer and runs from the right in the pseudo-locale, with its slots whole', () => {
    words.value = pseudoWords
    expect(t('Unlock in {seconds} s', { seconds: 4 })).toBe(pseudo('Unlock in 4 s'))
    expect(pseudo('Unlock')).toBe('\u202eUnlockck\u202c')
    for (const [english] of entries) expect(slotsIn(pseudo(english))).toEqual(slotsIn(english))
  })
})
