/** One measured figure, always beside its floor: the same work without what Palpa adds, taken in the same run. */
export interface BenchRow {
  readonly name: string
  readonly unit: 'ms' | 'docs/s' | 'MB/s'
  readonly value: number
  /** What the floor is, in words, and its figure in the same unit. */
  readonly floorIs: string
  readonly floor: number
  readonly ratio: number
  /** The goal for the ratio; without one the figure is only told. */
  readonly goal?: { readonly atMost: number } | { readonly atLeast: number }
  readonly passed: boolean
}

export function row(facts: Omit<BenchRow, 'ratio' | 'passed'>): BenchRow {
  const ratio = facts.value / facts.floor
  const { goal } = facts
  const passed = goal === undefined || ('atMost' in goal ? ratio <= goal.atMost : ratio >= goal.atLeast)
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
