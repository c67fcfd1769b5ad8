import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Stop } from '../demo/arguments'
import { root } from '../root'
import { faultsIn } from './faults'
import { shapeOf, type Fault } from './format'
import { replay } from './judge'

const USAGE = 'npm run replay -- FILE.json [--out RESULT.json]. The format stands in tests/replay/README.md.'

const listOf = (faults: readonly Fault[]): string =>
  [
    `${faults.length} thing${faults.length === 1 ? '' : 's'} to put right; nothing was judged.`,
    ...faults.map(({ path, says }) => `  ${path}: ${says}`),
  ].join('\n')

/**
 * A file of visits, judged: its JSON text, or what is wrong with it.
 * @throws Stop with every fault, its path and what would be right
 */
export function replayText(text: string): string {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (error) {
    throw new Stop(`This is no JSON: ${error instanceof Error ? error.message : ''}`)
  }
  const read = shapeOf(content)
  if ('faults' in read) throw new Stop(listOf(read.faults))
  const faults = faultsIn(read.file)
  if (faults.length > 0) throw new Stop(listOf(faults))
  return `${JSON.stringify(replay(read.file), undefined, 2)}\n`
}

/** `npm run replay -- FILE.json`: prints what Palpa makes of a visit. Needs no window, no vault and no build. */
export default function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { out: { type: 'string' } },
    allowPositionals: true,
  })
  const [given, ...more] = positionals
  if (given === undefined || more.length > 0) throw new Stop(`One file is needed: ${USAGE}`)
  const path = resolve(root, given)
  if (!existsSync(path)) throw new Stop(`There is no ${given}. ${USAGE}`)
  const json = replayText(readFileSync(path, 'utf8'))
  if (values.out === undefined) process.stdout.write(json)
  else writeFileSync(resolve(root, values.out), json)
  return Promise.resolve()
}
