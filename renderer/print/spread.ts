/** Where labels may stand under each other. */
interface Column {
  readonly top: number
  readonly bottom: number
  /** From one label to the next, at least. */
  readonly apart: number
}

/**
 * Heights of labels in one column, as near as may be to what they name: none on another, and all on the drawing where it has
 * room for them.
 * @param wanted from top to bottom
 */
export const spread = (wanted: readonly number[], { top, bottom, apart }: Column): number[] => {
  const down: number[] = []
  for (const y of wanted) down.push(Math.max(y, top, (down.at(-1) ?? -Infinity) + apart))
  const up: number[] = []
  for (const y of down.toReversed()) up.unshift(Math.min(y, (up[0] ?? bottom + apart) - apart))
  return up
}
