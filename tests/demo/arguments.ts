import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../root'

/** A stop with a line for people and no stack: what was asked for cannot be done. */
export class Stop extends Error {
  override name = 'Stop'
}

/**
 * Options of a named command, each with a value; paths are taken from where the command was started.
 * @throws Stop when an option is unknown or has no value
 */
export function pathsFrom<N extends string>(
  args: readonly string[],
  names: readonly N[],
): Partial<Record<N, string>> {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]))
  try {
    const { values } = parseArgs({ args: [...args], options, allowPositionals: false })
    return Object.fromEntries(
      Object.entries(values).map(([name, path]) => [name, resolve(root, String(path))]),
    ) as Partial<Record<N, string>>
  } catch (error) {
    throw new Stop(`${error instanceof Error ? error.message : ''} Known: --${names.join(', --')}.`)
  }
}

/** One plain line of what is being done. */
export const say = (line: string): void => void process.stdout.write(`palpa: ${line}\n`)
