import { describe, expect, it } from 'vitest'
import { filled } from '@shared/records/said'
import { examBody } from '@shared/records/exam'
import { codecOf } from '@shared/exam/codecs'
import { findPlace } from '@shared/exam/definition'
import { blocksSigning, missingForSigning, validate } from '@shared/exam/validate'
import { VIGNETTES, vignetteVisit, type PlainVignette } from '../fixtures/vignettes'

const visits = Object.values(VIGNETTES).flatMap((vignette: PlainVignette) =>
  vignette.visits.map((_visit, index) => vignetteVisit(vignette, index)),
)

describe('the vignettes of clinical content 6', () => {
  it.each(visits)(
    '$vignette.vignette on $visit.visitOn holds only values that the definition knows',
    ({ body }) => {
      expect(examBody.parse(body)).toEqual(body)
      const all = [
        ...Object.entries(body.answers.values),
        ...Object.values(body.answers.groups).flatMap((entries) =>
          entries.flatMap(({ values }) => Object.entries(values)),
        ),
      ]
      for (const [id, answer] of all) {
        const place = findPlace(id)
        expect(place, id).toBeDefined()
        if (answer.is === 'value')
          expect(codecOf(place!.field).schema(place!.field).safeParse(answer.value).success, id).toBe(true)
        else expect(place!.field.unanswered, id).toContain(answer.is)
      }
    },
  )

  it.each(visits)(
    '$vignette.vignette on $visit.visitOn can be signed as it is meant to',
    ({ body, context, visit }) => {
      expect(validate(body, context)).toEqual([])
      if (visit.mode === undefined) expect(blocksSigning(body, context)).toEqual([])
      else
        expect(missingForSigning(body, context).map(({ label }) => filled(label))).toEqual([
          'Back mouse',
          'Safety-net advice given',
        ])
    },
  )
})
