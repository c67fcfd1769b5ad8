import type { Terms } from '@shared/exam/codec'
import { codecOf } from '@shared/exam/codecs'
import type { Field } from '@shared/exam/field-kinds'
import { fieldPhrase } from '@shared/exam/projections/phrases'
import { fieldName } from '@shared/exam/spot-name'
import { saidOf } from '@shared/records/said'
import { say } from '../language/say'
import { words } from '../language/text'

const OF_FIELD = '{label}: {value}'

/** A value with the words of its field: "by ruler" as the note says it, in another language "Measured by: ruler". */
export const valueWords = (field: Field, value: unknown, terms: Terms): string =>
  words.value === undefined
    ? fieldPhrase(field, value, terms)
    : say(
        saidOf(OF_FIELD, {
          label: fieldName(field),
          value: codecOf(field).said(field, value as never, terms),
        }),
      )
