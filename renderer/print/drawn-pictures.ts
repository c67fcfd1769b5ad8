import { shallowRef, watch, type Ref } from 'vue'
import type { PrintedPicture } from '@shared/exam/printed-picture'
import { drawPrinted, type DrawnPicture } from './draw-picture'

/** What a drawing depends on. Captions do not: a letter that is being written is drawn again with every pause. */
const keyOf = ({ imageId, frame, marks, all }: PrintedPicture): string =>
  JSON.stringify([imageId, frame, marks, all])

/**
 * The pictures of a document, drawn: undefined until all of them are, because nothing may be measured before. What was
 * drawn once is not drawn again while the document stands.
 *
 * @param told whether words stand beside the marks. On the patient's sheet they would be smaller than its smallest type.
 */
export const useDrawnPictures = (
  pictures: () => readonly PrintedPicture[],
  told = true,
): Readonly<Ref<readonly DrawnPicture[] | undefined>> => {
  const drawn = shallowRef<readonly DrawnPicture[]>()
  const kept = new Map<string, Promise<DrawnPicture>>()
  let asked = 0
  watch(
    pictures,
    async (wanted) => {
      const mine = (asked += 1)
      if (wanted.length === 0) {
        // Another empty list would lay the pages out again.
        if (drawn.value?.length !== 0) drawn.value = []
        return
      }
      const all = await Promise.all(
        wanted.map(async (picture) => {
          const key = keyOf(picture)
          const drawing = kept.get(key) ?? drawPrinted(picture, told)
          kept.set(key, drawing)
          return { ...(await drawing), picture }
        }),
      )
      // Other pictures were chosen meanwhile.
      if (mine === asked) drawn.value = all
    },
    { immediate: true },
  )
  return drawn
}
