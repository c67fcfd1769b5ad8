import { expect, it } from 'vitest'
import { said } from '@shared/records/said'
import { SECTIONS } from '@shared/exam/definition'
import { captionOf } from '@shared/prompts/caption'
import type { Prompt } from '@shared/prompts/evaluate'
import { RULE_IDS } from '@shared/prompts/rule-input'

const SECOND = 'Imaging is not routinely required.'
const part = { caption: 'clinicalDiagnosis' as const }
const prompt = (rule: Prompt['rule'], open: boolean): Prompt => ({
  rule,
  open,
  level: 'CHECK',
  message: said(''),
  inputs: [],
  fingerprint: '',
  sources: [],
})

it('stands at the assessment and nowhere else', () => {
  const captioned = SECTIONS.flatMap((section) => section.parts).filter((one) => one.caption !== undefined)
  expect(captioned.map(({ id }) => id)).toEqual(['assessment'])
})

it('says that imaging is not routinely required unless one of R01 to R09 is open', () => {
  expect(captionOf(part, () => [])).toBe(`Clinical diagnosis. ${SECOND}`)
  const hiding = RULE_IDS.filter((rule) => !captionOf(part, () => [prompt(rule, true)]).includes(SECOND))
  expect(hiding).toEqual(['R01', 'R02', 'R03', 'R04', 'R05', 'R06', 'R06b', 'R08', 'R09'])
  for (const rule of RULE_IDS) expect(captionOf(part, () => [prompt(rule, false)])).toContain(SECOND)
  expect(captionOf({}, () => [])).toBe('')
})
