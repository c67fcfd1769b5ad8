import type { Terms } from '@shared/exam/codec'
import { codecOf } from '@shared/exam/codecs'
import { fieldOf } from '@shared/exam/definition'
import type { ExamView } from '@shared/exam/view'

const SAID = ['image.nodule', 'image.modality'] as const

/** What each picture of a signed visit shows, by entry id: "R1, ultrasound". */
export const pictureBindings = (view: ExamView, terms: Terms): Readonly<Record<string, string>> =>
  Object.fromEntries(
    view.entries('image').map((entry) => [
      entry.entryId,
      SAID.map((id) => {
        const [field, value] = [fieldOf(id), entry.value(id)]
        return value === undefined ? '' : codecOf(field).display(field, value, terms)
      })
        .filter(Boolean)
        .join(', '),
    ]),
  )
