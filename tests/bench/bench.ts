import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../root'
import { bundle } from '../store/bundle'
import { benchApp } from './bench-app'
import { benchLatency } from './bench-latency'
import { benchRecording } from './bench-recording'
import { benchViewer } from './bench-viewer'
import type { BenchRow } from './row'

/** Bundled as the app is, so that the figures are those of built code. */
const store = async (): Promise<BenchRow[]> => {
  const worker = await bundle('electron/store/index-worker.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [
    await bundle('tests/bench/store-child.ts'),
    worker,
  ])
  return JSON.parse(stdout) as BenchRow[]
}

const PARTS: Readonly<
  Record<string, { readonly what: string; readonly measure: () => Promise<BenchRow[]> }>
> = {
  store: { what: 'saving, unlocking, searching, sealed images', measure: store },
  pdf: { what: 'printing the handout', measure: () => benchApp('pdf') },
  latency: { what: 'keys, sections and charts under the fingers', measure: benchLatency },
  start: { what: 'starting', measure: () => benchApp('start') },
  viewer: { what: 'pictures', measure: benchViewer },
  recording: { what: 'a recording of 500 MB', measure: benchRecording },
}

const figure = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(2))
const goalOf = ({ goal }: BenchRow): string =>
  goal === undefined
    ? ''
    : 'atMost' in goal
      ? `at most ${goal.atMost}`
      : 'atLeast' in goal
        ? `at least ${goal.atLeast}`
        : `at most ${goal.msAtMost} ms`

const table = (rows: readonly BenchRow[]): string => {
  const cells = [
    ['figure', 'measured', 'floor', 'ratio', 'goal', '', 'the floor is'],
    ...rows.map((row) => [
      row.name,
      `${figure(row.value)} ${row.unit}`,
      `${figure(row.floor)} ${row.unit}`,
      row.ratio.toFixed(2),
      goalOf(row),
      row.goal === undefined ? '' : row.passed ? 'met' : 'MISSED',
      row.floorIs,
    ]),
  ]
  const widths = cells[0]!.map((_, at) => Math.max(...cells.map((line) => line[at]!.length)))
  return cells
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/**
 * `npm run bench [-- store pdf latency start viewer recording]`: each figure beside its floor, taken in the same run. Prints a table
 * and writes out/bench.json. A missed goal is shown as missed; only a part that could not be measured fails the command.
 */
export default async function bench(args: readonly string[]): Promise<void> {
  const unknown = args.filter((name) => !(name in PARTS))
  if (unknown.length > 0)
    throw new Error(`No part ${unknown.join(', ')}; known: ${Object.keys(PARTS).join(', ')}`)
  // As it is installed: replies are not held against their shapes a second time.
  process.env['STAND_IN_PACKAGED'] = '1'
  const rows: BenchRow[] = []
  const failed: { part: string; why: string }[] = []
  const loadBefore = loadavg()[0]
  for (const [part, { what, measure }] of Object.entries(PARTS)) {
    if (args.length > 0 && !args.includes(part)) continue
    process.stdout.write(`palpa: Measuring ${what}.\n`)
    try {
      rows.push(...(await measure()))
    } catch (error) {
      failed.push({ part, why: error instanceof Error ? error.message : String(error) })
    }
  }
  const machine = {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    runtime: process.env['PALPA_E2E_RUNTIME'] === 'electron' ? 'Electron' : 'stand-in for Electron',
    // Above the number of cores somebody else was working, and ratios waver.
    loadBefore,
    loadAfter: loadavg()[0],
  }
  const out = join(root, 'out')
  mkdirSync(out, { recursive: true })
  const facts = { at: new Date().toISOString(), machine, rows, failed }
  writeFileSync(join(out, 'bench.json'), `${JSON.stringify(facts, undefined, 2)}\n`)
  process.stdout.write(`\n${table(rows)}\n\n`)
  const met = rows.filter((row) => row.goal !== undefined && row.passed).length
  const goals = rows.filter((row) => row.goal !== undefined).length
  process.stdout.write(
    `palpa: ${met} of ${goals} goals met, on ${machine.cores} cores, load ${String(loadBefore)} to ${String(machine.loadAfter)}.\n`,
  )
  for (const { part, why } of failed) process.stdout.write(`palpa: Not measured: ${part}. ${why}\n`)
  if (failed.length > 0) process.exitCode = 1
}
