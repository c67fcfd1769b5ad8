import { describe, expect, it } from 'vitest'
import { noteOf, noteText } from '@shared/exam/projections/note'
import { visitSummary } from '@shared/exam/projections/summary'
import { reportRows } from '@shared/exam/projections/report'
import { filled } from '@shared/records/said'
import { VIGNETTES, vignetteVisit, type PlainVignette } from '../fixtures/vignettes'

/** The note as clinical text. Read a change of these files as a clinical change. */
const visits = Object.values(VIGNETTES).flatMap((vignette: PlainVignette) =>
  vignette.visits.map((_visit, index) => ({
    name: `${vignette.vignette}-${index + 1}`,
    ...vignetteVisit(vignette, index),
  })),
)

describe('the note', () => {
  it.each(visits)('of $name', async ({ name, body, context }) => {
    const text = `${filled(visitSummary(body, context))}\n\n${noteText(noteOf(body, context))}\n`
    await expect(text).toMatchFileSnapshot(`note/${name}.txt`)
  })
})

describe('the register rows', () => {
  it('of V6 keep the three facts and the numbers apart', () => {
    const { body, context } = vignetteVisit(VIGNETTES.V6, 0)
    const rows = reportRows(body, context)
    expect(rows.nodule).toEqual([
      expect.objectContaining({
        nodule_size_imaged_long: 24,
        nodule_size_imaged_short: 16,
        nodule_skin: 'normal',
      }),
    ])
    const v1 = vignetteVisit(VIGNETTES.V1)
    expect(reportRows(v1.body, v1.context).nodule[0]).toMatchObject({ nodule_reducible: '[notExamined]' })
    expect(rows.exam[0]).not.toHaveProperty('contributors_height_cm')
  })
})
