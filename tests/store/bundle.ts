import { mkdtempSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'rolldown'
import { root } from '../root'

/**
 * Bundles a TypeScript entry as the app's build does, for a thread or a process that plain Node must run.
 * @returns path of the CommonJS file
 */
export async function bundle(entry: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'palpa-bundle-'))
  // sqlite3 stays outside the bundle, so it must be found from where the bundle lies.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const file = join(folder, 'bundle.cjs')
  await build({
    input: resolve(root, entry),
    platform: 'node',
    external: ['sqlite3', 'electron'],
    resolve: { alias: { '@shared': resolve(root, 'shared') } },
    output: { file, format: 'cjs', codeSplitting: false },
    logLevel: 'silent',
  })
  return file
}
