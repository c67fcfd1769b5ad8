import type { Sheet, SheetSection } from './sheet'

/** Steps by which a sheet is shortened where it would take more pages than it may (ruling 25). */
export const BRIEFEST = 5

/**
 * The sections that stand at one step: 0 tells all, each further step leaves out what is said elsewhere or says it in
 * fewer words. The help box, medicines, aftercare and the next visit stand at every step.
 */
export const shortened = (sheet: Pick<Sheet, 'sections'>, brief: number): SheetSection[] =>
  sheet.sections
    .filter(({ spare }) => spare === undefined || spare > brief)
    .map((section) => {
      const { terse } = section
      if (terse === undefined || terse.from > brief) return section
      return {
        ...section,
        blocks: terse.blocks,
        ...(terse.column === undefined ? {} : { column: terse.column }),
      }
    })
