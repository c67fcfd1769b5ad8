import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, loadavg } from 'node:os'
import { join, resolve } from 'node:path'
import { bundle } from '../store/bundle'
import type { BenchRow } from './row'

type Part = (build: typeof bundle) => Promise<BenchRow[]>

/**
 * What is measured: the entry file and the function in it that answers rows. Each is bundled as the app is, so
 * that the figures are those of built code.
 */
const PARTS: Readonly<Record<string, readonly [entry: string, exported: string]>> = {
  store: ['tests/bench/bench-store.ts', 'benchStore'],
}

const number = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(2))
const goalOf = ({ goal }: BenchRow): string =>
  goal === undefined ? '' : 'atMost' in goal ? `at most ${goal.atMost}` : `at least ${goal.atLeast}`
const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const table = (rows: readonly BenchRow[]): string =>
  [
    line(['figure', 'measured', 'floor', 'ratio', 'goal', '', 'the floor is']),
    line(Array.from({ length: 7 }, () => '---')),
    ...rows.map((row) =>
      line([
        row.name,
        `${number(row.value)} ${row.unit}`,
        `${number(row.floor)} ${row.unit}`,
        row.ratio.toFixed(2),
        goalOf(row),
        row.goal === undefined ? '' : row.passed ? 'met' : 'MISSED',
        row.floorIs,
      ]),
    ),
  ].join('\n')

/**
 * `npm run bench [-- store …]`: measures each part against its floor in the same run, prints the table and writes
 * out/bench/bench.json and bench.md. Throws when a goal is missed.
 */
export default async function bench(args: readonly string[]): Promise<void> {
  const require = createRequire(import.meta.url)
  const rows: BenchRow[] = []
  const busy = loadavg()[0]
  for (const [name, [entry, exported]] of Object.entries(PARTS)) {
    if (args.length > 0 && !args.includes(name)) continue
    process.stdout.write(`measuring: ${name}\n`)
    const built = require(await bundle(entry)) as Readonly<Record<string, Part>>
    rows.push(...((await built[exported]?.(bundle)) ?? []))
  }
  const out = resolve(import.meta.dirname, '../../out/bench')
  const machine = {
    node: process.version,
    platform: process.platform,
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    // Above the number of cores somebody else was working, and ratios waver.
    loadBefore: busy,
    loadAfter: loadavg()[0],
  }
  mkdirSync(out, { recursive: true })
  const facts = { at: new Date().toISOString(), machine, rows }
  writeFileSync(join(out, 'bench.json'), `${JSON.stringify(facts, undefined, 2)}\n`)
  writeFileSync(join(out, 'bench.md'), `${table(rows)}\n`)
  process.stdout.write(`${table(rows)}\n`)
  const missed = rows.filter((row) => !row.passed).map((row) => row.name)
  if (missed.length > 0) throw new Error(`Goals missed: ${missed.join('; ')}`)
}
