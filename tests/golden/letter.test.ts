import { describe, expect, it } from 'vitest'
import type { RevisionSource } from '@shared/exam/projections/amendments'
import { letterDefaults, projectLetter } from '@shared/handout/letter-page'
import type { LetterPage } from '@shared/handout/letter'
import { PLAIN_FRAME } from '@shared/handout/page-frame'
import { signedVignette } from '../fixtures/signed'
import { VIGNETTES, vignetteVisit, type PlainVignette } from '../fixtures/vignettes'

/** The letter as clinical text. Read a change of these files as a clinical change. */
const visits = Object.values(VIGNETTES).flatMap((vignette: PlainVignette) =>
  vignette.visits.map((_visit, index) => ({
    name: `${vignette.vignette}-${index + 1}`,
    ...vignetteVisit(vignette, index),
  })),
)
const clock = (at: string) => ({ on: at.slice(0, 10), time: at.slice(11, 16) })

const asText = (page: LetterPage): string =>
  [
    [page.header.clinic, page.header.address, page.header.phone].join(', '),
    page.to.join('\n'),
    page.date,
    `${page.subject}\n${page.patient.map(({ text }) => text).join('')}`,
    `${page.greeting}\n${page.opening}`,
    ...page.paragraphs.map(({ heading, text }) => `${heading}\n${text}`),
    `${page.closing}\n${page.signature}`,
    ...page.after.map(({ heading, text }) => `${heading}\n${text}`),
    `[${page.footer}]`,
  ].join('\n\n')

describe('the letter', () => {
  it.each(visits)('of $name', async ({ name, ...visit }) => {
    const signed = signedVignette(visit)
    const source: RevisionSource = { history: [signed], contextOf: () => visit.context, saidTo: () => [] }
    const options = letterDefaults(signed, source, 'A4', PLAIN_FRAME)
    const text = { ...options.text, reason: 'Low back lump, please advise.', question: 'Is a scan needed?' }
    const { page, doubts, apart } = projectLetter(
      signed,
      source,
      { ...options, text },
      { writer: signed.signer, at: `${visit.visit.visitOn}T11:05:00.000Z`, images: [] },
      clock,
    )
    expect(doubts).toEqual([])
    expect(apart).toEqual([])
    await expect(`${asText(page)}\n`).toMatchFileSnapshot(`letter/${name}.txt`)
  })
})
