import { KIND_WORDS, sizeWordsOf } from '../../imaging/measure/words'
import type { ExamBody } from '../../records/exam'
import type { ImageMark } from '../../records/mark'
import { answerPath, type AnswerPath } from '../answer'
import type { Terms } from '../codec'
import type { SectionId } from '../definition'
import { PICTURE_SECTION, PICTURES } from '../pictures'

interface MarkChange {
  readonly path: AnswerPath
  readonly sectionId: SectionId
  readonly words: string
}

const said = (mark: ImageMark): string => {
  const what = [sizeWordsOf(mark), mark.text && `“${mark.text}”`].filter(Boolean).join(' ')
  return what === '' ? KIND_WORDS[mark.kind] : `${KIND_WORDS[mark.kind]} ${what}`
}

const placed = ({ points, frame, imageId }: ImageMark): string => JSON.stringify([points, frame, imageId])

/** What was drawn over the pictures, taken away or changed between two revisions, each with its picture. */
export const markChanges = (before: ExamBody, after: ExamBody, was: Terms, now: Terms): MarkChange[] => {
  const [had, has] = [before.marks ?? [], after.marks ?? []]
  const told = (mark: ImageMark, terms: Terms, words: string): MarkChange => {
    const picture = terms.entryName(PICTURES, mark.entryId)
    return {
      path: answerPath(PICTURES, mark.entryId),
      sectionId: PICTURE_SECTION,
      words: `${picture.charAt(0).toUpperCase()}${picture.slice(1)}, frame ${mark.frame + 1}: ${words}`,
    }
  }
  const old = new Map(had.map((mark) => [mark.markId, mark]))
  const kept = new Set(has.map((mark) => mark.markId))
  return [
    ...had
      .filter(({ markId }) => !kept.has(markId))
      .map((mark) => told(mark, was, `${said(mark)} taken away`)),
    ...has.flatMap((mark) => {
      const earlier = old.get(mark.markId)
      if (earlier === undefined) return [told(mark, now, `${said(mark)} added`)]
      const [first, second] = [said(earlier), said(mark)]
      if (first !== second) return [told(mark, now, `was ${first}, now ${second}`)]
      return placed(earlier) === placed(mark) ? [] : [told(mark, now, `${second} moved`)]
    }),
  ]
}
