import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** Palpa's folder. Taken from where the tests were started, since their runners disagree on module paths. */
export const root = process.cwd()

if (!existsSync(resolve(root, 'electron.vite.config.ts')))
  throw new Error("Run the tests from Palpa's folder.")
