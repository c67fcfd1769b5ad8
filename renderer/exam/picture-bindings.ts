import type { Terms } from '@shared/exam/codec'
import { codecOf } from '@shared/exam/codecs'
import { fieldOf } from '@shared/exam/definition'
import type { ExamView } from '@shared/exam/view'
import type { SaidOfPicture } from '@shared/imaging/visits'

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

/** The side of the body of each picture and the day it was taken, by entry id, as far as somebody said it. */
export const picturesPlaced = (view: ExamView): Readonly<Record<string, Omit<SaidOfPicture, 'words'>>> =>
  Object.fromEntries(
    view.entries('image').map((entry) => {
      const [side, takenOn] = [entry.value('image.side'), entry.value('image.takenOn')]
      return [
        entry.entryId,
        {
          ...(side === undefined ? {} : { side }),
          ...(takenOn === undefined ? {} : { takenOn }),
        },
      ]
    }),
  )

/** All that a visit says of its pictures, by entry id. */
export const picturesSaid = (view: ExamView, terms: Terms): Readonly<Record<string, SaidOfPicture>> => {
  const placed = picturesPlaced(view)
  return Object.fromEntries(
    Object.entries(pictureBindings(view, terms)).map(([id, words]) => [id, { words, ...placed[id] }]),
  )
}
