import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root'
import { Driver, HANDS, type Hands, type Unit } from './charting/driver'
import { inputsOf } from './charting/klm'
import { safetyOf, type Safety } from './charting/safety'
import seal from './charting/seal'
import { SCRIPTS, type Script } from './charting/scripts'
import { onStage, type Stage } from './charting/stage'

interface Played {
  readonly script: Script['id']
  readonly hands: Hands
  readonly inputs: number
  readonly presses: number
  readonly seconds: number
  readonly safety: Safety
  readonly units: readonly Unit[]
  readonly met: boolean
}

async function played(script: Script, hands: Hands, stage: Stage): Promise<Played> {
  const since = new Date().toISOString()
  const driver = await Driver.of(stage.page, hands)
  await script.play(driver, stage)
  await driver.checkHeard()
  const safety = await safetyOf(stage.page, script.patient, script.sides, since)
  const { inputs, seconds } = driver
  const safe = safety.unattested + safety.wrongSides + safety.redFlagsUnasked === 0
  return {
    script: script.id,
    hands,
    inputs,
    presses: driver.effort.presses,
    seconds: Math.round(seconds * 10) / 10,
    safety,
    units: driver.units,
    met: safe && inputs <= script.limit.inputs && seconds <= script.limit.seconds,
  }
}

const table = (rows: readonly (readonly string[])[]): string => {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((line) => line[at]!.length)))
  return rows
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
const HEAD = [
  '',
  'hands',
  'inputs',
  'at most',
  's',
  'at most',
  '',
  'unattested',
  'wrong side',
  'unasked',
  'as last note',
]
const lineOf = (one: Played): string[] => {
  const { limit } = SCRIPTS.find(({ id }) => id === one.script)!
  const { unattested, wrongSides, redFlagsUnasked, sameAsLastNote } = one.safety
  return [
    one.script,
    one.hands,
    String(one.inputs),
    String(limit.inputs),
    one.seconds.toFixed(1),
    String(limit.seconds),
    one.met ? 'met' : 'MISSED',
    String(unattested),
    String(wrongSides),
    String(redFlagsUnasked),
    `${String(Math.round(sameAsLastNote * 100))} %`,
  ]
}

/**
 * `npm run bench:charting [-- S1 S2 S3] [--units]`: plays the scenarios through the interface of the built app, counts every
 * input and models the time (keystroke-level model). Writes out/charting.json; fails where a limit or a safety counter is
 * missed. `--units` also prints what was pressed for what.
 */
export default async function charting(args: readonly string[]): Promise<void> {
  const wanted = args.filter((word) => !word.startsWith('--'))
  const results: Played[] = []
  for (const script of SCRIPTS.filter(({ id }) => wanted.length === 0 || wanted.includes(id)))
    for (const hands of HANDS) {
      process.stdout.write(`palpa: Playing ${script.id}, ${hands}.\n`)
      results.push(
        await onStage(
          (dataFolder) => seal([dataFolder]),
          (stage) => played(script, hands, stage),
        ),
      )
    }
  mkdirSync(join(root, 'out'), { recursive: true })
  const facts = { at: new Date().toISOString(), scripts: SCRIPTS, results }
  writeFileSync(join(root, 'out/charting.json'), `${JSON.stringify(facts, undefined, 2)}\n`)
  if (args.includes('--units'))
    for (const { script, hands, units } of results) {
      process.stdout.write(`\n${script}, ${hands}\n`)
      for (const unit of units)
        process.stdout.write(
          `  ${String(inputsOf(unit)).padStart(3)}  ${unit.what.padEnd(44)}  ${unit.sent.join(', ')}\n`,
        )
    }
  process.stdout.write(`\n${table([HEAD, ...results.map(lineOf)])}\n\n`)
  if (results.some(({ met }) => !met)) process.exitCode = 1
}
