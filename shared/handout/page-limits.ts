import type { Sheet } from './sheet'

const MOST_PAGES = { emergency: { standard: 1, large: 1 }, handout: { standard: 2, large: 6 } } as const

/**
 * Pages a sheet may take (ruling 25); none for A5. Two languages side by side may take as much as the sheet and its
 * English copy take one after the other.
 */
export const pageLimit = ({
  kind,
  size,
  paper,
  beside,
}: Pick<Sheet, 'kind' | 'size' | 'paper' | 'beside'>): number | undefined =>
  paper === 'A5' ? undefined : MOST_PAGES[kind][size] * (beside === undefined ? 1 : 2)
