import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root'

export interface Source {
  /** Relative to Palpa's folder, with forward slashes. */
  readonly path: string
  readonly text: string
}

/** The stand-in imitates what the product must not do, and the start script runs outside of it. */
const NOT_THE_PRODUCT = ['electron/runtime/stand-in/', 'electron/runtime/start']

/** Every source file of the product in these rooms. */
export function sourcesOf(rooms: readonly string[], kinds: RegExp): Source[] {
  return rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .map((name) => `${room}/${name.replaceAll('\\', '/')}`)
      .filter((path) => kinds.test(path) && !NOT_THE_PRODUCT.some((part) => path.startsWith(part)))
      .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
  )
}
