import { describe, expect, it } from 'vitest'
import { projectFacts } from '@shared/handout/project'
import { sheet as sheetShape, type Sheet } from '@shared/handout/sheet'
import { LANGUAGES } from '@shared/records/people'
import { FULL, OPEN_GATES, STANDARD_A4, V5_GATES } from '../fixtures/handout-facts'

/** What somebody could type, paste or import as a name. */
const HOSTILE: Readonly<Record<string, string>> = {
  markup: '<script>alert(1)</script><img src=x onerror=alert(1)>&amp;',
  'bold marks': '**Zz-Test** Aster**',
  slots: '{date} {number} {{name}} ${name}',
  'control characters': 'Zz-Test\u0000\u0007\u001b[31m\r\nAster\u2028\u2029\u0085end',
  'right-to-left override': 'Zz-Test \u202eretsA\u202c \u2066x\u2069 \u200f',
  'three hundred characters': 'Zz-Test '.repeat(37) + 'Aster',
  emoji: 'Zz-Test 👩🏽‍⚕️ Aster 🐭',
  'only blanks': ' \u00a0\u2003 ',
}
const DIRECTION = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
const CONTROL = /\p{Cc}/u

/** Every text of a sheet, wherever it stands. */
const textsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : Array.isArray(value)
      ? value.flatMap(textsOf)
      : value !== null && typeof value === 'object'
        ? Object.values(value).flatMap(textsOf)
        : []

describe.each(Object.entries(HOSTILE))('a name with %s', (_what, name) => {
  const facts = {
    ...FULL,
    patient: { ...FULL.patient, name, otherScript: name },
    clinic: { ...FULL.clinic, name, phone: name },
    signer: { ...FULL.signer, name },
    medicines: FULL.medicines.map((medicine) => ({ ...medicine, drug: 'other' as const, name })),
  }
  const sheets: Sheet[] = LANGUAGES.flatMap((language) =>
    [OPEN_GATES, V5_GATES].flatMap((gates) => {
      const { sheet, copy } = projectFacts(facts, { ...STANDARD_A4, language }, gates)
      return copy === undefined ? [sheet] : [sheet, copy]
    }),
  )

  it('stands as one line of text that turns nothing around', () => {
    for (const text of sheets.flatMap(textsOf)) {
      expect(text).not.toMatch(DIRECTION)
      expect(text).not.toMatch(CONTROL)
      expect(text).not.toMatch(/[\u2028\u2029]/u)
    }
  })

  it('is read as no bold, no slot and no shape of its own', () => {
    const plainly = projectFacts(
      { ...facts, patient: FULL.patient, clinic: FULL.clinic, signer: FULL.signer, medicines: [] },
      STANDARD_A4,
      OPEN_GATES,
    ).sheet
    const [english] = sheets
    const bold = ({ sections }: Sheet): number =>
      JSON.stringify(sections.filter(({ id }) => id === 'main')).split('"bold":true').length
    expect(bold(english!)).toBe(bold(plainly))
    for (const sheet of sheets) expect(sheetShape.safeParse(sheet).success).toBe(true)
  })

  it('stands whole where the patient is named', () => {
    const words = name
      .split(/[\s\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu)
      .filter((word) => word !== '')
    for (const { header, footer } of sheets)
      for (const word of words) {
        expect(header.patient).toContain(word)
        expect(footer.patient).toContain(word)
      }
  })
})
