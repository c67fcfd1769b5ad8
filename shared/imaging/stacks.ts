import type { ImageRecord } from '../records/image'

/** Pictures that are looked at together: the slices of a series in their order, or one picture by itself. */
export interface Stack {
  /** The entry of the exam that describes it. */
  readonly entryId: string
  /** At least one. */
  readonly images: readonly [ImageRecord, ...ImageRecord[]]
}

/**
 * Puts the pictures of a visit together: slices of one series by their number, the others as they came. Slices
 * without a number stand behind those with one, as they came.
 */
export const stacksOf = (images: readonly ImageRecord[]): Stack[] => {
  const stacks = new Map<string, [ImageRecord, ...ImageRecord[]]>()
  for (const image of images) {
    const { series } = image.facts
    const key = series === undefined ? image.imageId : `${image.examId} ${series.uid} ${image.entryId}`
    const known = stacks.get(key)
    if (known === undefined) stacks.set(key, [image])
    else known.push(image)
  }
  const numberOf = (one: ImageRecord): number => one.facts.series?.instance ?? Infinity
  return [...stacks.values()].map((slices) => {
    slices.sort((one, other) => {
      const [first, second] = [numberOf(one), numberOf(other)]
      return first === second ? 0 : first - second
    })
    return { entryId: slices[0].entryId, images: slices }
  })
}
