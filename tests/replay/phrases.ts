import { codecOf, schemaOf } from '@shared/exam/codecs'
import { findPlace } from '@shared/exam/definition'
import { expand } from '@shared/phrases/phrase'
import type { ReplayVisit } from './format'

const CALL = /(^|[\s([])\.([a-z][a-z0-9-]*)(?=$|[\s.,;:)\]])/gu

/**
 * Typed text with every call of a phrase written out, as Space or Tab does it in the form; `[[=field.id]]` takes what
 * that field says at this visit. Stops that nobody fills stay, and are refused as they are in the form.
 */
export function withPhrases(
  text: string,
  phrases: Readonly<Record<string, string>>,
  values: ReplayVisit['values'],
  country: string,
): string {
  const live = (fieldId: string): string | undefined => {
    const place = findPlace(fieldId)
    const said = values[fieldId]
    if (place === undefined || place.group !== undefined || said === undefined) return undefined
    const parsed = schemaOf(place.field).safeParse(said)
    if (!parsed.success) return undefined
    return codecOf(place.field).display(place.field, parsed.data, { country, entryName: () => '' })
  }
  return text.replace(CALL, (call: string, before: string, name: string) => {
    const phrase = phrases[name]
    return phrase === undefined ? call : `${before}${expand(phrase, live)}`
  })
}
