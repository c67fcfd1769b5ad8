import { scrypt } from 'node:crypto'

/** One measured figure, always beside its floor: the same work without what Palpa adds, taken in the same run. */
export interface BenchRow {
  readonly name: string
  readonly unit: 'ms' | 'docs/s' | 'MB/s' | 'MB' | 'frames'
  readonly value: number
  /** What the floor is, in words, and its figure in the same unit. */
  readonly floorIs: string
  readonly floor: number
  readonly ratio: number
  /** The goal for the ratio, or for the figure itself (`msAtMost`); without one the figure is only told. */
  readonly goal?: { readonly atMost: number } | { readonly atLeast: number } | { readonly msAtMost: number }
  readonly passed: boolean
}

/** @param pairs the figure and its floor taken side by side, time after time: the ratio is then the middle one of theirs */
export function row(
  facts: Omit<BenchRow, 'ratio' | 'passed'>,
  pairs?: readonly (readonly [value: number, floor: number])[],
): BenchRow {
  const ratio =
    pairs === undefined ? facts.value / facts.floor : median(pairs.map(([value, floor]) => value / floor))
  const { goal } = facts
  const passed =
    goal === undefined ||
    ('atMost' in goal
      ? ratio <= goal.atMost
      : 'atLeast' in goal
        ? ratio >= goal.atLeast
        : facts.value <= goal.msAtMost)
  return { ...facts, ratio, passed }
}

/** A percentile of measured values. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0
}

export const median = (values: readonly number[]): number => percentile(values, 50)

/** Milliseconds that a piece of work took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

/** The key derivation by itself, at the cost that the product uses. */
export const bareScrypt = (): Promise<void> =>
  new Promise((resolve, reject) => {
    scrypt('x', 'y', 32, { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 + 2 ** 20 }, (error) =>
      error === null ? resolve() : reject(error),
    )
  })
