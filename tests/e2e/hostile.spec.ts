import { LETTER_TOPIC_IDS } from '@shared/exam/letter'
import { letterDefaults, letterFrom, projectLetter } from '@shared/handout/letter-page'
import { projectNotePage } from '@shared/handout/note-page'
import { PLAIN_FRAME } from '@shared/handout/page-frame'
import { pageLimit } from '@shared/handout/page-limits'
import { projectFacts } from '@shared/handout/project'
import type { HandoutOptions, PrintJob } from '@shared/handout/sheet'
import { SHIPPED } from '@shared/handout/text/review'
import { ownSheet, clinicTextInput } from '@shared/texts/clinic-text'
import { drawnIn } from '../goldens/glyphs'
import { OPEN_GATES, STANDARD_A4, V1 } from '../fixtures/handout-facts'
import { signedVignette } from '../fixtures/signed'
import { VIGNETTES, vignetteVisit } from '../fixtures/vignettes'
import { expect, test } from './launch'
import { PrintDesk } from './print-desk'

/** What somebody could type, paste or import as a name, or write into a text of the clinic's own. */
const HOSTILE: Readonly<Record<string, string>> = {
  markup: '<script>hacked=1</script><img src=x onerror="hacked=1"><a href="javascript:hacked=1">Zz</a>&amp;',
  'a template': '{{constructor.constructor("hacked=1")()}} {patient} **Zz-Test** ${name}',
  'control characters': 'Zz-Test\u0000\u0007\u001b[31m\r\nAster\u2028\u2029\u0085end',
  'right-to-left override': 'Zz-Test \u202eretsA\u202c \u2066x\u2069 \u200fend',
  'three hundred letters': 'Zz'.repeat(150),
  'three hundred letters in words': 'Zz-Test '.repeat(37) + 'Aster',
  emoji: 'Zz-Test 👩🏽‍⚕️ Aster 🐭🐭🐭',
}
const LONGEST: readonly (string | undefined)[] = [HOSTILE['three hundred letters'], HOSTILE['markup']]
const DIRECTION = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
/** What of it has to be read on paper: its words, without what is no letter. */
const wordsOf = (hostile: string): string[] =>
  hostile
    .split(/[\s\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu)
    .filter((word) => word !== '')
const clock = (at: string) => ({ on: at.slice(0, 10), time: at.slice(11, 16) })

/** A visit whose every name and free text is hostile. */
const visitOf = (name: string) => {
  const played = vignetteVisit({
    ...VIGNETTES.V1,
    patient: { ...VIGNETTES.V1.patient, given: name, family: 'Zz' },
    visits: VIGNETTES.V1.visits.map((visit) => ({
      ...visit,
      values: { ...visit.values, 'palpation.narrative': name },
    })),
  })
  const signed = signedVignette(played)
  return {
    played,
    signed: {
      ...signed,
      patient: { ...signed.patient, otherScript: name },
      signer: { ...signed.signer, name, registration: name },
      clinic: { ...signed.clinic, name, address: name, phone: name },
    },
  }
}

const jobsOf = (hostile: string): Record<string, PrintJob> => {
  const { played, signed } = visitOf(hostile)
  const source = { history: [signed], contextOf: () => played.context, saidTo: () => [] }
  const facts = {
    ...V1,
    patient: { ...V1.patient, name: hostile, otherScript: hostile },
    clinic: { ...V1.clinic, name: hostile, phone: hostile },
    signer: { ...V1.signer, name: hostile },
  }
  /** A template may not even be kept with such signs; what it takes prints. */
  const typed = hostile
    .replace(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .slice(0, 1000)
  const paragraph = {
    is: 'paragraph',
    inline: [
      { is: 'words', text: typed },
      { is: 'slot', slot: 'patient' },
    ],
  }
  const theirs = clinicTextInput.parse({
    is: 'sheet',
    name: typed.slice(0, 60),
    units: { 'what.text': [{ is: 'words', text: typed }] },
    passages: [{ heading: typed.slice(0, 60), blocks: [paragraph] }],
  })
  const own = ownSheet({ revision: 1, text: theirs })
  const blank = letterDefaults(signed, source, 'A4', PLAIN_FRAME)
  const template = clinicTextInput.parse({
    is: 'letter',
    name: 'Zz-Test letter',
    greeting: typed.slice(0, 200),
    closing: typed.slice(0, 200),
    reason: [paragraph],
    question: [],
    topics: LETTER_TOPIC_IDS,
  })
  const options =
    template.is === 'letter'
      ? letterFrom(template, { ...blank, text: { ...blank.text, to: hostile } }, signed, source)
      : blank
  const by = { writer: signed.signer, at: '2026-11-22T11:05:00.000Z', images: [] }
  const sheet = (more: Partial<HandoutOptions>): PrintJob => ({
    is: 'sheet',
    sheet: projectFacts(facts, { ...STANDARD_A4, ...more }, OPEN_GATES, { ...SHIPPED, ...(own && { own }) })
      .sheet,
  })
  return {
    sheet: sheet({}),
    // Where letters are largest and where they are widest: what is longest and what is worst.
    ...(LONGEST.includes(hostile) && {
      'large sheet': sheet({ size: 'large' }),
      'Tamil sheet': sheet({ language: 'ta' }),
    }),
    note: { is: 'note', note: projectNotePage(signed, source, clock) },
    letter: { is: 'letter', letter: projectLetter(signed, source, options, by, clock).page },
  }
}

test('hostile names and templates print as text in sheet, note and letter, and break nothing', async ({
  launch,
}) => {
  test.setTimeout(240_000)
  const { app } = await launch()
  const desk = await PrintDesk.open(app)
  for (const [what, hostile] of Object.entries(HOSTILE))
    for (const [paper, job] of Object.entries(jobsOf(hostile))) {
      const name = `${what}, ${paper}`
      const laid = await desk.draw(job)
      expect.soft(await desk.harm(), name).toEqual([])
      expect.soft(laid.overfull, name).toEqual([])
      const shown = laid.text.join('\n')
      expect.soft(shown, name).not.toMatch(DIRECTION)
      for (const word of wordsOf(hostile)) expect.soft(shown, name).toContain(word)
      if (job.is === 'sheet') {
        // Names and a template of three hundred letters each may take a page of their own, and no more.
        expect.soft(laid.pages, name).toBeLessThanOrEqual((pageLimit(job.sheet) ?? 0) + 1)
        expect.soft(laid.small, name).toEqual([])
      }
      const drawn = drawnIn(await desk.pdf())
      expect.soft(drawn.text.length, name).toBe(laid.pages)
      // Every page says whose it is, in the file as on the page.
      const letters = (text: string): string => text.replace(/[^A-Za-z]/gu, '')
      const first = letters(wordsOf(hostile)[0] ?? '').slice(0, 40)
      for (const page of drawn.text) expect.soft(letters(page), name).toContain(first)
    }
})
